"""A day as people type it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QLocale

from csworkbench.ui.widgets.texts import is_day_first

HINT = "Try 4 dec, fri, tomorrow, +2w or 2026-12-04."


def read_day(text: str, today: date, locale: QLocale) -> date | None:
    """Give the day of a text in ISO, natural words or the locale's own forms; None when not understood."""
    from csworkbench.domain.natural_dates import parse_date

    found = parse_date(text, today, is_day_first=is_day_first(locale))
    if found is not None:
        return found
    for form in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
        local = locale.toDate(text.strip(), locale.dateFormat(form), today.year // 100 * 100)
        if local.isValid():
            return date(local.year(), local.month(), local.day())
    return None

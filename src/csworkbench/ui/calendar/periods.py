"""Months and weeks, which days each view shows around a day, and where the arrows lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale

from csworkbench.domain.calendar_span import month_span, week_span
from csworkbench.services.checks import EARLIEST, LATEST
from csworkbench.ui.calendar.toolbar import period_words

AGENDA_DAYS = 28


@dataclass(frozen=True, slots=True)
class Period:
    """The days on show, and those that the period is about: a month is shown in whole weeks."""

    first: date
    last: date
    inner_first: date
    inner_last: date
    words: str

    def is_shown(self, day: date) -> bool:
        """Tell whether a day is on show."""
        return self.first <= day <= self.last

    def is_inside(self, day: date) -> bool:
        """Tell whether a day belongs to the period itself."""
        return self.inner_first <= day <= self.inner_last


def first_weekday() -> int:
    """Give the weekday that weeks begin on here (Monday 0)."""
    return QLocale().firstDayOfWeek().value - 1


def month_name(day: date) -> str:
    """Give the month of a day with its year: `November 2026`."""
    locale = QLocale()
    return f"{locale.standaloneMonthName(day.month)} {locale.toString(QDate(day.year, day.month, day.day), 'yyyy')}"


def months_later(day: date, months: int) -> date:
    """Give the same day some months later, or the last one of that month."""
    moved = QDate(day.year, day.month, day.day).addMonths(months)
    return date(moved.year(), moved.month(), moved.day())


def bounded(day: date) -> date:
    """Give a day that can be planned on: the nearest one the book takes."""
    return min(max(day, EARLIEST), LATEST)


def period_of(view: str, day: date) -> Period:
    """Give the period of a view around a day: the month, the week, or four weeks from that day on."""
    if view == "month":
        first, last = month_span(day, first_weekday())
        inner = day.replace(day=1)
        return Period(first, last, inner, months_later(inner, 1) - timedelta(days=1), month_name(day))
    if view == "week":
        first, last = week_span(day, first_weekday())
    else:
        first, last = day, day + timedelta(days=AGENDA_DAYS - 1)
    return Period(first, last, first, last, period_words(first, last))


def stepped(view: str, day: date, steps: int) -> date:
    """Give the day that the period before or after is shown around."""
    if view == "month":
        return months_later(day, steps)
    return day + timedelta(days=steps * (7 if view == "week" else AGENDA_DAYS))

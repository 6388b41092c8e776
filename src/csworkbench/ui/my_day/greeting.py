"""The greeting by the time of day, and since when changes are news."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from csworkbench.infra.settings import Settings
from csworkbench.ui.widgets.texts import relative_day, short_day

NOON, EVENING = 12, 18
DAYS_BACK = 7
"""How far back "what changed" looks when there was no session before today."""


def greeting(now: datetime, name: str) -> str:
    """Give `Good morning, Maya` by the local hour of `now`; without a name the greeting alone."""
    hour = now.astimezone().hour
    words = "Good morning" if hour < NOON else "Good afternoon" if hour < EVENING else "Good evening"
    first = name.split()[0] if name.split() else ""
    return f"{words}, {first}" if first else words


def day_title(day: date, locale: QLocale | None = None) -> str:
    """Give the day in full: `Monday 23 November`."""
    return (locale or QLocale()).toString(QDate(day.year, day.month, day.day), "dddd d MMMM")


def last_session(settings: Settings, today: date) -> date:
    """Give the day My day was last left on before today; without one, a week ago."""
    try:
        seen = date.fromisoformat(settings.text("my_day/seen_on"))
    except ValueError:
        return today - timedelta(days=DAYS_BACK)
    return seen if seen < today else today - timedelta(days=DAYS_BACK)


def since_words(since: date, today: date, locale: QLocale | None = None) -> str:
    """Give a past day in a few letters: `yesterday`, `Friday`, `16 Nov`."""
    days = (today - since).days
    if days == 1:
        return relative_day(since, today)
    if days < DAYS_BACK:
        return (locale or QLocale()).toString(QDate(since.year, since.month, since.day), "dddd")
    return short_day(since, locale)

"""The greeting by the time of day, and since when changes are news."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from csworkbench.infra.settings import Settings
from csworkbench.ui.widgets.texts import relative_day, short_day

NOON, EVENING = 12, 18
SEEN_ON, SEEN_BEFORE = "my_day/seen_on", "my_day/seen_before"
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
    """Give the day the last session before today ended on; without one, a week ago.

    A second session on one day tells the same changes as the first: they may not have been read yet.
    """
    for key in (SEEN_ON, SEEN_BEFORE):
        seen = _day(settings.text(key))
        if seen is not None and seen < today:
            return seen
    return today - timedelta(days=DAYS_BACK)


def end_session(settings: Settings, today: date) -> None:
    """Remember that a session ended today, and still on which day the one before today did."""
    seen = _day(settings.text(SEEN_ON))
    if seen is not None and seen < today:
        settings.set(SEEN_BEFORE, seen.isoformat())
    settings.set(SEEN_ON, today.isoformat())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def since_words(since: date, today: date, locale: QLocale | None = None) -> str:
    """Give a past day in a few letters: `yesterday`, `Friday`, `16 Nov`."""
    days = (today - since).days
    if days == 1:
        return relative_day(since, today)
    if days < DAYS_BACK:
        return (locale or QLocale()).toString(QDate(since.year, since.month, since.day), "dddd")
    return short_day(since, locale)

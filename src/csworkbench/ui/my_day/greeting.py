"""The greeting by the time of day."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

NOON, EVENING = 12, 18


def greeting(now: datetime, name: str) -> str:
    """Give `Good morning, Maya` by the local hour of `now`; without a name the greeting alone."""
    hour = now.astimezone().hour
    words = "Good morning" if hour < NOON else "Good afternoon" if hour < EVENING else "Good evening"
    first = name.split()[0] if name.split() else ""
    return f"{words}, {first}" if first else words


def day_title(day: date, locale: QLocale | None = None) -> str:
    """Give the day in full: `Monday 23 November`."""
    return (locale or QLocale()).toString(QDate(day.year, day.month, day.day), "dddd d MMMM")

"""Days in the names of changes and in sentences: "4 Dec", with the year when it is another one."""

from __future__ import annotations

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(day: date, today: date) -> str:
    """Give a day as "4 Dec", or "4 Dec 2027" when it is not in this year."""
    words = f"{day.day} {_MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def count_text(number: int, word: str) -> str:
    """Give "1 day" or "2 days"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

"""Dates as people type them: ISO, numbers with a separator, and words like `tomorrow`, `fri` or `+2w`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.month_places import MONTHS, WEEKDAYS, index_of, parse_place, weekday_with_number

_UNITS = {"d": "d", "day": "d", "days": "d", "w": "w", "week": "w", "weeks": "w", "wk": "w", "wks": "w"}
_UNITS |= {"m": "m", "month": "m", "months": "m", "y": "y", "year": "y", "years": "y"}
_FIXED = {"today": 0, "now": 0, "tod": 0, "tomorrow": 1, "tom": 1, "tmr": 1, "yesterday": -1}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})[./\-](\d{1,2})(?:[./\-](\d{4}|\d{2}))?[./\-]?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)? ?(?:of )?([a-z]+)\.?,? ?(\d{4}|\d{2})?")
_MONTH_DAY = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}|\d{2}))?")
_STEP = re.compile(r"(?:in )?([+-]?) ?(\d{1,4}) ?([a-z]+)( ago)?")
_NEXT = re.compile(r"(next|last|this) ([a-z]+)")


def parse_date(
    text: str, today: date, *, is_day_first: bool = True, business: BusinessDays | None = None
) -> date | None:
    """Give the day that `text` means, seen from `today`; None when it is not understood or does not exist.

    A weekday is the next one after today. A day without a year is the next such day, today included.
    `is_day_first` settles `03/04/2026`; a reading that can't be a date is never swapped silently. `business` says
    which days are business days (by default Monday to Friday).
    """
    words = " ".join(text.casefold().split())
    if not words:
        return None
    if words in _FIXED:
        return today + timedelta(days=_FIXED[words])
    readings: tuple[Callable[[str], date | None], ...] = (
        _parse_iso,
        lambda it: _parse_numbers(it, today, is_day_first),
        lambda it: _parse_step(it, today),
        lambda it: _parse_named(it, today),
        lambda it: _parse_relative(it, today),
        lambda it: parse_place(it, today, business or BusinessDays()),
        lambda it: _parse_weekday(it, today, is_day_first),
    )
    for read in readings:
        found = read(words)
        if found is not None:
            return found
    return None


def add_months(day: date, months: int) -> date | None:
    """Give the same day `months` later, the month's last day where it is too short; None past year 9999."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_year(year: str | None, month: int, day: int, today: date) -> date | None:
    if year:
        return _made(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # A leap day may be up to eight years away.
    for later in range(9):
        found = _made(today.year + later, month, day)
        if found is not None and found >= today:
            return found
    return None


def _parse_iso(words: str) -> date | None:
    match = _ISO.fullmatch(words)
    return _made(*(int(part) for part in match.groups())) if match else None


def _parse_numbers(words: str, today: date, is_day_first: bool) -> date | None:
    match = _NUMBERS.fullmatch(words)
    if not match:
        return None
    first, second = int(match[1]), int(match[2])
    day, month = (first, second) if is_day_first else (second, first)
    return _with_year(match[3], month, day, today)


def _parse_step(words: str, today: date) -> date | None:
    match = _STEP.fullmatch(words)
    unit = _UNITS.get(match[3]) if match else None
    if not match or unit is None or (match[1] and match[4]):
        return None
    count = int(match[2]) * (-1 if match[1] == "-" or match[4] else 1)
    if unit in ("m", "y"):
        return add_months(today, count * (12 if unit == "y" else 1))
    try:
        return today + timedelta(days=count * (7 if unit == "w" else 1))
    except OverflowError:
        return None


def _parse_named(words: str, today: date) -> date | None:
    match = _DAY_MONTH.fullmatch(words)
    if match:
        day, name, year = match.groups()
    else:
        match = _MONTH_DAY.fullmatch(words)
        if not match:
            return None
        name, day, year = match.groups()
    month = index_of(name, MONTHS)
    return None if month is None else _with_year(year, month + 1, int(day), today)


def _parse_relative(words: str, today: date) -> date | None:
    match = _NEXT.fullmatch(words)
    which, word = (match[1], match[2]) if match else ("", words)
    weekday = index_of(word, WEEKDAYS)
    if weekday is not None and which != "last":
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if which in ("next", "last") and word in ("week", "month", "year"):
        return _parse_step(f"{'+' if which == 'next' else '-'}1 {word}", today)
    return None


def _parse_weekday(words: str, today: date, is_day_first: bool) -> date | None:
    """Read "tue 10", and "fri 4 dec" where the weekday must be right."""
    numbered = weekday_with_number(words, today)
    if numbered is not None:
        return numbered[0]
    first, _, rest = words.partition(" ")
    weekday = index_of(first.rstrip(".,"), WEEKDAYS)
    if weekday is None or not rest:
        return None
    day = _parse_iso(rest) or _parse_numbers(rest, today, is_day_first) or _parse_named(rest, today)
    return day if day is not None and day.weekday() == weekday else None

"""Days told by their place: "1st business day of next month", "last friday of december", "end of quarter", "tue 10"."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from csworkbench.domain.business_days import BusinessDays, NoBusinessDay

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NEAR_WEEKS = 5
"""Weeks ahead in which "tue 10" may mean Tuesday the 10th."""
_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_FRIDAY = 4
_PLACE = re.compile(
    r"(?:the )?(\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|last) "
    r"(?:(business|working|work) day|(day)|([a-z]+))(?: (?:of|in) (?:the )?(.+))?"
)
_END = re.compile(r"(end|start|beginning) of (?:the )?(.+)")
_SHORT_ENDS = {"eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}
_BUSINESS_STEP = re.compile(r"(?:in )?\+?(\d{1,3}) ?(?:bd|bds|business days?|working days?|workdays?)")
_WEEKDAY_NUMBER = re.compile(r"([a-z]{3,9})\.?,? (?:the )?(\d{1,2})(st|nd|rd|th)?")


def index_of(word: str, names: tuple[str, ...]) -> int | None:
    """Give which name `word` is or shortens to (three letters at least)."""
    if len(word) < 3:
        return None
    return next((at for at, name in enumerate(names) if name.startswith(word) or (word == "sept" and at == 8)), None)


def parse_place(words: str, today: date, business: BusinessDays) -> date | None:
    """Give the day that the (folded) words tell by its place; None when they don't."""
    try:
        return _end_of(words, today) or _business_step(words, today, business) or _placed(words, today, business)
    except (NoBusinessDay, OverflowError):
        return None


def weekday_with_number(words: str, today: date) -> tuple[date, bool] | None:
    """Read "tue 10": (Tuesday the 10th, True) when one comes within five weeks, else (the coming Tuesday, False).

    Of "tue 10th" the next such Tuesday, however far; None when the words are no weekday with a number, or no such day
    comes within 28 years.
    """
    match = _WEEKDAY_NUMBER.fullmatch(words)
    weekday = index_of(match[1], WEEKDAYS) if match else None
    if match is None or weekday is None or not 0 <= int(match[2]) <= 31:
        return None
    first = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    number, is_day = int(match[2]), bool(match[3]) or int(match[2]) > 23
    for week in range(28 * 53 if is_day else NEAR_WEEKS):
        day = first + timedelta(weeks=week)
        if day.day == number:
            return day, True
    return None if is_day else (first, False)


def _end_of(words: str, today: date) -> date | None:
    words = f"end of {_SHORT_ENDS[words]}" if words in _SHORT_ENDS else words
    match = _END.fullmatch(words)
    if match is None:
        return None
    if match[2] in ("week", "this week", "next week"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=int(match[2] == "next week"))
        return monday + timedelta(days=_FRIDAY) if match[1] == "end" else monday
    span = _span(match[2], today)
    return None if span is None else span[1] if match[1] == "end" else span[0]


def _business_step(words: str, today: date, business: BusinessDays) -> date | None:
    if words in ("next business day", "next working day"):
        return business.add(today + timedelta(days=1), 0)
    match = _BUSINESS_STEP.fullmatch(words)
    # Counted from today even when it is closed: one business day after a Sunday is Monday.
    return business.add(business.preceding(today), int(match[1])) if match else None


def _placed(words: str, today: date, business: BusinessDays) -> date | None:
    match = _PLACE.fullmatch(words)
    if match is None:
        return None
    which = _WHICH.get(match[1]) or int(re.sub(r"\D", "", match[1]))
    weekday = index_of(match[4], WEEKDAYS) if match[4] else None
    if match[4] and weekday is None:
        return None
    if match[5] is None:
        # Without a month only business days are meant for sure: "last friday" is the one before today.
        return _coming(which, today, business) if match[2] else None
    span = _span(match[5], today)
    return None if span is None else _in_span(span, which, business if match[2] else None, weekday)


def _coming(which: int, today: date, business: BusinessDays) -> date | None:
    for text in ("this month", "next month"):
        span = _span(text, today)
        found = None if span is None else _in_span(span, which, business, None)
        if found is not None and found >= today:
            return found
    return None


def _in_span(span: tuple[date, date], which: int, business: BusinessDays | None, weekday: int | None) -> date | None:
    first, last = span
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    if business is not None:
        days = [day for day in days if business.is_open(day)]
    elif weekday is not None:
        days = [day for day in days if day.weekday() == weekday]
    place = which - 1 if which > 0 else which
    return days[place] if which and -len(days) <= place < len(days) else None


def _span(text: str, today: date) -> tuple[date, date] | None:
    """Give the first and last day of "month", "next quarter", "last year", "december" or "december 2027"."""
    words = text.split()
    step = {"next": 1, "last": -1, "this": 0}.get(words[0]) if words else None
    unit = words[-1] if words else ""
    lengths = {"month": 1, "quarter": 3, "year": 12}
    if unit in lengths and (len(words) == 1 or (len(words) == 2 and step is not None)):
        length = lengths[unit]
        count = (today.year * 12 + today.month - 1) // length + (step or 0)
        return _months(count * length, length)
    month = index_of(words[0], MONTHS) if words else None
    if month is None or len(words) > 2 or (len(words) == 2 and not re.fullmatch(r"\d{4}", words[1])):
        return None
    year = int(words[1]) if len(words) == 2 else today.year + (month + 1 < today.month)
    return _months(year * 12 + month, 1)


def _months(count: int, length: int) -> tuple[date, date] | None:
    """Give the span of `length` months from month number `count` on, counted from year 0."""
    year, month = divmod(count + length - 1, 12)
    if not (count // 12 >= 1 and year <= 9999):
        return None
    last = date(year, month + 1, calendar.monthrange(year, month + 1)[1])
    return date(count // 12, count % 12 + 1, 1), last

"""Dates as foreign files write them: orders of day and month, times, zones, Excel and Unix numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Literal

DateOrder = Literal["dmy", "mdy", "ymd"]
DATE_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy", "ymd")

_TIME = (
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_YEAR_FIRST = re.compile(r"(?P<a>\d{4})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{1,2})" + _TIME)
_YEAR_LAST = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})" + _TIME)
_COMPACT = re.compile(r"(?P<a>(?:19|20)\d{2})(?P<b>\d{2})(?P<c>\d{2})")
_NAMED = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?[-\s.]+(?P<m1>[A-Za-z]{3,9})|(?P<m2>[A-Za-z]{3,9})[-\s.]+(?P<d2>\d{1,2})(?:st|nd|rd|th)?)"
    r"[-\s,.]+(?P<c>\d{4}|\d{2})" + _TIME
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                "november", "december", "sept")  # fmt: skip
_EXCEL_ZERO = datetime.combine(date(1899, 12, 30), time())
_UNIX_ZERO = datetime(1970, 1, 1, tzinfo=UTC)


class UnknownOrder(ValueError):
    """The text is a date, but its order of day and month is not known."""


def possible_orders(text: str) -> frozenset[DateOrder] | None:
    """Give the orders in which a text is a date; None when the order does not matter for it.

    It does not matter for a year-first date, a month in letters, or equal day and month. An empty set: a numeric date
    that no order makes real.
    """
    found = _YEAR_LAST.fullmatch(text)
    if found is None or found["a"] == found["b"]:
        return None
    first, second = int(found["a"]), int(found["b"])
    orders: set[DateOrder] = set()
    if 1 <= first <= 31 and 1 <= second <= 12:
        orders.add("dmy")
    if 1 <= first <= 12 and 1 <= second <= 31 and found["sep"] != ".":
        orders.add("mdy")
    return frozenset(orders)


def date_order(values: Iterable[str]) -> DateOrder | Literal["ambiguous"] | None:
    """Give the one order that a whole column allows, `ambiguous` when several do, None when no value needs one.

    A column that contradicts itself is `ambiguous` as well: both orders turn some of its cells into errors.
    """
    left: set[DateOrder] | None = None
    numeric = False
    for value in values:
        orders = possible_orders(value.strip())
        if orders is None:
            numeric = numeric or _YEAR_FIRST.match(value.strip()) is not None
        elif orders:
            left = set(orders) if left is None else left & orders
    if left is None:
        return "ymd" if numeric else None
    return next(iter(left)) if len(left) == 1 else "ambiguous"


@lru_cache(maxsize=8192)
def parse_date_text(text: str, order: DateOrder | None) -> tuple[datetime, bool]:
    """Read a text as (moment, whether it states a time of day); the moment has a zone only if the text has.

    Raises:
        UnknownOrder: a numeric date whose order is neither given nor plain.
        ValueError: not a date, or no such day.
    """
    found = _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
    if found is not None:
        year, month, day = int(found["a"]), int(found["b"]), int(found["c"])
    elif (found := _YEAR_LAST.fullmatch(text)) is not None:
        year = _full_year(found["c"])
        day, month = _day_and_month(text, int(found["a"]), int(found["b"]), order)
    elif (found := _NAMED.fullmatch(text)) is not None:
        year = _full_year(found["c"])
        day, month = int(found["d1"] or found["d2"]), _month(found["m1"] or found["m2"])
    else:
        return _from_number_text(text)
    clock = found.groupdict()
    moment = datetime.combine(date(year, month, day), _time_of(clock), _zone_of(clock.get("zone")))
    return moment, clock.get("hour") is not None


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year <= 68 else 1900)


def _day_and_month(text: str, first: int, second: int, order: DateOrder | None) -> tuple[int, int]:
    if order is None:
        orders = possible_orders(text)
        if orders is not None and len(orders) != 1:
            raise UnknownOrder(text)
        order = next(iter(orders)) if orders else "dmy"
    return (second, first) if order == "mdy" else (first, second)


def _month(name: str) -> int:
    short = name.casefold()
    if short not in _MONTHS and short not in _LONG_MONTHS:
        raise ValueError(name)
    return _MONTHS.index(short[:3]) + 1


def _time_of(clock: dict[str, str | None]) -> time:
    if clock.get("hour") is None:
        return time()
    hour, half = int(clock["hour"] or 0), (clock["half"] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = (clock["fraction"] or "0")[:6].ljust(6, "0")
    return time(hour, int(clock["minute"] or 0), int(clock["second"] or 0), int(fraction))


def _zone_of(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-ahead if text[0] == "-" else ahead)


def _from_number_text(text: str) -> tuple[datetime, bool]:
    if re.fullmatch(r"\d{5,13}(\.\d+)?", text) is None:
        raise ValueError(text)
    return date_of_number(float(text))


def date_of_number(number: float) -> tuple[datetime, bool]:
    """Read an Excel serial day (1954..2119) or Unix seconds or milliseconds as (moment, whether it states a time).

    Raises:
        ValueError: the number is in none of these ranges.
    """
    if 20_000 <= number < 80_500:
        moment = _EXCEL_ZERO + timedelta(seconds=round(number * 86_400))
        return moment, moment.time() != time()
    if 5e8 <= number < 4.2e9:
        return _UNIX_ZERO + timedelta(seconds=number), True
    if 5e11 <= number < 4.2e12:
        return _UNIX_ZERO + timedelta(milliseconds=number), True
    raise ValueError(number)

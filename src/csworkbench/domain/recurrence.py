"""Recurrence rules of RFC 5545 as far as check-ins need them: text to rule and back, and the days of a rule.

Month ends come from the rule, never from the last day: monthly on the 31st is `BYMONTHDAY=-1`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST_DAY = date(2199, 12, 31)
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?")


class RuleNotKept(ValueError):
    """A rule is no rule, or has a part that check-ins don't keep; the text says which."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `by_day` are (which, weekday) with which 0 for each, -1 for the last, weekdays from Monday 0."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    by_day: tuple[tuple[int, int], ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_month: tuple[int, ...] = ()
    by_set_pos: tuple[int, ...] = ()
    week_start: int = 0

    def __post_init__(self) -> None:
        """Refuse what RFC 5545 refuses, and what would repeat for ever on no day."""
        if self.freq not in FREQUENCIES:
            raise RuleNotKept(f"check-ins don't repeat {self.freq.lower() or 'without a frequency'}")
        if not 1 <= self.interval <= 1000:
            raise RuleNotKept(f"an interval is 1 to 1000, not {self.interval}")
        if self.count is not None and self.until is not None:
            raise RuleNotKept("a rule has a COUNT or an UNTIL, not both")
        if self.count is not None and not 1 <= self.count <= 10_000:
            raise RuleNotKept(f"a COUNT is 1 to 10000, not {self.count}")
        self._check_parts()

    def _check_parts(self) -> None:
        if self.freq in ("DAILY", "WEEKLY") and any(which for which, _ in self.by_day):
            raise RuleNotKept(f"a numbered weekday doesn't go with {self.freq}")
        if self.freq == "WEEKLY" and self.by_month_day:
            raise RuleNotKept("BYMONTHDAY doesn't go with WEEKLY")
        if self.by_set_pos and self.freq in ("DAILY", "WEEKLY"):
            raise RuleNotKept(f"BYSETPOS doesn't go with {self.freq}")
        if self.by_set_pos and not (self.by_day or self.by_month_day or self.by_month):
            raise RuleNotKept("BYSETPOS needs another BY part")
        if self.by_month_day and any(which for which, _ in self.by_day):
            raise RuleNotKept("a numbered weekday doesn't go with BYMONTHDAY")
        if len({bool(which) for which, _ in self.by_day}) > 1:
            raise RuleNotKept("weekdays with and without a number don't go together")


def parse_rule(text: str) -> Rule:
    """Give the rule of a text like `FREQ=MONTHLY;BYDAY=-1FR`.

    Raises:
        RuleNotKept: it is no rule, or has a part that check-ins don't keep.
    """
    parts = [part.partition("=") for part in text.strip().removeprefix("RRULE:").upper().split(";") if part]
    if not any(is_part for _, is_part, _ in parts):
        raise RuleNotKept(f"'{text.strip()[:40]}' is no repeat")
    values = {name.strip(): value.strip() for name, _, value in parts}
    if len(values) != len(parts):
        raise RuleNotKept("a part of the rule is said twice")
    unknown = sorted(set(values) - set(_READERS))
    if unknown:
        raise RuleNotKept(f"check-ins don't keep {', '.join(unknown)}")
    if "FREQ" not in values:
        raise RuleNotKept("the rule has no FREQ")
    found: dict[str, object] = {}
    for name, value in values.items():
        field, read = _READERS[name]
        try:
            found[field] = read(value)
        except (ValueError, LookupError) as error:
            raise RuleNotKept(f"{name}={value[:40]} is not understood") from error
    return Rule(**found)  # type: ignore[arg-type]  # each reader gives its field's type


def rule_text(rule: Rule) -> str:
    """Give the rule as RFC 5545 writes it."""
    parts = [f"FREQ={rule.freq}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.by_month:
        parts.append(f"BYMONTH={_joined(rule.by_month)}")
    if rule.by_month_day:
        parts.append(f"BYMONTHDAY={_joined(rule.by_month_day)}")
    if rule.by_day:
        parts.append("BYDAY=" + ",".join(f"{which or ''}{WEEKDAYS[day]}" for which, day in rule.by_day))
    if rule.by_set_pos:
        parts.append(f"BYSETPOS={_joined(rule.by_set_pos)}")
    if rule.week_start:
        parts.append(f"WKST={WEEKDAYS[rule.week_start]}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    if rule.until is not None:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    return ";".join(parts)


def days_of(rule: Rule, anchor: date) -> Iterator[date]:
    """Give the days of the rule from `anchor` on, ascending, to the end of 2199 at most."""
    found = _all_days(rule, anchor)
    if rule.count is not None:
        return islice(found, rule.count)
    return found


def _all_days(rule: Rule, anchor: date) -> Iterator[date]:
    last = min(rule.until or LAST_DAY, LAST_DAY)
    for days in _PERIODS[rule.freq](rule, anchor):
        kept = sorted(set(days))
        if rule.by_set_pos:
            kept = _picked(kept, rule.by_set_pos)
        for day in kept:
            if day > last:
                return
            if day >= anchor:
                yield day


def _picked(days: list[date], places: tuple[int, ...]) -> list[date]:
    indexes = [place - 1 if place > 0 else place for place in places]
    return sorted({days[at] for at in indexes if -len(days) <= at < len(days)})


def _daily(rule: Rule, anchor: date) -> Iterator[list[date]]:
    day = anchor
    while day <= LAST_DAY:
        yield [day] if _is_allowed(rule, day) else []
        day += timedelta(days=rule.interval)


def _weekly(rule: Rule, anchor: date) -> Iterator[list[date]]:
    start = anchor - timedelta(days=(anchor.weekday() - rule.week_start) % 7)
    wanted = {day for _, day in rule.by_day} or {anchor.weekday()}
    while start <= LAST_DAY:
        days = [start + timedelta(days=step) for step in range(7)]
        yield [day for day in days if day.weekday() in wanted and _is_in_month(rule, day)]
        start += timedelta(weeks=rule.interval)


def _monthly(rule: Rule, anchor: date) -> Iterator[list[date]]:
    count = anchor.year * 12 + anchor.month - 1
    while count // 12 <= LAST_DAY.year:
        year, month = divmod(count, 12)
        yield _days_in_month(rule, anchor, year, month + 1) if _has_month(rule, month + 1) else []
        count += rule.interval


def _yearly(rule: Rule, anchor: date) -> Iterator[list[date]]:
    for year in range(anchor.year, LAST_DAY.year + 1, rule.interval):
        if rule.by_day and not rule.by_month and not rule.by_month_day:
            yield _weekdays_between(rule, date(year, 1, 1), date(year, 12, 31))
            continue
        months = rule.by_month or (tuple(range(1, 13)) if rule.by_month_day else (anchor.month,))
        yield [day for month in months for day in _days_in_month(rule, anchor, year, month)]


def _days_in_month(rule: Rule, anchor: date, year: int, month: int) -> list[date]:
    length = calendar.monthrange(year, month)[1]
    first, last = date(year, month, 1), date(year, month, length)
    if rule.by_day:
        days = _weekdays_between(rule, first, last)
        return [day for day in days if _has_month_day(rule, day)]
    wanted = rule.by_month_day or (anchor.day,)
    numbers = [number if number > 0 else length + 1 + number for number in wanted]
    return [first.replace(day=number) for number in numbers if 1 <= number <= length]


def _weekdays_between(rule: Rule, first: date, last: date) -> list[date]:
    found = []
    for which, weekday in rule.by_day:
        start = first + timedelta(days=(weekday - first.weekday()) % 7)
        days = [start + timedelta(weeks=week) for week in range((last - start).days // 7 + 1)]
        found += _picked(days, (which,)) if which else days
    return found


def _is_allowed(rule: Rule, day: date) -> bool:
    weekdays = {weekday for _, weekday in rule.by_day}
    return _is_in_month(rule, day) and _has_month_day(rule, day) and (not weekdays or day.weekday() in weekdays)


def _is_in_month(rule: Rule, day: date) -> bool:
    return _has_month(rule, day.month)


def _has_month(rule: Rule, month: int) -> bool:
    return not rule.by_month or month in rule.by_month


def _has_month_day(rule: Rule, day: date) -> bool:
    length = calendar.monthrange(day.year, day.month)[1]
    return not rule.by_month_day or day.day in rule.by_month_day or day.day - length - 1 in rule.by_month_day


_PERIODS: Mapping[str, Callable[[Rule, date], Iterator[list[date]]]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}


def _joined(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def _numbers(low: int, high: int) -> Callable[[str], tuple[int, ...]]:
    """Give a reader of numbers whose size without sign is `low` to `high`."""

    def read(text: str) -> tuple[int, ...]:
        found = tuple(int(part) for part in text.split(","))
        if not all(low <= abs(number) <= high for number in found):
            raise ValueError(text)
        return found

    return read


def _months(text: str) -> tuple[int, ...]:
    found = _numbers(1, 12)(text)
    if min(found) < 0:
        raise ValueError(text)
    return found


def _week_days(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    for part in text.split(","):
        match = _BY_DAY.fullmatch(part)
        if match is None or (match[1] and not 1 <= abs(int(match[1])) <= 53):
            raise ValueError(part)
        found.append((int(match[1] or 0), WEEKDAYS.index(match[2])))
    return tuple(found)


def _until_day(text: str) -> date:
    match = _UNTIL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return date(int(match[1]), int(match[2]), int(match[3]))


_READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("freq", str),
    "INTERVAL": ("interval", int),
    "COUNT": ("count", int),
    "UNTIL": ("until", _until_day),
    "BYDAY": ("by_day", _week_days),
    "BYMONTHDAY": ("by_month_day", _numbers(1, 31)),
    "BYMONTH": ("by_month", _months),
    "BYSETPOS": ("by_set_pos", _numbers(1, 366)),
    "WKST": ("week_start", WEEKDAYS.index),
}

"""How a series repeats, as it is said: "monthly", "every 6 weeks", "last friday of the month", or an RFC 5545 rule."""

from __future__ import annotations

import re
from datetime import date

from csworkbench.domain.month_places import WEEKDAYS, index_of
from csworkbench.domain.recurrence import Rule, RuleNotKept, parse_rule

REPEATS = ("daily", "weekly", "every 2 weeks", "monthly", "monthly by weekday", "quarterly", "half-yearly", "yearly")
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6}
_SPOKEN = {
    "daily": "every day", "weekly": "every week", "fortnightly": "every 2 weeks", "biweekly": "every 2 weeks",
    "bi-weekly": "every 2 weeks", "monthly": "every month", "quarterly": "every quarter",
    "half-yearly": "every 6 months", "yearly": "every year", "annually": "every year",
}  # fmt: skip
_EVERY = re.compile(r"(?:every|each) (?:(other|\d{1,3}) )?(day|weekday|week|month|quarter|year)s?(?:,? (?:on )?(.+))?")
_PLACE = re.compile(r"(?:the )?(1st|first|2nd|second|3rd|third|4th|fourth|last) ([a-z]{3,9})")
_OF_MONTH = re.compile(r"(?:on )?(.+?) (?:of|in) (?:every|each|the|a) month")
_DAY_OF_MONTH = re.compile(r"(?:the |day )?(\d{1,2})(?:st|nd|rd|th)?")
_WHICH = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "last": -1}


def rule_for(repeat: str, anchor: date) -> Rule:
    """Give the rule of one of `REPEATS`, of like words, or of RFC 5545, counted from `anchor`.

    The end of a month stays one: monthly from the 31st is the last day of each month.

    Raises:
        RuleNotKept: it is neither.
    """
    words = " ".join(repeat.casefold().split())
    if words == "daily":
        return Rule("DAILY")
    if words in ("weekly", "every 2 weeks"):
        return Rule("WEEKLY", 1 if words == "weekly" else 2, by_day=((0, anchor.weekday()),))
    if words in _MONTHS:
        return on_month_day(_MONTHS[words], anchor.day)
    if words == "monthly by weekday":
        which = (anchor.day - 1) // 7 + 1
        return Rule("MONTHLY", by_day=((which if which < 5 else -1, anchor.weekday()),))
    if words == "yearly":
        if (anchor.month, anchor.day) == (2, 29):
            return Rule("YEARLY", by_month=(2,), by_month_day=(-1,))
        return Rule("YEARLY", by_month=(anchor.month,), by_month_day=(anchor.day,))
    return _spoken(words, anchor) or parse_rule(repeat)


def on_month_day(interval: int, day: int) -> Rule:
    """Give the rule of a day of every month (or every so many); a day that a month lacks is its last one."""
    if day == 31:
        return Rule("MONTHLY", interval, by_month_day=(-1,))
    if day > 28:
        return Rule("MONTHLY", interval, by_month_day=tuple(range(28, day + 1)), by_set_pos=(-1,))
    return Rule("MONTHLY", interval, by_month_day=(day,))


def _spoken(words: str, anchor: date) -> Rule | None:
    first, _, rest = words.partition(" ")
    if first in _SPOKEN:
        words = f"{_SPOKEN[first]} {rest}".strip()
    of_month = _OF_MONTH.fullmatch(words)
    if of_month is not None:
        words = f"every month on {of_month[1].removeprefix('every ')}"
    match = _EVERY.fullmatch(words)
    if match is None:
        return _on_weekdays(words.removeprefix("every ").removeprefix("each ").removeprefix("on "), 1)
    step = 2 if match[1] == "other" else int(match[1] or 1)
    unit, place = match[2], match[3]
    if unit in ("month", "quarter"):
        return _of_months(step * (3 if unit == "quarter" else 1), place, anchor)
    if unit == "week":
        return _on_weekdays(WEEKDAYS[anchor.weekday()] if place is None else place, step)
    if place is not None:
        return None
    if unit == "weekday":
        return Rule("WEEKLY", step, by_day=tuple((0, day) for day in range(5)))
    return Rule("DAILY", step) if unit == "day" else _of_months(12 * step, None, anchor)


def _on_weekdays(words: str, step: int) -> Rule | None:
    names = re.split(r",? and |, ?", words)
    days = [index_of(name.removesuffix("s") if name.endswith("days") else name, WEEKDAYS) for name in names]
    known = sorted({day for day in days if day is not None})
    return None if None in days else Rule("WEEKLY", step, by_day=tuple((0, day) for day in known))


def _of_months(step: int, place: str | None, anchor: date) -> Rule | None:
    if place is None:
        return on_month_day(step, anchor.day)
    if place in ("the last day", "last day"):
        return on_month_day(step, 31)
    number = _DAY_OF_MONTH.fullmatch(place)
    if number is not None:
        return on_month_day(step, int(number[1])) if 1 <= int(number[1]) <= 31 else None
    match = _PLACE.fullmatch(place)
    weekday = index_of(match[2], WEEKDAYS) if match else None
    if match is None or weekday is None:
        return None
    return Rule("MONTHLY", step, by_day=((_WHICH[match[1]], weekday),))


_TIMES = re.compile(r"(?:after |for )?(\d{1,5})(?: times| x|x|)")


def read_end(text: str) -> tuple[int | None, str | None]:
    """Read when a series ends: (how often, None) of "10 times", (None, the words of a day) of "until 4 dec".

    Blank is (None, None): never.
    """
    words = " ".join(text.casefold().split())
    if not words or words == "never":
        return None, None
    times = _TIMES.fullmatch(words)
    if times is not None:
        return int(times[1]), None
    return None, words.removeprefix("until ").removeprefix("on ")


__all__ = ["REPEATS", "RuleNotKept", "on_month_day", "read_end", "rule_for"]

"""Days with a time as people type them: "tue 14:30", "tomorrow at 9"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.month_places import weekday_with_number
from csworkbench.domain.natural_dates import parse_date

_TIME = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))? ?(?P<half>am|pm|a\.m\.|p\.m\.|h|o'clock)?"
_AT_END = re.compile(rf"(?P<rest>.+?)?(?:^|[ ,]+)(?P<at>at |@ ?)?{_TIME}")
_AT_START = re.compile(rf"(?P<at>at |@ ?)?{_TIME}[ ,]+(?:on )?(?P<rest>.+)")
_WORDS = {"noon": "12:00", "midday": "12:00"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with a time of day ("HH:MM") when one was said."""

    day: date
    time: str | None = None


def parse_moment(
    text: str, today: date, *, is_day_first: bool = True, business: BusinessDays | None = None
) -> Moment | None:
    """Give the day, and the time if there is one, that `text` means, seen from `today`; None when not understood.

    A number after a weekday is the day of the month when such a day comes within five weeks, else the hour. A time
    without a day is today's.
    """
    words = " ".join(text.casefold().split())
    days = business or BusinessDays()
    numbered = weekday_with_number(words, today)
    if numbered is not None:
        day, is_day = numbered
        return Moment(day, None if is_day else f"{int(re.sub(r'[^0-9]', '', words)):02d}:00")
    day_only = parse_date(words, today, is_day_first=is_day_first, business=days)
    if day_only is not None:
        return Moment(day_only)
    for word, at in _WORDS.items():
        if words.endswith(word):
            rest = words.removesuffix(word).removesuffix("at ").strip(" ,")
            found = parse_date(rest, today, is_day_first=is_day_first, business=days) if rest else today
            return Moment(found, at) if found else None
    return _with_time(words, today, is_day_first, days)


def _with_time(words: str, today: date, is_day_first: bool, business: BusinessDays) -> Moment | None:
    for pattern in (_AT_END, _AT_START):
        match = pattern.fullmatch(words)
        at = _time_of(match) if match else None
        if match is None or at is None:
            continue
        rest = (match["rest"] or "").strip(" ,")
        day = parse_date(rest, today, is_day_first=is_day_first, business=business) if rest else today
        if day is not None:
            return Moment(day, at)
    return None


def _time_of(match: re.Match[str]) -> str | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "").replace(".", "")
    if match["minute"] is None and not half and not match["at"]:
        return None  # a number alone says no time
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None

"""Good hours of a person as written ("mornings", "Mon-Thu 09:00-12:00, not on Fridays"), as minutes of a week."""

from __future__ import annotations

import re
from dataclasses import dataclass

DAY_MINUTES = 24 * 60
NOON = 12 * 60
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_RANGE = re.compile(rf"{_CLOCK}\s*(?:-|–|to)\s*{_CLOCK}", re.ASCII)
_AFTER = re.compile(rf"(?:after|from)\s+{_CLOCK}", re.ASCII)
_BEFORE = re.compile(rf"(?:before|until|till)\s+{_CLOCK}", re.ASCII)
_DAY_WORD = "(?:" + "|".join(_DAYS) + ")[a-z]*"
_DAY_RANGE = re.compile(rf"({_DAY_WORD})(?:\s*(?:-|–|to)\s*({_DAY_WORD}))?")
_NOT = re.compile(r"not\s+(?:on\s+)?(.+)")

Span = tuple[int, int]
"""Minutes of a day, from and up to."""


@dataclass(frozen=True, slots=True)
class GoodHours:
    """When a person likes to be reached, in their own time: per weekday (Monday first) the spans of minutes."""

    week: tuple[tuple[Span, ...], ...]

    def holds(self, weekday: int, start: int, minutes: int) -> bool:
        """Tell whether a talk that starts at a minute of a weekday lies within them."""
        return any(low <= start and start + minutes <= high for low, high in self.week[weekday])


ANY_HOURS = GoodHours((((0, DAY_MINUTES),),) * 7)


def read_good_hours(text: str | None) -> GoodHours | None:
    """Give the hours that a text names; any hours for none, None for a text that can't be read."""
    if text is None or not text.strip():
        return ANY_HOURS
    wanted: list[tuple[frozenset[int], Span]] = []
    barred: set[int] = set()
    for part in re.split(r"[,;]|\band\b", text.casefold()):
        if not part.strip():
            continue
        refused = _NOT.fullmatch(part.strip())
        read = _part(refused.group(1) if refused else part.strip())
        if read is None or (refused and read[1] != (0, DAY_MINUTES)):
            return None
        if refused:
            barred |= read[0]
        else:
            wanted.append(read)
    if not wanted:
        wanted.append((frozenset(range(7)), (0, DAY_MINUTES)))
    return GoodHours(
        tuple(_joined([span for days, span in wanted if day in days and day not in barred]) for day in range(7))
    )


def _part(text: str) -> tuple[frozenset[int], Span] | None:
    days: frozenset[int] = frozenset(range(7))
    named = _DAY_RANGE.match(text)
    if named:
        first = _DAYS.index(named.group(1)[:3])
        last = _DAYS.index(named.group(2)[:3]) if named.group(2) else first
        days = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
        text = text[named.end() :].strip()
    span = _span(text)
    return None if span is None else (days, span)


def _span(text: str) -> Span | None:
    if not text:
        return 0, DAY_MINUTES
    if text.startswith("morning"):
        return 0, NOON
    if text.startswith("afternoon"):
        return NOON, DAY_MINUTES
    span: Span | None = None
    if found := _RANGE.fullmatch(text):
        span = _minutes(*found.group(1, 2)), _minutes(*found.group(3, 4))
    elif found := _AFTER.fullmatch(text):
        span = _minutes(*found.group(1, 2)), DAY_MINUTES
    elif found := _BEFORE.fullmatch(text):
        span = 0, _minutes(*found.group(1, 2))
    return span if span and 0 <= span[0] < span[1] <= DAY_MINUTES else None


def _minutes(hour: str, minute: str | None) -> int:
    within = int(minute or 0)
    return int(hour) * 60 + within if within < 60 else -1


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)

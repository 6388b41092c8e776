"""How an event of a calendar file repeats: its rule, the days that it leaves out, and those added to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Component

from csworkbench.domain.calendar_events import CalendarEvent
from csworkbench.domain.recurrence import Rule, RuleNotKept, parse_rule, rule_text
from csworkbench.exchange.readers.ics_properties import name_of, why
from csworkbench.exchange.readers.ics_times import LONGEST, clock_in, day_in

MOST_ADDED = 400
ONCE = rule_text(Rule("DAILY", count=1))
"""The rule of an event that repeats only on days which are listed."""


@dataclass(frozen=True, slots=True)
class AddedDay:
    """A day added to a rule, with its own time, zone and length; None is that of the event."""

    day: date
    time: str | None
    zone: str | None
    minutes: int | None


def repeated(event: CalendarEvent, part: Component, unread: list[str]) -> list[CalendarEvent]:
    """Give an event with how it repeats, and an event of its own for each added day that takes place at another time.

    What can't be kept is told in `unread`.
    """
    extra = {one.day: one for one in _added(part, event, unread)}
    left_out = _left_out(part, event.zone, unread)
    rule = _rule(part, event.zone, event.time, unread)
    days = sorted(day for day in extra if day != event.day and day not in left_out)
    if len(days) > MOST_ADDED:
        unread.append(f"{name_of(part)}: of {len(days):,} listed days the first {MOST_ADDED} are kept")
        days = days[:MOST_ADDED]
    if rule is None and not days:
        return [event]
    master = replace(event, rule=rule or ONCE, left_out=left_out, added=tuple(days))
    return [master, *_at_other_times(event, [extra[day] for day in days])]


def _at_other_times(event: CalendarEvent, days: Sequence[AddedDay]) -> Iterator[CalendarEvent]:
    for one in days:
        minutes = event.minutes if one.minutes is None else one.minutes
        if (one.time, one.zone, minutes) != (event.time, event.zone, event.minutes):
            yield replace(
                event, day=one.day, recurrence_on=one.day, time=one.time, zone=one.zone, minutes=minutes
            )  # fmt: skip


def _rule(part: Component, zone: str | None, at: str | None, unread: list[str]) -> str | None:
    value = part.get("RRULE")
    if value is None:
        return None
    if isinstance(value, list):
        unread.append(f"{name_of(part)}: it has several rules; only the first is kept")
        value = value[0]
    try:
        rule = parse_rule(value.to_ical().decode("utf-8", "replace"))
        until = value.get("UNTIL")
        if until and isinstance(until[0], datetime) and at is not None:
            local = day_in(until[0], zone)
            rule = parse_rule(rule_text(rule).replace(f"UNTIL={rule.until:%Y%m%d}", f"UNTIL={local:%Y%m%d}"))
    except (RuleNotKept, ValueError, AttributeError) as error:
        unread.append(f"{name_of(part)}: {why(error)}; only its first day is kept")
        return None
    return rule_text(rule)


def _left_out(part: Component, zone: str | None, unread: list[str]) -> tuple[date, ...]:
    try:
        days = {day_in(one, zone) for one in _listed(part, "EXDATE") if isinstance(one, date)}
    except (ValueError, AttributeError) as error:
        unread.append(f"{name_of(part)}: the days its rule leaves out are not understood ({why(error)})")
        return ()
    return tuple(sorted(days))


def _added(part: Component, event: CalendarEvent, unread: list[str]) -> list[AddedDay]:
    found: list[AddedDay] = []
    try:
        for one in _listed(part, "RDATE"):
            start, minutes = (one[0], _length(*one)) if isinstance(one, tuple) else (one, None)
            if not isinstance(start, date):
                raise ValueError(f"{start} is no day")
            day, at, zone = clock_in(start, event.zone)
            if any(other.day == day for other in found) or (day == event.day and at != event.time):
                unread.append(f"{name_of(part)}: it takes place twice on {day.isoformat()}; one of them is kept")
                continue
            found.append(AddedDay(day, at, zone, minutes))
    except (ValueError, AttributeError, TypeError, OverflowError) as error:
        unread.append(f"{name_of(part)}: the days added to it are not understood ({why(error)})")
    return found


def _length(start: datetime, end: datetime | timedelta) -> int | None:
    spent = end if isinstance(end, timedelta) else end.astimezone(UTC) - start.astimezone(UTC)
    minutes = int(spent.total_seconds() // 60)
    return minutes if 0 <= minutes <= LONGEST else None


def _listed(part: Component, name: str) -> list[Any]:
    """Give the days, moments and spans (two of them) of all properties of a name."""
    value = part.get(name)
    lists = value if isinstance(value, list) else [value] if value is not None else []
    return [one.dt for each in lists for one in each.dts]

"""Time zones as calendar files tell them: each change of the clocks in the years that the events span."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDDDLists

YEARS_AFTER = 10
"""Years after the last event: series go on beyond what is planned."""
_STEP = 5  # years to whole spans, so that one more event seldom changes the zone
_LOOK = 3  # days from one look at the offset to the next


def zone_component(name: str, first_year: int, last_year: int) -> Timezone:
    """Give the VTIMEZONE of an IANA zone from before `first_year` to years after `last_year`."""
    return _component(name, (first_year - 1) // _STEP * _STEP, (last_year // _STEP + 1) * _STEP + YEARS_AFTER)


@lru_cache(maxsize=64)
def _component(name: str, first_year: int, last_year: int) -> Timezone:
    zone = ZoneInfo(name)
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    groups: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for instant in (start, *_changes(zone, start, datetime(min(last_year, 9998), 12, 31, tzinfo=UTC))):
        local = instant.astimezone(zone)
        before = (instant - timedelta(seconds=1)).astimezone(zone).utcoffset() or timedelta()
        after = local.utcoffset() or timedelta()
        # The clock as it stood until then, as RFC 5545 (3.6.5) wants it.
        onset = (instant + before).replace(tzinfo=None)
        groups.setdefault((before, after, local.tzname() or name, bool(local.dst())), []).append(onset)
    component = Timezone()
    component.add("TZID", name)
    for (before, after, short, is_daylight), onsets in groups.items():
        part = TimezoneDaylight() if is_daylight else TimezoneStandard()
        part.add("DTSTART", onsets[0])
        part.add("TZOFFSETFROM", before)
        part.add("TZOFFSETTO", after)
        part.add("TZNAME", short)
        if onsets[1:]:
            part["RDATE"] = vDDDLists(onsets[1:])
        component.add_component(part)
    return component


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> list[datetime]:
    """Give the instants at which the offset of a zone changes."""
    found = []
    here = start
    while here < end:
        there = here + timedelta(days=_LOOK)
        if here.astimezone(zone).utcoffset() != there.astimezone(zone).utcoffset():
            found.append(_bisected(zone, here, there))
        here = there
    return found


def _bisected(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    offset = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle == low:
            break
        if middle.astimezone(zone).utcoffset() == offset:
            low = middle
        else:
            high = middle
    return high

"""When an event of a calendar file takes place: days, times and zones as the book keeps them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component

from csworkbench.exchange.readers.ics_properties import first, name_of, own, why

LONGEST = 24 * 60
"""Minutes of the longest check-in."""


def when(value: Any) -> tuple[date, str | None, str | None]:
    """Give day, "HH:MM" and zone: an IANA name as it stands in the file, any other zone as UTC."""
    moment = value.dt
    if not isinstance(moment, datetime):
        return moment, None, None
    if moment.tzinfo is None:
        return moment.date(), f"{moment:%H:%M}", None
    name = str(value.params.get("TZID", ""))
    if not _is_iana(name) or str(moment.tzinfo) != name:
        name = "UTC"
        moment = moment.astimezone(UTC)
    return moment.date(), f"{moment:%H:%M}", name


def _is_iana(name: str) -> bool:
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ValueError, OSError, LookupError):
        return False


def clock_in(moment: date | datetime, zone: str | None) -> tuple[date, str | None, str | None]:
    """Give day, "HH:MM" and zone of a moment by the clocks of `zone`; without one, in UTC if it is an instant."""
    if not isinstance(moment, datetime):
        return moment, None, None
    if moment.tzinfo is not None:
        zone = zone or "UTC"
        moment = moment.astimezone(ZoneInfo(zone))
    return moment.date(), f"{moment:%H:%M}", zone


def day_in(moment: date | datetime, zone: str | None) -> date:
    """Give the day of a moment, in a zone if it has one."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(ZoneInfo(zone))
    return moment.date()


def minutes_of(part: Component, start: date | datetime, at: str | None, unread: list[str]) -> int | None:
    """Give how long an event takes; None when it does not say, which `unread` is told if it can't be read."""
    try:
        return _length(part, start, at)
    except (ValueError, AttributeError, OverflowError) as error:
        unread.append(f"{name_of(part)}: its length is left out ({why(error)})")
        return None


def _length(part: Component, start: date | datetime, at: str | None) -> int | None:
    said = own(part, "MINUTES")
    if said:
        return int(said) if said.isdecimal() and int(said) <= LONGEST else None
    if at is None or not isinstance(start, datetime):
        return None
    end, length = first(part, "DTEND"), first(part, "DURATION")
    if end is not None and isinstance(end.dt, datetime) and (end.dt.tzinfo is None) == (start.tzinfo is None):
        spent = end.dt.astimezone(UTC) - start.astimezone(UTC) if start.tzinfo else end.dt - start
    elif length is not None and isinstance(length.dt, timedelta):
        spent = length.dt
    else:
        return 0 if end is None else None
    minutes = int(spent.total_seconds() // 60)
    return minutes if 0 <= minutes <= LONGEST else None

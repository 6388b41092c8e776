"""Time zones by name, what instant a local day and time is, and which minute of the day a time."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo


def zone_of(name: str | None) -> tzinfo | None:
    """Give the time zone of that name, None when there is none."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def instant_at(on: date, due_time: str | None, zone: tzinfo | None) -> datetime | None:
    """Give the instant of a day and "HH:MM" in a zone (None: the machine's own); None without a time."""
    if due_time is None:
        return None
    local = datetime.combine(on, time.fromisoformat(due_time))
    return local.astimezone() if zone is None else local.replace(tzinfo=zone)


def minute_of(at: str) -> int:
    """Give the minutes since midnight of "HH:MM"."""
    hour, minute = at.split(":")
    return int(hour) * 60 + int(minute)

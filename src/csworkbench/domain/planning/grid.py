"""The slots of the owner's working day as instants, and which of them are good hours of a person elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from csworkbench.domain.good_hours import GoodHours, Span, read_good_hours
from csworkbench.domain.reaching import zone_of

OFFICE_HOURS: Span = (8 * 60, 18 * 60)
"""When people without good hours are reached, in their own time."""
SMALLEST_STEP = 15
HALF_HOUR = 30


def step_for(minutes: Iterable[int]) -> int:
    """Give the length of a slot in minutes: that of all check-ins where they are equal, else half an hour."""
    lengths = set(minutes)
    return max(SMALLEST_STEP, *lengths) if len(lengths) == 1 else HALF_HOUR


def minute_of(clock: str) -> int:
    """Give the minute of the day of "HH:MM"."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


@dataclass(slots=True)
class Grid:
    """Slots of `step` minutes from `start` to `end` (minutes of the day) in `zone`; None: the machine's own."""

    start: int
    end: int
    step: int
    zone: tzinfo | None = None
    _good: dict[tuple[object, ...], int] = field(default_factory=dict)
    _instants: dict[date, list[datetime]] = field(default_factory=dict)

    @property
    def slots(self) -> int:
        """How many slots a day has."""
        return max(0, (self.end - self.start) // self.step)

    @property
    def all_free(self) -> int:
        """All slots of a day as bits."""
        return (1 << self.slots) - 1

    def length(self, minutes: int) -> int:
        """Give how many slots a check-in takes."""
        return max(1, -(-minutes // self.step))

    def clock(self, slot: int) -> str:
        """Give the owner's time at which a slot begins, "HH:MM"."""
        return f"{(self.start + slot * self.step) // 60:02d}:{(self.start + slot * self.step) % 60:02d}"

    def instant(self, day: date, slot: int) -> datetime:
        """Give the instant at which a slot begins."""
        return self._day(day)[slot]

    def taken(self, day: date, at: datetime, minutes: int) -> int:
        """Give the slots that a check-in at a fixed time covers, as bits."""
        end = at + timedelta(minutes=max(1, minutes))
        found = 0
        for slot, begin in enumerate(self._day(day)):
            if begin < end and begin + timedelta(minutes=self.step) > at:
                found |= 1 << slot
        return found

    def good_starts(self, day: date, zone_name: str | None, hours_text: str | None, minutes: int) -> int:
        """Give the slots at which a check-in with a person may begin: their good hours, else office hours there."""
        key = (day, zone_name, hours_text, minutes)
        if key not in self._good:
            self._good[key] = self._starts(day, zone_of(zone_name), hours_text, minutes)
        return self._good[key]

    def _starts(self, day: date, zone: tzinfo | None, hours_text: str | None, minutes: int) -> int:
        hours = read_good_hours(hours_text)
        wished = office = 0
        for slot, instant in enumerate(self._day(day)):
            theirs = instant.astimezone(zone) if zone else instant
            minute = theirs.hour * 60 + theirs.minute
            is_good = hours is None or hours.holds(theirs.weekday(), minute, minutes)
            wished |= is_good << slot
            office |= (is_good and OFFICE.holds(theirs.weekday(), minute, minutes)) << slot
        return office or (wished if hours_text else 0)

    def _day(self, day: date) -> list[datetime]:
        if day not in self._instants:
            begin = [self.start + slot * self.step for slot in range(self.slots)]
            local = [datetime.combine(day, time(minute // 60, minute % 60)) for minute in begin]
            self._instants[day] = [
                one.astimezone() if self.zone is None else one.replace(tzinfo=self.zone) for one in local
            ]
        return self._instants[day]


OFFICE = GoodHours(((OFFICE_HOURS,),) * 7)

"""The slots of the owner's working day as instants, and which of them are good hours of a person elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from csworkbench.domain.good_hours import GoodHours, Span, read_good_hours
from csworkbench.domain.instants import zone_of

OFFICE_HOURS: Span = (8 * 60, 18 * 60)
"""When people without good hours are reached, in their own time."""
STEP = 5
"""Minutes of a slot: check-ins begin at full five minutes of the working day."""


@dataclass(frozen=True, slots=True)
class Person:
    """Where a person is and when they like to be reached, as the book has it."""

    zone: str | None = None
    good_hours: str | None = None


NOBODY = Person()


@dataclass(slots=True)
class Grid:
    """Slots of `STEP` minutes from `start` to `end` (minutes of the day) in `zone`; None: the machine's own."""

    start: int
    end: int
    zone: tzinfo | None = None
    _good: dict[tuple[object, ...], int] = field(default_factory=dict)
    _instants: dict[date, list[datetime]] = field(default_factory=dict)
    _theirs: dict[tuple[date, str | None], list[datetime]] = field(default_factory=dict)

    @property
    def slots(self) -> int:
        """How many slots a day has."""
        return max(0, (self.end - self.start) // STEP)

    @property
    def all_free(self) -> int:
        """All slots of a day as bits."""
        return (1 << self.slots) - 1

    def length(self, minutes: int) -> int:
        """Give how many slots a check-in takes."""
        return max(1, -(-minutes // STEP))

    def clock(self, slot: int) -> str:
        """Give the owner's time at which a slot begins, "HH:MM"."""
        return f"{(self.start + slot * STEP) // 60:02d}:{(self.start + slot * STEP) % 60:02d}"

    def instant(self, day: date, slot: int) -> datetime:
        """Give the instant at which a slot begins."""
        return self._day(day)[slot]

    def real(self, day: date) -> int:
        """Give the slots that there are on a day, as bits: where clocks go forward an hour is missing."""
        found = 0
        for slot, instant in enumerate(self._day(day)):
            minute = self.start + slot * STEP
            local = instant.astimezone(UTC).astimezone(self.zone)
            found |= ((local.hour, local.minute) == (minute // 60, minute % 60)) << slot
        return found

    def taken(self, day: date, at: datetime, minutes: int) -> int:
        """Give the slots that a check-in at a fixed time covers, as bits."""
        end = at + timedelta(minutes=max(1, minutes))
        found = 0
        for slot, begin in enumerate(self._day(day)):
            if begin < end and begin + timedelta(minutes=STEP) > at:
                found |= 1 << slot
        return found

    def good_starts(self, day: date, person: Person, minutes: int) -> int:
        """Give the slots at which a check-in with a person may begin: their good hours, else office hours there.

        Good hours within office hours are taken first; others only on days without such.
        """
        theirs = self._their_day(day, person.zone)
        ends = (theirs[0], theirs[-1]) if theirs else ()
        key = (tuple((one.weekday(), one.hour, one.minute) for one in ends), person, minutes)  # most weeks are alike
        if key not in self._good:
            self._good[key] = self._starts(day, person, minutes)
        return self._good[key]

    def open_slots(self, day: date, zone_name: str | None, is_open: Callable[[date], bool]) -> int:
        """Give the slots that lie on an open day where a person is: at midnight there another day begins."""
        theirs = self._their_day(day, zone_name)
        if not theirs or theirs[0].date() == theirs[-1].date():
            return self.all_free if theirs and is_open(theirs[0].date()) else 0
        is_open_on = {on: is_open(on) for on in {one.date() for one in theirs}}
        return sum(is_open_on[one.date()] << slot for slot, one in enumerate(theirs))

    def _starts(self, day: date, person: Person, minutes: int) -> int:
        hours = read_good_hours(person.good_hours)
        wished = office = 0
        for slot, theirs in enumerate(self._their_day(day, person.zone)):
            minute = theirs.hour * 60 + theirs.minute
            if hours is None or hours.holds(theirs.weekday(), minute, minutes):
                wished |= 1 << slot
                office |= OFFICE.holds(theirs.weekday(), minute, minutes) << slot
        return office or (wished if person.good_hours and hours is not None else 0)

    def _their_day(self, day: date, zone_name: str | None) -> list[datetime]:
        key = (day, zone_name)
        if key not in self._theirs:
            zone = zone_of(zone_name)
            self._theirs[key] = [one.astimezone(zone) if zone else one for one in self._day(day)]
        return self._theirs[key]

    def _day(self, day: date) -> list[datetime]:
        if day not in self._instants:
            begin = [self.start + slot * STEP for slot in range(self.slots)]
            local = [datetime.combine(day, time(minute // 60, minute % 60)) for minute in begin]
            self._instants[day] = [
                one.astimezone() if self.zone is None else one.replace(tzinfo=self.zone) for one in local
            ]
        return self._instants[day]


OFFICE = GoodHours(((OFFICE_HOURS,),) * 7)

"""Planning a period, as asked for and as shown before anything is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csworkbench.domain.ids import AccountId, CheckInId, OwnerId
from csworkbench.domain.instants import instant_at, zone_of

DEFAULT_MINUTES = 30
DEFAULT_WEEK_HOURS = 40


PlanKey = tuple[AccountId, CheckInId | None, date]
"""Account, the check-in that is moved if any, and the ideal date."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What to plan: the check-ins of an owner that are due from `first` to `last`.

    Attributes:
        hours_per_day: the cap; None: a fifth of the owner's hours per week.
        minutes: how long a check-in takes that does not say so itself.
        day_from, day_to: the owner's working day, "HH:MM" in `time_zone` (None: the machine's own).
    """

    owner_id: OwnerId
    first: date
    last: date
    hours_per_day: float | None = None
    minutes: int = DEFAULT_MINUTES
    day_from: str = "09:00"
    day_to: str = "17:00"
    time_zone: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A check-in with its place; `check_in_id` and `was_on` are those of the one that is moved, None: it is added.

    `at` is "HH:MM" for the owner, `their_time` for the first of `person`, the attendees; `shift_days` counts from the
    ideal date, `why` says why. `is_own`: a person chose its day or time. `their_zone` is empty where it is not known.
    """

    account_id: AccountId
    account: str
    check_in_id: CheckInId | None
    was_on: date | None
    on: date
    at: str
    minutes: int
    contact_id: int | None
    person: str
    their_time: str
    channel: str
    ideal_on: date
    latest_on: date
    is_late: bool
    shift_days: int
    why: str
    is_own: bool = False
    their_zone: str = ""

    @property
    def key(self) -> PlanKey:
        """What it is told by among the rows of a plan."""
        return self.account_id, self.check_in_id, self.ideal_on


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What speaks against a row; `is_barring`: it can't be planned like that, else it can when a person chose it."""

    key: PlanKey
    text: str
    is_barring: bool


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A check-in that is due and has no place; `is_proven`: no plan within the rules holds it with its rivals."""

    account_id: AccountId
    account: str
    check_in_id: CheckInId | None
    ideal_on: date
    latest_on: date
    is_proven: bool
    why: str


@dataclass(frozen=True, slots=True)
class DayLoad:
    """Minutes of check-ins on a business day of the owner, beside the cap; `kept_minutes` are of those that stay."""

    on: date
    minutes: int
    cap_minutes: int
    kept_minutes: int = 0


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """A plan that changes nothing yet; `kept` is how many check-ins of the period stay as they are.

    `surely_left` of those that are due can't fit by room alone: `due_minutes` are wanted, there are `room_minutes`.
    """

    request: PlanRequest
    owner: str
    planned: tuple[PlannedRow, ...]
    left: tuple[LeftRow, ...]
    load: tuple[DayLoad, ...]
    kept: int
    surely_left: int = 0
    due_minutes: int = 0
    room_minutes: int = 0

    @property
    def changes(self) -> int:
        """How many check-ins would be added or moved."""
        return len(self.planned)

    @property
    def outcome(self) -> str:
        """Say in a sentence what the plan reaches."""
        due = len(self.planned) + len(self.left)
        if not due:
            return "Nothing is due that is not planned already."
        if not self.left:
            return f"All {due} check-ins that are due have a place." if due > 1 else "The check-in has a place."
        proven = sum(one.is_proven for one in self.left)
        said = f"{len(self.planned)} of {due} check-ins that are due have a place"
        if self.surely_left > proven:
            needs = f"{hours_text(self.due_minutes)} are due and there is room for {hours_text(self.room_minutes)}"
            return f"{said}; at least {self.surely_left} can't fit, which is proven: {needs}."
        unproven = len(self.left) - proven
        parts = [f"{proven} can't fit, which is proven"] if proven else []
        parts += [f"for {unproven} none was found within the limit"] if unproven else []
        return f"{said}; {' and '.join(parts)}."


def their_time(on: date, at: str, time_zone: str | None, their_zone: str) -> str:
    """Give the time ("HH:MM") it is for a person elsewhere; empty where their zone is not known."""
    zone, instant = zone_of(their_zone), instant_at(on, at, zone_of(time_zone))
    return f"{instant.astimezone(zone):%H:%M}" if zone and instant else ""


def hours_text(minutes: int) -> str:
    """Give minutes as hours: "4:30 h"."""
    return f"{minutes // 60}:{minutes % 60:02d} h"

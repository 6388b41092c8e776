"""Check-ins: touches that are planned, as read and as handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csworkbench.domain.ids import AccountId, CheckInId, TouchId


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """One planned, held, missed or cancelled check-in; `people` are (key, name) by name, `minutes` how long it takes.

    `due_time` is "HH:MM" in `time_zone`; `reason` says why it was missed or cancelled; `scheduled_on` is the day that
    the series' rule gives, before any shift or move.
    """

    id: CheckInId
    account_id: AccountId
    due_on: date
    due_time: str | None
    time_zone: str | None
    minutes: int | None
    kind: str
    channel: str
    agenda: str | None
    state: str
    moved_count: int
    touch_id: TouchId | None
    reason: str | None
    people: tuple[tuple[int, str], ...]
    uid: str = ""
    series_id: int | None = None
    scheduled_on: date | None = None
    ics_uid: str | None = None
    ics_sequence: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it may still take place: it is planned, or was missed and can be moved."""
        return self.state in ("planned", "missed")

    def is_passed(self, today: date) -> bool:
        """Tell whether its day passed and nobody said if it took place ("did it happen?")."""
        return self.state == "planned" and self.due_on < today


def moved_text(count: int) -> str:
    """Say how often a check-in was moved: "", "moved once", "moved twice", "moved 3 times"."""
    few = {0: "", 1: "moved once", 2: "moved twice"}
    return few.get(count, f"moved {count} times")


@dataclass(frozen=True, slots=True)
class CheckInDraft:
    """A check-in to plan; `due_time` is "HH:MM".

    `override_reason` says why it is planned past the fatigue guard; None leaves the guard unasked, "" asks it.
    """

    account_id: AccountId
    due_on: date
    channel: str = "call"
    kind: str = "check-in"
    agenda: str | None = None
    contact_ids: tuple[int, ...] = ()
    minutes: int | None = None
    due_time: str | None = None
    time_zone: str | None = None
    override_reason: str | None = None


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action agreed in a call: what, whose (ours or theirs), and by when."""

    title: str
    due_on: date | None = None
    side: str = "ours"


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """All that is said when a call ends, stored as one change.

    Attributes:
        check_in_id: the check-in that was held; None when nothing was planned.
        pulse: 1..5 when it is given, with `pulse_reasons`.
        actions: what was agreed.
        next_on: the day to plan the next check-in for; a series plans its own.
        override_reason: why it is done past the fatigue guard; None leaves the guard unasked, "" asks it.
    """

    account_id: AccountId
    happened_on: date
    check_in_id: CheckInId | None = None
    channel: str = "call"
    kind: str = "check-in"
    is_two_way: bool = True
    notes: str | None = None
    outcome: str | None = None
    contact_ids: tuple[int, ...] = ()
    pulse: int | None = None
    pulse_reasons: str = ""
    actions: tuple[ActionLine, ...] = ()
    next_on: date | None = None
    direction: str = "outbound"
    override_reason: str | None = None


@dataclass(frozen=True, slots=True)
class CheckInListRow:
    """A check-in in a list of many accounts; `is_passed`: its day passed and nobody said whether it took place."""

    check_in: CheckInRow
    account: str
    owner: str | None
    is_passed: bool


@dataclass(frozen=True, slots=True)
class CheckInMove:
    """Where a check-in is moved to; `due_time` None leaves its time as it is."""

    check_in_id: CheckInId
    due_on: date
    due_time: str | None = None

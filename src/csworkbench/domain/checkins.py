"""Check-ins: touches that are planned, as read and as handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csworkbench.domain.ids import AccountId, CheckInId, TouchId


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """One planned, held, missed or cancelled check-in; `people` are (key, name) by name, `minutes` how long it takes.

    `due_time` is "HH:MM" in `time_zone`; `reason` says why it was missed or cancelled.
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

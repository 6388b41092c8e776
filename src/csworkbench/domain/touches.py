"""Touches: what happened with a customer, as read and as handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from csworkbench.domain.day_words import short_day
from csworkbench.domain.ids import AccountId, CheckInId, TouchId


@dataclass(frozen=True, slots=True)
class TouchRow:
    """One contact with a customer that took place; `people` are (key, name) by name."""

    id: TouchId
    account_id: AccountId
    happened_on: date
    happened_at: datetime
    channel: str
    direction: str
    is_two_way: bool
    kind: str
    notes: str | None
    outcome: str | None
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class TouchDraft:
    """A touch to log.

    Attributes:
        happened_at: instant with time zone; None: now when the day is today, else noon UTC of the day.
        check_in_id: the planned check-in that this touch completes.
        follow_up_on: the day to plan the next check-in for, in the same change.
        override_reason: why it is done past the fatigue guard; None leaves the guard unasked, an empty text asks it.
    """

    account_id: AccountId
    happened_on: date
    channel: str = "call"
    notes: str | None = None
    is_two_way: bool = True
    direction: str = "outbound"
    kind: str = "other"
    outcome: str | None = None
    contact_ids: tuple[int, ...] = ()
    happened_at: datetime | None = None
    check_in_id: CheckInId | None = None
    follow_up_on: date | None = None
    override_reason: str | None = None


def touch_text(row: TouchRow, today: date) -> str:
    """Say a touch in one line: "Last touch 2 Nov, call with Ada Byron: Kick-off"."""
    people = ", ".join(name for _, name in row.people)
    words = " ".join((row.notes or row.outcome or "").split())
    who = f" with {people}" if people else ""
    return f"Last touch {short_day(row.happened_on, today)}, {row.channel}{who}" + (f": {words}" if words else "")

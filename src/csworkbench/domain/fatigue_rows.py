"""The fatigue guard's questions and answers, what people were asked for, and what was done past the limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from csworkbench.domain.day_words import short_day
from csworkbench.domain.ids import AccountId, CheckInId, ContactId, TouchId

LIMIT_KINDS = frozenset({"spacing", "touches", "asks", "surveys"})
"""Concerns that another date can settle."""
DAY_KINDS = LIMIT_KINDS | {"good hours", "left"}
"""Concerns that hang on the day: what is asked when something is only moved."""


@dataclass(frozen=True, slots=True)
class FatigueQuestion:
    """What is to be planned or logged with whom.

    Attributes:
        act: "touch", "check-in" or "ask".
        due_time: "HH:MM" in `time_zone`; None: any time of the day.
        is_ours: whether the first step was ours; nobody is tired by an inbound touch.
        ask_kind: "survey", "reference" or "other"; of an ask only.
        check_in_id: the check-in that is moved or held by this; it does not count beside itself.
        minutes: how long it takes; None: half an hour.
    """

    account_id: AccountId
    contact_ids: tuple[int, ...]
    on: date
    act: str = "check-in"
    channel: str = "call"
    due_time: str | None = None
    time_zone: str | None = None
    is_ours: bool = True
    ask_kind: str | None = None
    check_in_id: CheckInId | None = None
    touch_id: TouchId | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that speaks against it.

    `kind` is spacing, touches, asks, surveys, do not contact, left, channel, language or good hours; `over_by` how much
    over the limit it is (0 where there is no amount).
    """

    kind: str
    over_by: int
    text: str


@dataclass(frozen=True, slots=True)
class PersonVerdict:
    """What speaks against one person on that day, and their next free date (None: never within the limits)."""

    contact_id: ContactId
    name: str
    concerns: tuple[Concern, ...]
    next_free_on: date | None

    @property
    def text(self) -> str:
        """Give it in one line, with the next free date where a limit is broken."""
        said = f"{self.name}: {'; '.join(one.text for one in self.concerns)}."
        if not any(one.kind in LIMIT_KINDS for one in self.concerns):
            return said
        free = self.next_free_on
        return f"{said} Next free date: {short_day(free, date.min)}." if free else f"{said} No date is free."


@dataclass(frozen=True, slots=True)
class AskDraft:
    """Something a person was asked for: a survey, a reference, something else."""

    account_id: AccountId
    contact_id: ContactId
    asked_on: date
    kind: str = "survey"
    channel: str = "email"
    notes: str | None = None
    override_reason: str | None = None


@dataclass(frozen=True, slots=True)
class AskRow:
    """One ask as kept."""

    id: int
    account_id: AccountId
    contact_id: ContactId
    contact: str
    kind: str
    channel: str
    asked_on: date
    notes: str | None


@dataclass(frozen=True, slots=True)
class FatigueOverrideRow:
    """Something done past the guard: what (`act`), of which day, what spoke against it, why, by whom, when."""

    id: int
    account_id: AccountId
    account: str
    contact_id: ContactId
    contact: str
    act: str
    on_day: date
    concerns: str
    reason: str
    author: str
    made_at: datetime

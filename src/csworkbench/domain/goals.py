"""Goals: outcomes that a customer wants, as read and as handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csworkbench.domain.ids import AccountId, GoalId


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal; `contact_id` is its owner on the customer's side, `updated_on` when it was last looked at."""

    id: GoalId
    account_id: AccountId
    objective: str
    metric: str | None
    baseline: str | None
    target: str | None
    actual: str | None
    due_on: date | None
    status: str
    owner_id: int | None
    contact_id: int | None
    evidence: str | None
    updated_on: date


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """A goal to set, or the whole of one to update."""

    account_id: AccountId
    objective: str
    metric: str | None = None
    baseline: str | None = None
    target: str | None = None
    actual: str | None = None
    due_on: date | None = None
    status: str = "on track"
    owner_id: int | None = None
    contact_id: int | None = None
    evidence: str | None = None

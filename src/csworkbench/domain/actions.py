"""Actions: promises of either side, as read and as handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from csworkbench.domain.ids import AccountId, ActionId


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One promise; `side` is ours or theirs, `source_table` and `source_id` the record that it came from."""

    id: ActionId
    account_id: AccountId
    title: str
    side: str
    owner_id: int | None
    owner_name: str | None
    contact_id: int | None
    contact_name: str | None
    due_on: date | None
    state: str
    done_on: date | None
    source_table: str | None
    source_id: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """An action to add; ours without an owner goes to the account's owner."""

    account_id: AccountId
    title: str
    side: str = "ours"
    due_on: date | None = None
    owner_id: int | None = None
    contact_id: int | None = None
    source_table: str | None = None
    source_id: int | None = None

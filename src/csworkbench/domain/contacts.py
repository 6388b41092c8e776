"""People at an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csworkbench.domain.ids import AccountId, ContactId


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person; influence, sentiment 1..5. `heard_on` is the newest two-way touch with them."""

    id: ContactId
    account_id: AccountId
    name: str
    title: str | None
    email: str | None
    phone: str | None
    roles: tuple[str, ...]
    influence: int | None
    sentiment: int | None
    preferred_channel: str | None
    language: str | None
    time_zone: str | None
    do_not_contact: bool
    left_on: date | None
    heard_on: date | None
    good_hours: str | None = None


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A new person; only account and name are needed."""

    account_id: AccountId
    name: str
    title: str | None = None
    email: str | None = None
    phone: str | None = None
    roles: tuple[str, ...] = ()
    influence: int | None = None
    sentiment: int | None = None
    preferred_channel: str | None = None
    language: str | None = None
    time_zone: str | None = None
    do_not_contact: bool = False
    left_on: date | None = None
    good_hours: str | None = None

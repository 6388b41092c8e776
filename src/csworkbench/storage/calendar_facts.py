"""Who check-ins are about and who is asked to come, as calendar files need it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from csworkbench.storage.tables.accounts import account, contact, owner


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account with its owner."""

    id: int
    uid: str
    name: str
    domain: str | None
    owner_id: int | None
    owner_name: str | None
    owner_email: str | None


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A contact; `email` in small letters."""

    id: int
    uid: str
    account_id: int
    name: str
    email: str | None


def accounts(connection: Connection) -> list[AccountFacts]:
    """Give all accounts."""
    query = select(account.c.id, account.c.uid, account.c.name, account.c.domain, account.c.owner_id,
                   owner.c.name.label("owner_name"), owner.c.email.label("owner_email"))  # fmt: skip
    query = query.join(owner, owner.c.id == account.c.owner_id, isouter=True)
    return [AccountFacts(*row) for row in connection.execute(query)]


def contacts(connection: Connection, account_ids: Iterable[int] | None = None) -> list[ContactFacts]:
    """Give the contacts of some accounts, by default all."""
    query = select(contact.c.id, contact.c.uid, contact.c.account_id, contact.c.name, contact.c.email)
    if account_ids is not None:
        query = query.where(contact.c.account_id.in_(list(account_ids)))
    rows = connection.execute(query)
    return [ContactFacts(row[0], row[1], row[2], row[3], row[4].casefold() if row[4] else None) for row in rows]

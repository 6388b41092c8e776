"""Accounts, owners and engagement models: reads and writes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from csworkbench.domain.accounts import AccountRow, EngagementModelRow, OwnerRow
from csworkbench.domain.ids import AccountId, EngagementModelId, OwnerId
from csworkbench.infra.errors import NotFound
from csworkbench.infra.uid import new_uid
from csworkbench.storage.journal.triggers import NOT_JOURNALED
from csworkbench.storage.tables import metadata
from csworkbench.storage.tables.accounts import account, engagement_model, external_id, owner

_ROW_COLUMNS = tuple(AccountRow.__dataclass_fields__)


def get_account(connection: Connection, account_id: AccountId) -> AccountRow:
    """Give one account; NotFound when there is none."""
    query = select(*(account.c[name] for name in _ROW_COLUMNS)).where(account.c.id == account_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound(f"There is no account with key {account_id}.", "It may have been deleted; undo brings it back.")
    cells = dict(row)
    for name in ("status_on", "onboarded_on"):
        cells[name] = date.fromisoformat(cells[name]) if cells[name] else None
    return AccountRow(**cells)


def names_of(connection: Connection, ids: Sequence[AccountId]) -> dict[AccountId, str]:
    """Give the names of these accounts."""
    query = select(account.c.id, account.c.name).where(account.c.id.in_(list(ids)))
    return {AccountId(row.id): row.name for row in connection.execute(query)}


def add_account(connection: Connection, values: Mapping[str, Any], known_at: str) -> AccountId:
    """Store a new account; give its key."""
    row = {"uid": new_uid(), "known_at": known_at, **values}
    return AccountId(connection.execute(insert(account).returning(account.c.id), row).scalar_one())


def set_fields(connection: Connection, ids: Sequence[AccountId], values: Mapping[str, Any]) -> None:
    """Set the same columns of some accounts."""
    connection.execute(update(account).where(_among(ids)).values(dict(values)))


def set_status(connection: Connection, ids: Sequence[AccountId], status: str, day: date) -> None:
    """Set the status of some accounts, with the day, where it is another one now."""
    where = and_(_among(ids), account.c.status != status)
    connection.execute(update(account).where(where).values(status=status, status_on=day.isoformat()))


def delete_account(connection: Connection, account_id: AccountId) -> None:
    """Delete an account and all that hangs on it; external ids and snoozes hang on by table and key only."""
    for table in metadata.sorted_tables:
        if table is not account and "account_id" in table.columns and table.name not in NOT_JOURNALED:
            rows = select(table.c.id).where(table.c.account_id == account_id)
            where = (external_id.c.record_table == table.name) & external_id.c.record_id.in_(rows)
            connection.execute(delete(external_id).where(where))
    own = (external_id.c.record_table == "account") & (external_id.c.record_id == account_id)
    connection.execute(delete(external_id).where(own))
    connection.execute(delete(account).where(account.c.id == account_id))


def _among(ids: Sequence[AccountId]) -> ColumnElement[bool]:
    # One parameter: SQLite takes at most 32,766, and a selection may be larger.
    return account.c.id.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))


def candidates(connection: Connection, word: str, name_key: str) -> list[AccountId]:
    """Give the accounts with this uid, else key, else exact name, else domain, else external id."""
    external = (external_id.c.record_table == "account") & (external_id.c.value == word)
    places = (
        account.c.uid == word,
        account.c.id == (int(word) if word.isascii() and word.isdigit() and len(word) < 18 else -1),
        account.c.name_key == name_key,
        account.c.domain == word.lower(),
        account.c.id.in_(select(external_id.c.record_id).where(external)),
    )
    for where in places:
        found = connection.execute(select(account.c.id).where(where).order_by(account.c.id)).scalars().all()
        if found:
            return [AccountId(one) for one in found]
    return []


def names_with_prefix(connection: Connection, name_key: str, limit: int) -> list[tuple[AccountId, str]]:
    """Give key and name of accounts whose normalised name begins with `name_key`."""
    after = name_key + chr(0x10FFFF)
    query = select(account.c.id, account.c.name).where(account.c.name_key.between(name_key, after))
    rows = connection.execute(query.order_by(account.c.name_key, account.c.id).limit(limit))
    return [(AccountId(row.id), row.name) for row in rows]


def list_owners(connection: Connection) -> list[OwnerRow]:
    """Give every owner by name."""
    query = select(owner).order_by(func.lower(owner.c.name), owner.c.id)
    return [OwnerRow(OwnerId(row.id), row.name, row.email, bool(row.is_me)) for row in connection.execute(query)]


def add_owner(connection: Connection, name: str, email: str | None) -> OwnerId:
    """Store a new owner; give its key."""
    values = {"uid": new_uid(), "name": name, "email": email, "is_me": 0}
    return OwnerId(connection.execute(insert(owner).returning(owner.c.id), values).scalar_one())


def set_me(connection: Connection, owner_id: OwnerId) -> None:
    """Mark the owner who works here, and nobody else."""
    connection.execute(update(owner).where(owner.c.id != owner_id, owner.c.is_me == 1).values(is_me=0))
    connection.execute(update(owner).where(owner.c.id == owner_id).values(is_me=1))


def list_engagement_models(connection: Connection) -> list[EngagementModelRow]:
    """Give every engagement model, shortest interval first."""
    query = select(engagement_model).order_by(engagement_model.c.ideal_days, engagement_model.c.id)
    return [
        EngagementModelRow(EngagementModelId(row.id), row.name, row.ideal_days, row.maximum_days)
        for row in connection.execute(query)
    ]

"""Closed days of the book's own, and whose days count for an account."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from csworkbench.domain.closed_days import ClosedDayRow
from csworkbench.infra.errors import NotFound
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import account, owner
from csworkbench.storage.tables.engagement import closed_day


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of an account: its country, its owner and the owner's country."""

    account_id: int
    country: str | None
    owner_id: int | None
    owner_country: str | None


def add(connection: Connection, values: dict[str, Any]) -> int:
    """Store closed days; give their key."""
    return records.add(connection, closed_day, values)


def put(connection: Connection, key: int, values: dict[str, Any]) -> None:
    """Make closed days say something else."""
    records.put(connection, closed_day, key, values)


def drop(connection: Connection, key: int) -> None:
    """Delete closed days."""
    records.drop(connection, closed_day, key)


def get(connection: Connection, key: int) -> ClosedDayRow:
    """Give closed days by key; NotFound when there are none."""
    return _row(records.get(connection, closed_day, key, "closed day"))


def list_between(connection: Connection, first: date, last: date) -> list[ClosedDayRow]:
    """Give all closed days that touch the span, by day."""
    table = closed_day.c
    query = select(closed_day).where(table.first_on <= last.isoformat(), table.last_on >= first.isoformat())
    return [_row(row) for row in connection.execute(query.order_by(table.first_on, table.id)).mappings()]


def sides_of(connection: Connection, account_ids: Sequence[int] | None = None) -> list[Sides]:
    """Give the sides of some accounts, by default of all."""
    query = select(account.c.id, account.c.country, account.c.owner_id, owner.c.country.label("owner_country"))
    query = query.join(owner, owner.c.id == account.c.owner_id, isouter=True)
    if account_ids is not None:
        # One parameter: SQLite takes at most 32,766, and a book has more accounts.
        keys = json.dumps([int(key) for key in account_ids])
        query = query.where(account.c.id.in_(select(func.json_each(keys).table_valued("value").c.value)))
    return [Sides(row.id, row.country, row.owner_id, row.owner_country) for row in connection.execute(query)]


def countries(connection: Connection) -> set[str]:
    """Give where owners and accounts are, as it was written."""
    found: set[str] = set()
    for column in (owner.c.country, account.c.country):
        found |= set(connection.execute(select(column).where(column.is_not(None)).distinct()).scalars())
    return found


def names_of(connection: Connection, rows: Sequence[ClosedDayRow]) -> tuple[dict[int, str], dict[int, str]]:
    """Give the names of the owners and of the accounts that closed days are for, by key."""
    found = []
    for table, keys in (
        (owner, {row.owner_id for row in rows}),
        (account, {row.account_id for row in rows}),
    ):
        query = select(table.c.id, table.c.name).where(table.c.id.in_([key for key in keys if key is not None]))
        found.append({int(key): str(name) for key, name in connection.execute(query)})
    return found[0], found[1]


def country_of_owner(connection: Connection, owner_id: int) -> str | None:
    """Give where an owner works; NotFound when there is no such owner."""
    row = connection.execute(select(owner.c.country).where(owner.c.id == owner_id)).first()
    if row is None:
        raise NotFound(f"There is no owner with key {owner_id}.")
    return None if row.country is None else str(row.country)


def countries_of_owners(connection: Connection, only: int | None = None) -> list[tuple[int, str | None]]:
    """Give every owner (or `only` one) and where they work."""
    query = select(owner.c.id, owner.c.country)
    if only is not None:
        query = query.where(owner.c.id == only)
    return [(row.id, row.country) for row in connection.execute(query)]


def _row(row: RowMapping) -> ClosedDayRow:
    return ClosedDayRow(
        row["id"],
        row["name"],
        records.day_of(row["first_on"]),
        records.day_of(row["last_on"]),
        row["country"],
        row["owner_id"],
        row["account_id"],
        bool(row["is_worked"]),
    )

"""What an import asks of the book and writes into it: keys to match by, current rows, rows to insert or update."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from csworkbench.storage.tables import metadata
from csworkbench.storage.tables.accounts import account, contact, external_id
from csworkbench.storage.tables.signals import signal_point, signal_series

PART = 500
AMBIGUOUS = 0
"""Stands for a key that several records share: it matches none of them."""


def external_keys(connection: Connection, table: str, source: str) -> tuple[dict[str, int], dict[str, int]]:
    """Give value -> record of one source, and the same over all sources (`AMBIGUOUS` where they disagree)."""
    query = select(external_id.c.source, external_id.c.value, external_id.c.record_id)
    own: dict[str, int] = {}
    everywhere: dict[str, int] = {}
    for row in connection.execute(query.where(external_id.c.record_table == table)):
        if row.source == source:
            own[row.value] = row.record_id
        known = everywhere.setdefault(row.value, row.record_id)
        if known != row.record_id:
            everywhere[row.value] = AMBIGUOUS
    return own, everywhere


def account_keys(connection: Connection) -> tuple[dict[str, int], dict[str, int]]:
    """Give domain -> account and normalised name -> account (`AMBIGUOUS` where several share one)."""
    domains: dict[str, int] = {}
    names: dict[str, int] = {}
    for row in connection.execute(select(account.c.id, account.c.domain, account.c.name_key)):
        if row.domain:
            domains[row.domain] = AMBIGUOUS if row.domain in domains else row.id
        names[row.name_key] = AMBIGUOUS if row.name_key in names else row.id
    return domains, names


def contact_keys(connection: Connection) -> tuple[dict[str, int], dict[tuple[int, str], int], dict[int, int]]:
    """Give e-mail -> contact, (account, name in lower case) -> contact, and contact -> account."""
    emails: dict[str, int] = {}
    names: dict[tuple[int, str], int] = {}
    accounts: dict[int, int] = {}
    for row in connection.execute(select(contact.c.id, contact.c.account_id, contact.c.email, contact.c.name)):
        accounts[row.id] = row.account_id
        names[row.account_id, row.name.casefold()] = row.id
        if row.email:
            emails[row.email] = AMBIGUOUS if row.email in emails else row.id
    return emails, names, accounts


def column_map(connection: Connection, table: str, key: str, value: str) -> dict[Any, Any]:
    """Give one column of a table by another."""
    one = metadata.tables[table]
    return {row[0]: row[1] for row in connection.execute(select(one.c[key], one.c[value]))}


def most_common_currency(connection: Connection) -> str | None:
    """Give the currency most contracts are in."""
    query = (
        "SELECT currency FROM contract WHERE currency IS NOT NULL GROUP BY currency ORDER BY count(*) DESC, currency"
    )
    found: str | None = connection.execute(text(query + " LIMIT 1")).scalar()
    return found


def natural_keys(connection: Connection, table: str, columns: Sequence[str]) -> dict[tuple[Any, ...], int]:
    """Give the values of some columns -> record, for records that carry no id of a source."""
    one = metadata.tables[table]
    query = select(one.c.id, *(one.c[name] for name in columns))
    return {tuple(row)[1:]: row.id for row in connection.execute(query)}


def rows_by_id(connection: Connection, table: str, ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Give the current rows of a table by key."""
    one = metadata.tables[table]
    found: dict[int, dict[str, Any]] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), PART):
        query = select(one).where(one.c.id.in_(wanted[start : start + PART]))
        found |= {row["id"]: dict(row) for row in connection.execute(query).mappings()}
    return found


def next_id(connection: Connection, table: str) -> int:
    """Give the first free key of a table."""
    one = metadata.tables[table]
    return int(connection.execute(select(func.coalesce(func.max(one.c.id), 0))).scalar_one()) + 1


def insert_rows(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; each must name the same columns."""
    if rows:
        connection.execute(insert(metadata.tables[table]), rows)


def update_rows(connection: Connection, table: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set the given columns of the given rows."""
    one = metadata.tables[table]
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for key, values in changes.items():
        by_columns[tuple(sorted(values))].append({"key_of_row": key, **values})
    for columns, rows in by_columns.items():
        query = update(one).where(_key(one)).values({name: bindparam(name) for name in columns})
        connection.execute(query, rows)


def _key(table: Table) -> Any:
    return table.c.id == bindparam("key_of_row")


def series_keys(connection: Connection, source: str) -> dict[tuple[int, str], int]:
    """Give (account, metric) -> series of one source."""
    query = select(signal_series.c.account_id, signal_series.c.metric, signal_series.c.id)
    rows = connection.execute(query.where(signal_series.c.source == source))
    return {(row.account_id, row.metric): row.id for row in rows}


def points_of(connection: Connection, series: Iterable[int]) -> dict[tuple[int, str], float]:
    """Give (series, day) -> value of some series."""
    found: dict[tuple[int, str], float] = {}
    wanted = sorted(series)
    for start in range(0, len(wanted), PART):
        query = select(signal_point).where(signal_point.c.series_id.in_(wanted[start : start + PART]))
        found |= {(row.series_id, row.on_day): row.value for row in connection.execute(query)}
    return found


def put_points(connection: Connection, points: Sequence[Mapping[str, Any]]) -> None:
    """Insert points or set the value of those that are there."""
    if not points:
        return
    query = insert_or(signal_point)
    values = {"value": query.excluded.value, "change_id": query.excluded.change_id}
    connection.execute(query.on_conflict_do_update(index_elements=["series_id", "on_day"], set_=values), points)


def running_contract_ends(connection: Connection, accounts: Collection[int]) -> dict[int, str]:
    """Give per account the latest day a contract that was not lost runs to (`9999-12-31` when it has no end)."""
    found: dict[int, str] = {}
    wanted = sorted(accounts)
    query = text(
        """SELECT account_id, max(coalesce(end_on, '9999-12-31')) AS end_on FROM contract
        WHERE account_id IN (SELECT value FROM json_each(:ids)) AND outcome IS NOT 'lost' GROUP BY account_id"""
    )
    for start in range(0, len(wanted), PART):
        ids = "[" + ",".join(map(str, wanted[start : start + PART])) + "]"
        found |= {row.account_id: row.end_on for row in connection.execute(query, {"ids": ids})}
    return found

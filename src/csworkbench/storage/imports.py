"""What an import asks of the book and writes into it: keys to match by, current rows, rows to insert or update."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, CursorResult, func, select, text
from sqlalchemy.dialects.sqlite import insert as insert_or

from csworkbench.storage.tables import metadata
from csworkbench.storage.tables.accounts import contact
from csworkbench.storage.tables.signals import signal_point, signal_series

PART = 500
STAGED_FROM = 50
STAGED_COLUMNS = 40
_STAGE = f"CREATE TEMP TABLE IF NOT EXISTS import_part ({', '.join(f'c{place}' for place in range(STAGED_COLUMNS))})"
AMBIGUOUS = 0
"""Stands for a key that several records share: it matches none of them."""


def external_keys(connection: Connection, table: str, source: str) -> tuple[dict[str, int], dict[str, int]]:
    """Give value -> record of one source, and the same over the others (`AMBIGUOUS` where several records have it)."""
    of_one = connection.exec_driver_sql(
        "SELECT value, record_id FROM external_id WHERE record_table = ? AND source = ?", (table, source)
    )
    own: dict[str, int] = dict(_tuples(of_one))
    everywhere: dict[str, int] = {}
    of_others = connection.exec_driver_sql(
        "SELECT value, record_id FROM external_id WHERE record_table = ? AND source <> ?", (table, source)
    )
    for value, record_id in _tuples(of_others):
        if everywhere.setdefault(value, record_id) != record_id:
            everywhere[value] = AMBIGUOUS
    return own, everywhere


@dataclass(frozen=True, slots=True)
class AccountKeys:
    """What accounts are matched by.

    Attributes:
        domains, names: domain or normalised name -> account (`AMBIGUOUS` where several share one).
        namesakes: normalised name that several share -> their keys and domains.
    """

    domains: dict[str, int]
    names: dict[str, int]
    namesakes: dict[str, dict[int, str | None]]


def account_keys(connection: Connection) -> AccountKeys:
    """Give what the accounts of the book are matched by."""
    rows = _tuples(connection.exec_driver_sql("SELECT id, domain, name_key FROM account ORDER BY id"))
    domains: dict[str, int] = {}
    names: dict[str, int] = {}
    for record_id, domain, name in rows:
        if domain and domains.setdefault(domain, record_id) != record_id:
            domains[domain] = AMBIGUOUS
        if names.setdefault(name, record_id) != record_id:
            names[name] = AMBIGUOUS
    namesakes: dict[str, dict[int, str | None]] = {name: {} for name, match in names.items() if match == AMBIGUOUS}
    if namesakes:
        for record_id, domain, name in rows:
            if name in namesakes:
                namesakes[name][record_id] = domain
    return AccountKeys(domains, names, namesakes)


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
    names = [column.name for column in metadata.tables[table].columns]
    query = f'SELECT {", ".join(names)} FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'  # noqa: S608
    rows = connection.exec_driver_sql(query, (json.dumps(sorted(ids)),))
    return {row[0]: dict(zip(names, row, strict=True)) for row in _tuples(rows)}


def cells_by_id(
    connection: Connection, table: str, names: Sequence[str], ids: Collection[int]
) -> dict[int, tuple[Any, ...]]:
    """Give some columns of some rows by key."""
    columns = ", ".join(names)
    query = f'SELECT id, {columns} FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'  # noqa: S608
    rows = connection.exec_driver_sql(query, (json.dumps(sorted(ids)),))
    return {row[0]: row[1:] for row in _tuples(rows)}


def _tuples(result: CursorResult[Any]) -> list[tuple[Any, ...]]:
    """Give the driver's own tuples: wrapping hundreds of thousands of rows costs more than reading them."""
    rows: list[tuple[Any, ...]] = list(result.cursor.fetchall())
    result.close()
    return rows


def next_id(connection: Connection, table: str) -> int:
    """Give the first free key of a table."""
    one = metadata.tables[table]
    return int(connection.execute(select(func.coalesce(func.max(one.c.id), 0))).scalar_one()) + 1


def insert_rows(connection: Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; a column that a row does not name is blank.

    Many rows are laid aside first and inserted by one statement: with triggers, one statement per row costs three times
    as much. Binding is what costs most then, so what is the same in all rows is bound once.
    """
    if not rows:
        return
    varying, same = _columns(rows)
    names = [*varying, *same]
    marks = ", ".join("?" * len(names))
    into = f'INSERT INTO "{table}" ({", ".join(names)})'
    if len(rows) < STAGED_FROM or len(varying) > STAGED_COLUMNS:
        tuples = [(*cells, *same.values()) for cells in zip(*varying.values(), strict=True)]
        connection.exec_driver_sql(f"{into} VALUES ({marks})", tuples)
        return
    stage = [f"c{place}" for place in range(len(varying))]
    connection.exec_driver_sql(_STAGE)
    connection.exec_driver_sql(
        f"INSERT INTO temp.import_part ({', '.join(stage)}) VALUES ({', '.join('?' * len(stage))})",  # noqa: S608
        list(zip(*varying.values(), strict=True)),
    )
    chosen = ", ".join([*stage, *("?" * len(same))])
    filled = f"{into} SELECT {chosen} FROM temp.import_part ORDER BY rowid"  # noqa: S608
    connection.exec_driver_sql(filled, tuple(same.values()))
    connection.exec_driver_sql("DELETE FROM temp.import_part")


def _columns(rows: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Sequence[Any]], dict[str, Any]]:
    """Give the columns that differ between rows, with their cells, and those that don't, with their value."""
    varying: dict[str, Sequence[Any]] = {}
    same: dict[str, Any] = {}
    kinds = dict.fromkeys(map(tuple, rows))
    names = list(dict.fromkeys(chain.from_iterable(kinds)))
    columns: Iterable[Sequence[Any]]
    if len(kinds) == 1:
        columns = zip(*(row.values() for row in rows), strict=True)
    else:
        columns = ([row.get(name) for row in rows] for name in names)
    for name, cells in zip(names, columns, strict=True):
        if cells.count(cells[0]) < len(cells) or not varying:
            varying[name] = cells
        elif cells[0] is not None:
            same[name] = cells[0]
    return varying, same


def update_rows(connection: Connection, table: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Set the given columns of the given rows."""
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for key, values in changes.items():
        by_columns[tuple(values)].append((*values.values(), key))
    for columns, rows in by_columns.items():
        places = ", ".join(f"{name} = ?" for name in columns)
        connection.exec_driver_sql(f'UPDATE "{table}" SET {places} WHERE id = ?', rows)  # noqa: S608


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

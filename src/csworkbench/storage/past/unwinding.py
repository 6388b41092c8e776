"""What the journal says of a book after an instant, taken back: rows made later go, deleted ones return, cells too.

What an import or a new book brought in later is not taken back as such: history may be imported long after it happened.
Its rows stay for `knowing`, which goes by the days they name; the cells it changed go back, but for those that come
with a day of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from csworkbench.infra.tokens import Token
from csworkbench.storage.bulk import fetch, write_many
from csworkbench.storage.health.known_then import DATED
from csworkbench.storage.journal.triggers import key_columns
from csworkbench.storage.tables import metadata

NOT_TAKEN_BACK = frozenset({"saved_view"})
"""What says how a person works, not what was known."""
ONLY_DELETIONS = frozenset({"owner"})
"""Owners stay as they are, with the one that is me; those deleted later return, as accounts may be theirs."""
DECIDED_BY_DAYS = frozenset({"account", "health_model", "owner"})
"""Tables whose rows stay whoever added them; `knowing` goes by their days."""
DATED_BY_IMPORT: Mapping[str, frozenset[str]] = {
    **{table: frozenset(names) for table, names in DATED.items()},
    "contract": frozenset({"outcome", "outcome_on", "reason"}),
}
"""Columns that come with a day: what an import says of them counts from that day on."""
REPORT_EVERY = 20_000

_BRINGS_IN = """c.state = 'kept' OR c.name LIKE 'Import %'
    OR EXISTS (SELECT 1 FROM change_batch b WHERE b.change_id = c.id)"""
_LATER = f"""
CREATE TEMP TABLE past_change AS SELECT c.id, c.sequence, ({_BRINGS_IN}) AS brings_in FROM change c
WHERE c.made_at > ? AND c.state IN ('done', 'kept')"""  # noqa: S608 - our own text
_ROWS = """
SELECT r.record_table, r.record_id, r.before, r.after, c.brings_in
FROM temp.past_change c JOIN change_row r ON r.change_id = c.id ORDER BY c.sequence, r.id"""
_BROUGHT_IN = "CREATE TEMP TABLE brought_in (record_table TEXT, first_id INTEGER, last_id INTEGER)"
_TOUCHED_IN = """
CREATE TEMP TABLE touched_in (record_table TEXT, record_id INTEGER, PRIMARY KEY (record_table, record_id))
WITHOUT ROWID"""
_RANGES = """
INSERT INTO temp.brought_in SELECT b.record_table, b.first_id, b.last_id
FROM temp.past_change c JOIN change_batch b ON b.change_id = c.id"""

Key = tuple[str, tuple[Any, ...]]
Cells = dict[str, Any]


@dataclass(slots=True)
class _Record:
    """What the journal says of one record after the instant, oldest first.

    Attributes:
        came_later: whether it was added after the instant.
        stays: whether it is in the copy all the same, as history that was brought in, or was there at the instant.
        is_gone: whether it was deleted since.
        before: the cells as they were at the instant.
    """

    came_later: bool = False
    stays: bool = True
    is_gone: bool = False
    before: Cells = field(default_factory=dict)


def unwind(connection: Connection, known: str, token: Token) -> None:
    """Take back what changes after the instant `known` did, in the transaction of the connection.

    The triggers of the journal must be gone. Afterwards `temp.brought_in` holds the runs of records (first and last key
    by table) that imports and the making of the book added since, and `temp.touched_in` those that they changed.

    Changes that were undone before now leave no trace of when, so one that was undone after the instant stays undone.
    """
    run = connection.exec_driver_sql
    run("PRAGMA defer_foreign_keys=ON")
    run(_LATER, (known,))
    run(_BROUGHT_IN)
    run(_RANGES)
    records, touched = _Reading(connection).read(token)
    run(_TOUCHED_IN)
    write_many(connection, "INSERT INTO temp.touched_in VALUES (?, ?)", sorted(touched))
    _delete(connection, [key for key, one in records.items() if one.is_gone or not one.stays])
    _insert(connection, [(key, one.before) for key, one in records.items() if one.is_gone and one.stays])
    _update(connection, [(key, one.before) for key, one in records.items() if not one.is_gone and one.stays])


class _Reading:
    """Reads the rows of the journal into what it says of each record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changes = {row[0] for row in fetch(connection, "SELECT id FROM temp.past_change", {})}
        self._ranges = fetch(connection, "SELECT record_table, first_id, last_id FROM temp.brought_in", {})
        self._records: dict[Key, _Record] = {}

    def read(self, token: Token) -> tuple[dict[Key, _Record], set[tuple[str, int]]]:
        """Give the records, and which of them imports touched."""
        touched: set[tuple[str, int]] = set()
        for number, (table, record_id, before, after, brings_in) in enumerate(fetch(self._connection, _ROWS, {})):
            if number % REPORT_EVERY == 0:
                token.report("Taking back later changes", number)
            if table in NOT_TAKEN_BACK or (table in ONLY_DELETIONS and before and after):
                continue
            if brings_in:
                touched.add((table, record_id))
            was = json.loads(before) if before else None
            key = _key(table, record_id, was if was is not None else json.loads(after))
            self._take_in(key, was, is_deletion=after is None, is_import=bool(brings_in))
        return self._records, touched

    def _take_in(self, key: Key, was: Cells | None, *, is_deletion: bool, is_import: bool) -> None:
        """Add one row of the journal to what is known of its record; after a deletion, the key is another record's."""
        one = self._records.get(key)
        if one is None:
            came_later = was is None or self._was_brought_in(key, was)
            stays = not came_later or was is not None or is_import or key[0] in DECIDED_BY_DAYS
            one = self._records[key] = _Record(came_later, stays)
        if was is None or one.is_gone:
            return
        if is_deletion:
            one.is_gone, one.stays = True, not one.came_later
            one.before = was | one.before
        elif "change_id" not in was or was["change_id"] not in self._changes:
            kept = DATED_BY_IMPORT.get(key[0], frozenset()) if is_import else frozenset()
            one.before = {name: value for name, value in was.items() if name not in kept} | one.before

    def _was_brought_in(self, key: Key, was: Cells) -> bool:
        table, values = key
        if table == "signal_point":
            return was.get("change_id") in self._changes
        return any(table == name and first <= values[0] <= last for name, first, last in self._ranges)


def _key(table: str, record_id: int, image: Cells) -> Key:
    names = key_columns(metadata.tables[table])
    return table, ((record_id,) if names == ["id"] else tuple(image[name] for name in names))


def _where(table: str) -> str:
    return " AND ".join(f'"{name}" = ?' for name in key_columns(metadata.tables[table]))


def _delete(connection: Connection, keys: Iterable[Key]) -> None:
    for table, rows in _by_table(keys):
        write_many(connection, f'DELETE FROM "{table}" WHERE {_where(table)}', rows)  # noqa: S608 - our own tables


def _insert(connection: Connection, records: Iterable[tuple[Key, Cells]]) -> None:
    for (table, _), cells in records:
        names = ", ".join(f'"{name}"' for name in cells)
        marks = ", ".join("?" * len(cells))
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - our own tables
        write_many(connection, statement, [tuple(cells.values())])


def _update(connection: Connection, records: Iterable[tuple[Key, Cells]]) -> None:
    statements: dict[str, list[tuple[Any, ...]]] = {}
    for (table, key), cells in records:
        cells = {name: value for name, value in cells.items() if name not in key_columns(metadata.tables[table])}
        if cells:
            names = ", ".join(f'"{name}" = ?' for name in cells)
            statement = f'UPDATE "{table}" SET {names} WHERE {_where(table)}'  # noqa: S608 - our own tables
            statements.setdefault(statement, []).append((*cells.values(), *key))
    for statement, rows in statements.items():
        write_many(connection, statement, rows)


def _by_table(keys: Iterable[Key]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table, key in keys:
        found.setdefault(table, []).append(key)
    yield from found.items()

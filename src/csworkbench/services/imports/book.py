"""The book as an import sees it: keys to match by, rows as they will be, and what is still to be written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from csworkbench.infra.uid import new_uids
from csworkbench.storage import imports as storage
from csworkbench.storage.imports import AMBIGUOUS
from csworkbench.storage.late_indexes import LateIndexes

__all__ = ["AMBIGUOUS", "ImportBook", "Moment", "Writing"]

_ORDER = ("owner", "account", "contact", "contract", "touch")
TOLD_FROM = 50_000
"""Rows the search index is told of at a time: fewer cost it more in merging, more keep memory."""
_WITHOUT_UID = frozenset({"touch_person"})


@dataclass(frozen=True, slots=True)
class Moment:
    """When the import happens: the day, the instant as stored, and the change it is written in (0 in a dry run)."""

    today: date
    now: str
    change_id: int = 0


@dataclass(frozen=True, slots=True)
class Writing:
    """What writing takes.

    Attributes:
        feed: tells the search index of a range of inserted rows (table, first and last key).
        begin: called before the first row is written, and only then.
    """

    feed: Callable[[str, int, int], None]
    begin: Callable[[], object]


@dataclass(slots=True)
class _Pending:
    """What is to be written of one table.

    Attributes:
        inserts: key -> row, in the order of the keys.
        updates: key -> what differs.
        rows: key -> row as it will be, of the rows the running part of the file is about.
        created: key -> row, of a dry run: what it would have written, to be found again further down the file.
    """

    next_id: int
    inserts: dict[int, dict[str, Any]] = field(default_factory=dict)
    updates: dict[int, dict[str, Any]] = field(default_factory=dict)
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    created: dict[int, dict[str, Any]] = field(default_factory=dict)


class ImportBook:
    """Gathers inserts and updates per table and writes them a part at a time; a dry run never writes."""

    def __init__(
        self,
        connection: Connection,
        source: str,
        moment: Moment,
        writing: Writing | None = None,
    ) -> None:
        """Start with nothing to write.

        Args:
            connection: reads the book, and writes it.
            source: where external ids come from.
            moment: when.
            writing: what writing takes; None makes it a dry run.
        """
        self.connection = connection
        self.is_dry_run = writing is None
        self.source = source
        self.moment = moment
        self.notes: set[str] = set()
        self._writing = writing
        self._has_begun = False
        self._late: LateIndexes | None = None
        self._untold: dict[str, tuple[int, int]] = {}
        self._pending: dict[str, _Pending] = {}
        self._external: dict[str, tuple[dict[str, int], dict[str, int]]] = {}

    def by_external_id(self, table: str, value: str) -> int | None:
        """Give the record with this id: of this source, else of any source when only one record has it."""
        own, everywhere = self.external_ids(table)
        return own.get(value) or everywhere.get(value) or None

    def remember_external_id(self, table: str, value: str, record_id: int) -> None:
        """Keep the source's id of a record, when it is not kept yet."""
        own, _ = self.external_ids(table)
        if value in own:
            return
        own[value] = record_id
        row = {"record_table": table, "record_id": record_id, "source": self.source, "value": value}
        self.add("external_id", row)

    def external_ids(self, table: str) -> tuple[dict[str, int], dict[str, int]]:
        """Give value -> record of this source, and of the others (`AMBIGUOUS` where several records have it)."""
        found = self._external.get(table)
        if found is None:
            found = self._external[table] = storage.external_keys(self.connection, table, self.source)
        return found

    def is_empty(self, table: str) -> bool:
        """Tell whether the book has no record of a table yet, decided ones included."""
        return self._of(table).next_id == 1

    def prefetch(self, table: str, ids: Collection[int]) -> None:
        """Read the current rows of the records that the next rows of the file are about."""
        pending = self._of(table)
        known, created = pending.rows, pending.created
        missing = [key for key in ids if key not in known and key not in created]
        if missing:
            known.update(storage.rows_by_id(self.connection, table, missing))

    def current(self, table: str, record_id: int) -> Mapping[str, Any]:
        """Give a record as it will be after what is already decided; a column it does not name is blank."""
        return self._row(self._of(table), table, record_id)

    def _row(self, pending: _Pending, table: str, record_id: int) -> dict[str, Any]:
        row = pending.rows.get(record_id) or pending.created.get(record_id)
        if row is None:
            self.prefetch(table, [record_id])
            row = pending.rows[record_id]
        return row

    def add(self, table: str, values: dict[str, Any]) -> int:
        """Decide to insert a record; give its key. The dictionary is kept; columns it does not name stay blank."""
        pending = self._of(table)
        record_id = pending.next_id
        pending.next_id = record_id + 1
        values["id"] = record_id
        pending.inserts[record_id] = values
        if table != "external_id":
            pending.rows[record_id] = values
        return record_id

    def change(self, table: str, record_id: int, values: Mapping[str, Any]) -> bool:
        """Decide to set columns of a record; only what differs is written. Gives whether anything does."""
        pending = self._of(table)
        row = self._row(pending, table, record_id)
        if values.items() <= row.items():
            return False
        get = row.get
        differing = {name: value for name, value in values.items() if get(name) != value}
        if not differing:
            return False
        row.update(differing)
        if record_id not in pending.inserts:
            pending.updates.setdefault(record_id, {}).update(differing)
        return True

    def flush(self) -> None:
        """Write what was decided since the last time; a dry run only remembers what would be new."""
        for table, pending in sorted(self._pending.items(), key=_place):
            if self.is_dry_run:
                touched = (pending.inserts, pending.updates) if table != "external_id" else ()
                pending.created.update({key: self._row(pending, table, key) for keys in touched for key in keys})
            elif pending.inserts or pending.updates:
                self.begin_writing()
                self._insert(table, list(pending.inserts.values()))
                if pending.updates:
                    self._tell_index(table)
                storage.update_rows(self.connection, table, pending.updates)
            pending.inserts.clear()
            pending.updates.clear()
            pending.rows.clear()

    def begin_writing(self) -> None:
        """Make ready for the first write; later calls do nothing."""
        if not self._has_begun and self._writing is not None:
            self._has_begun = True
            self._writing.begin()

    def _insert(self, table: str, rows: list[dict[str, Any]]) -> None:
        if not rows or self._writing is None:
            return
        if table not in _WITHOUT_UID:
            for row, uid in zip(rows, new_uids(len(rows)), strict=True):
                row["uid"] = uid
        storage.insert_rows(self.connection, table, rows)
        first, _ = self._untold.get(table, (rows[0]["id"], 0))
        self._untold[table] = first, rows[-1]["id"]
        if rows[-1]["id"] - first > TOLD_FROM:
            self._tell_index(table)

    def _tell_index(self, table: str) -> None:
        """Tell the search index of the rows inserted so far: it must know a row before the row is changed."""
        if table in self._untold and self._writing is not None:
            self._writing.feed(table, *self._untold.pop(table))

    def put_off_indexes(self, table: str) -> None:
        """Build the indexes of a table that has no rows yet, and of the ids of the source, when all is written."""
        if not self.is_dry_run and self._late is None:
            self._late = LateIndexes(self.connection)
            for one in (table, "external_id"):
                if self.is_empty(one):
                    self._late.put_off(one)

    def finish(self) -> None:
        """Write what is left, and let the search index know all of it."""
        self.flush()
        if self._late is not None:
            self._late.build()
        for table in tuple(self._untold):
            self._tell_index(table)

    def _of(self, table: str) -> _Pending:
        pending = self._pending.get(table)
        if pending is None:
            pending = self._pending[table] = _Pending(storage.next_id(self.connection, table))
        return pending


def _place(item: tuple[str, _Pending]) -> tuple[int, str]:
    return (_ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER)), item[0]

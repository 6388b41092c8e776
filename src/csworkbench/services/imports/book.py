"""The book as an import sees it: keys to match by, rows as they will be, and what is still to be written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from csworkbench.infra.uid import new_uid
from csworkbench.storage import imports as storage
from csworkbench.storage.imports import AMBIGUOUS

__all__ = ["AMBIGUOUS", "ImportBook", "Moment"]


@dataclass(frozen=True, slots=True)
class Moment:
    """When the import happens: the day, the instant as stored, and the change it is written in (0 in a dry run)."""

    today: date
    now: str
    change_id: int = 0


@dataclass(slots=True)
class _Pending:
    inserts: list[dict[str, Any]] = field(default_factory=list)
    updates: dict[int, dict[str, Any]] = field(default_factory=dict)
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)


class ImportBook:
    """Gathers inserts and updates per table and writes them a part at a time; a dry run never writes."""

    def __init__(self, connection: Connection, source: str, moment: Moment, *, is_dry_run: bool) -> None:
        """Start with nothing to write."""
        self.connection = connection
        self.is_dry_run = is_dry_run
        self.source = source
        self.moment = moment
        self.notes: set[str] = set()
        self._pending: dict[str, _Pending] = {}
        self._next: dict[str, int] = {}
        self._created: dict[str, set[int]] = {}
        self._external: dict[str, tuple[dict[str, int], dict[str, int]]] = {}

    def by_external_id(self, table: str, value: str) -> int | None:
        """Give the record with this id: of this source, else of any source when only one record has it."""
        own, everywhere = self._keys(table)
        return own.get(value) or everywhere.get(value) or None

    def remember_external_id(self, table: str, value: str, record_id: int) -> None:
        """Keep the source's id of a record, when it is not kept yet."""
        own, everywhere = self._keys(table)
        if value in own:
            return
        own[value] = record_id
        everywhere.setdefault(value, record_id)
        row = {"record_table": table, "record_id": record_id, "source": self.source, "value": value}
        self.add("external_id", row)

    def prefetch(self, table: str, ids: Collection[int]) -> None:
        """Read the current rows of the records that the next rows of the file are about."""
        known = self._of(table).rows
        missing = [key for key in ids if key not in known]
        known.update(storage.rows_by_id(self.connection, table, missing))

    def current(self, table: str, record_id: int) -> Mapping[str, Any]:
        """Give a record as it will be after what is already decided."""
        if record_id not in self._of(table).rows:
            self.prefetch(table, [record_id])
        return self._of(table).rows[record_id]

    def add(self, table: str, values: dict[str, Any], *, has_uid: bool = True) -> int:
        """Decide to insert a record; give its key."""
        if table not in self._next:
            self._next[table] = storage.next_id(self.connection, table)
        record_id = self._next[table]
        self._next[table] += 1
        row = {"id": record_id, **({"uid": new_uid()} if has_uid else {}), **values}
        self._of(table).inserts.append(row)
        self._of(table).rows[record_id] = row
        return record_id

    def change(self, table: str, record_id: int, values: Mapping[str, Any]) -> bool:
        """Decide to set columns of a record; only what differs is written. Gives whether anything does."""
        row = dict(self.current(table, record_id))
        differing = {name: value for name, value in values.items() if row.get(name) != value}
        if not differing:
            return False
        row |= differing
        pending = self._of(table)
        pending.rows[record_id] = row
        for insert in pending.inserts:
            if insert["id"] == record_id:
                insert |= differing
                return True
        pending.updates.setdefault(record_id, {}).update(differing)
        return True

    def flush(self) -> None:
        """Write what was decided since the last time; a dry run only remembers what would be new."""
        for table, pending in self._in_order():
            created = {row["id"]: row for row in pending.inserts} if self.is_dry_run else {}
            if not self.is_dry_run:
                storage.insert_rows(self.connection, table, pending.inserts)
                storage.update_rows(self.connection, table, pending.updates)
            pending.inserts.clear()
            pending.updates.clear()
            pending.rows = {key: row for key, row in pending.rows.items() if key in created or key in self._kept(table)}
            self._kept(table).update(created)

    def _kept(self, table: str) -> set[int]:
        return self._created.setdefault(table, set())

    def _in_order(self) -> list[tuple[str, _Pending]]:
        order = ("owner", "account", "contact", "contract", "touch")
        rank = {name: place for place, name in enumerate(order)}
        return sorted(self._pending.items(), key=lambda item: (rank.get(item[0], len(order)), item[0]))

    def _of(self, table: str) -> _Pending:
        return self._pending.setdefault(table, _Pending())

    def _keys(self, table: str) -> tuple[dict[str, int], dict[str, int]]:
        if table not in self._external:
            self._external[table] = storage.external_keys(self.connection, table, self.source)
        return self._external[table]

"""Rows waiting to be written: keys and uids are given out here, so that children know their parents at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from random import Random

from sqlalchemy import Column, Connection, Integer, Table, func, insert, select

from csworkbench.infra.uid import seeded_uid
from csworkbench.storage.tables import metadata

Value = str | int | float | None

TABLES = (
    "owner", "theme", "account", "external_id", "contact", "contract", "outcome", "ticket", "touch", "touch_person",
    "check_in", "check_in_person", "goal", "action", "review", "review_section", "feedback", "feedback_theme", "pulse",
    "health_override", "signal_series", "signal_point",
)  # fmt: skip
"""Every table that is filled, parents before children."""


@dataclass(slots=True)
class _Shelf:
    statement: str
    empty: dict[str, Value]
    rows: list[tuple[Value, ...]]
    next_id: int
    has_uid: bool


class Rows:
    """Collects the rows of some accounts and writes them with one statement per table."""

    def __init__(self, connection: Connection, change_id: int, base_milliseconds: int) -> None:
        """Go on after the highest keys in the book; uids carry times from `base_milliseconds` on."""
        self._connection = connection
        self._change_id = change_id
        self._base = base_milliseconds
        self._moment = base_milliseconds
        self._random = Random(0)
        self._shelves = {name: _shelf(connection, metadata.tables[name]) for name in TABLES}

    def begin(self, index: int, random: Random) -> None:
        """Take uids from `random` from here on, in the order of `index`."""
        self._moment = self._base + index
        self._random = random

    def add(self, table: str, **values: Value) -> int:
        """Keep a row for writing; give its key."""
        shelf = self._shelves[table]
        key = shelf.next_id
        shelf.next_id = key + 1
        row = shelf.empty | values
        row["id"] = key
        if shelf.has_uid:
            row["uid"] = seeded_uid(self._random, self._moment)
        if len(row) != len(shelf.empty):
            raise KeyError(f"{table} has no column {', '.join(sorted(row.keys() - shelf.empty.keys()))}")
        shelf.rows.append(tuple(row.values()))
        return key

    def add_points(self, series_id: int, points: Iterable[tuple[str, float]]) -> None:
        """Keep the points (day, value) of one series for writing."""
        change_id = self._change_id
        self._shelves["signal_point"].rows += [(series_id, day, value, change_id) for day, value in points]

    def write(self) -> None:
        """Write what was kept."""
        for name in TABLES:
            shelf = self._shelves[name]
            if name == "signal_point":
                shelf.rows.sort(key=itemgetter(0, 1))
            if shelf.rows:
                self._connection.exec_driver_sql(shelf.statement, shelf.rows)
                shelf.rows.clear()


def _shelf(connection: Connection, table: Table) -> _Shelf:
    statement = str(insert(table).compile(dialect=connection.dialect))
    last: int = 0
    if "id" in table.columns:
        last = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    empty = _empty(table.columns.values())
    return _Shelf(statement, dict(empty), [], last + 1, "uid" in table.columns)


def _empty(columns: Iterable[Column[object]]) -> Mapping[str, Value]:
    found: dict[str, Value] = {}
    for column in columns:
        default = column.server_default
        text = None if default is None else str(getattr(default, "arg", ""))
        found[column.name] = int(text) if text is not None and isinstance(column.type, Integer) else text
    return found

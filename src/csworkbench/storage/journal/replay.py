"""Undo and redo: the inverse of a change, or the change again, in one transaction, checked against what it left."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Table, and_, delete, insert, select, update

from csworkbench.infra.errors import WorkbenchError
from csworkbench.storage.journal.triggers import KEPT_WHEN_DELETED, key_columns
from csworkbench.storage.tables import metadata
from csworkbench.storage.tables.journal import change_batch, change_batch_rows, change_row

CHUNK_ROWS = 300
"""Rows packed at a time: packing holds up every thread of the program."""


class ChangedSince(WorkbenchError):
    """A row no longer is as the change left it; nothing was undone or redone."""

    def __init__(self) -> None:
        """Say that nothing happened."""
        super().__init__("The data changed since; nothing was undone.", "Look at the history for the later change.")

    def __reduce__(self) -> tuple[type[ChangedSince], tuple[()]]:
        """Survive the way from a child process."""
        return ChangedSince, ()


def undo_rows(connection: Connection, change_id: int) -> None:
    """Take back every row of a change, newest first, then its batches (kept compressed, so that redo works)."""
    rows = connection.execute(
        select(change_row).where(change_row.c.change_id == change_id).order_by(change_row.c.id.desc())
    )
    for row in rows.all():
        _apply(connection, row, came_from=_parsed(row.after), goes_to=_parsed(row.before))
    batches = select(change_batch).where(change_batch.c.change_id == change_id).order_by(change_batch.c.id.desc())
    for batch in connection.execute(batches).all():
        _pack_batch(connection, batch)


def redo_rows(connection: Connection, change_id: int) -> None:
    """Do every row of an undone change again: its batches first, then its rows, oldest first."""
    batches = select(change_batch).where(change_batch.c.change_id == change_id).order_by(change_batch.c.id)
    for batch in connection.execute(batches).all():
        _unpack_batch(connection, batch)
    rows = connection.execute(select(change_row).where(change_row.c.change_id == change_id).order_by(change_row.c.id))
    for row in rows.all():
        _apply(connection, row, came_from=_parsed(row.before), goes_to=_parsed(row.after))


def _parsed(image: str | None) -> dict[str, Any] | None:
    return None if image is None else json.loads(image)


def _apply(
    connection: Connection, row: Row[Any], came_from: dict[str, Any] | None, goes_to: dict[str, Any] | None
) -> None:
    table = metadata.tables[row.record_table]
    if came_from is None and goes_to is not None:
        connection.execute(insert(table), goes_to)
        return
    key = _key(table, row.record_id, came_from or {})
    if table.name not in KEPT_WHEN_DELETED:
        _check(connection, table, key, came_from or {})
    where = and_(*(table.c[name] == value for name, value in key.items()))
    if goes_to is None:
        connection.execute(delete(table).where(where))
    else:
        connection.execute(update(table).where(where).values(goes_to))


def _key(table: Table, record_id: int, image: Mapping[str, Any]) -> dict[str, Any]:
    names = key_columns(table)
    return {"id": record_id} if names == ["id"] else {name: image[name] for name in names}


def _check(connection: Connection, table: Table, key: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    where = and_(*(table.c[name] == value for name, value in key.items()))
    found: RowMapping | None = connection.execute(select(table).where(where)).mappings().one_or_none()
    if found is None or any(found[name] != value for name, value in expected.items()):
        raise ChangedSince


def _batch_rows(table: Table, batch: Row[Any]) -> Any:
    if table.name == "signal_point":
        return table.c.change_id == batch.change_id
    return table.c.id.between(batch.first_id, batch.last_id)


def _pack_batch(connection: Connection, batch: Row[Any]) -> None:
    table = metadata.tables[batch.record_table]
    where = _batch_rows(table, batch)
    connection.execute(delete(change_batch_rows).where(change_batch_rows.c.batch_id == batch.id))
    found = connection.execute(select(table).where(where))
    for part in found.partitions(CHUNK_ROWS):
        packed = zlib.compress(json.dumps([list(row) for row in part]).encode(), 1)
        connection.execute(insert(change_batch_rows), {"batch_id": batch.id, "rows": packed})
    connection.execute(delete(table).where(where))


def _unpack_batch(connection: Connection, batch: Row[Any]) -> None:
    table = metadata.tables[batch.record_table]
    for rows in _packed_rows(connection, batch.id):
        connection.execute(insert(table), rows)
    connection.execute(delete(change_batch_rows).where(change_batch_rows.c.batch_id == batch.id))


def _packed_rows(connection: Connection, batch_id: int) -> Iterator[list[dict[str, Any]]]:
    batch_table = connection.execute(
        select(change_batch.c.record_table).where(change_batch.c.id == batch_id)
    ).scalar_one()
    names = [column.name for column in metadata.tables[batch_table].columns]
    ids = (
        select(change_batch_rows.c.id).where(change_batch_rows.c.batch_id == batch_id).order_by(change_batch_rows.c.id)
    )
    for row_id in connection.execute(ids).scalars().all():
        packed = connection.execute(
            select(change_batch_rows.c.rows).where(change_batch_rows.c.id == row_id)
        ).scalar_one()
        yield [dict(zip(names, values, strict=True)) for values in json.loads(zlib.decompress(packed))]

"""Series of check-ins in the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from csworkbench.domain.ids import AccountId
from csworkbench.domain.series import SeriesRow
from csworkbench.storage import records
from csworkbench.storage.tables.engagement import series


def add(connection: Connection, values: Mapping[str, Any]) -> int:
    """Store a series; give its key."""
    return records.add(connection, series, values)


def put(connection: Connection, key: int, values: Mapping[str, Any]) -> None:
    """Set columns of a series."""
    records.put(connection, series, key, values)


def get(connection: Connection, key: int) -> SeriesRow:
    """Give one series; NotFound when there is none."""
    return _row(records.get(connection, series, key, "series"))


def list_all(connection: Connection, keys: Sequence[int] | None = None) -> list[SeriesRow]:
    """Give some series, by default all, by key."""
    query = select(series).order_by(series.c.id)
    if keys is not None:
        query = query.where(series.c.id.in_(keys))
    return [_row(row) for row in connection.execute(query).mappings()]


def by_uids(connection: Connection, uids: Sequence[str]) -> dict[str, int]:
    """Give the keys of the series that have these uids, ours or those of a calendar program."""
    found: dict[str, int] = {}
    for column in (series.c.ics_uid, series.c.uid):
        found |= {
            str(uid): int(key) for uid, key in connection.execute(select(column, series.c.id).where(column.in_(uids)))
        }
    return found


def _row(row: RowMapping) -> SeriesRow:
    return SeriesRow(
        row["id"],
        row["uid"],
        AccountId(row["account_id"]),
        row["rule"],
        records.day_of(row["anchor_on"]),
        bool(row["is_from_completion"]),
        row["kind"] or "check-in",
        row["channel"] or "call",
        row["agenda"],
        row["minutes"],
        row["due_time"],
        row["time_zone"],
        row["shift"],
        row["ics_uid"],
        row["ics_sequence"],
    )

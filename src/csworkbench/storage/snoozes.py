"""Things of My day that were put aside."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from csworkbench.storage import records
from csworkbench.storage.tables.accounts import snooze


def put(connection: Connection, kind: str, item_id: int, until_on: date, reason: str, made_at: str) -> None:
    """Put a thing aside until a day; a second time replaces the first."""
    query = select(snooze.c.id).where(snooze.c.item_kind == kind, snooze.c.item_id == item_id)
    key = connection.execute(query).scalar()
    values = {"until_on": until_on, "reason": reason, "made_at": made_at}
    if key is None:
        records.add(connection, snooze, values | {"item_kind": kind, "item_id": item_id})
    else:
        records.put(connection, snooze, key, values)

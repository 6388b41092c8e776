"""Bookkeeping of what is derived: ranges of accounts to compute, and the marks of when it was done."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from csworkbench.storage.tables.accounts import account
from csworkbench.storage.tables.derived import derived_state

COMPUTED_ON = "computed_on"
"""The mark of the day that health and the ready-made rows are of."""
MISSED_DAYS = "missed_days"
"""The mark of the days that still lack their snapshots."""


def account_ranges(connection: Connection, size: int, after: int = 0) -> Iterator[tuple[int, int]]:
    """Give ranges of account keys (first, last) beyond `after` that hold at most `size` accounts each."""
    while True:
        part = select(account.c.id).where(account.c.id > after).order_by(account.c.id).limit(size).subquery()
        first, last = connection.execute(select(func.min(part.c.id), func.max(part.c.id))).one()
        if first is None:
            return
        yield first, last
        after = last


def mark(connection: Connection, key: str) -> str | None:
    """Give a mark, e.g. the day everything was computed for."""
    return connection.execute(select(derived_state.c.value).where(derived_state.c.key == key)).scalar()


def drop_mark(connection: Connection, key: str) -> None:
    """Forget a mark."""
    connection.execute(delete(derived_state).where(derived_state.c.key == key))


def set_mark(connection: Connection, key: str, value: str) -> None:
    """Set a mark."""
    query = insert(derived_state).values(key=key, value=value)
    connection.execute(query.on_conflict_do_update(index_elements=["key"], set_={"value": value}))

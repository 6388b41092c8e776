"""Many rows at once, past SQLAlchemy: plain tuples and bound rows cost a fraction of its row objects and compiling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection

Values = Mapping[str, Any]


def fetch(connection: Connection, query: str, values: Values) -> list[tuple[Any, ...]]:
    """Give every row of a query with `:name` parameters, in the transaction of the connection."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(query, values)
        return cast("list[tuple[Any, ...]]", cursor.fetchall())
    finally:
        cursor.close()


def write_many(connection: Connection, query: str, rows: Sequence[Values | Sequence[Any]]) -> None:
    """Run a statement once per row, in the transaction of the connection."""
    if not rows:
        return
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(query, rows)  # type: ignore[arg-type]
    finally:
        cursor.close()

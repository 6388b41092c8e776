"""Indexes of a table that is about to be filled: built once at the end they cost a third of keeping them row by row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

MANY_ROWS = 2_000
"""Below this, making indexes anew costs every connection more (all read the schema again) than it saves."""

_PLAIN = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql LIKE 'CREATE INDEX %'"


class LateIndexes:
    """The plain indexes of some tables, put off until `build`; unique ones stay, they keep what is written in order.

    When what is written between fails, the transaction must be rolled back.
    """

    def __init__(self, connection: Connection) -> None:
        """Start with nothing put off."""
        self._connection = connection
        self._statements: list[str] = []

    def put_off(self, table: str) -> None:
        """Drop the indexes of a table; meanwhile its rows are found by key only."""
        for name, statement in self._connection.exec_driver_sql(_PLAIN, (table,)).all():
            self._connection.exec_driver_sql(f'DROP INDEX "{name}"')
            self._statements.append(statement)

    def build(self) -> None:
        """Make the dropped indexes again."""
        for statement in self._statements:
            self._connection.exec_driver_sql(statement)
        self._statements.clear()


@contextmanager
def indexes_built_late(connection: Connection, table: str) -> Iterator[None]:
    """Leave the indexes of a table alone in the block and build them at its end."""
    late = LateIndexes(connection)
    late.put_off(table)
    yield
    late.build()

"""The search index while very much is written: fed once for many rows it is ten times cheaper than row by row.

A trigger that feeds a full-text table flushes that table with every row; its own rebuild, or one statement over a range
of rows, does so once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%INSERT INTO ' || ? || ' (%'"
_FEEDS = re.compile(r'AFTER INSERT ON "?(\w+)"? BEGIN INSERT INTO "?(\w+)"? \(rowid, ([\w, ]+)\) VALUES')

Feed = Callable[[str, int, int], None]
"""Takes a table and the first and last key of rows that were just inserted."""


@contextmanager
def built_at_the_end(connection: Connection) -> Iterator[None]:
    """Leave the search index alone in the block, then build it anew from the book, in the same transaction."""
    indexes = [row.name for row in connection.exec_driver_sql(_TABLES)]
    triggers = {row.name: row.sql for index in indexes for row in connection.exec_driver_sql(_TRIGGERS, (index,)).all()}
    for name in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for index in indexes:
        rebuild = f'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')'  # noqa: S608 - a table has no bound name
        connection.exec_driver_sql(rebuild)
    for statement in triggers.values():
        connection.exec_driver_sql(statement)


@contextmanager
def fed_in_ranges(connection: Connection) -> Iterator[Feed]:
    """Let the block itself tell the search index of the rows it inserts, a range at a time, right after each insert.

    Only inserts are told; changed and deleted rows reach the index by their triggers as ever, so a row must have been
    told before it is changed. When the block fails, its transaction must be rolled back.
    """
    statements: dict[str, list[str]] = defaultdict(list)
    triggers: dict[str, str] = {}
    indexes = [row.name for row in connection.exec_driver_sql(_TABLES)]
    for index in indexes:
        for name, sql in connection.exec_driver_sql(_TRIGGERS, (index,)).all():
            feeds = _FEEDS.search(sql)
            if feeds is not None:
                table, _, columns = feeds.groups()
                statements[table].append(
                    f'INSERT INTO "{index}" (rowid, {columns}) '  # noqa: S608 - a table has no bound name
                    f'SELECT id, {columns} FROM "{table}" WHERE id BETWEEN ? AND ?'
                )
                triggers[name] = sql
    for name in triggers:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')

    def feed(table: str, first: int, last: int) -> None:
        for statement in statements.get(table, ()):
            connection.exec_driver_sql(statement, (first, last))

    yield feed
    for sql in triggers.values():
        connection.exec_driver_sql(sql)

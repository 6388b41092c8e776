"""The first page of a book, read by the driver alone: no SQLAlchemy, no migration, nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from csworkbench.domain.accounts import FirstPage
from csworkbench.infra.errors import BookTooNew
from csworkbench.infra.paths import check_is_file
from csworkbench.storage import line_rows
from csworkbench.storage.connection import book_version, connect
from csworkbench.storage.faults import explained
from csworkbench.storage.schema_version import CURRENT


def read_first_page(path: Path, today: date, number: int, sort: str, *, descending: bool) -> FirstPage | None:
    """Give the first `number` lines and the key figures, or None when the book must be migrated first.

    Raises:
        NotFound: there is no such file.
        WorkbenchError: it is a folder, or may not be read.
        BookTooNew: a newer program wrote it.
        BookDamaged: the file is no book.
    """
    check_is_file(path)
    with explained(path):
        connection = connect(path, read_only=True)
        try:
            version = book_version(connection, path.name)
            if version > CURRENT:
                raise BookTooNew(f"The book {path.name} was written by a newer program.", "Install the newer program.")
            return None if version < CURRENT else _page(connection, today, number, sort, descending)
        finally:
            connection.close()


def _page(connection: Any, today: date, number: int, sort: str, descending: bool) -> FirstPage:
    def run(statement: str, values: tuple[object, ...]) -> Sequence[Sequence[Any]]:
        rows: Sequence[Sequence[Any]] = connection.execute(statement, values).fetchall()
        return rows

    connection.execute("BEGIN")
    lines = line_rows.first_lines(run, number, sort, descending=descending)
    return FirstPage(tuple(lines), line_rows.count_lines(run), line_rows.totals(run, today), line_rows.read_me(run))

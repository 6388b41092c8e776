"""Reading a book by the driver alone, before anything heavy is loaded: no SQLAlchemy, no migration, nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from csworkbench.infra.paths import check_is_file
from csworkbench.storage.connection import book_version, connect
from csworkbench.storage.faults import explained
from csworkbench.storage.schema_version import CURRENT

Run = Callable[[str, Mapping[str, object]], Sequence[tuple[Any, ...]]]
"""Runs a query with `:name` parameters and gives every row."""


@contextmanager
def plain_run(path: Path) -> Iterator[Run | None]:
    """Give what runs queries on one state of the book; None when it is of another version than the program.

    Raises:
        NotFound: there is no such file.
        WorkbenchError: it is a folder, or may not be read.
        BookDamaged: the file is no book.
    """
    check_is_file(path)
    with explained(path):
        connection = connect(path, read_only=True)
        try:
            if book_version(connection, path.name) != CURRENT:
                yield None
                return
            connection.execute("BEGIN")

            def run(query: str, values: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
                rows: Sequence[tuple[Any, ...]] = connection.execute(query, values).fetchall()
                return rows

            yield run
        finally:
            connection.close()

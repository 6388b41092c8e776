"""Whether the pages of a book are sound: a short look when it is opened, the whole of it where there is time.

SQLite checks pages, cells and the order of rows; the words of the search index are left out, since that alone takes
longer than all the rest, and they can be built again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from csworkbench.infra.errors import BookDamaged
from csworkbench.storage.connection import connect
from csworkbench.storage.faults import backup_advice, explained

SMALL_BYTES = 16_000_000
"""Books up to this size are looked through wholly at each opening: that takes less than a tenth of a second."""

LISTED = ("account", "account_line", "derived_state", "owner")
"""What every list is made of: of larger books only these are looked through at opening."""

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"


def check_shortly(path: Path) -> None:
    """Look through a small book, or through what the lists of a large one are made of.

    Raises:
        BookDamaged: something in it is broken; the advice names the newest backup.
    """
    with explained(path):
        connection = connect(path, read_only=True)
        try:
            for name in tables_to_check(connection, path):
                check_table(connection, name, path)
        finally:
            connection.close()


def tables_to_check(connection: Any, path: Path, *, is_whole: bool = False) -> list[str]:
    """Give the tables to look through: all of a small book or when the whole is wanted, else those of the lists."""
    tables = tables_of(connection)
    if is_whole or path.stat().st_size <= SMALL_BYTES:
        return tables
    return [name for name in LISTED if name in tables]


def tables_of(connection: Any) -> list[str]:
    """Give the names of the book's ordinary tables, through a driver connection."""
    return [str(row[0]) for row in connection.execute(_TABLES)]


def check_table(connection: Any, name: str, path: Path) -> None:
    """Look through one table and its indexes, through a driver connection; BookDamaged when something is broken."""
    found: Iterable[tuple[str]] = connection.execute(f'PRAGMA quick_check("{name}")').fetchall()
    faults = [text for (text,) in found if text != "ok"]
    if faults:
        raise BookDamaged(f"The book {path} is damaged: {len(faults)} faults in {name}.", backup_advice(path))

"""Connections to a book through the driver alone: their settings, and the marks in the file's header.

The first window is read through this, so nothing here loads SQLAlchemy.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from csworkbench.infra.errors import BookDamaged

APPLICATION_ID = 0x43535742
"""`CSWB`: the mark in the file's header that says it is a book."""

# Binding NULL the driver looks for an adapter and tries two attributes before it takes None as it is: five times the
# cost of any other value, in rows that are mostly blank most of the cost of writing them. An adapter is found at once.
driver.register_adapter(type(None), {}.get)

_SETTINGS = (
    "busy_timeout=5000",
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "journal_size_limit=16777216",
    "cache_size=-8192",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cell_size_check=ON",
)


def connect(path: Path, *, read_only: bool = False) -> Any:
    """Give a driver connection with every setting of a live book and no automatic BEGIN."""
    mode = "ro" if read_only else "rwc"
    if read_only and _is_frozen(path):
        mode = "ro&immutable=1"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = driver.connect(uri, uri=True, check_same_thread=False, timeout=5.0)
    connection.isolation_level = None
    try:
        _set(connection, is_read_only=read_only)
    except BaseException as error:
        connection.close()
        if isinstance(error, UnicodeDecodeError):  # the driver chokes on its own message when that quotes rubbish
            raise driver.DatabaseError("database disk image is malformed") from error
        raise
    return connection


def _set(connection: Any, *, is_read_only: bool) -> None:
    cursor = connection.cursor()
    for setting in _SETTINGS:
        if not (is_read_only and setting.startswith("journal_mode")):
            cursor.execute(f"PRAGMA {setting}")
    if is_read_only:
        cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _is_frozen(path: Path) -> bool:
    """Say whether the folder can't be written and no log lies beside the book: SQLite reads it only as unchanging."""
    book = path.resolve()
    return not os.access(book.parent, os.W_OK) and not book.with_name(book.name + "-wal").exists()


def book_version(connection: Any, name: str) -> int:
    """Give the schema version of the book behind a driver connection; `name` is for the message.

    Raises:
        BookDamaged: the file is not a book.
    """
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if mark != APPLICATION_ID:
        raise BookDamaged(f"{name} is not a book of CS Workbench.", "Choose another file.")
    return version

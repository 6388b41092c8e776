"""Connections to a book: the driver, its settings, and transactions that begin when we say so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

APPLICATION_ID = 0x43535742
"""`CSWB`: the mark in the file's header that says it is a book."""

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
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = driver.connect(uri, uri=True, check_same_thread=False, timeout=5.0)
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in _SETTINGS:
        if read_only and setting.startswith("journal_mode"):
            continue
        cursor.execute(f"PRAGMA {setting}")
    if read_only:
        cursor.execute("PRAGMA query_only=ON")
    cursor.close()
    return connection


def book_engine(path: Path, *, read_only: bool, connections: int = 1) -> Engine:
    """Give an engine over the book whose transactions are IMMEDIATE for writing and plain for reading."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, read_only=read_only),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=4,
        hide_parameters=True,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine

"""SQLAlchemy over a book's connections: transactions that begin when we say so."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from csworkbench.storage.connection import APPLICATION_ID, connect

__all__ = ["APPLICATION_ID", "book_engine", "connect", "driver"]


def book_engine(path: Path, *, read_only: bool, connections: int = 1) -> Engine:
    """Give an engine over the book whose transactions are IMMEDIATE for writing and plain for reading."""
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: connect(path, read_only=read_only),
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=4,
        pool_use_lifo=True,  # the last one used has its pages still at hand
        hide_parameters=True,
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine

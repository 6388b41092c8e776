"""What was told to calendars last, for each event: its sequence only rises, through undo and redo too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from csworkbench.storage import records
from csworkbench.storage.engine import book_engine
from csworkbench.storage.faults import explained
from csworkbench.storage.tables.engagement import calendar_ledger


@dataclass(frozen=True, slots=True)
class Told:
    """What was told last of one event: `fingerprint` of its content, and when that was new."""

    sequence: int
    fingerprint: str
    changed_at: datetime


def told(connection: Connection) -> dict[str, Told]:
    """Give what was told last, by the key of the event."""
    rows = connection.execute(select(calendar_ledger))
    return {row.uid: Told(row.sequence, row.fingerprint, records.moment_of(row.changed_at)) for row in rows}


@contextmanager
def noting(path: Path) -> Iterator[Connection]:
    """Give a connection to the book at `path` that notes what is told, also beside the program that has it open.

    The lock of a book keeps its journal with one program; the ledger is in no journal, on no page and in nothing that
    is derived, and SQLite itself lets only one transaction write at a time. Journaled tables refuse writes through it.

    Raises:
        WorkbenchError: the book can't be written, or another write takes longer than five seconds.
    """
    engine = book_engine(path, read_only=False)
    try:
        with explained(path), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def tell(connection: Connection, sequences: Mapping[str, tuple[int, str]], changed_at: str) -> None:
    """Note (sequence, fingerprint) of events that were new or have changed."""
    if not sequences:
        return
    statement = insert(calendar_ledger)
    fresh = statement.excluded
    values = {name: fresh[name] for name in ("sequence", "fingerprint", "changed_at")}
    rows = [
        {"uid": key, "sequence": sequence, "fingerprint": fingerprint, "changed_at": changed_at}
        for key, (sequence, fingerprint) in sequences.items()
    ]
    connection.execute(statement.on_conflict_do_update(index_elements=["uid"], set_=values), rows)

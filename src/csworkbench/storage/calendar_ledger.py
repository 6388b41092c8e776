"""What was told to calendars last, for each event: its sequence only rises, through undo and redo too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from csworkbench.storage import records
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

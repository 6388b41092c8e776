"""Brings a fresh copy of a book back to a day, in one transaction, for reading only from then on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from csworkbench.infra.tokens import Token
from csworkbench.storage import engine as engines
from csworkbench.storage.bulk import fetch
from csworkbench.storage.faults import explained
from csworkbench.storage.past.knowing import forget_later
from csworkbench.storage.past.unwinding import unwind

Finish = Callable[[Connection], None]

# A copy that fails is thrown away whole, so nothing of it needs to survive a crash; no log stays beside it either.
_SETTINGS = (
    "journal_mode=MEMORY",
    "synchronous=OFF",
    "secure_delete=OFF",
    "cache_size=-131072",
    "locking_mode=EXCLUSIVE",
)
_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal!_%' ESCAPE '!'"
_FIRST_DAY = """
SELECT min(day) FROM (
    SELECT min(substr(known_at, 1, 10)) AS day FROM account
    UNION ALL SELECT min(onboarded_on) FROM account
    UNION ALL SELECT min(min(substr(json_extract(r.before, '$.known_at'), 1, 10)),
        min(coalesce(json_extract(r.before, '$.onboarded_on'), '9999')))
    FROM change_row r JOIN change c ON c.id = r.change_id
    WHERE r.record_table = 'account' AND r.after IS NULL AND c.state IN ('done', 'kept'))"""


def bring_back(part: Path, day: date, token: Token, finish: Finish) -> None:
    """Bring the copy at `part` back to what was known at the end of `day`; `finish` fills what is derived from that."""
    known = f"{day.isoformat()}T23:59:59.999Z"
    engine = create_engine("sqlite://", module=engines.driver, creator=lambda: _connect(part), poolclass=NullPool)
    with explained(part), engine.connect() as connection:
        run = connection.exec_driver_sql
        run("BEGIN IMMEDIATE")
        for (name,) in fetch(connection, _TRIGGERS, {}):
            run(f'DROP TRIGGER "{name}"')
        unwind(connection, known, token)
        forget_later(connection, day, known, token)
        _forget_changes(connection, known)
        run("DELETE FROM account_line")
        finish(connection)
        token.check()
        run("COMMIT")
    engine.dispose()


def first_day(connection: Connection) -> date | None:
    """Give the first day on which the book knows of an account; None when it knows of none at all."""
    found = fetch(connection, _FIRST_DAY, {})[0][0]
    return date.fromisoformat(found) if found else None


def _connect(part: Path) -> object:
    connection = engines.connect(part)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def _forget_changes(connection: Connection, known: str) -> None:
    """Let the history end with the day, and leave nothing to undo or redo."""
    run = connection.exec_driver_sql
    run("DELETE FROM change WHERE made_at > ?", (known,))
    run("UPDATE change SET state = 'kept' WHERE state = 'done'")
    run("UPDATE change SET state = 'dropped' WHERE state = 'undone'")
    # Without the mark of the day, reports are computed from the facts: the day's own snapshots may be missing.
    run("DELETE FROM derived_state WHERE key <> 'is_demo'")

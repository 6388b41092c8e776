"""Makes the demonstration book: one change that is never undone, written in chunks, then its history of health."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from csworkbench.domain.history import ChangeSet
from csworkbench.infra.clock import Clock
from csworkbench.infra.errors import InvalidInput, WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.services.demo.accounts import add_account, add_owners
from csworkbench.services.demo.case import Book, Model
from csworkbench.services.demo.days import Days
from csworkbench.services.demo.names import CompanyNames
from csworkbench.services.demo.places import PLACES
from csworkbench.services.demo.scale import scale_for
from csworkbench.services.demo.usage import Seasons
from csworkbench.services.demo.voice import add_themes
from csworkbench.services.health import recompute_all, recompute_as_of
from csworkbench.services.workbench import closing, create_workbench
from csworkbench.storage import derived
from csworkbench.storage.demo_rows import Rows
from csworkbench.storage.engagement_models import list_presets
from csworkbench.storage.journal.changes import RunningChange
from csworkbench.storage.word_indexes import built_at_the_end
from csworkbench.storage.workbench import Workbench, open_book

MOST_ACCOUNTS = 100_000
CHUNK = 500
CACHE = "PRAGMA cache_size = -98304"
"""96 MB while the book is made: with a live book's 8 MB the many indexes are read and written over and over."""

CHANGE_NAME = "Make the demonstration book"


def make_demo(path: Path, accounts: int, seed: int, clock: Clock, token: Token) -> None:
    """Make a new book at `path` with made-up accounts; the same seed on the same day gives the same book.

    A book that is not finished (cancelled, killed) never stands at `path`.

    Raises:
        InvalidInput: `accounts` is not from 1 to 100,000.
        WorkbenchError: there is a file at `path` already.
        Cancelled: the token was cancelled; nothing is left.
    """
    if not 1 <= accounts <= MOST_ACCOUNTS:
        raise InvalidInput(f"A demonstration book has 1 to {MOST_ACCOUNTS:,} accounts, not {accounts:,}.", "accounts")
    if path.exists():
        raise WorkbenchError(f"There is a file at {path} already.", "Choose another path or delete the file.")
    unfinished = path.with_name(f".{path.name}.unfinished")
    _remove(unfinished)
    try:
        create_workbench(unfinished, clock).close()
        with closing(open_book(unfinished, clock, _derive_later, write=True)) as wb:
            with wb.birth(CHANGE_NAME, batch=True) as change:
                change.connection.exec_driver_sql(CACHE)
                with built_at_the_end(change.connection):
                    _fill(change, accounts, seed, clock, token)
            _compute_health(wb, accounts, token)
        unfinished.replace(path)
    finally:
        _remove(unfinished)


def _derive_later(connection: Connection, found: ChangeSet, clock: Clock, token: Token | None = None) -> None:
    """Leave health alone: its past days are computed first, and snapshots must come in order."""


def _fill(change: RunningChange, accounts: int, seed: int, clock: Clock, token: Token) -> None:
    today = clock.today()
    midnight = datetime(today.year, today.month, today.day, tzinfo=UTC)
    rows = Rows(change.connection, change.change_id, int(midnight.timestamp() * 1000))
    days = Days(today, (place.country for place in PLACES))
    owners = add_owners(rows, accounts, seed)
    book = Book(
        seed, rows, days, scale_for(accounts), Seasons(days), CompanyNames(), owners, _models(change.connection),
        add_themes(rows, days),
    )  # fmt: skip
    for index in range(accounts):
        add_account(book, index)
        if index % CHUNK == CHUNK - 1:
            rows.write()
            token.report("Making accounts", index + 1, accounts)
    rows.write()
    token.report("Making accounts", accounts, accounts)


def _models(connection: Connection) -> list[Model]:
    return [Model(*cells) for cells in list_presets(connection)]


def _compute_health(wb: Workbench, accounts: int, token: Token) -> None:
    weeks = scale_for(accounts).history_weeks
    for number, back in enumerate(weeks):
        token.report("Computing past health", number, len(weeks))
        recompute_as_of(wb, wb.clock.today() - timedelta(weeks=back), token)
    recompute_all(wb, token)
    with wb.derived_write() as connection:
        derived.set_mark(connection, "is_demo", "1")


def _remove(unfinished: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".lock"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)

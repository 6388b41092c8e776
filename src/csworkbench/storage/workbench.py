"""The workbench: one open book, read through snapshots and written through named changes only."""

from __future__ import annotations

import getpass
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from csworkbench.domain.history import ChangeSet, HistoryRow, UndoState
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import BookTooNew, NotFound, WorkbenchError, file_fault
from csworkbench.infra.paths import check_is_file
from csworkbench.infra.tokens import Token
from csworkbench.infra.uid import new_uid
from csworkbench.storage import engine as engines
from csworkbench.storage import integrity
from csworkbench.storage.backup import back_up
from csworkbench.storage.connection import book_version
from csworkbench.storage.faults import explained
from csworkbench.storage.journal import changes, replay
from csworkbench.storage.journal.changes import ChangeFacts, RunningChange
from csworkbench.storage.lock import BookLock
from csworkbench.storage.schema_version import CURRENT


class Derive(Protocol):
    """Brings what is derived (health, ready-made rows) in line with a change, in its transaction."""

    def __call__(self, connection: Connection, found: ChangeSet, clock: Clock, token: Token | None = None) -> None:
        """Rebuild what the change made stale; `token` stops it, and the change with it."""
        ...


class Workbench:
    """An open book.

    Attributes:
        path: the file.
        clock: the one clock of everything done in this book.
        is_read_only: whether changes are refused.
        was_left_open: whether the program that wrote it last ended without closing it.
    """

    def __init__(self, path: Path, clock: Clock, derive: Derive, lock: BookLock | None) -> None:
        """Keep the parts; use `open_book` to get a workbench."""
        self.path = path
        self.clock = clock
        self._derive = derive
        self._lock = lock
        self._writer = engines.book_engine(path, read_only=False) if lock else None
        self._reader = engines.book_engine(path, read_only=True, connections=4)
        self._user = getpass.getuser()
        self._device = platform.node() or "this device"
        self.last_change: ChangeSet | None = None
        self.was_left_open = False

    @property
    def is_read_only(self) -> bool:
        """Whether this workbench was opened for reading only."""
        return self._writer is None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one unchanging state of the book."""
        with explained(self.path), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def change(
        self, name: str, *, batch: bool = False, merge_key: str | None = None, token: Token | None = None
    ) -> Iterator[RunningChange]:
        """Run the block as one named change: one transaction, journaled, undoable.

        Args:
            name: what Undo shows, e.g. "Log a touch with Acme".
            batch: for many inserts (imports, demo): they are noted as ranges instead of row by row.
            merge_key: consecutive changes with the same key become one (autosave).
            token: told of what follows the block, and stops it; the change is rolled back then.

        After the block, `last_change` holds what was touched.
        """
        facts = ChangeFacts(name, utc_text(self.clock.now()), self._user, self._device, new_uid(), CURRENT, merge_key)
        with explained(self.path), self._begin_write() as connection:
            running = changes.start_change(connection, facts)
            running.begin(batch=batch)
            yield running
            found = running.end()
            self._derive(connection, found, self.clock, token)
        self.last_change = found

    @contextmanager
    def derived_write(self) -> Iterator[Connection]:
        """Give a writing connection for what is derived; journaled tables refuse writes through it."""
        with explained(self.path), self._begin_write() as connection:
            yield connection

    @contextmanager
    def birth(self, name: str = "New book", *, batch: bool = False) -> Iterator[RunningChange]:
        """Run the block as the change that sets up a new book: it is in the history and never undone."""
        with self.change(name, batch=batch) as running:
            yield running
            changes.set_state(running.connection, running.change_id, "kept")

    def undo(self, token: Token | None = None) -> ChangeSet:
        """Take the newest change back; stopped by `token`, it leaves all as it is.

        Raises:
            NotFound: there is nothing to undo.
            ChangedSince: the rows are no longer as the change left them.
        """
        return self._replay(changes.newest_done, replay.undo_rows, "undone", "There is nothing to undo.", token)

    def redo(self, token: Token | None = None) -> ChangeSet:
        """Do the change again that was undone last; stopped by `token`, it leaves all as it is.

        Raises:
            NotFound: there is nothing to redo.
        """
        return self._replay(changes.oldest_undone, replay.redo_rows, "done", "There is nothing to redo.", token)

    def undo_state(self) -> UndoState:
        """Give the names of what undo and redo would do."""
        with self.read() as connection:
            undo, redo = changes.newest_done(connection), changes.oldest_undone(connection)
            are_long = [one is not None and changes.is_long(connection, one.change_id) for one in (undo, redo)]
        return UndoState(undo.name if undo else None, redo.name if redo else None, *are_long)

    def history(self, limit: int = 200) -> list[HistoryRow]:
        """Give the newest changes, newest first."""
        with self.read() as connection:
            return changes.list_changes(connection, limit)

    def check(self, token: Token) -> None:
        """Look through the book table by table; `token` stops it between two.

        It is the whole of a small book or of one that was not closed (some 20 s for 1.6 GB), else what the lists are
        made of.

        Raises:
            BookDamaged: something in it is broken.
        """
        with self.read() as connection:
            names = integrity.tables_to_check(connection.connection, self.path, is_whole=self.was_left_open)
        for number, name in enumerate(names):
            token.report("Checking the book", number, len(names))
            with self.read() as connection:
                integrity.check_table(connection.connection, name, self.path)

    def close(self) -> None:
        """Checkpoint, close every connection and give the lock back."""
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()
            _tidy(self.path)
        if self._lock is not None:
            self._lock.release()

    @contextmanager
    def _begin_write(self) -> Iterator[Connection]:
        if self._writer is None:
            raise WorkbenchError("The book is open for reading only; nothing was changed.")
        with self._writer.begin() as connection:
            yield connection

    def _replay(
        self,
        choose: Callable[[Connection], HistoryRow | None],
        replay_rows: Callable[[Connection, int], None],
        state: str,
        nothing: str,
        token: Token | None,
    ) -> ChangeSet:
        with explained(self.path), self._begin_write() as connection:
            row = choose(connection)
            if row is None:
                raise NotFound(nothing)
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            changes.set_mode(connection, changes.REPLAY, row.change_id)
            replay_rows(connection, row.change_id)
            changes.set_mode(connection, changes.REFUSE, None)
            changes.set_state(connection, row.change_id, state)
            found = changes.touched(connection, row.change_id, row.name)
            self._derive(connection, found, self.clock, token)
        self.last_change = found
        return found


def open_book(
    path: Path, clock: Clock, derive: Derive, *, write: bool, purpose: str = "CS Workbench", check: bool = True
) -> Workbench:
    """Open the book at `path`; for writing it is locked, backed up and migrated when it is older than the program.

    It is looked through shortly first; without `check` its opener does that, with `Workbench.check`.

    Raises:
        NotFound: there is no such file.
        BookInUse: another program writes it.
        BookTooNew: a newer program wrote it; it is left untouched.
        BookDamaged: the file is no book, or something in it is broken.
    """
    check_is_file(path)
    version = read_version(path)
    if version > CURRENT:
        raise BookTooNew(
            f"The book {path.name} has schema {version}; this program knows {CURRENT}.", "Install the newer program."
        )
    lock = BookLock.take(path, purpose) if write or version < CURRENT else None
    was_left_open = lock is not None and _has_log(path)
    try:
        if check or version < CURRENT:
            integrity.check_shortly(path)
        if version < CURRENT:
            back_up(path, clock, "before-migration")
            with explained(path):
                _migrate(path)
        workbench = Workbench(path, clock, derive, lock if write else None)
        workbench.was_left_open = was_left_open
    except BaseException:
        if lock:
            lock.release()
        raise
    if lock and not write:
        lock.release()
    return workbench


def create_book(path: Path, clock: Clock, derive: Derive, *, purpose: str = "CS Workbench") -> Workbench:
    """Make a new, empty book by running the migrations, readable by its owner only.

    Raises:
        WorkbenchError: a file is there already.
    """
    if path.exists():
        raise WorkbenchError(f"There is a file at {path} already.", "Choose another path or delete the file.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise file_fault(error) from error
    lock = BookLock.take(path, purpose)
    try:
        path.touch(mode=0o600)
        with explained(path):
            _migrate(path)
        return Workbench(path, clock, derive, lock)
    except BaseException:
        remove_unfinished(path)
        lock.release()
        raise


def remove_unfinished(path: Path) -> None:
    """Delete a book whose making failed, with all that lies beside it."""
    for name in ("", "-wal", "-shm", ".lock"):
        path.with_name(path.name + name).unlink(missing_ok=True)


def read_version(path: Path) -> int:
    """Give the schema version of the book at `path`, without changing it.

    Raises:
        BookDamaged: the file is not a book.
    """
    with explained(path):
        connection = engines.connect(path, read_only=True)
        try:
            return book_version(connection, path.name)
        finally:
            connection.close()


def _has_log(path: Path) -> bool:
    """Say whether a log with changes lies beside a book that no one has locked: its last program did not close it."""
    log = path.with_name(path.name + "-wal")
    return log.is_file() and log.stat().st_size > 0


def _tidy(path: Path) -> None:
    connection = engines.connect(path)
    try:
        connection.execute("PRAGMA optimize")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _migrate(path: Path) -> None:
    from csworkbench.storage.migrate import migrate

    migrate(path)

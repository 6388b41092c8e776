"""Backups: whole, checked, thinned by age; and the lock that keeps a book to one writer."""

import multiprocessing
import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csworkbench.infra.clock import FixedClock, SystemClock
from csworkbench.infra.errors import BookDamaged, BookInUse, NotFound, WorkbenchError
from csworkbench.infra.paths import newest_backup
from csworkbench.storage.backup import back_up, backup_time, kept
from csworkbench.storage.engine import connect
from csworkbench.storage.lock import BookLock
from csworkbench.storage.workbench import create_book, open_book, read_version

NOON = FixedClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


def no_derive(connection, found, clock, token=None) -> None:
    """Leave what is derived alone."""


def test_backup_of_an_open_book_holds_every_committed_row(tmp_path: Path) -> None:
    workbench = create_book(tmp_path / "a.cswb", NOON, no_derive)
    with workbench.change("Add") as change:
        change.connection.exec_driver_sql("INSERT INTO owner (uid, name) VALUES ('o', 'Maya')")
    copy = back_up(workbench.path, NOON, "test")
    workbench.close()
    connection = connect(copy, read_only=True)
    assert connection.execute("SELECT name FROM owner").fetchall() == [("Maya",)]
    connection.close()
    assert read_version(copy) == read_version(workbench.path)
    assert newest_backup(workbench.path) == copy
    if os.name == "posix":
        assert copy.stat().st_mode & 0o077 == 0
        assert workbench.path.stat().st_mode & 0o077 == 0
    assert not list(copy.parent.glob("*.part"))


def test_backup_time_is_in_the_name(tmp_path: Path) -> None:
    workbench = create_book(tmp_path / "a.cswb", NOON, no_derive)
    workbench.close()
    assert backup_time(back_up(workbench.path, NOON, "x")) == NOON.now().replace(tzinfo=None)


def test_thinning_keeps_all_of_two_days_then_daily_weekly_monthly() -> None:
    now = NOON.now().replace(tzinfo=None)
    backups = [Path(f"{now - timedelta(hours=6 * step):%Y%m%dT%H%M%SZ}-x.cswb") for step in range(4 * 400)]
    keep = kept(backups, now)
    ages = sorted((now - backup_time(one)).days for one in keep)
    assert sum(age < 2 for age in ages) == 8
    assert 8 + 12 <= len(keep) <= 8 + 12 + 10 + 9
    assert max(ages) > 200


def test_no_book_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no book at"):
        open_book(tmp_path / "missing.cswb", SystemClock(), no_derive, write=True)
    assert list(tmp_path.iterdir()) == []


def test_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.cswb"
    path.write_text("precious")
    with pytest.raises(WorkbenchError, match="already"):
        create_book(path, SystemClock(), no_derive)
    assert path.read_text() == "precious"


def test_damaged_book_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.cswb"
    path.write_bytes(b"SQLite format 3\x00" + b"\x00" * 5000)
    with pytest.raises(BookDamaged):
        open_book(path, SystemClock(), no_derive, write=True)


def test_second_writer_is_refused_and_reader_is_not(tmp_path: Path) -> None:
    workbench = create_book(tmp_path / "a.cswb", SystemClock(), no_derive, purpose="the window")
    with pytest.raises(BookInUse, match=f"the window \\(process {os.getpid()}\\)"):
        open_book(workbench.path, SystemClock(), no_derive, write=True)
    reader = open_book(workbench.path, SystemClock(), no_derive, write=False)
    assert reader.history() == []
    with pytest.raises(WorkbenchError, match="reading only"), reader.change("No"):
        pytest.fail("a reader wrote")
    reader.close()
    workbench.close()
    open_book(workbench.path, SystemClock(), no_derive, write=True).close()


def hold(path: str, ready) -> None:
    lock = BookLock.take(Path(path), "child")
    ready.set()
    signal.pause()
    lock.release()


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_lock_is_free_at_once_after_a_kill(tmp_path: Path) -> None:
    book = tmp_path / "a.cswb"
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    child = context.Process(target=hold, args=(str(book), ready))
    child.start()
    assert ready.wait(30)
    with pytest.raises(BookInUse, match="child"):
        BookLock.take(book, "second")
    child.kill()
    child.join(30)
    BookLock.take(book, "second").release()

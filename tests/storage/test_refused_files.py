"""Books where the file system refuses: nothing half-made stays, and what can be read is read."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import WorkbenchError
from csworkbench.services import workbench as services
from csworkbench.storage import backup, connection
from csworkbench.storage.faults import known_fault
from csworkbench.storage.lock import BookLock

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))


def no_room(*_words: object, **_more: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_lock_that_cannot_be_made_is_told(tmp_path):
    with pytest.raises(WorkbenchError) as caught:
        BookLock.take(tmp_path / "missing" / "book.cswb", "a test")
    assert caught.value.advice


def test_a_lock_on_a_full_disk_is_told_and_free(tmp_path, monkeypatch):
    book = tmp_path / "book.cswb"
    with monkeypatch.context() as patched:
        patched.setattr("csworkbench.storage.lock.json.dump", no_room)
        with pytest.raises(WorkbenchError, match="disk is full"):
            BookLock.take(book, "a test")
    BookLock.take(book, "a test").release()


def test_a_book_whose_making_fails_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(services, "add_presets", no_room)
    with pytest.raises(OSError, match="No space"):
        services.create_workbench(tmp_path / "book.cswb", CLOCK)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_fails_leaves_no_part(tmp_path, monkeypatch):
    book = tmp_path / "book.cswb"
    services.create_workbench(book, CLOCK).close()
    monkeypatch.setattr(backup, "_check", no_room)
    with pytest.raises(WorkbenchError, match="disk is full"):
        backup.back_up(book, CLOCK, "test")
    assert list((tmp_path / "book-backups").iterdir()) == []


def test_only_a_book_in_a_read_only_folder_is_unchanging(tmp_path, monkeypatch):
    book = tmp_path / "book.cswb"
    assert not connection._is_frozen(book)
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert connection._is_frozen(book)
    (tmp_path / "book.cswb-wal").touch()
    assert not connection._is_frozen(book)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs another user and setpriv")
def test_a_book_in_a_read_only_folder_is_read_as_another_user(tmp_path):
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only the administrator may become another user")
    folder = Path("/tmp") / f"csworkbench-read-only-{os.getpid()}"
    folder.mkdir(mode=0o755)
    try:
        services.create_workbench(folder / "book.cswb", CLOCK).close()
        (folder / "book.cswb").chmod(0o644)
        user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        words = [sys.executable, "-m", "csworkbench", "accounts", "list", "--workbench", str(folder / "book.cswb")]
        tried = [*user, sys.executable, "-c", "import csworkbench"]
        if subprocess.run(tried, check=False, capture_output=True).returncode:
            pytest.skip("another user may not run this program where it lies")
        done = subprocess.run([*user, *words], check=False, capture_output=True, timeout=100)
        assert done.returncode == 0, done.stderr
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize(("free", "words"), [(4_096, "The disk is full"), (10**9, "The disk refused")])
def test_a_refusal_for_want_of_room_is_told_as_a_full_disk(tmp_path, monkeypatch, free, words):
    refused = driver.OperationalError("disk I/O error")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr("csworkbench.storage.faults.shutil.disk_usage", lambda _place: usage._replace(free=free))
    fault = known_fault(refused, tmp_path / "book.cswb")
    assert fault is not None
    assert fault.message.startswith(words)
    assert fault.advice

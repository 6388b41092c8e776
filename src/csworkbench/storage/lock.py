"""One writer per book: a lock file beside it, held by the operating system and free at once after a crash."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from csworkbench.infra.errors import BookInUse, file_fault


class BookLock:
    """Holds the right to write one book until `release`."""

    def __init__(self, file: IO[str]) -> None:
        """Keep the open, locked file."""
        self._file = file

    @classmethod
    def take(cls, book: Path, purpose: str) -> BookLock:
        """Take the lock of `book`.

        Raises:
            BookInUse: another process holds it; the message names that process.
            WorkbenchError: the folder can't be written, or the disk is full.
        """
        path = lock_path(book)
        try:
            file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
        except OSError as error:
            raise file_fault(error, book) from error
        try:
            _lock(file)
        except OSError:
            holder = _holder(file)
            file.close()
            raise BookInUse(
                f"The book {book.name} is in use by {holder}.", "Close it there, or do this in that window."
            ) from None
        try:
            _sign(file, purpose)
        except OSError as error:
            with suppress(OSError):  # what could not be written is tried once more on closing
                file.close()
            raise file_fault(error, book) from error
        return cls(file)

    def release(self) -> None:
        """Give the lock back; a second time does nothing."""
        if self._file.closed:
            return
        self._file.seek(0)
        self._file.truncate()
        self._file.close()


def lock_path(book: Path) -> Path:
    """Give the path of the lock file of `book`."""
    return book.with_name(book.name + ".lock")


def _sign(file: IO[str], purpose: str) -> None:
    file.seek(0)
    file.truncate()
    json.dump({"pid": os.getpid(), "purpose": purpose}, file)
    file.flush()


def _holder(file: IO[str]) -> str:
    try:
        file.seek(0)
        facts = json.load(file)
        return f"{facts['purpose']} (process {facts['pid']})"
    except (ValueError, KeyError, TypeError, OSError):
        return "another program"


if sys.platform == "win32":
    import msvcrt

    _FAR_BYTE = 1 << 30

    def _lock(file: IO[str]) -> None:
        file.seek(_FAR_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

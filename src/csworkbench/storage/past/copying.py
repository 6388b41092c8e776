"""The files of past days: copies of a book in a folder of ours, made through SQLite itself, gone when they are left."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from csworkbench.infra.errors import BookInUse, WorkbenchError, file_fault
from csworkbench.infra.paths import BOOK_SUFFIX, past_folder
from csworkbench.infra.uid import new_uid
from csworkbench.storage.backup import copy_into
from csworkbench.storage.lock import BookLock

PART = ".part"
_BESIDE = ("", "-wal", "-shm", "-journal", ".lock")
_OWN_NAME = 8


def past_path(book: Path, day: date) -> Path:
    """Give a path that is free, for a copy of `book` as of `day`."""
    return past_folder() / f"{book.stem}-{day.isoformat()}-{new_uid()[-_OWN_NAME:]}{BOOK_SUFFIX}"


def reserve(past: Path) -> BookLock:
    """Keep `past` from being taken for a leftover until the lock is released; makes the folder.

    Raises:
        WorkbenchError: the folder can't be written.
    """
    try:
        past.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise file_fault(error, past.parent) from error
    return BookLock.take(past, "CS Workbench")


def copy_book(book: Path, part: Path) -> None:
    """Copy the book, open or not, to `part`, readable by its owner only.

    Raises:
        WorkbenchError: the folder can't be written or the disk is full.
    """
    try:
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.touch(mode=0o600, exist_ok=False)
    except OSError as error:
        raise file_fault(error, part.parent) from error
    copy_into(book, part)


def remove_past(path: Path) -> None:
    """Delete the copy at `path`, finished or not, with all that lies beside it; what can't be deleted is left."""
    for base in (path, path.with_suffix(PART)):
        for ending in _BESIDE:
            with suppress(OSError):
                base.with_name(base.name + ending).unlink(missing_ok=True)
    with suppress(OSError):
        past_folder().rmdir()  # only when nothing is in it


def remove_leftovers() -> int:
    """Delete the copies that a program left when it was killed; give how many. Those in use are locked and stay."""
    folder = past_folder()
    if not folder.is_dir():
        return 0
    found = {path.with_suffix(BOOK_SUFFIX) for ending in (BOOK_SUFFIX, PART) for path in folder.glob(f"*{ending}")}
    return sum(_is_removed(path) for path in sorted(found))


def _is_removed(path: Path) -> bool:
    try:
        BookLock.take(path, "clearing up").release()
    except (BookInUse, WorkbenchError):
        return False
    remove_past(path)
    return True

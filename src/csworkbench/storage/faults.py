"""What the database's errors mean to a person: the one place that maps SQLite's codes to known kinds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from csworkbench.infra.errors import BookDamaged, BookInUse, WorkbenchError
from csworkbench.infra.paths import newest_backup

_PRIMARY_CODE = 0xFF
_REFUSED, _DAMAGED, _FULL = 10, 11, 13
_LEAST_ROOM = 1_000_000
"""Free bytes under which a refusal of the disk is told as a full one: SQLite itself can't tell the two apart."""
_KNOWN: dict[int, tuple[type[WorkbenchError], str, str]] = {
    5: (BookInUse, "{book} is busy: another program is writing to it.", "Close it there and try again."),
    6: (BookInUse, "{book} is locked by another program.", "Close it there and try again."),
    8: (
        WorkbenchError,
        "{book} can't be written: the file or its folder is read-only.",
        "Change its permissions or move it.",
    ),
    _REFUSED: (
        WorkbenchError,
        "The disk refused to read or write {book}.",
        "Check the disk and its free space, then try again.",
    ),
    _DAMAGED: (BookDamaged, "{book} is damaged.", ""),
    _FULL: (WorkbenchError, "The disk is full; nothing was changed.", "Make room and try again."),
    14: (
        WorkbenchError,
        "{book} can't be opened: the file or its folder may not be read or entered.",
        "Check the path and its permissions.",
    ),
    26: (BookDamaged, "{book} is not a book of CS Workbench, or its beginning is damaged.", ""),
}


def known_fault(error: BaseException, book: Path | None = None) -> WorkbenchError | None:
    """Give the known kind of a database error in `book`, or None when it is a bug of ours."""
    original = getattr(error, "orig", None) or error  # SQLAlchemy keeps the driver's error in `orig`
    code = getattr(original, "sqlite_errorcode", None)
    if code is None and isinstance(original, driver.DatabaseError):
        code = _code_by_text(str(original))
    if code is None or (code & _PRIMARY_CODE) not in _KNOWN:
        return None
    primary = code & _PRIMARY_CODE
    if primary == _REFUSED and book is not None and _is_full(book):
        primary = _FULL
    kind, message, advice = _KNOWN[primary]
    words = message.format(book=f"The book {book}" if book else "The book")
    words = words.replace("write The book", "write the book")
    return kind(words, advice or backup_advice(book))


def _is_full(book: Path) -> bool:
    try:
        return shutil.disk_usage(book.absolute().parent).free < _LEAST_ROOM
    except OSError:
        return False


def backup_advice(book: Path | None) -> str:
    """Give what to do when a book can't be read any more: open its newest backup, if there is one."""
    backup = newest_backup(book) if book else None
    if backup is not None:
        return f"Open its newest backup instead: {backup}"
    return "There is no backup of it; choose another file, and keep this one: parts of it may be readable."


def _code_by_text(text: str) -> int | None:
    texts = {
        "not a database": 26,
        "malformed": 11,
        "Could not decode": 11,
        "disk is full": 13,
        "readonly": 8,
        "locked": 5,
        "unable to open": 14,
        "disk I/O": 10,
    }
    return next((code for words, code in texts.items() if words in text), None)


@contextmanager
def explained(book: Path | None = None) -> Iterator[None]:
    """Turn known database errors inside the block into errors with advice about `book`; let bugs pass."""
    try:
        yield
    except Exception as error:
        known = known_fault(error, book)
        if known is None:
            raise
        raise known from error

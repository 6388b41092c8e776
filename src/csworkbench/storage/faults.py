"""What the database's errors mean to a person: the one place that maps SQLite's codes to known kinds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as driver

from csworkbench.infra.errors import BookDamaged, BookInUse, WorkbenchError

_PRIMARY_CODE = 0xFF
_KNOWN: dict[int, tuple[type[WorkbenchError], str, str]] = {
    5: (BookInUse, "The book is busy: another program is writing to it.", "Close it there and try again."),
    6: (BookInUse, "The book is locked by another program.", "Close it there and try again."),
    8: (
        WorkbenchError,
        "The book can't be written: the file or its folder is read-only.",
        "Change its permissions or move it.",
    ),
    10: (
        WorkbenchError,
        "The disk refused to read or write the book.",
        "Check the disk and its free space, then try again.",
    ),
    11: (BookDamaged, "The book is damaged.", "Restore the newest backup from the folder beside it."),
    13: (WorkbenchError, "The disk is full; nothing was changed.", "Make room and try again."),
    14: (
        WorkbenchError,
        "The book can't be opened: the file or its folder is missing or may not be entered.",
        "Check the path.",
    ),
    26: (BookDamaged, "The file is not a book of CS Workbench.", "Choose another file."),
}


def known_fault(error: BaseException) -> WorkbenchError | None:
    """Give the known kind of a database error, or None when it is a bug of ours."""
    original = getattr(error, "orig", None) or error  # SQLAlchemy keeps the driver's error in `orig`
    code = getattr(original, "sqlite_errorcode", None)
    if code is None and isinstance(original, driver.DatabaseError):
        code = _code_by_text(str(original))
    if code is None or (code & _PRIMARY_CODE) not in _KNOWN:
        return None
    kind, message, advice = _KNOWN[code & _PRIMARY_CODE]
    return kind(message, advice)


def _code_by_text(text: str) -> int | None:
    texts = {
        "not a database": 26,
        "malformed": 11,
        "disk is full": 13,
        "readonly": 8,
        "locked": 5,
        "unable to open": 14,
        "disk I/O": 10,
    }
    return next((code for words, code in texts.items() if words in text), None)


@contextmanager
def explained() -> Iterator[None]:
    """Turn known database errors inside the block into errors with advice; let bugs pass."""
    try:
        yield
    except Exception as error:
        known = known_fault(error)
        if known is None:
            raise
        raise known from error

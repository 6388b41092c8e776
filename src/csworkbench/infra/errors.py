"""The errors a person can do something about: each says what, where and what next."""

from __future__ import annotations

import errno
from pathlib import Path


class WorkbenchError(Exception):
    """A known failure with a sentence for the user.

    Attributes:
        exit_code: what the command line ends with.
        advice: what to do next (may be empty).
    """

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        """Keep the sentence and the advice apart; `str()` gives both."""
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class NotFound(WorkbenchError):
    """What was asked for is not in the book."""


class InvalidInput(WorkbenchError):
    """A value can't be stored as given.

    Attributes:
        field: the field at fault, in the words of the form (may be empty).
    """

    def __init__(self, message: str, field: str = "", advice: str = "") -> None:
        """Keep the field so that a form can put the message beside it."""
        super().__init__(message, advice)
        self.field = field


class BookTooNew(WorkbenchError):
    """The book was written by a newer program."""

    exit_code = 3


class BookInUse(WorkbenchError):
    """Another program holds the book's lock."""

    exit_code = 12


class BookDamaged(WorkbenchError):
    """The file is not a sound book."""

    exit_code = 13


def file_fault(error: OSError, what: str | Path = "") -> WorkbenchError:
    """Give what an error of the file system means to a person; `what` is the file, by default the error's own."""
    name = what or error.filename
    place = f"{name} can't be written" if name else "The output can't be written"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorkbenchError(f"{place}: the disk is full.", "Make room and try again.")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        where = f"{name} can't be read or written" if name else "The output can't be written"
        return WorkbenchError(
            f"{where}: access was refused.", "Change the permissions of the file and its folder, or choose another."
        )
    why = error.strerror or type(error).__name__
    return WorkbenchError(f"{name}: {why}." if name else f"{place}: {why}.", "Check the path and the disk.")

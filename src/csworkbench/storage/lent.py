"""A book written by another process than the one that has it open, which meanwhile writes nothing itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.storage.lock import BookLock
from csworkbench.storage.workbench import Derive, Workbench


class _LentLock(BookLock):
    """The right to write that the lending process holds; it is not given back here."""

    def __init__(self) -> None:
        """Hold nothing of the operating system's."""

    def release(self) -> None:
        """Do nothing: the lender releases it."""


class LentWorkbench(Workbench):
    """A book whose lock another process holds and vouches for.

    It may be killed at any moment: before `token.seal` returned nothing was committed, after it everything will be.
    """

    def __init__(self, path: Path, clock: Clock, derive: Derive, token: Token) -> None:
        """Open the book at `path`, which is open, checked and of this program's schema in the lending process."""
        super().__init__(path, clock, derive, _LentLock())
        self._token = token

    def close(self) -> None:
        """Close every connection; the lender tidies up and unlocks."""
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()

    @contextmanager
    def _begin_write(self) -> Iterator[Connection]:
        with super()._begin_write() as connection:
            yield connection
            self._token.seal()

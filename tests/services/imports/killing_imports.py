"""Kills an importing process at a chosen place: `python killing_imports.py BOOK FILE reports|seal NUMBER`.

A program of its own: it imports the file through the door of the window's child and kills itself with SIGKILL at the
given report of progress, or right when it is about to commit, or right after.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Token
from csworkbench.services.imports.beside import import_for_book
from csworkbench.services.imports.request import ImportRequest

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))


class Deadly(Token):
    """Kills its process at a report, at the seal, or never."""

    def __init__(self, where: str, number: int) -> None:
        super().__init__()
        self._where = where
        self._left = number

    def report(self, text: str, done: int = 0, total: int = 0) -> None:
        self._die("report")

    def seal(self) -> None:
        self._die("seal")

    def _die(self, where: str) -> None:
        if where == self._where:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def main(book: Path, file: Path, where: str, number: int) -> None:
    """Import, and die on the way or, when the place never comes, after the commit."""
    import_for_book(Deadly(where, number), book, CLOCK, ImportRequest(file, "accounts"))
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))

"""Cancel and progress: what a long piece of work is handed and what a screen polls."""

from __future__ import annotations

import threading
from typing import NamedTuple


class Cancelled(Exception):
    """The work was cancelled; nothing of it was kept."""


class Progress(NamedTuple):
    """How far a piece of work is: a sentence, what is done and the total (0 when unknown)."""

    text: str = ""
    done: int = 0
    total: int = 0


class Token:
    """Lets work report how far it is and lets a screen ask it to stop. Safe across threads."""

    def __init__(self) -> None:
        """Start uncancelled, with nothing reported."""
        self._cancelled = threading.Event()
        self._progress = Progress()
        self._is_sealed = False

    @property
    def progress(self) -> Progress:
        """What was reported last."""
        return self._progress

    @property
    def is_cancelled(self) -> bool:
        """Whether someone asked the work to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._cancelled.set()

    def report(self, text: str, done: int = 0, total: int = 0) -> None:
        """Say how far the work is, then raise `Cancelled` if it was asked to stop."""
        self._progress = Progress(text, done, total)
        self.check()

    def check(self) -> None:
        """Raise `Cancelled` if the work was asked to stop."""
        if self._cancelled.is_set() and not self._is_sealed:
            raise Cancelled

    def seal(self) -> None:
        """Say that the work now does what can't be taken back: raises `Cancelled` if it was asked to stop before."""
        self.check()
        self._is_sealed = True

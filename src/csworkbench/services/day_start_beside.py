"""The start of the day in a process beside the one that has the book open; functions for a child process."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.day_start import catch_up_piece, start_day_piece
from csworkbench.services.derive import derive_change
from csworkbench.storage.lent import LentWorkbench


def start_day_for_book(token: Token, book: Path, clock: Clock, after: int) -> int | None:
    """Compute a piece of the accounts for today; give the last key, None at the end. See `start_day_piece`."""
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        return start_day_piece(workbench, after, token)[0]


def catch_up_for_book(token: Token, book: Path, clock: Clock) -> bool:
    """Make a piece of the snapshots of missed days; give whether more is to be done."""
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        return catch_up_piece(workbench, token)

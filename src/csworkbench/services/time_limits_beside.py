"""Changing the limits in a process beside the one that has the book open: it computes all health anew."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from csworkbench.domain.history import ChangeSet, UndoState
from csworkbench.domain.time_limits import TimeLimits
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import derive_change
from csworkbench.services.time_limits import set_limits
from csworkbench.storage.lent import LentWorkbench


def set_limits_for_book(
    token: Token, book: Path, clock: Clock, days: Mapping[str, int]
) -> tuple[TimeLimits, ChangeSet | None, UndoState]:
    """Change limits in the book at `book`, which the calling process has open for writing and leaves alone meanwhile.

    Raises:
        InvalidInput: as `set_limits`.
    """
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        found = set_limits(workbench, days)
        return found, workbench.last_change, workbench.undo_state()

"""Undo and redo of large changes in a process beside the one that has the book open; a function for a child process."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from csworkbench.domain.history import ChangeSet, UndoState
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services import history
from csworkbench.services.derive import derive_change
from csworkbench.storage.lent import LentWorkbench


def replay_for_book(
    token: Token, book: Path, clock: Clock, *, is_undo: bool
) -> tuple[ChangeSet, ChangeSet | None, UndoState]:
    """Undo or redo in the book at `book`, which the calling process has open for writing and leaves alone meanwhile.

    Gives what was touched (twice, as any write in the child process does) and what can be undone then.

    Raises:
        NotFound: there is nothing to take back or do again.
        ChangedSince: the rows are no longer as the change left them.
    """
    token.report("Undoing" if is_undo else "Doing again")
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        found = history.undo(workbench, token) if is_undo else history.redo(workbench, token)
        return found, workbench.last_change, workbench.undo_state()

"""Editing an owner in a process beside the one that has the book open: the rows of all accounts are made anew."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from csworkbench.domain.history import ChangeSet, UndoState
from csworkbench.domain.ids import OwnerId
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import derive_change
from csworkbench.services.owners import edit_owner
from csworkbench.storage.lent import LentWorkbench


def edit_owner_for_book(
    token: Token, book: Path, clock: Clock, owner_id: OwnerId, values: Mapping[str, Any]
) -> tuple[None, ChangeSet | None, UndoState]:
    """Edit an owner in the book at `book`, which the calling process has open for writing and leaves alone meanwhile.

    Raises:
        InvalidInput: a value can't be stored as given.
    """
    with closing(LentWorkbench(book, clock, derive_change, token)) as workbench:
        edit_owner(workbench, owner_id, **values)
        return None, workbench.last_change, workbench.undo_state()

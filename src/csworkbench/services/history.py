"""The history: what was done, undo and redo."""

from __future__ import annotations

from csworkbench.domain.history import ChangeSet, HistoryRow, UndoState
from csworkbench.domain.ids import AccountId
from csworkbench.storage.account_history import list_changes_of
from csworkbench.storage.workbench import Workbench


def undo(wb: Workbench) -> ChangeSet:
    """Take the newest change back; NotFound when there is none."""
    return wb.undo()


def redo(wb: Workbench) -> ChangeSet:
    """Do the change again that was undone last; NotFound when there is none."""
    return wb.redo()


def undo_state(wb: Workbench) -> UndoState:
    """Give the names of what undo and redo would do."""
    return wb.undo_state()


def list_history(wb: Workbench, limit: int = 200) -> list[HistoryRow]:
    """Give the newest changes, newest first."""
    return wb.history(limit)


def account_history(wb: Workbench, account_id: AccountId, limit: int = 200) -> list[HistoryRow]:
    """Give the newest changes that touched an account, newest first; batches (imports) stand in the book's history."""
    with wb.read() as connection:
        return list_changes_of(connection, account_id, limit)

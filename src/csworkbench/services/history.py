"""The history: what was done, undo and redo."""

from __future__ import annotations

from csworkbench.domain.history import ChangeSet, HistoryRow, UndoState
from csworkbench.domain.ids import AccountId
from csworkbench.infra.tokens import Token
from csworkbench.storage.account_history import list_changes_of
from csworkbench.storage.workbench import Workbench


def undo(wb: Workbench, token: Token | None = None) -> ChangeSet:
    """Take the newest change back; NotFound when there is none. Stopped by `token`, it leaves all as it is."""
    return wb.undo(token)


def redo(wb: Workbench, token: Token | None = None) -> ChangeSet:
    """Do the change again that was undone last; NotFound when there is none. `token` as for `undo`."""
    return wb.redo(token)


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

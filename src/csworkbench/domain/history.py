"""Changes as the screen and the command line see them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one committed change touched.

    Attributes:
        change_id: key of the change (0 when nothing was changed).
        name: the change's name as shown in Undo.
        tables: names of the tables with touched rows.
        accounts: keys of the touched accounts; None means "any of them".
    """

    change_id: int
    name: str
    tables: frozenset[str]
    accounts: frozenset[int] | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not self.tables


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One named change in the history.

    Attributes:
        made_at: instant in UTC, as stored.
        state: done, undone, or dropped (undone, and something else was done since).
    """

    change_id: int
    name: str
    made_at: str
    user: str
    device: str
    state: str


@dataclass(frozen=True, slots=True)
class UndoState:
    """What undo and redo would do; None where there is nothing.

    Attributes:
        is_undo_long, is_redo_long: whether it is so much that it belongs into a process of its own.
    """

    undo_name: str | None
    redo_name: str | None
    is_undo_long: bool = False
    is_redo_long: bool = False

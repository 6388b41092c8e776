"""The change hub: tells every screen what a committed change touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from csworkbench.domain.history import ChangeSet


class ChangeHub(QObject):
    """Broadcasts committed changes.

    Signals:
        changed: a `ChangeSet`, after each committed change, undo and redo; in the UI thread.
    """

    changed = Signal(object)

    def publish(self, change: ChangeSet) -> None:
        """Tell all screens of a committed change; an empty one is kept quiet."""
        if not change.is_empty:
            self.changed.emit(change)


def merged(one: ChangeSet | None, other: ChangeSet) -> ChangeSet:
    """Give what two changes touched together; the name and key are those of the later one."""
    from csworkbench.domain.history import ChangeSet

    if one is None:
        return other
    accounts = None if one.accounts is None or other.accounts is None else one.accounts | other.accounts
    return ChangeSet(other.change_id, other.name, one.tables | other.tables, accounts)

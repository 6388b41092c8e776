"""Whether the import that was just made is what Undo would take back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from csworkbench.domain.history import ChangeSet
from csworkbench.ui.bridge.workspace import Workspace


class UndoWatch(QObject):
    """Follows the book from one import on.

    Signals:
        undone: the import was taken back.
        offered: whether Undo would take the import back now.
    """

    undone = Signal()
    offered = Signal(bool)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Start without an import."""
        super().__init__(parent)
        self._undo = workspace.undo
        self._name = ""
        workspace.hub.changed.connect(self._on_changed)

    def start(self) -> None:
        """Follow the change that was made last."""
        self._name = _name(self._undo.undo_action.text())

    def stop(self) -> None:
        """Follow nothing."""
        self._name = ""

    def _on_changed(self, _change: ChangeSet) -> None:
        if not self._name:
            return
        if _name(self._undo.redo_action.text()) == self._name:
            self.undone.emit()
        else:
            self.offered.emit(_name(self._undo.undo_action.text()) == self._name)


def _name(text: str) -> str:
    return text.partition(": ")[2]

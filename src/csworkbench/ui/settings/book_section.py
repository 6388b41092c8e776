"""The base of sections that show something of the book: it is read when they are shown, and again when it changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from csworkbench.domain.history import ChangeSet
from csworkbench.ui.bridge.workspace import BookWork, Workspace


class BookSection(QWidget):
    """A section; subclasses say what is read (`work`) and show it (`show_book`)."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Start stale: nothing is read before it is shown."""
        super().__init__(parent)
        self.workspace = workspace
        self._is_stale = True

    def work(self) -> BookWork:
        """Give what is read, called as `work(workbench, token)` beside the UI."""
        raise NotImplementedError

    def show_book(self, found: Any) -> None:
        """Show what `work` gave."""
        raise NotImplementedError

    def focus_body(self) -> None:
        """Take the focus to the main part."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Read the book when the section comes into sight."""
        super().showEvent(event)
        self.load()

    def load(self) -> None:
        """Read the book if it may have changed."""
        if self._is_stale and self.workspace.is_ready:
            self.read_anew()

    def read_anew(self) -> None:
        """Read the book, also when it did not change: something else is asked for; the newest answer counts."""
        self._is_stale = False
        self.workspace.read(self, self.work(), self.show_book, latest="section", name="Read the settings")

    def on_book_changed(self, change: ChangeSet) -> None:
        """Read again, now or when it is shown."""
        self._is_stale = True
        if self.isVisible():
            self.load()

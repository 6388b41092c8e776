"""What goes on with the days while a book is open: the figures of today, the turn of the day, reminders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csworkbench.app.day_start import DERIVED, DayStart
from csworkbench.app.day_turn import DayTurn
from csworkbench.app.status import StatusFeed
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.window import Window

if TYPE_CHECKING:
    from csworkbench.ui.shell.reminders import Reminders


class RunningDay(QObject):
    """Belongs to one session whose book is open.

    Signals:
        started: today's figures stand.
        raise_asked: a reminder was clicked outside of the window.
    """

    started = Signal()
    raise_asked = Signal()

    def __init__(
        self, workspace: Workspace, operations: Operations, window: Window, status: StatusFeed, parent: QObject
    ) -> None:
        """Take the parts of a session; `start` begins."""
        super().__init__(parent)
        self._workspace = workspace
        self._window = window
        self._status = status
        self._start = DayStart(workspace, operations, self)
        self._start.finished.connect(self.started)
        self._turn: DayTurn | None = None
        self._reminders: Reminders | None = None

    def start(self) -> None:
        """Bring the figures up to today and keep watch; a past day stays that day."""
        self._start.start()
        if self._workspace.past is not None:
            return
        from csworkbench.ui.shell.reminders import Reminders

        self._turn = DayTurn(self._workspace.clock, self._window, self)
        self._turn.turned.connect(self._on_turned)
        self._reminders = Reminders(self._workspace, self._window, self._window)
        self._reminders.raise_asked.connect(self.raise_asked)
        self._reminders.read()

    def look(self) -> None:
        """Look what day it is now."""
        if self._turn is not None:
            self._turn.look()

    def stop(self) -> None:
        """Watch no more."""
        if self._turn is not None:
            self._turn.stop()
        if self._reminders is not None:
            self._reminders.stop()

    def _on_turned(self, _today: date) -> None:
        """Show the new day at once, and its figures as soon as they are computed."""
        from csworkbench.domain.history import ChangeSet

        self._workspace.hub.publish(ChangeSet(0, "", DERIVED, None))
        self._status.refresh()
        self._start.start()

"""Asks for the day again as it goes on: a check-in is over, a target passes, the machine woke up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csworkbench.ui.bridge.workspace import Workspace

EVERY_MS = 5 * 60 * 1000


class LookAgain(QObject):
    """Watches for one page.

    Signals:
        asked: the page is in sight and what it shows is five minutes old, or of before a sleep.
    """

    asked = Signal()

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        """Watch while `page` is in sight."""
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._looked_at = workspace.clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        page.installEventFilter(self)

    def was_read(self) -> None:
        """Take note that the page was read now."""
        self._looked_at = self._workspace.clock.now()

    def look(self) -> None:
        """Ask if it is time to."""
        age = (self._workspace.clock.now() - self._looked_at).total_seconds() * 1000
        # A clock that was set back is no reason to wait.
        if self._page.isVisible() and not 0 <= age < EVERY_MS:
            self.asked.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Run while the page is in sight; look when its window comes to the front: the machine may have slept."""
        if event.type() == QEvent.Type.Show:
            self._timer.start()
            self.look()
        elif event.type() == QEvent.Type.Hide:
            self._timer.stop()
        elif event.type() == QEvent.Type.WindowActivate:
            self.look()
        return False

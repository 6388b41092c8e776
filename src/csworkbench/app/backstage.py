"""What a session does behind its painted window, beside opening the book; nothing of it is loaded before that."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from csworkbench.app.page_loading import PageLoading
from csworkbench.app.pages import page_packages
from csworkbench.app.past_session import PastSession
from csworkbench.app.running_day import RunningDay
from csworkbench.app.single_instance import RaiseServer
from csworkbench.app.status import StatusFeed
from csworkbench.infra.clock import Clock
from csworkbench.ui.bridge.heartbeat import Heartbeat
from csworkbench.ui.bridge.places import BookRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.window import Window

LOAD_AFTER_MS = 1000
"""How long what the opened book is asked for at once comes first."""


class Backstage(QObject):
    """Belongs to one session whose window was painted: status bar, past days, second starts, the course of the day.

    Signals:
        day_started: today's figures stand.
        raise_asked: the window shall come to the front.
    """

    day_started = Signal()
    raise_asked = Signal()

    def __init__(
        self, request: BookRequest, workspace: Workspace, window: Window, clock: Clock, parent: QObject
    ) -> None:
        """Listen for second starts and past days, and measure how deaf the window is while the book is opened."""
        super().__init__(parent)
        self._workspace = workspace
        self._window = window
        self._status = StatusFeed(workspace, window)
        self._past = PastSession(request, workspace, window, clock)
        self._server = RaiseServer(self._past.book, self)
        self._server.raise_asked.connect(self.raise_asked)
        self._heartbeat = Heartbeat(self)
        self._heartbeat.start()
        self._day: RunningDay | None = None
        self.loading = PageLoading(workspace.operations, page_packages(), self)

    def end_opening(self) -> float:
        """The book is open, or won't be: give the longest silence of the event loop until now, in milliseconds."""
        return self._heartbeat.stop()

    def start_day(self) -> None:
        """Bring the figures up to today and keep watch; the book is open."""
        self._day = RunningDay(self._workspace, self._workspace.operations, self._window, self._status, self)
        self._day.started.connect(self.day_started)
        self._day.raise_asked.connect(self.raise_asked)
        self._day.start()

    def load_pages(self) -> None:
        """Import the pages that were not visited yet, after what the opened book is asked for at once."""
        self.loading.is_under_way = True
        QTimer.singleShot(LOAD_AFTER_MS, self.loading, self.loading.start)

    def stop_day(self) -> None:
        """Watch no more."""
        if self._day is not None:
            self._day.stop()

    def stop(self) -> None:
        """Hear no second start any more, and give the book back to the session that comes next."""
        self._server.close()
        self._past.stop()

    def clear(self) -> None:
        """Delete the copy of a past day; call it when the book is closed."""
        self._past.clear()

"""What a session has to do with past days: making the copy that is asked for, and clearing up the one it stood on."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csworkbench.infra.clock import Clock
from csworkbench.infra.errors import WorkbenchError
from csworkbench.storage.lock import BookLock
from csworkbench.ui.bridge.places import BookRequest, PastDay
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.window import Window
from csworkbench.ui.widgets.texts import full_day

if TYPE_CHECKING:
    from csworkbench.infra.tokens import Token
    from csworkbench.ui.bridge.operations import Operation


class PastSession(QObject):
    """Belongs to one session, on a book or on the copy that stands for a past day.

    Attributes:
        book: the book itself, whichever is shown.
    """

    def __init__(self, request: BookRequest, workspace: Workspace, window: Window, clock: Clock) -> None:
        """Listen for past days; `clock` tells the real time. On a copy, keep others off the book meanwhile."""
        super().__init__(workspace)
        self._request = request
        self._workspace = workspace
        self._window = window
        self._clock = clock
        self.book = request.past.book if request.past else request.path
        self._making: Path | None = None
        self._making_lock: BookLock | None = None
        self._operation: Operation | None = None
        self._made = False
        self._lock: BookLock | None = None
        if request.past is not None:
            with suppress(WorkbenchError):  # a book that can't be locked is only read
                self._lock = BookLock.take(self.book, "CS Workbench")
        workspace.past_day_asked.connect(self._on_asked)
        workspace.workbench_ready.connect(self._on_ready)

    def stop(self) -> None:
        """Give the book back to the session that comes next."""
        if self._lock is not None:
            self._lock.release()

    def clear(self) -> None:
        """Delete the copy this session stood on, and one that was not finished; call it when the book is closed."""
        from csworkbench.storage.past.copying import remove_past

        if self._request.past is not None:
            remove_past(self._request.path)
        if self._made:
            self._release()
        else:
            self._forget_making()

    def _on_ready(self) -> None:
        if self._request.past is None:
            self._workspace.operations.read(self, _leftovers_removed, _ignore, name="Clear up past days")

    def _on_asked(self, day: date) -> None:
        if self._operation is not None and not self._operation.is_over:
            self._workspace.operations.cancel(self._operation)
        self._forget_making()
        from csworkbench.services.past_book import make_past_book
        from csworkbench.storage.past.copying import past_path, reserve

        making = past_path(self.book, day)
        try:
            self._making_lock = reserve(making)
        except WorkbenchError as error:
            self._workspace.operations.failed.emit(error)
            return
        self._making = making
        self._operation = self._workspace.operations.compute(
            self,
            make_past_book,
            (self.book, making, day, self._clock),
            partial(self._on_made, day),
            on_failure=self._on_failed,
            name=f"Bring back {full_day(day)}",
        )

    def _on_made(self, day: date, path: Path) -> None:
        self._made = True
        page = self._window.stack.page
        place = page.place() if page is not None else None
        past = self._request.past
        home = past.place if past is not None else place
        known = PastDay(day, self.book, self._clock.today(), home)
        self._workspace.book_asked.emit(BookRequest(path, past=known, place=place))

    def _on_failed(self, error: BaseException) -> None:
        self._forget_making()
        self._workspace.operations.failed.emit(error)

    def _forget_making(self) -> None:
        from csworkbench.storage.past.copying import remove_past

        self._release()
        if self._making is not None:
            remove_past(self._making)
        self._making = None

    def _release(self) -> None:
        if self._making_lock is not None:
            self._making_lock.release()
        self._making_lock = None


def _leftovers_removed(_token: Token) -> int:
    from csworkbench.storage.past.copying import remove_leftovers

    return remove_leftovers()


def _ignore(_count: object) -> None:
    """What was cleared up is no news."""

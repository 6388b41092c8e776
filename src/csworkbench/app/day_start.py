"""Brings health up to today behind the window, and then the days the program did not run, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from csworkbench.ui.bridge.child import ChildCall
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.infra.tokens import Token
    from csworkbench.services.workbench import Workbench

DERIVED = frozenset({"account_line", "health_snapshot"})


class DayStart(QObject):
    """Runs the pieces in the child process, one writer's turn each: an edit waits for one piece at most.

    Signals:
        finished: today's figures stand; missed days may still be under way.
    """

    finished = Signal()

    def __init__(self, workspace: Workspace, operations: Operations, parent: QObject) -> None:
        """Take the workspace, whose book is open."""
        super().__init__(parent)
        self._workspace = workspace
        self._operations = operations

    def start(self) -> None:
        """Look whether there is anything to do, and do it."""
        workbench = self._workspace.workbench
        if workbench.is_read_only:
            self.finished.emit()
            return
        self._operations.read(self, _Needs(workbench), self._on_asked, name="Look what day it is")

    def _on_asked(self, is_needed: bool) -> None:
        if is_needed:
            self._start_piece(0)
        else:
            self.finished.emit()
            self._catch_up()

    def _start_piece(self, after: int) -> None:
        from csworkbench.services.day_start_beside import start_day_for_book

        book = self._workspace.workbench
        call = ChildCall(start_day_for_book, (book.path, book.clock, after))
        self._operations.start("writer", self, call, self._on_piece, name="Bring health up to today")

    def _on_piece(self, after: int | None) -> None:
        if after is not None:
            self._start_piece(after)
            return
        self._publish()
        self.finished.emit()
        self._catch_up()

    def _catch_up(self) -> None:
        from csworkbench.services.day_start_beside import catch_up_for_book

        book = self._workspace.workbench
        call = ChildCall(catch_up_for_book, (book.path, book.clock))
        self._operations.start("writer", self, call, self._on_caught_up, name="Bring missed days up to date")

    def _on_caught_up(self, is_more: bool) -> None:
        if is_more:
            self._catch_up()

    def _publish(self) -> None:
        from csworkbench.domain.history import ChangeSet

        self._workspace.hub.publish(ChangeSet(0, "", DERIVED, None))


class _Needs:
    """Asks the book whether the day was begun."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = workbench

    def __call__(self, _token: Token) -> bool:
        from csworkbench.services.workbench import needs_day_start

        return needs_day_start(self._workbench)

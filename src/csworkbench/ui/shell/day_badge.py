"""The badge of My day in the rail: how many things are due or overdue, whatever page is on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.rail import Rail
from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.infra.tokens import Token
    from csworkbench.services.workbench import Workbench

MOST = 100
"""From here on the badge says 99+: nothing more has to be counted."""


class DayBadge(QObject):
    """Counts when the book is open and after each change that can matter."""

    def __init__(self, workspace: Workspace, rail: Rail) -> None:
        """Show the count at the place of My day in `rail`."""
        super().__init__(rail)
        self._workspace = workspace
        self._rail = rail
        workspace.workbench_ready.connect(self.count)
        workspace.me_changed.connect(self.count)
        workspace.hub.changed.connect(self.count)

    def count(self) -> None:
        """Ask the book."""
        self._workspace.read(self, _due_count, self._on_counted, on_failure=self._on_failed, latest="day badge")

    def _on_counted(self, count: int) -> None:
        more = "at least " if count >= MOST else ""
        self._rail.set_badge("my_day", count, f"{more}{count_text(count, 'thing')} due")

    def _on_failed(self, _error: BaseException) -> None:
        # The page itself says what is wrong with the book; a wrong number would only mislead.
        self._rail.set_badge("my_day", 0, "")


def _due_count(workbench: Workbench, _token: Token) -> int:
    from csworkbench.services import day, day_done

    me = day.owner_here(workbench)
    return day_done.due_count(workbench, None if me is None else me.id, MOST)

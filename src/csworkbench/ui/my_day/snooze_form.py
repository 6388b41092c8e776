"""Put a thing to do aside until a day, with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import DayInput, LineInput

if TYPE_CHECKING:
    from csworkbench.domain.day import DayItemRow
    from csworkbench.services.workbench import Workbench

FIRST_DAYS = 7


class SnoozeForm(Form):
    """The form."""

    def __init__(self, workspace: Workspace, item: DayItemRow, parent: QWidget | None = None) -> None:
        """Start a week from today."""
        super().__init__(workspace, "Snooze", item.title, "Snooze", parent)
        self._item = item
        self._today = workspace.clock.today()
        until = DayInput(workspace.theme, workspace.clock, "Until")
        self.fields.add("until", "&Until", until, wanted="Say until which day.")
        reason = LineInput("Reason", "Waiting for their answer")
        self.fields.add("reason", "&Reason", reason, wanted="Say why, for later.")
        for line in (until.line, reason):
            line.returnPressed.connect(self.save)
        self.fields.set_values({"until": self._today + timedelta(days=FIRST_DAYS)})
        reason.setFocus()

    def work(self) -> BookWork | None:
        """Snooze it; a day that isn't in the future is refused beside its field."""
        until, reason = self.fields.value("until"), self.fields.value("reason")
        if not isinstance(until, date) or until <= self._today:
            self.fields.show_errors({"until": "Choose a day after today."})
            return None
        return partial(_snooze, self._item, until, str(reason))


def _snooze(item: DayItemRow, until: date, reason: str, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.day import snooze

    target = item.account_id if item.target_id is None else item.target_id
    snooze(workbench, item.kind, int(target), until, reason)

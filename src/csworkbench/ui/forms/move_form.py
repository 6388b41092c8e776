"""Move a check-in or a promise to another day, typed as one says it; or cancel a check-in, saying why."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from csworkbench.domain.ids import ActionId, CheckInId
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import DayInput, LineInput
from csworkbench.ui.widgets.texts import full_day

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

Moved = Literal["check-in", "promise"]


class MoveForm(Form):
    """The form for another day; it starts with the day it is due now, selected, so that typing replaces it."""

    def __init__(
        self,
        workspace: Workspace,
        kind: Moved,
        record_id: int,
        due_on: date | None,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the day of the check-in or the promise (action) with that key."""
        super().__init__(workspace, f"Move {kind}", about, "Move", parent)
        self._kind: Moved = kind
        self._record_id = record_id
        self._due_on = due_on
        day = DayInput(workspace.theme, workspace.clock, "Move to")
        self.fields.add("due_on", "&Move to", day, wanted="Say to which day.")
        why = LineInput("Why all the same?", "They asked for it")
        self.fields.add("override_reason", "&Why all the same?", why, wanted="Say why it is done all the same.")
        self.fields.show_field("override_reason", False)
        self.fields.set_values({"due_on": due_on})
        day.setFocus()
        day.line.selectAll()

    def work(self) -> BookWork | None:
        """Move it; the day it has already is refused beside its field."""
        due_on = self.fields.value("due_on")
        if not isinstance(due_on, date) or due_on == self._due_on:
            self.fields.show_errors({"due_on": "It is due on that day already; choose another."})
            return None
        return partial(_move, self._kind, self._record_id, due_on, self.fields.value("override_reason") or "")

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidInput) and error.field == "override_reason":
            self.fields.show_field("override_reason", True)
            self.fit()
        super()._on_failed(error)


class CancelForm(Form):
    """The form that asks why a check-in is cancelled."""

    def __init__(
        self, workspace: Workspace, record_id: int, due_on: date, about: str = "", parent: QWidget | None = None
    ) -> None:
        """Ask about the check-in with that key."""
        title = f"Cancel the check-in of {full_day(due_on)}"
        super().__init__(workspace, title, about, "Cancel check-in", parent)
        self._record_id = record_id
        self.cancel_button.setText("Keep it")
        self.cancel_button.setToolTip("Keep it (Esc)")
        reason = LineInput("Reason", "They moved to the new office that week")
        self.fields.add("reason", "&Reason", reason, wanted="Say why, for later.")
        self.fields.settle()
        reason.setFocus()

    def work(self) -> BookWork | None:
        """Cancel it."""
        return partial(_cancel, self._record_id, str(self.fields.value("reason")))


def _move(kind: Moved, record_id: int, due_on: date, reason: str, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services import actions, checkins

    if kind == "promise":
        actions.move_action(workbench, ActionId(record_id), due_on)
    else:
        checkins.move_check_in(workbench, CheckInId(record_id), due_on, override_reason=reason)


def _cancel(record_id: int, reason: str, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.checkins import cancel_check_in

    cancel_check_in(workbench, CheckInId(record_id), reason)

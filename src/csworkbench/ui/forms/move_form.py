"""Move a check-in or a promise to another day, typed as one says it; cancel a check-in, or mark it as missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget

from csworkbench.domain.ids import AccountId, ActionId, CheckInId
from csworkbench.domain.series import SeriesRow
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.business_reading import answer_business, settled_day
from csworkbench.ui.forms.check_in_base import Found, OneCheckInForm
from csworkbench.ui.forms.inputs import LineInput
from csworkbench.ui.forms.moment_input import MomentInput
from csworkbench.ui.widgets.texts import full_day

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

Moved = Literal["check-in", "promise"]


@dataclass(frozen=True, slots=True)
class _Target:
    on: date
    at: str | None
    words: str | None
    scope: str


class MoveForm(OneCheckInForm):
    """The form for another day; it starts with the day it is due now, selected, so that typing replaces it.

    Of a check-in a time may be typed with the day, and of a series it is asked which ones are meant.
    """

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
        check_in_id = CheckInId(record_id) if kind == "check-in" else None
        super().__init__(workspace, f"Move {kind}", about, "Move", check_in_id, parent)
        self._record_id = record_id
        self._due_on = due_on
        self.day = MomentInput(workspace.theme, workspace.clock, "Move to")
        self.fields.add("due_on", "&Move to", self.day, wanted="Say to which day.")
        self.day.line.returnPressed.connect(self.save)
        self.day.time_said.connect(self._on_time_said)
        answer_business(workspace, self.day, self._account)
        self.fields.add("due_time", "T&ime", LineInput("Time", "HH:MM; blank leaves it as it is"))
        self.fields.show_field("due_time", check_in_id is not None)
        self.add_scope()
        self.add_reason()
        self.fields.set_values({"due_on": due_on})
        self.read_check_in()
        self.day.setFocus()
        self.day.line.selectAll()

    def asks_scope(self, series: SeriesRow) -> bool:
        """Of a series that goes by completion only one is planned at a time."""
        return not series.is_from_completion

    def work(self) -> BookWork | None:
        """Move it; the day (and time) it has already is refused beside its field."""
        due_on, at = self.fields.value("due_on"), self.day.said_time() or self.fields.value("due_time")
        has_other_time = at is not None and (self.check_in is None or at != self.check_in.due_time)
        if not isinstance(due_on, date) or (due_on == self._due_on and not has_other_time):
            self.fields.show_errors({"due_on": "It is due on that day already; choose another."})
            return None
        if self.check_in_id is None:
            return partial(_move_promise, ActionId(self._record_id), due_on)
        where = _Target(due_on, at, self.day.business_words(), self.scope)
        return partial(_move_check_in, self.check_in_id, where, self.fields.value("override_reason") or "")

    def on_read(self, found: Found) -> None:
        """Show its time, too."""
        super().on_read(found)
        if "due_time" not in self.fields.changed():
            due_time = found[0].due_time
            self.fields.put({"due_time": due_time})
            self.fields.settle_field("due_time")

    def _on_time_said(self, at: str) -> None:
        self.fields.put({"due_time": at})

    def _account(self) -> AccountId | None:
        return None if self.check_in is None else self.check_in.account_id


class CancelForm(OneCheckInForm):
    """The form that asks why a check-in is cancelled, and which ones of its series."""

    def __init__(
        self, workspace: Workspace, record_id: int, due_on: date, about: str = "", parent: QWidget | None = None
    ) -> None:
        """Ask about the check-in with that key."""
        title = f"Cancel the check-in of {full_day(due_on)}"
        super().__init__(workspace, title, about, "Cancel check-in", CheckInId(record_id), parent)
        self._key = CheckInId(record_id)
        self.cancel_button.setText("Keep it")
        self.cancel_button.setToolTip("Keep it (Esc)")
        reason = LineInput("Reason", "They moved to the new office that week")
        reason.returnPressed.connect(self.save)
        self.fields.add("reason", "&Reason", reason, wanted="Say why, for later.")
        self.add_scope()
        self.fields.settle()
        self.read_check_in()
        reason.setFocus()

    def work(self) -> BookWork | None:
        """Cancel it."""
        return partial(_cancel, self._key, str(self.fields.value("reason")), self.scope)


class MissForm(OneCheckInForm):
    """The form that asks why a check-in did not take place; it stays in the book and can be moved."""

    def __init__(
        self, workspace: Workspace, record_id: int, due_on: date, about: str = "", parent: QWidget | None = None
    ) -> None:
        """Ask about the check-in with that key."""
        title = f"The check-in of {full_day(due_on)} was missed"
        super().__init__(workspace, title, about, "Mark as missed", CheckInId(record_id), parent)
        self._key = CheckInId(record_id)
        reason = LineInput("Reason", "Nobody dialled in")
        reason.returnPressed.connect(self.save)
        self.fields.add("reason", "&Reason", reason, wanted="Say why, for later.")
        self.fields.settle()
        self.read_check_in()
        reason.setFocus()

    def work(self) -> BookWork | None:
        """Mark it."""
        return partial(_miss, self._key, str(self.fields.value("reason")))


def _move_promise(action_id: ActionId, due_on: date, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.actions import move_action

    move_action(workbench, action_id, due_on)


def _move_check_in(check_in_id: CheckInId, to: _Target, reason: str, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.checkins import get_check_in
    from csworkbench.services.series.changes import move_in_series

    row = get_check_in(workbench, check_in_id)
    due_on = settled_day(workbench, row.account_id, to.on, to.words)
    move_in_series(workbench, check_in_id, due_on, to.scope, due_time=to.at, override_reason=reason)


def _cancel(check_in_id: CheckInId, reason: str, scope: str, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.series.changes import cancel_in_series

    cancel_in_series(workbench, check_in_id, reason, scope)


def _miss(check_in_id: CheckInId, reason: str, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.checkins import miss_check_in

    miss_check_in(workbench, check_in_id, reason)

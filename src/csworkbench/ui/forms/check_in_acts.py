"""Acts on a check-in, from any page: hold, move, edit, miss, cancel or export it, each in its form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csworkbench.domain.ids import CheckInId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.guarded_change import change_guarded

if TYPE_CHECKING:
    from csworkbench.domain.checkins import CheckInRow
    from csworkbench.services.workbench import Workbench


class CheckInActs(QObject):
    """Opens the form of an act once the check-in is read."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        """Act through `workspace`, with forms over the window of `page`."""
        super().__init__(page)
        self._workspace = workspace
        self._page = page

    def act(self, word: str, check_in_id: int, account: str = "") -> None:
        """Hold, move, edit, miss, cancel or export a check-in with an account; "held": it was, with nothing to tell.

        One that is over is refused in words, except for the export.
        """
        if word == "export":
            from csworkbench.ui.forms.calendar_file.opening import open_calendar_export

            open_calendar_export(self._workspace, self._page.window(), CheckInId(check_in_id))
            return
        work = partial(_check_in, CheckInId(check_in_id))
        self._workspace.read(self, work, partial(self._on_read, word, account), latest="check-in")

    def _on_read(self, word: str, name: str, row: CheckInRow) -> None:
        if not row.is_open or (word == "miss" and row.state == "missed"):
            self._workspace.say(f"That check-in is {row.state} already.")
        elif word == "hold":
            self._workspace.open_form(FormRequest("touch", row.account_id, int(row.id), name))
        elif word == "held":
            work_for = partial(_held, row.id)
            change_guarded(self._workspace, self._page, work_for, about=name, name="Complete check-in")
        else:
            self._form(word, row, name).open()

    def _form(self, word: str, row: CheckInRow, name: str) -> Form:
        from csworkbench.ui.forms.check_in_edit_form import CheckInEditForm
        from csworkbench.ui.forms.move_form import CancelForm, MissForm, MoveForm

        window = self._page.window()
        if word == "move":
            return MoveForm(self._workspace, "check-in", row.id, row.due_on, name, window)
        if word == "edit":
            return CheckInEditForm(self._workspace, row, name, window)
        form = MissForm if word == "miss" else CancelForm
        return form(self._workspace, row.id, row.due_on, name, window)


def _held(check_in_id: CheckInId, reason: str) -> BookWork:
    """Give the work that completes a check-in as it was planned."""
    return partial(_complete, check_in_id, reason)


def _complete(check_in_id: CheckInId, reason: str, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.checkins import complete_check_in

    complete_check_in(workbench, check_in_id, override_reason=reason)


def _check_in(check_in_id: CheckInId, workbench: Workbench, _token: Token) -> CheckInRow:
    from csworkbench.services.checkins import get_check_in

    return get_check_in(workbench, check_in_id)

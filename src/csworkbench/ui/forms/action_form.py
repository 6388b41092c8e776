"""Add an action: what was promised, by which side, until when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.ids import AccountId
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import AccountForm
from csworkbench.ui.forms.inputs import ChoiceInput, DayInput, LineInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

SIDES: tuple[tuple[object, str], ...] = (("ours", "Ours"), ("theirs", "Theirs"))


class ActionForm(AccountForm):
    """The form."""

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start blank, on our side."""
        super().__init__(workspace, request, "Add an action", "Add action", parent)
        fields = self.fields
        fields.add("title", "&What is promised?", LineInput("What is promised?"), wanted="Say what is promised.")
        fields.add("side", "&Side", ChoiceInput("Side", SIDES))
        fields.add("due_on", "&Due", DayInput(workspace.theme, workspace.clock, "Due"))
        fields.settle()
        fields.widget("title" if request.account_id else "account").setFocus()

    def work(self) -> BookWork | None:
        """Add it."""
        return self.stored_for_account(partial(_add, self.fields.values()))


def _add(values: dict[str, Any], workbench: Workbench, account_id: AccountId) -> Any:
    from csworkbench.domain.actions import ActionDraft
    from csworkbench.services.actions import add_action

    values.pop("account")
    return add_action(workbench, ActionDraft(account_id=account_id, **values))

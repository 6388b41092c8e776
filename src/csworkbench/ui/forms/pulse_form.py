"""Give a pulse: how the CSM feels about the account."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.ids import AccountId
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import AccountForm
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

PULSES: tuple[tuple[object, str], ...] = (
    (None, "Choose…"),
    (1, "1 bad"),
    (2, "2 poor"),
    (3, "3 so-so"),
    (4, "4 good"),
    (5, "5 very good"),
)


class PulseForm(AccountForm):
    """The form."""

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start with nothing chosen."""
        super().__init__(workspace, request, "Give a pulse", "Give pulse", parent)
        fields = self.fields
        fields.add("value", "&Pulse", ChoiceInput("Pulse", PULSES), wanted="Choose a number from 1 to 5.")
        fields.add("reasons", "&Why?", BoxInput("Why?", lines=3))
        fields.settle()
        fields.widget("value" if request.account_id else "account").setFocus()

    def work(self) -> BookWork | None:
        """Give it."""
        return self.stored_for_account(partial(_give, self.fields.values()))


def _give(values: dict[str, Any], workbench: Workbench, account_id: AccountId) -> Any:
    from csworkbench.services.health import give_pulse

    give_pulse(workbench, account_id, int(values["value"]), values["reasons"] or "")

"""New account: it needs only a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.accounts import EngagementModelRow, OwnerRow
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_fields import add_account_fields, offer_choices
from csworkbench.ui.forms.form import Form

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

Choices = tuple[Sequence[OwnerRow], Sequence[EngagementModelRow]]


class NewAccountForm(Form):
    """The form; when the account is stored, its page opens."""

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start blank, with the person themselves as owner."""
        super().__init__(workspace, "New account", "Only the name is needed.", "Add account", parent)
        add_account_fields(self.fields, has_status=False)
        self.fields.set_values({"name": request.account_name})
        workspace.read(self, read_choices, self._on_choices)
        self.saved.connect(self._on_saved)
        self.fields.widget("name").setFocus()

    def work(self) -> BookWork | None:
        """Add it."""
        values = self.fields.values()

        def add(workbench: Workbench, _token: Token) -> Any:
            from csworkbench.domain.accounts import AccountDraft
            from csworkbench.services.accounts import add_account

            return add_account(workbench, AccountDraft(**values))

        return add

    def _on_choices(self, choices: Choices) -> None:
        owners, models = choices
        is_dirty = self.is_dirty
        offer_choices(self.fields, owners, models)
        me = next((one.id for one in owners if one.is_me), None)
        if me is not None and not is_dirty:
            self.fields.set_values({"owner_id": me})

    def _on_saved(self, account_id: Any) -> None:
        self.workspace.open_account(account_id)


def read_choices(workbench: Workbench, _token: Token) -> Choices:
    """Give the owners and engagement models of the book."""
    from csworkbench.services.accounts import list_engagement_models, list_owners

    return list_owners(workbench), list_engagement_models(workbench)

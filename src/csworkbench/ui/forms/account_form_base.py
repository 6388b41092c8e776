"""Forms about one account: the account on top, its people offered once it is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.ids import AccountId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_input import AccountInput, resolved
from csworkbench.ui.forms.form import Form

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

Store = Callable[["Workbench", AccountId], Any]


class AccountForm(Form):
    """A form with an account field; with a known account it starts in the next field."""

    def __init__(
        self,
        workspace: Workspace,
        request: FormRequest,
        title: str,
        save: str,
        parent: QWidget | None = None,
    ) -> None:
        """Start about the account of `request`, if it names one."""
        super().__init__(workspace, title, save=save, parent=parent)
        self.request = request
        self.account = AccountInput(workspace, request.account_id, request.account_name)
        self.account.picked.connect(self._on_account_picked)
        self.fields.add("account", "&Account", self.account, wanted="Choose an account.")

    def ask_people(self) -> None:
        """Read the people of the account, for `people_known`; call it when all fields are there."""
        if self.request.account_id is not None:
            self._on_account_picked(self.request.account_id)

    def people_known(self, people: Sequence[ContactRow]) -> None:
        """Take the people of the account who are still there."""

    def stored_for_account(self, store: Store) -> BookWork:
        """Give the work that finds the account and then stores with `store(workbench, account_id)`."""
        return partial(_stored_for, self.account.value() or "", store)

    def _on_account_picked(self, account_id: AccountId | None) -> None:
        if account_id is None:
            self.people_known([])
            return
        self.workspace.read(self, partial(_people, account_id), self.people_known, latest="people")


def _stored_for(account: AccountId | str, store: Store, workbench: Workbench, _token: Token) -> Any:
    return store(workbench, resolved(workbench, account))


def _people(account_id: AccountId, workbench: Workbench, _token: Token) -> list[ContactRow]:
    from csworkbench.services.contacts import list_contacts

    here = [row for row in list_contacts(workbench, account_id) if row.left_on is None]
    return sorted(here, key=lambda row: (not row.roles, row.name.casefold()))


def with_blank(choices: Sequence[tuple[object, str]], blank: str = "–") -> list[tuple[object, str]]:
    """Give choices with one for "not said" before them."""
    return [(None, blank), *choices]


def words_as_choices(words: Sequence[str]) -> list[tuple[object, str]]:
    """Give stored words as choices, their labels with a capital first letter."""
    return [(word, word[:1].upper() + word[1:]) for word in words]

"""The input for an account: typed, with suggestions from the book; or fixed when the form is about one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from csworkbench.domain.ids import AccountId
from csworkbench.infra.errors import InvalidInput, WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

MOST_SUGGESTIONS = 8
Found = list[tuple[AccountId, str]]


class AccountInput(QLineEdit):
    """A line that suggests accounts while one types.

    Signals:
        picked: an `AccountId` whose name stands in the line, or None when it was typed over.
    """

    picked = Signal(object)

    def __init__(self, workspace: Workspace, account_id: AccountId | None = None, name: str = "") -> None:
        """Start with an account, if the form is about one; its name is read when it isn't given."""
        super().__init__()
        self._workspace = workspace
        self._known: dict[str, AccountId] = {}
        self._picked: AccountId | None = account_id
        self.setAccessibleName("Account")
        self.setPlaceholderText("Type a few letters of its name")
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._on_activated)
        self.setCompleter(completer)
        self.textEdited.connect(self._on_edited)
        if account_id is not None:
            self.setText(name)
            if not name:
                workspace.read(self, partial(_name_of, account_id), self.setText)

    def value(self) -> AccountId | str | None:
        """Give the account that was picked, or what is typed, for `resolved`."""
        if self._picked is not None:
            return self._picked
        text = self.text().strip()
        return self._known.get(text, text or None)

    def set_value(self, value: Any) -> None:
        """Show a typed text."""
        self._picked = None
        self.setText("" if value is None else str(value))

    def _on_edited(self, text: str) -> None:
        if self._picked is not None:
            self._picked = None
            self.picked.emit(None)
        self._workspace.read(self, partial(_suggest, text), self._on_found, latest="suggest")

    def _on_found(self, found: Found) -> None:
        self._known = {name: account_id for account_id, name in reversed(found)}
        self._model.setStringList([name for _, name in found])
        if self.hasFocus() and found and self._picked is None:
            self.completer().complete()
        self._pick(self._known.get(self.text().strip()))

    def _on_activated(self, text: str) -> None:
        self._pick(self._known.get(text))

    def _pick(self, account_id: AccountId | None) -> None:
        if account_id is not None and account_id != self._picked:
            self._picked = account_id
            self.picked.emit(account_id)


def resolved(workbench: Workbench, value: AccountId | str) -> AccountId:
    """Give the account that an `AccountInput` means; InvalidInput beside the field when there is none or several."""
    from csworkbench.services.accounts import resolve_account

    if not isinstance(value, str):
        return value
    try:
        return resolve_account(workbench, value)
    except WorkbenchError as error:
        raise InvalidInput(error.message, "account", error.advice) from error


def _name_of(account_id: AccountId, workbench: Workbench, _token: Token) -> str:
    from csworkbench.services.accounts import get_account

    return get_account(workbench, account_id).name


def _suggest(text: str, workbench: Workbench, _token: Token) -> Found:
    from csworkbench.domain.accounts import AccountQuery
    from csworkbench.services.accounts import find_accounts, load_account_lines

    ids = find_accounts(workbench, AccountQuery(text=text.strip(), sort="name"))[:MOST_SUGGESTIONS]
    return [(line.account_id, line.name) for line in load_account_lines(workbench, ids)]

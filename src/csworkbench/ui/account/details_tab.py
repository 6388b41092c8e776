"""The Details tab: the account's own fields, edited in place and stored with one change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csworkbench.domain.accounts import AccountRow
from csworkbench.infra.errors import InvalidInput
from csworkbench.ui.forms.account_fields import add_account_fields, offer_choices
from csworkbench.ui.forms.fields import FieldList
from csworkbench.ui.forms.new_account_form import Choices
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import make_label


class DetailsTab(QScrollArea):
    """Fields, Save and Discard.

    Signals:
        save_asked: the changed values by field.
    """

    save_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start blank."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._account: AccountRow | None = None
        # Each part is made inside its parent: what moves into another one is dressed once more, with all that is in it.
        inside = QWidget(self)
        inside.setProperty("surface", "clear")
        card = Card(theme, "Details", parent=inside)
        self.fields = FieldList(theme, card)
        add_account_fields(self.fields, has_status=True)
        self.message = make_label(theme, role="caption", tone="muted", wraps=True)
        self.save_button = make_button(theme, "Save changes", "check", parent=card)
        self.save_button.setToolTip("Save changes (Ctrl+Enter)")
        self.save_button.clicked.connect(self.save)
        self.discard_button = make_button(theme, "Discard changes", kind="flat", parent=card)
        self.discard_button.clicked.connect(self.discard)
        buttons = QHBoxLayout()
        buttons.addWidget(self.message, 1)
        buttons.addWidget(self.discard_button)
        buttons.addWidget(self.save_button)
        card.body.addWidget(self.fields)
        card.body.addLayout(buttons)
        card.setMaximumWidth(round(640 * theme.font_scale))
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 10, 6, 0)
        column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inside)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.fields)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)

    def forbid_edits(self) -> None:
        """Only show the fields: a past day is shown."""
        self.fields.setEnabled(False)
        self.save_button.hide()
        self.discard_button.hide()

    def show_account(self, account: AccountRow, choices: Choices) -> None:
        """Show an account; what was typed for the same account and not saved stays."""
        is_same = self._account is not None and self._account.id == account.id
        kept: Mapping[str, object] = self.fields.changed() if is_same else {}
        self._account = account
        self.fields.clear_errors()
        offer_choices(self.fields, *choices)
        self.fields.set_values({key: getattr(account, key) for key in self.fields.values()})
        if kept:
            self.fields.put(kept)

    def save(self) -> None:
        """Ask to store what was changed."""
        self.message.setText("")
        if not self.fields.check():
            return
        changed = self.fields.changed()
        if not changed:
            self.message.setText("Nothing was changed.")
            return
        self.save_asked.emit(changed)

    def discard(self) -> None:
        """Show again what is stored."""
        self.message.setText("")
        self.fields.clear_errors()
        if self._account is not None:
            self.fields.set_values({key: getattr(self._account, key) for key in self.fields.values()})

    def take_stored(self) -> None:
        """Take what stands in the fields as stored."""
        self.fields.settle()

    def show_failure(self, error: BaseException) -> None:
        """Put an error beside its field, or beside the buttons."""
        if isinstance(error, InvalidInput) and self.fields.has(error.field):
            self.fields.show_errors({error.field: str(error)})
        else:
            self.message.setText(str(error))

    def changed(self) -> dict[str, Any]:
        """Give what is typed and not saved."""
        return self.fields.changed()

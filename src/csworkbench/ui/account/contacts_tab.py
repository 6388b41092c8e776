"""The Contacts tab: the account's people in a table, and under it what they were asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csworkbench.domain.contacts import ContactRow
from csworkbench.ui.account.asks_tab import AsksTab
from csworkbench.ui.account.records_tab import Records, RecordsTab
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.texts import full_day, plain_tool_tip


def _state_text(row: ContactRow) -> str:
    if row.left_on is not None:
        return f"left {full_day(row.left_on)}"
    return "do not contact" if row.do_not_contact else ""


def _column(key: str, title: str, text: Callable[[ContactRow], str], width: int) -> Column[ContactRow]:
    return Column(key, title, text, width=width, tip=lambda row: plain_tool_tip(text(row)))


CONTACTS = Records[ContactRow](
    title="Contacts",
    noun="person",
    plural="people",
    icon="people",
    add="Add contact",
    nothing="Touches and feedback name people.",
    columns=(
        _column("name", "Name", lambda row: row.name, 118),
        _column("title", "Title", lambda row: row.title or "", 110),
        _column("roles", "Roles", lambda row: ", ".join(row.roles), 90),
        _column("email", "Email", lambda row: row.email or "", 140),
        _column("phone", "Phone", lambda row: row.phone or "", 140),
        _column("state", "State", _state_text, 122),
    ),
    wide="email",
)


class ContactsTab(RecordsTab[ContactRow]):
    """Table and buttons.

    Signals:
        left_asked: a `ContactRow` of someone who left.
        ask_asked: the key of the person an ask is to be logged for (0: nobody chosen).

    Attributes:
        asks: the table of asks.
    """

    left_asked = Signal(object)
    ask_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        self.left_button = make_button(theme, "Has left")
        super().__init__(theme, CONTACTS, lambda row: int(row.id), parent)
        self.asks = AsksTab(theme, self)
        self.asks.add_asked.connect(self._on_ask_asked)
        whole = self.layout()
        if isinstance(whole, QVBoxLayout):
            whole.setStretch(0, 3)
            whole.addWidget(self.asks, 2)
        self.left_button.clicked.connect(self._on_left)
        self.card.header.insertWidget(self.card.header.indexOf(self.edit_button), self.left_button)

    def _on_left(self) -> None:
        row = self.current()
        if row is not None:
            self.left_asked.emit(row)

    def _on_ask_asked(self) -> None:
        row = self.current()
        self.ask_asked.emit(0 if row is None or row.left_on is not None else int(row.id))

    def _on_selection_changed(self) -> None:
        super()._on_selection_changed()
        row = self.current()
        self.left_button.setEnabled(row is not None and row.left_on is None)

"""The Contacts tab: the account's people in a table; Enter or a double click edits, a button adds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from csworkbench.domain.contacts import ContactRow
from csworkbench.ui.account.lined_delegate import LinedDelegate
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.bridge.id_table_model import IdTableModel
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.texts import count_text, full_day, plain_tool_tip


def _state_text(row: ContactRow) -> str:
    if row.left_on is not None:
        return f"left {full_day(row.left_on)}"
    return "do not contact" if row.do_not_contact else ""


COLUMNS: tuple[Column[ContactRow], ...] = (
    Column("name", "Name", lambda row: row.name, width=150, tip=lambda row: plain_tool_tip(row.name)),
    Column("title", "Title", lambda row: row.title or "", width=140),
    Column("roles", "Roles", lambda row: ", ".join(row.roles), width=170),
    Column("email", "Email", lambda row: row.email or "", width=190, tip=lambda row: plain_tool_tip(row.email or "")),
    Column("phone", "Phone", lambda row: row.phone or "", width=120),
    Column("state", "State", _state_text, width=110),
)


class ContactsTable(QTableView):
    """The table; Enter opens the current contact.

    Signals:
        opened: the row that Enter or a double click was for.
    """

    opened = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current contact with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class ContactsTab(QWidget):
    """Table and buttons.

    Signals:
        add_asked: the form for another is wanted.
        edit_asked: a `ContactRow` to edit.
        left_asked: a `ContactRow` of someone who left.
    """

    add_asked = Signal()
    edit_asked = Signal(object)
    left_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._rows: dict[int, ContactRow] = {}
        self.model = IdTableModel[ContactRow](COLUMNS, self._load, lambda row: int(row.id), parent=self)
        self.table = self._make_table(theme)
        self.empty = EmptyState(theme)
        self.empty.set_content("people", "No contact is known", "Touches and feedback name people.", "Add a contact")
        self.empty.activated.connect(self.add_asked)
        self.add_button = make_button(theme, "Add contact", "plus")
        self.edit_button = make_button(theme, "Edit", "edit")
        self.edit_button.setToolTip("Edit the contact (Enter)")
        self.left_button = make_button(theme, "Has left")
        self.add_button.clicked.connect(self.add_asked)
        self.edit_button.clicked.connect(self._on_edit)
        self.left_button.clicked.connect(self._on_left)
        self._card = Card(theme, "Contacts")
        for button in (self.left_button, self.edit_button, self.add_button):
            self._card.header.addWidget(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._card.body.addWidget(self._stack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        whole.addWidget(self._card)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._on_selection_changed()

    def show_contacts(self, contacts: Sequence[ContactRow]) -> None:
        """Show these people; the selection stays with the person."""
        self._rows = {int(row.id): row for row in contacts}
        self.model.set_ids(self._rows, keep_rows=False)
        self._card.set_aside(count_text(len(contacts), "person", "people") if contacts else "")
        self._stack.setCurrentWidget(self.table if contacts else self.empty)
        self._on_selection_changed()

    def current(self) -> ContactRow | None:
        """Give the selected contact."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row_at(rows[0].row()) if rows else None

    def _make_table(self, theme: Theme) -> ContactsTable:
        table = ContactsTable()
        table.setModel(self.model)
        table.setItemDelegate(LinedDelegate(theme, table))
        table.setStyleSheet("QTableView::item { padding: 0px 5px; }")
        table.setAccessibleName("Contacts")
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(34 * theme.font_scale))
        table.horizontalHeader().setHighlightSections(False)
        for place, column in enumerate(COLUMNS):
            table.setColumnWidth(place, round(column.width * theme.font_scale))
        table.horizontalHeader().setStretchLastSection(True)
        table.opened.connect(self._on_opened)
        table.doubleClicked.connect(self._on_double_clicked)
        return table

    def _load(self, ids: Sequence[int]) -> list[ContactRow]:
        return [self._rows[row_id] for row_id in ids if row_id in self._rows]

    def _on_opened(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is not None:
            self.edit_asked.emit(row)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._on_opened(index.row())

    def _on_edit(self) -> None:
        row = self.current()
        if row is not None:
            self.edit_asked.emit(row)

    def _on_left(self) -> None:
        row = self.current()
        if row is not None:
            self.left_asked.emit(row)

    def _on_selection_changed(self) -> None:
        row = self.current()
        self.edit_button.setEnabled(row is not None)
        self.left_button.setEnabled(row is not None and row.left_on is None)

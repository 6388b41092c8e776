"""The base of tabs with one kind of record: a table that fits its width, what the current record says, buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from csworkbench.ui.account.lined_delegate import LinedDelegate
from csworkbench.ui.account.small_table import OpeningTable
from csworkbench.ui.bridge.columns import Column, Row
from csworkbench.ui.bridge.id_table_model import IdTableModel
from csworkbench.ui.bridge.page_keys import PageKey
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import count_text

ROW_HEIGHT = 34
LEAST_COLUMN = 56


@dataclass(frozen=True)
class Records(Generic[Row]):
    """How one kind of record is called and shown.

    Attributes:
        wide: the key of the column that takes what width is left.
        moves: the states a record can be moved to; empty for records without any.
        describe: what is written out under the table of the current record.
    """

    title: str
    noun: str
    plural: str
    icon: str
    add: str
    nothing: str
    columns: tuple[Column[Row], ...]
    wide: str
    moves: Callable[[Row], Sequence[str]] | None = None
    describe: Callable[[Row], str] | None = None


RECORD_KEYS = (
    PageKey("Enter; F2; E", "Goals, reviews, feedback, contacts: open the current one"),
    PageKey("M", "Goals, reviews, feedback, contacts: move on to another state"),
    PageKey("Ins", "Goals, reviews, feedback, contacts: add one"),
)
"""What the keys do, for the list of shortcuts."""


class RecordsTable(OpeningTable):
    """The table: Enter, F2 or E opens the current record, M offers where to move it, Insert adds one.

    Signals:
        add_asked, move_asked: Insert, M.
    """

    add_asked = Signal()
    move_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the current record."""
        key = event.key()
        current = self.currentIndex()
        if not event.modifiers() and key == Qt.Key.Key_Insert:
            self.add_asked.emit()
        elif not event.modifiers() and current.isValid() and key in (Qt.Key.Key_F2, Qt.Key.Key_E):
            self.opened.emit(current.row())
        elif not event.modifiers() and current.isValid() and key == Qt.Key.Key_M:
            self.move_asked.emit()
        else:
            super().keyPressEvent(event)


class RecordsTab(QWidget, Generic[Row]):
    """Table and buttons.

    Signals:
        add_asked: the form for another is wanted.
        edit_asked: a record to open.
        moved: a record and the state it shall have.
    """

    add_asked = Signal()
    edit_asked = Signal(object)
    moved = Signal(object, str)

    def __init__(
        self, theme: Theme, records: Records[Row], key_of: Callable[[Row], int], parent: QWidget | None = None
    ) -> None:
        """Start empty. Each part is made inside its parent: what moves into another one is dressed once more."""
        super().__init__(parent)
        self._theme = theme
        self._records = records
        self._key_of = key_of
        self._rows: dict[int, Row] = {}
        self.model = IdTableModel[Row](records.columns, self._load, key_of, parent=self)
        self.card = Card(theme, records.title, parent=self)
        self._stack = QStackedWidget(self.card)
        self._listed = QWidget(self._stack)
        self.table = RecordsTable(self._listed)
        self._dress(self.table)
        self.empty = EmptyState(theme, self._stack)
        self.empty.set_content(records.icon, f"No {records.noun} yet", records.nothing, records.add)
        self.empty.activated.connect(self.add_asked)
        self.add_button = make_button(theme, records.add, "plus", parent=self.card)
        self.add_button.setToolTip(f"{records.add} (Ins)")
        self.edit_button = make_button(theme, "Edit", "edit", parent=self.card)
        self.edit_button.setToolTip(f"Edit the {records.noun} (Enter)")
        self.move_button = make_button(theme, "Mark as…", parent=self.card)
        self.move_button.setToolTip(f"Say how the {records.noun} stands (M)")
        self.move_button.setVisible(records.moves is not None)
        self.buttons: list[QPushButton] = [self.move_button, self.edit_button, self.add_button]
        self.said = make_label(theme, wraps=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.saying = QFrame(self._listed)
        self.saying.setProperty("surface", "quote")
        self._lay_out()
        self._connect()
        self._on_selection_changed()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these records; the selection stays with its record, else the first is selected."""
        self._rows = {self._key_of(row): row for row in rows}
        self.model.set_ids(self._rows, keep_rows=False)
        records = self._records
        self.card.set_aside(count_text(len(rows), records.noun, records.plural) if rows else "")
        self._stack.setCurrentWidget(self._listed if rows else self.empty)
        if records.describe is not None:  # what the record says stands right under the rows
            header = self.table.horizontalHeader().sizeHint().height()
            self.table.setMaximumHeight(header + len(rows) * self.table.verticalHeader().defaultSectionSize() + 2)
        if rows and self.current() is None:
            self.table.selectRow(0)
        self._on_selection_changed()

    def current(self) -> Row | None:
        """Give the selected record."""
        chosen = self.table.selectionModel().selectedRows()
        return self.model.row_at(chosen[0].row()) if chosen else None

    def menu(self) -> QMenu | None:
        """Give what can be done with the current record; None when there is none."""
        row = self.current()
        if row is None:
            return None
        menu = QMenu(self)
        if self.edit_button.isVisibleTo(self):
            menu.addAction("Edit…\tEnter").triggered.connect(self._on_edit)
        self._add_moves(menu, row)
        return menu

    def moves_menu(self) -> QMenu | None:
        """Give where the current record can be moved; None when nowhere."""
        row = self.current()
        if row is None or self._records.moves is None:
            return None
        menu = QMenu(self)
        self._add_moves(menu, row)
        return menu

    def _add_moves(self, menu: QMenu, row: Row) -> None:
        for state in self._records.moves(row) if self._records.moves else ():
            menu.addAction(f"Mark as {state}").triggered.connect(partial(self._on_move_chosen, row, state))

    def _dress(self, table: RecordsTable) -> None:
        records = self._records
        table.setModel(self.model)
        table.setItemDelegate(LinedDelegate(self._theme, table))
        table.setStyleSheet("QTableView::item { padding: 0px 5px; }")
        table.setAccessibleName(records.title)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * self._theme.font_scale))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(LEAST_COLUMN)
        for place, column in enumerate(records.columns):
            table.setColumnWidth(place, round(column.width * self._theme.font_scale))
            if column.key == records.wide:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        for button in self.buttons:
            self.card.header.addWidget(button)
        self._listed.setProperty("surface", "clear")
        column = QVBoxLayout(self._listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        said = QVBoxLayout(self.saying)
        said.setContentsMargins(12, 8, 12, 8)
        said.addWidget(self.said)
        column.addWidget(self.saying)
        self.saying.setVisible(self._records.describe is not None)
        column.addStretch(0)
        self._stack.addWidget(self._listed)
        self._stack.addWidget(self.empty)
        self.card.body.addWidget(self._stack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        whole.addWidget(self.card)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add_asked)
        self.edit_button.clicked.connect(self._on_edit)
        self.move_button.clicked.connect(self._on_move_asked)
        self.table.opened.connect(self._on_opened)
        self.table.doubleClicked.connect(self.table.on_double_clicked)
        self.table.add_asked.connect(self.add_asked)
        self.table.move_asked.connect(self._on_move_asked)
        self.table.customContextMenuRequested.connect(self._on_menu_asked)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)

    def _load(self, ids: Sequence[int]) -> list[Row]:
        return [self._rows[row_id] for row_id in ids if row_id in self._rows]

    def _on_opened(self, place: int) -> None:
        row = self.model.row_at(place)
        if row is not None:
            self.edit_asked.emit(row)

    def _on_edit(self) -> None:
        row = self.current()
        if row is not None:
            self.edit_asked.emit(row)

    def _on_move_chosen(self, row: Row, state: str, _checked: bool = False) -> None:
        self.moved.emit(row, state)

    def _on_move_asked(self) -> None:
        menu = self.moves_menu()
        if menu is not None and menu.actions():
            self.pop_up(menu, self.move_button.mapToGlobal(QPoint(0, self.move_button.height())))

    def _on_menu_asked(self, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None and menu.actions():
            self.pop_up(menu, self.table.viewport().mapToGlobal(at))

    def pop_up(self, menu: QMenu, at: QPoint) -> None:
        """Show a menu at a place of the screen, its first line chosen."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    def _on_selection_changed(self) -> None:
        row = self.current()
        for button in (self.edit_button, self.move_button):
            button.setEnabled(row is not None)
        if self._records.describe is not None:
            self.said.setText("" if row is None else self._records.describe(row))
            self.saying.setVisible(row is not None)

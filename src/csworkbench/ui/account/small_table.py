"""Small tables on cards: rows that are all in memory, one line each; Enter or a double click opens one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from csworkbench.ui.account.lined_delegate import LinedDelegate
from csworkbench.ui.bridge.columns import Column, Row
from csworkbench.ui.bridge.id_table_model import IdTableModel
from csworkbench.ui.theme.theme import Theme

ROW_HEIGHT = 28


class OpeningTable(QTableView):
    """A table that says which row Enter or a double click is for.

    Signals:
        opened: the place of the row.
    """

    opened = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def on_double_clicked(self, index: QModelIndex) -> None:
        """Open a row."""
        self.opened.emit(index.row())


class SmallTable(Generic[Row]):
    """A table and its rows; as high as these, up to `most_rows`."""

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[Column[Row]], parent: QWidget, *, most_rows: int = 12
    ) -> None:
        """Make a table under `parent`; the column named "what" takes what room is left."""
        self._theme = theme
        self._rows: dict[int, Row] = {}
        self._places: dict[int, int] = {}
        self._most = most_rows
        self.view = OpeningTable(parent)
        self.model = IdTableModel[Row](columns, self._load, self._place, parent=self.view)
        self.view.setModel(self.model)
        self.view.setItemDelegate(LinedDelegate(theme, self.view))
        self.view.setAccessibleName(name)
        self._dress(columns)
        self.view.doubleClicked.connect(self.view.on_double_clicked)

    @property
    def rows(self) -> list[Row]:
        """The rows on show."""
        return list(self._rows.values())

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, with the first one current."""
        self._rows = dict(enumerate(rows))
        self._places = {id(row): place for place, row in self._rows.items()}
        self.model.set_ids(self._rows, keep_rows=False)
        height = round(ROW_HEIGHT * self._theme.font_scale)
        self.view.verticalHeader().setDefaultSectionSize(height)
        shown = min(len(rows), self._most)
        self.view.setFixedHeight(self.view.horizontalHeader().sizeHint().height() + height * shown + 4)
        if rows:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def row_at(self, place: int) -> Row | None:
        """Give a row by its place."""
        return self._rows.get(place)

    def current(self) -> Row | None:
        """Give the row the keys are on."""
        return self._rows.get(self.view.currentIndex().row())

    def _dress(self, columns: Sequence[Column[Row]]) -> None:
        view = self.view
        view.setStyleSheet("QTableView::item { padding: 0px 5px; }")
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for place, column in enumerate(columns):
            header.resizeSection(place, round(column.width * self._theme.font_scale))
            if column.key == "what":
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _load(self, ids: Sequence[int]) -> list[Row]:
        return [self._rows[place] for place in ids if place in self._rows]

    def _place(self, row: Row) -> int:
        return self._places[id(row)]

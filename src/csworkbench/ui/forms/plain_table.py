"""Plain tables: rows of any kind under declared columns, as high as their rows or as high as there is room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from csworkbench.ui.bridge.columns import LEFT
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import plain_tool_tip

FIRST_WIDTH = 130
AnyIndex = QModelIndex | QPersistentModelIndex
ROWS_MEASURED = 60
"""Rows that columns are measured by: all of 2,000 would hold the window up for three seconds."""
MOST_LINES = 8
"""A longer table scrolls inside."""


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """A column: heading, what its cells say, its side, and what the heading's tool tip explains."""

    title: str
    text: Callable[[Any], str]
    alignment: Qt.AlignmentFlag = LEFT
    tip: str = ""


class PlainTableModel(QAbstractTableModel):
    """Rows under columns, read only."""

    def __init__(self, columns: Sequence[PlainColumn], parent: QObject | None = None) -> None:
        """Start without rows."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: Sequence[Any] = ()

    def set_rows(self, rows: Sequence[object]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_at(self, place: int) -> Any:
        """Give the row of a line; None where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of lines."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        found: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: column.title,
            Qt.ItemDataRole.TextAlignmentRole: column.alignment,
            Qt.ItemDataRole.ToolTipRole: column.tip or None,
        }
        return found.get(role)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role of a cell says."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.alignment
        text = column.text(self._rows[index.row()])
        found: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: text,
            Qt.ItemDataRole.AccessibleTextRole: f"{column.title}: {text}",
            Qt.ItemDataRole.ToolTipRole: plain_tool_tip(text) if text else None,
        }
        return found.get(role)


class PlainTable(QTableView):
    """A table without a frame of its own.

    Signals:
        chosen: the row that was double-clicked, or on which Enter was pressed.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[PlainColumn],
        give_way: Sequence[int] = (),
        *,
        fills: bool = False,
        most_first: int = 0,
    ) -> None:
        """Start without rows; the columns `give_way` are left out where room is short, in this order.

        It is as high as its rows, ten at most; when it `fills`, as high as there is room. The first column asks for all
        that its texts need, or for `most_first` pixels (at the usual size of text) at most.
        """
        super().__init__()
        self._fills = fills
        self._most_first = most_first
        self._theme = theme
        self._give_way = tuple(give_way)
        self.rows = PlainTableModel(columns, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0px 5px; }")
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(ROWS_MEASURED)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._fit)

    def set_rows(self, rows: Sequence[object]) -> None:
        """Show other rows."""
        self.rows.set_rows(rows)
        self._fit()

    def show_rows(self, rows: Sequence[object]) -> None:
        """Show what the rows are now; the keys stay on the line they were on, or near it."""
        place = max(0, self.currentIndex().row())
        self.set_rows(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(min(place, len(rows) - 1), 0))

    @property
    def current(self) -> Any:
        """The row the keys are on; None when there is none."""
        return self.rows.row_at(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the current row with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_double_clicked(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns where room is short."""
        super().resizeEvent(event)
        self._leave_out()

    def _leave_out(self) -> None:
        header = self.horizontalHeader()
        wanted = [max(self.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in range(self.rows.columnCount())]
        scale = self._theme.font_scale
        if self._most_first:
            wanted[0] = min(wanted[0], round(self._most_first * scale))
        spare = self.viewport().width() - sum(wanted[1:]) - max(wanted[0], round(FIRST_WIDTH * scale))
        for at in self._give_way:
            self.setColumnHidden(at, spare < 0)
            spare += wanted[at] if spare < 0 else 0

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.chosen.emit(row)

    def _fit(self) -> None:
        line = round(28 * self._theme.font_scale)
        self.verticalHeader().setDefaultSectionSize(line)
        if not self._fills:
            lines = max(1, min(self.rows.rowCount(), MOST_LINES + 2))
            self.setFixedHeight(self.horizontalHeader().sizeHint().height() + line * lines + 4)
        self._leave_out()

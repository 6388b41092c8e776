"""The curve of a factor: drawn and dragged at the top, typed in a table below."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csworkbench.domain.health.draft import Point
from csworkbench.ui.settings.curve_canvas import CurveCanvas
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import make_label

_LINE = 28


class CurveEditor(QWidget):
    """Canvas and table of one curve.

    Signals:
        changed: the new points.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without points."""
        super().__init__(parent)
        self._theme = theme
        self._points: list[Point] = []
        self.canvas = CurveCanvas(theme, self)
        self.table = QTableWidget(0, 2, self)
        self._dress()
        self.problem = make_label(theme, role="caption", tone="at_risk", wraps=True)
        self.problem.hide()
        self.add = make_button(theme, "Add &point", kind="flat")
        self.remove = make_button(theme, "Remo&ve point", kind="flat")
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.add, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        for part in (self.canvas, self.table, self.problem):
            whole.addWidget(part)
        whole.addLayout(buttons)
        self.canvas.changed.connect(self._on_drawn)
        self.canvas.selected.connect(self._on_selected)
        self.table.itemChanged.connect(self._on_typed)
        self.table.currentCellChanged.connect(self._on_cell_changed)
        self.add.clicked.connect(self._on_add)
        self.remove.clicked.connect(self.canvas.remove_point)

    def set_points(self, points: list[Point]) -> None:
        """Show a curve without telling anyone."""
        self._points = list(points)
        self.canvas.set_points(points)
        self._fill()
        is_on_cadence = any(isinstance(at, str) for at, _ in points)
        self.add.setEnabled(not is_on_cadence)
        self.remove.setEnabled(len(points) > 1)

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._points))
        for row in range(len(self._points)):
            for column, value in enumerate(self._points[row]):
                item = QTableWidgetItem(_text(value))
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if isinstance(value, str):
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                spoken = f"Point {row + 1}, {('raw value', 'sub-score')[column]}: {_text(value)}"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                self.table.setItem(row, column, item)
        if self._points:
            self.table.setCurrentCell(self.canvas.chosen, max(0, self.table.currentColumn()))
        self.table.blockSignals(False)
        line = round(_LINE * self._theme.font_scale)
        self.table.verticalHeader().setDefaultSectionSize(line)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + line * max(1, min(6, len(self._points))) + 4)

    def _dress(self) -> None:
        table = self.table
        table.setAccessibleName("Points of the curve")
        table.setHorizontalHeaderLabels(["Raw value", "Sub-score"])
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed | triggers.SelectedClicked
        )

    def _on_drawn(self, points: list[Point]) -> None:
        self._points = list(points)
        self.problem.hide()
        self._fill()
        self.remove.setEnabled(len(points) > 1)
        self.changed.emit(list(points))

    def _on_selected(self, place: int) -> None:
        self.table.blockSignals(True)
        self.table.setCurrentCell(place, max(0, self.table.currentColumn()))
        self.table.blockSignals(False)

    def _on_cell_changed(self, row: int, _column: int, _old_row: int, _old_column: int) -> None:
        self.canvas.choose(row)

    def _on_typed(self, item: QTableWidgetItem) -> None:
        row, column = item.row(), item.column()
        value = _parsed(item.text())
        if value is None:
            self.problem.setText(f"“{item.text().strip()}” is no number; the point stays as it was.")
            self.problem.show()
            self._fill()
            return
        self.problem.hide()
        at, score = self._points[row]
        self._points[row] = (value, score) if column == 0 else (at, value)
        self.canvas.set_points(self._points)
        self._fill()
        self.changed.emit(list(self._points))

    def _on_add(self) -> None:
        self.canvas.add_point()


def _parsed(text: str) -> float | None:
    plain = text.strip().replace("\u2212", "-").replace(" ", "").replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _text(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.12g}"

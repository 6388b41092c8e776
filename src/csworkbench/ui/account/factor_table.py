"""The factor table: one row per factor and a row of totals that adds up to the printed score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from csworkbench.domain.health.rows import FactorRow, HealthRow
from csworkbench.ui.account.factor_words import age_text, exact_percent, raw_text, score_text, source_text
from csworkbench.ui.account.lined_delegate import LinedDelegate
from csworkbench.ui.bridge.columns import LEFT, RIGHT
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import plain_tool_tip

Cell = Callable[[FactorRow], str]
COLUMNS: tuple[tuple[str, Cell, int, Qt.AlignmentFlag], ...] = (
    ("Factor", lambda row: f"{row.group}: {row.label}", 200, LEFT),
    ("Value", raw_text, 195, LEFT),
    ("Age", age_text, 80, RIGHT),
    ("Sub-score", score_text, 82, RIGHT),
    ("Weight", lambda row: exact_percent(row.weight), 66, RIGHT),
    ("Effective", lambda row: exact_percent(row.effective_weight), 78, RIGHT),
    ("Points", lambda row: str(row.points), 60, RIGHT),
    ("Source or reason", source_text, 180, LEFT),
)
ROW_HEIGHT = 30
AnyIndex = QModelIndex | QPersistentModelIndex


class FactorTableModel(QAbstractTableModel):
    """The factors of one score and their totals."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._health: HealthRow | None = None

    def set_health(self, health: HealthRow | None) -> None:
        """Show another score."""
        self.beginResetModel()
        self._health = health
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of lines."""
        return 0 if parent.isValid() or self._health is None else len(self._health.factors) + 1

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the heading of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        title, _, _, alignment = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        return alignment if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role of a cell says."""
        if self._health is None or not index.isValid():
            return None
        title, cell, _, alignment = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment
        factors = self._health.factors
        factor = factors[index.row()] if index.row() < len(factors) else None
        text = self._total(index.column()) if factor is None else cell(factor)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}: {text or 'none'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(text) or None
        return self._look(factor, index.column(), role)

    def _look(self, factor: FactorRow | None, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            if factor is None:
                return self._theme.font("strong")
            font = self._theme.font()
            font.setStrikeOut(factor.is_stale and column in (1, 2))
            return font
        if role == Qt.ItemDataRole.ForegroundRole and factor is not None and factor.missing_reason:
            return self._theme.color("muted")
        return None

    def _total(self, column: int) -> str:
        health = self._health
        if health is None:
            return ""
        factors = health.factors
        totals = {
            0: "Total",
            4: exact_percent(sum(factor.weight for factor in factors)),
            5: exact_percent(sum(factor.effective_weight for factor in factors)),
            6: str(sum(factor.points for factor in factors)),
            7: "" if health.score is None else f"= score {health.score}",
        }
        return totals.get(column, "")


class FactorTable(QTableView):
    """The table as a widget: as high as its rows, so that it needs no scroll bar of its own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self.rows = FactorTableModel(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(LinedDelegate(theme, self))
        self.setAccessibleName("Factors of the health score")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0px 5px; }")
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        for place, (_, _, width, _) in enumerate(COLUMNS):
            header.resizeSection(place, round(width * theme.font_scale))
        header.setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(self._on_theme_changed)

    def set_health(self, health: HealthRow | None) -> None:
        """Show another score."""
        self.rows.set_health(health)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        height = round(ROW_HEIGHT * self._theme.font_scale)
        self.verticalHeader().setDefaultSectionSize(height)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + height * self.rows.rowCount() + bar + 2)
        self.viewport().update()

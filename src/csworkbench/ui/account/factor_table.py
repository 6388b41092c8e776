"""The factor table: one row per factor and a row of totals that adds up to the printed score."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from csworkbench.domain.health.rows import FactorRow, HealthRow
from csworkbench.ui.account.factor_delegate import CONTEXT_ROLE, CURVE_ROLE, FactorDelegate
from csworkbench.ui.account.factor_words import age_text, exact_percent, gain_text, raw_text, score_text, source_text
from csworkbench.ui.bridge.columns import LEFT, RIGHT
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import plain_tool_tip

ROW_HEIGHT = 42
VALUE_WIDTH = 165
"""The value's column takes what room is left; below this others give way."""
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FactorColumn:
    """A column: heading, what its cells say, width at 100 %, and what the heading's tool tip explains."""

    title: str
    text: Callable[[FactorRow], str]
    width: int
    alignment: Qt.AlignmentFlag
    tip: str


COLUMNS: tuple[FactorColumn, ...] = (
    FactorColumn("Factor", lambda row: row.label, 118, LEFT, "What is measured, and its group"),
    FactorColumn("Value", raw_text, VALUE_WIDTH, LEFT, "The raw value and the records it rests on; Enter opens them"),
    FactorColumn("Age", age_text, 82, RIGHT, "Age of the newest record behind the value"),
    FactorColumn("Curve", lambda _row: "", 58, LEFT, "How a value becomes a sub-score, and where this one lies"),
    FactorColumn("Score", score_text, 56, RIGHT, "Sub-score: the value on its curve, 0 to 100"),
    FactorColumn("Weight", lambda row: exact_percent(row.weight), 66, RIGHT, "Share of the score by the model"),
    FactorColumn(
        "Effective", lambda row: exact_percent(row.effective_weight), 74, RIGHT,
        "Share of the score after the weight of missing factors went to the others",
    ),
    FactorColumn("Points", lambda row: str(row.points), 60, RIGHT, "What it brings; all points add up to the score"),
    FactorColumn("To gain", gain_text, 64, RIGHT, "Points that a sub-score of 100 would bring on top"),
)  # fmt: skip
FACTOR, VALUE, AGE, CURVE, WEIGHT, EFFECTIVE, POINTS, GAIN = 0, 1, 2, 3, 5, 6, 7, 8
GIVE_WAY = (AGE, CURVE, EFFECTIVE, GAIN, WEIGHT)
"""Columns that are left out where room is short, in this order; the age then stands under the value."""


class FactorTableModel(QAbstractTableModel):
    """The factors of one score and their totals."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._health: HealthRow | None = None
        self._rests: Mapping[str, str] = {}
        self._has_age_below = False

    def set_health(self, health: HealthRow | None, rests: Mapping[str, str] | None = None) -> None:
        """Show another score; `rests` says per factor (by key) which records it rests on."""
        self.beginResetModel()
        self._health = health
        self._rests = rests or {}
        self.endResetModel()

    def set_age_below(self, is_below: bool) -> None:
        """Say the age under the value, when it has no column."""
        self._has_age_below = is_below

    def factor_at(self, row: int) -> FactorRow | None:
        """Give the factor of a line; None for the totals."""
        if self._health is None or not 0 <= row < len(self._health.factors):
            return None
        return self._health.factors[row]

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
        column = COLUMNS[section]
        found: dict[int, object] = {
            Qt.ItemDataRole.DisplayRole: column.title,
            Qt.ItemDataRole.TextAlignmentRole: column.alignment,
            Qt.ItemDataRole.ToolTipRole: column.tip,
        }
        return found.get(role)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role of a cell says."""
        if self._health is None or not index.isValid():
            return None
        place, factor = index.column(), self.factor_at(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return COLUMNS[place].alignment
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(factor, place)
        if role == CONTEXT_ROLE:
            return self._context(factor, place)
        if role == CURVE_ROLE:
            return (self._health.plan.factors[index.row()], factor) if factor and place == CURVE else None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            spoken = self._spoken(factor, place)
            return spoken if role == Qt.ItemDataRole.AccessibleTextRole else plain_tool_tip(spoken)
        return self._look(factor, place, role)

    def _text(self, factor: FactorRow | None, place: int) -> str:
        return self._total(place) if factor is None else COLUMNS[place].text(factor)

    def _context(self, factor: FactorRow | None, place: int) -> str | None:
        if place == FACTOR:
            return "" if factor is None else factor.group
        if place == VALUE:
            return "" if factor is None else self._source(factor)
        return None

    def _source(self, factor: FactorRow) -> str:
        text = source_text(factor, self._rests.get(factor.key, ""))
        age = age_text(factor) if self._has_age_below and factor.missing_reason is None else ""
        return f"{age}: {text}" if age else text

    def _spoken(self, factor: FactorRow | None, place: int) -> str:
        if factor is not None and place == CURVE:
            return f"Curve: sub-score {score_text(factor)} of 100"
        parts = [self._text(factor, place) or "none", self._context(factor, place) or ""]
        if factor is not None and factor.missing_reason and place == FACTOR:
            parts.append("missing")
        return f"{COLUMNS[place].title}: " + ", ".join(part for part in parts if part)

    def _look(self, factor: FactorRow | None, column: int, role: int) -> Any:
        is_missing = factor is not None and factor.missing_reason is not None
        if role == Qt.ItemDataRole.FontRole:
            font = self._theme.font("strong" if factor is None else "body")
            font.setStrikeOut(is_missing and column in (FACTOR, VALUE, AGE))
            return font
        return self._theme.color("muted") if role == Qt.ItemDataRole.ForegroundRole and is_missing else None

    def _total(self, column: int) -> str:
        health = self._health
        if health is None:
            return ""
        factors = health.factors
        totals = {
            FACTOR: "Total",
            VALUE: "" if health.score is None else f"= score {health.score}",
            WEIGHT: exact_percent(sum(factor.weight for factor in factors)),
            EFFECTIVE: exact_percent(sum(factor.effective_weight for factor in factors)),
            POINTS: str(sum(factor.points for factor in factors)),
        }
        return totals.get(column, "")


class FactorTable(QTableView):
    """The table as a widget: as high as its rows and never wider than its place.

    Signals:
        opened: the key of the factor whose records are wanted (Enter, a click on it).
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self.rows = FactorTableModel(theme, self)
        self.setModel(self.rows)
        self.setItemDelegate(FactorDelegate(theme, self))
        self.setAccessibleName("Factors of the health score")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setStyleSheet("QTableView::item { padding: 0px 5px; }")
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._on_theme_changed)

    def set_health(self, health: HealthRow | None, rests: Mapping[str, str] | None = None) -> None:
        """Show another score; `rests` says per factor (by key) which records it rests on."""
        place = self.currentIndex().row()
        self.rows.set_health(health, rests)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))
        self._on_theme_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the records of the current factor with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_clicked(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out columns where room is short."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        scale = self._theme.font_scale
        spare = self.viewport().width() - sum(round(column.width * scale) for column in COLUMNS)
        for place in GIVE_WAY:
            self.setColumnHidden(place, spare < 0)
            spare += round(COLUMNS[place].width * scale) if spare < 0 else 0
        self.rows.set_age_below(self.isColumnHidden(AGE))
        for place, column in enumerate(COLUMNS):
            if place != VALUE:
                self.horizontalHeader().resizeSection(place, round(column.width * scale))

    def _on_clicked(self, index: QModelIndex) -> None:
        factor = self.rows.factor_at(index.row()) if index.isValid() else None
        if factor is not None:
            self.opened.emit(factor.key)

    def _on_theme_changed(self) -> None:
        height = round(ROW_HEIGHT * self._theme.font_scale)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + height * self.rows.rowCount() + 2)
        self._fit()
        self.viewport().update()

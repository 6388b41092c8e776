"""The table of a plan: by day, ticked with Space, a day or time changed with F2."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csworkbench.domain.planning.preview import PlanKey
from csworkbench.ui.calendar.plan_period.draft import PlanDraft
from csworkbench.ui.calendar.plan_period.plan_model import Commit, PlanModel
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_focus_ring
from csworkbench.ui.widgets.viewport import put_viewport

ROW_HEIGHT = 32
SHARES = {"account": 0.28, "person": 0.27}
"""Of the room beside day, time and shift; why takes the rest."""
NARROW_SHARES = {"account": 0.45}
NOT_IN_NARROW = ("there", "person")
"""What then stands under the table only."""
LEAST_ROOM = 300
AnyIndex = QModelIndex | QPersistentModelIndex


class DayDelegate(QStyledItemDelegate):
    """Draws a line above each day, and a ring around the cell that the keys are on."""

    def __init__(self, theme: Theme, model: PlanModel, draft: PlanDraft, parent: QWidget) -> None:
        """Draw in `theme`."""
        super().__init__(parent)
        self._theme, self._model, self._draft = theme, model, draft

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Write the day strong."""
        super().initStyleOption(option, index)
        if self._model.columns[index.column()].key == "on":
            option.font = self._theme.font("strong")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one cell."""
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        key = self._model.key_at(index.row())
        if index.row() and key is not None and self._draft.is_first_of_day(key):
            painter.save()
            painter.setPen(QPen(self._theme.color("border"), 1))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
            painter.restore()
        if is_current:
            paint_focus_ring(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), self._theme.tokens.accent, 4)


class PlanTable(QTableView):
    """Rows of a draft.

    Signals:
        ticks_asked: keys of the rows whose ticks are to be turned.
        current_changed: the key of the row the keys are on, or None.
    """

    ticks_asked = Signal(object)
    current_changed = Signal(object)

    def __init__(self, theme: Theme, draft: PlanDraft, commit: Commit, parent: QWidget | None = None) -> None:
        """Show a draft; `commit` takes an edit of a row: key, column, text."""
        super().__init__(parent)
        put_viewport(self)
        self._theme = theme
        self.plan = PlanModel(theme, draft, commit, self._on_ticked, self)
        self.setModel(self.plan)
        self.setItemDelegate(DayDelegate(theme, self.plan, draft, self))
        self.setAccessibleName("Plan")
        self._dress(theme)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)

    def show_draft(self) -> None:
        """Show the draft as it is now; the current row stays."""
        self.plan.show_draft()
        if not self.currentIndex().isValid() and self.plan.rowCount():
            self.setCurrentIndex(self.plan.index(0, 1))

    def go_to(self, key: PlanKey) -> None:
        """Make a row the current one."""
        line = self.plan.line_of(key)
        if line is not None:
            self.setCurrentIndex(self.plan.index(line, max(1, self.currentIndex().column())))
            self.scrollTo(self.currentIndex())

    def current_key(self) -> PlanKey | None:
        """Give the key of the current row."""
        return self.plan.key_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def leave_cell(self) -> None:
        """Take what is being typed into a cell."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn ticks with Space, change the day or the time with Enter."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            rows = {one.row() for one in self.selectionModel().selectedRows()} or {index.row()}
            self.ticks_asked.emit([key for row in sorted(rows) if (key := self.plan.key_at(row)) is not None])
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            if index.isValid() and self.state() != QAbstractItemView.State.EditingState:
                self.edit(index if self.plan.columns[index.column()].edit else index.siblingAtColumn(1))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room between account, people and why."""
        super().resizeEvent(event)
        columns = {one.key: place for place, one in enumerate(self.plan.columns)}
        room = self.viewport().width() - sum(
            self.columnWidth(columns[key]) for key in columns if key not in SHARES and key != "why"
        )
        is_narrow = room + self.columnWidth(columns["there"]) < LEAST_ROOM * self._theme.font_scale
        for key in NOT_IN_NARROW:
            self.setColumnHidden(columns[key], is_narrow)
        for key, share in (NARROW_SHARES if is_narrow else SHARES).items():
            self.horizontalHeader().resizeSection(columns[key], round(room * share))

    def _dress(self, theme: Theme) -> None:
        self.setStyleSheet("QTableView::item { padding: 0px 6px; }")
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * theme.font_scale))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        for place, column in enumerate(self.plan.columns):
            header.resizeSection(place, round(column.width * theme.font_scale))
            if column.key == "why":
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _on_ticked(self, key: PlanKey) -> None:
        self.ticks_asked.emit([key])

    def _on_current_changed(self, *_indexes: QModelIndex) -> None:
        self.current_changed.emit(self.current_key())

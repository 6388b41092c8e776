"""The delegate of the accounts table: painted cells, soft selection with an edge, editors in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csworkbench.infra.clock import Clock
from csworkbench.ui.accounts.account_columns import NAME
from csworkbench.ui.accounts.cell_painting import PAINTERS, Brush
from csworkbench.ui.bridge.columns import Column
from csworkbench.ui.bridge.id_table_model import ROW_ROLE
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_focus_ring
from csworkbench.ui.widgets.row_states import RowState, row_state
from csworkbench.ui.widgets.texts import full_day
from csworkbench.ui.widgets.typed_day import HINT, read_day

ROW_HEIGHT, EDGE, PAD = 46, 3, 8
AnyIndex = QModelIndex | QPersistentModelIndex
Choices = Callable[[str], Sequence[tuple[str, object]]]


class DayLine(QLineEdit):
    """A line for a day inside a cell; words like `fri` or `+2w` are understood."""

    def __init__(self, clock: Clock, parent: QWidget) -> None:
        """Start empty."""
        super().__init__(parent)
        self._clock = clock
        self.setAccessibleName("Next check-in")
        self.setPlaceholderText("4 dec, fri, +2w")
        self.textEdited.connect(self._on_text_edited)

    def day(self) -> date | None:
        """Give the day typed; None when empty or not understood."""
        return read_day(self.text(), self._clock.today(), QLocale()) if self.text().strip() else None

    def accepts(self) -> bool:
        """Say whether the text is a day, and show it beside the text when it isn't."""
        is_valid = self.day() is not None
        self._mark(is_valid=is_valid)
        return is_valid

    def _mark(self, *, is_valid: bool) -> None:
        self.setProperty("invalid", not is_valid)
        self.setToolTip("" if is_valid else HINT)
        self.setAccessibleDescription("" if is_valid else f"That is no date. {HINT}")
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_text_edited(self) -> None:
        if self.property("invalid"):
            self._mark(is_valid=True)


class CellDelegate(QStyledItemDelegate):
    """Draws and edits the cells.

    Signals:
        committed: an edit was committed with Enter; the table moves down.
        refused: a sentence saying why an edit can't be committed as it is.
    """

    committed = Signal()
    refused = Signal(str)

    def __init__(
        self,
        theme: Theme,
        clock: Clock,
        columns: Sequence[Column[Any]],
        choices: Choices,
        parent: QObject | None = None,
    ) -> None:
        """Draw `columns`; `choices` gives text and value of what a column can hold."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._columns = columns
        self._choices = choices

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(self._columns[index.column()].width, round(ROW_HEIGHT * max(1.0, self._theme.font_scale)))

    # Qt's stubs leave the fields of QStyleOption out.
    def paint(self, painter: QPainter, option: Any, index: AnyIndex) -> None:
        """Draw one cell."""
        tokens = self._theme.tokens
        state = row_state(option, index)
        surface = tokens.selection if state.is_selected else tokens.hover if state.is_hovered else tokens.card
        rect = QRectF(option.rect)
        painter.save()
        painter.fillRect(rect, QColor(surface))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.border))
        row = index.data(ROW_ROLE)
        column = self._columns[index.column()]
        inner = rect.adjusted(PAD, 0, -PAD, -1)
        if row is not None:
            brush = Brush(painter, self._theme, self._clock.today(), surface)
            painter_of = PAINTERS.get(column.key)
            if painter_of is not None:
                painter_of(brush, inner, row)
            else:
                brush.line(inner, column.text(row))
        self._paint_state(painter, option, rect, column, state)
        painter.restore()

    def _paint_state(self, painter: QPainter, option: Any, rect: QRectF, column: Column[Any], state: RowState) -> None:
        accent = self._theme.tokens.accent
        view = option.widget
        is_first = view is not None and view.horizontalHeader().visualIndex(self._columns.index(column)) == 0
        if state.is_selected and is_first:
            painter.fillRect(QRectF(rect.x(), rect.y(), EDGE, rect.height()), QColor(accent))
        if view is None or not view.hasFocus() or option.index.row() != view.currentIndex().row():
            return
        painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 1), QColor(accent))
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), QColor(accent))
        if state.has_focus and column.key != NAME:
            paint_focus_ring(painter, rect.adjusted(1, 3, -1, -4), accent, 5)

    # editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        key = self._columns[index.column()].key
        choices = self._choices(key)
        if choices:
            combo = QComboBox(parent)
            combo.setAccessibleName(self._columns[index.column()].title)
            for text, value in choices:
                combo.addItem(text, value)
            return combo
        if key == "next_check_in":
            return DayLine(self._clock, parent)
        line = QLineEdit(parent)
        line.setAccessibleName(self._columns[index.column()].title)
        return line

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, DayLine):
            editor.setText(full_day(value) if isinstance(value, date) else "")
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(str(value or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        if isinstance(editor, QComboBox):
            value = editor.currentData()
        elif isinstance(editor, DayLine):
            value = editor.day()
            if value is None:
                return
        else:
            value = cast(QLineEdit, editor).text().strip()
        if value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, value, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: Any, index: AnyIndex) -> None:
        height = min(option.rect.height(), editor.sizeHint().height())
        box = option.rect.adjusted(2, 0, -2, 0)
        box.setTop(box.top() + (option.rect.height() - height) // 2)
        box.setHeight(height)
        editor.setGeometry(box)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter commits and moves down; a day that isn't understood stays open and says so; letters are no commands."""
        if event.type() == QEvent.Type.ShortcutOverride and cast(QKeyEvent, event).text().isalnum():
            event.accept()
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            key = cast(QKeyEvent, event).key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._commit(editor)
                return True
        return super().eventFilter(editor, event)

    def _commit(self, editor: QWidget) -> None:
        if isinstance(editor, DayLine) and editor.text().strip() and not editor.accepts():
            self.refused.emit(f"“{editor.text().strip()}” is no date. {HINT}")
            return
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.committed.emit()

"""The overdue tray: check-ins that passed without being held stand in a row until they are moved, held or cancelled."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csworkbench.domain.calendar_span import CalendarItemRow, OverdueTray
from csworkbench.ui.calendar.choice import Choice
from csworkbench.ui.calendar.drag import Drag
from csworkbench.ui.calendar.item_painting import ItemPainter
from csworkbench.ui.calendar.item_words import spoken_item, state_words
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.heading_list import ENTRY_ROLE, AnyIndex
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.painting import paint_focus_ring, paint_line
from csworkbench.ui.widgets.texts import count_text, number_text, plain_tool_tip
from csworkbench.ui.widgets.viewport import put_viewport

WIDEST, HEIGHT, PAD = 220.0, 40.0, 9.0


def late_words(item: CalendarItemRow, today: date) -> str:
    """Give how late a check-in is and what is known of it: `4 days late · moved once`."""
    late = f"{count_text((today - item.on).days, 'day')} late"
    state = state_words(item, today).replace("did it happen?", "").strip(" ·")
    return " · ".join(part for part in (late, state) if part)


class TrayModel(QAbstractListModel):
    """The overdue check-ins."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.items: list[CalendarItemRow] = []
        self._today = date.min

    def set_items(self, items: list[CalendarItemRow], today: date) -> None:
        """Show other check-ins."""
        self.beginResetModel()
        self.items, self._today = items, today
        self.endResetModel()

    @property
    def today(self) -> date:
        """The day lateness is counted to."""
        return self._today

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Give how many there are."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the row itself or its words."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ENTRY_ROLE:
            return item
        words = f"Overdue: {spoken_item(item, self._today)} {late_words(item, self._today)}."
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(words)
        if role == Qt.ItemDataRole.DisplayRole:
            return item.account
        return words if role == Qt.ItemDataRole.AccessibleTextRole else None


class _TrayDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: TrayModel, choice: Choice, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._model, self._choice, self._view = theme, model, choice, view
        self._painter = ItemPainter(theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        item = index.data(ENTRY_ROLE)
        name = QFontMetricsF(self._theme.font("small_strong")).horizontalAdvance(item.account)
        words = QFontMetricsF(self._theme.font("small")).horizontalAdvance(late_words(item, self._model.today))
        width = min(WIDEST * self._theme.font_scale, max(name, words) + 2 * PAD + 8)
        return QSize(round(width), round(HEIGHT * max(1.0, self._theme.font_scale)))

    def paint(self, painter: QPainter, option: Any, index: AnyIndex) -> None:
        item, rect = index.data(ENTRY_ROLE), QRectF(option.rect).adjusted(0, 1, -6, -1)
        theme, tokens = self._theme, self._theme.tokens
        painter.save()
        self._painter.paint_block(painter, rect, item, is_late=True, is_chosen=self._choice.has(item))
        inner = rect.adjusted(PAD, 3, -PAD + 3, -3)
        half = inner.height() / 2
        top = QRectF(inner.x(), inner.y(), inner.width(), half)
        paint_line(painter, top, item.account, theme.font("small_strong"), tokens.text)
        rest = top.translated(0, half)
        paint_line(painter, rest, late_words(item, self._model.today), theme.font("small"), tokens.at_risk)
        if self._view.hasFocus() and index == self._view.currentIndex():
            paint_focus_ring(painter, rect, tokens.accent, 4)
        painter.restore()


class TrayList(QListView):
    """The row itself: Left and Right walk through it."""

    def __init__(self, theme: Theme, choice: Choice, drag: Drag, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._choice = choice
        self._drag = drag
        self._is_following = False
        self.entries = TrayModel(self)
        put_viewport(self)
        self.setModel(self.entries)
        self.setItemDelegate(_TrayDelegate(theme, self.entries, choice, self))
        self.setAccessibleName("Overdue check-ins")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(round((HEIGHT + 4) * max(1.0, theme.font_scale)))
        choice.changed.connect(self._on_choice_changed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse, and be ready to drag it."""
        entry = self.entries.data(self.indexAt(event.position().toPoint()), ENTRY_ROLE)
        if isinstance(entry, CalendarItemRow):
            extends = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if extends or not self._choice.has(entry):
                self._choice.choose(entry, extends=extends)
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            if event.button() == Qt.MouseButton.LeftButton:
                self._drag.press(event.globalPosition().toPoint(), self._choice.items)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on dragging."""
        self._drag.follow(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged."""
        self._drag.finish(event.globalPosition().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll along the row with a plain wheel, too."""
        delta = event.angleDelta().y() or event.angleDelta().x()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - round(delta / 2))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is under the mouse."""
        if self.indexAt(event.position().toPoint()).isValid():
            self._choice.acted.emit()

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Choose the current check-in."""
        super().currentChanged(current, previous)
        entry = self.entries.data(current, ENTRY_ROLE)
        if isinstance(entry, CalendarItemRow) and not self._is_following:
            self._choice.choose(entry)

    def _on_choice_changed(self) -> None:
        item = self._choice.item
        keys = [one.check_in_id for one in self.entries.items]
        self._is_following = True
        if item is not None and item.check_in_id in keys:
            self.setCurrentIndex(self.entries.index(keys.index(item.check_in_id)))
        self._is_following = False
        self.viewport().update()


class Tray(QFrame):
    """The tray with its heading; hidden while nothing is overdue.

    Signals:
        menu_asked: the person wants the menu of the current check-in, at a global point.
    """

    menu_asked = Signal(QPoint)

    def __init__(self, theme: Theme, choice: Choice, drag: Drag, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._choice = choice
        self.setProperty("surface", "card")
        self.list = TrayList(theme, choice, drag)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu_asked)
        self.count = make_label(theme, "", "strong", "at_risk")
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 5, 6, 5)
        row.setSpacing(12)
        row.addWidget(self.count)
        row.addWidget(self.list, 1)
        self.hide()

    def set_tray(self, tray: OverdueTray, today: date) -> None:
        """Show other check-ins."""
        self.list.entries.set_items(list(tray.items), today)
        total = len(tray.items) + tray.more
        self.count.setText(f"Overdue {number_text(total)}")
        words = f"The {number_text(len(tray.items))} oldest stand here." if tray.more else ""
        self.count.setToolTip(words)
        self.list.setAccessibleDescription(words)
        self.setVisible(total > 0)

    def _on_menu_asked(self, at: QPoint) -> None:
        if self._choice.item is not None:
            self.menu_asked.emit(self.list.viewport().mapToGlobal(at))

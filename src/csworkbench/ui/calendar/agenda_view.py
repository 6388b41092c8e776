"""The agenda as a list: arrows walk, the keys of the calendar act, check-ins are dragged to other days."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from csworkbench.domain.calendar_span import CalendarItemRow, CalendarMarkRow, CalendarSpan
from csworkbench.ui.calendar.agenda_delegate import AgendaDelegate
from csworkbench.ui.calendar.agenda_entries import AgendaModel
from csworkbench.ui.calendar.choice import Choice, DropPlace
from csworkbench.ui.calendar.drag import Drag
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.heading_list import AnyIndex, HeadingListView
from csworkbench.ui.widgets.viewport import put_viewport

HOW = "C plans a check-in, T goes back to today."


class AgendaView(HeadingListView):
    """The list; `nothing` is what it says when no day has anything on it.

    Signals:
        menu_asked: the person wants the menu of the current check-in, at a global point.
        mark_asked: the person opened a mark (`CalendarMarkRow`).
    """

    menu_asked = Signal(QPoint)
    mark_asked = Signal(object)

    def __init__(self, theme: Theme, choice: Choice, drag: Drag, parent: QWidget | None = None) -> None:
        """Start without days."""
        super().__init__(parent)
        self._choice = choice
        self._drag = drag
        self._theme = theme
        self._is_following = False
        self.nothing = ""
        self.entries = AgendaModel(self)
        self._delegate = AgendaDelegate(theme, self.entries, choice, self)
        put_viewport(self)
        self.setModel(self.entries)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Agenda")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.doubleClicked.connect(self._on_double_clicked)
        choice.changed.connect(self._on_choice_changed)
        theme.changed.connect(self._on_theme_changed)
        drag.add_target(self)

    @property
    def current_mark(self) -> CalendarMarkRow | None:
        """The mark that is the current line, if it is one."""
        entry = self.entries.entry(self.currentIndex().row())
        return entry if isinstance(entry, CalendarMarkRow) else None

    def set_span(self, span: CalendarSpan) -> None:
        """Show other days; the current check-in stays in view."""
        self._delegate.today = span.today
        bar = self.verticalScrollBar().value()
        self._is_following = True
        self.entries.set_span(span)
        self._is_following = False
        self.verticalScrollBar().setValue(bar)
        self.setAccessibleDescription("" if self.entries.rowCount() or not self.nothing else f"{self.nothing} {HOW}")
        self._on_choice_changed()

    def show_day(self, day: date) -> None:
        """Scroll so that a day, or the next one shown, is on top."""
        for place in range(self.entries.rowCount()):
            on = self.entries.day_of(place)
            if on is not None and on >= day:
                self.scrollTo(self.entries.index(place), QListView.ScrollHint.PositionAtTop)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the list; say so when there is nothing on it."""
        super().paintEvent(event)
        if self.entries.rowCount() or not self.nothing:
            return
        painter, tokens = QPainter(self.viewport()), self._theme.tokens
        line, centre = self.fontMetrics().lineSpacing(), int(Qt.AlignmentFlag.AlignCenter)
        for words, font, ink, down in (
            (self.nothing, self._theme.font("strong"), tokens.text, -line),
            (HOW, self._theme.font(), tokens.muted, line),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(self.viewport().rect().translated(0, down // 2), centre, words)

    def drop_place(self, at: QPoint) -> DropPlace | None:
        """Give the day under a global point; None outside of the list."""
        inside = self.viewport().mapFromGlobal(at)
        if not self.isVisible() or not self.viewport().rect().contains(inside):
            return None
        day = self.entries.day_of(self.indexAt(inside).row())
        return None if day is None else DropPlace(day)

    def show_target(self, place: DropPlace | None) -> None:
        """Mark the heading of the day that something would be dropped on."""
        if place != self._delegate.target:
            self._delegate.target = place
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse, and be ready to drag it."""
        entry = self.entries.entry(self.indexAt(event.position().toPoint()).row())
        if not isinstance(entry, CalendarItemRow):
            super().mousePressEvent(event)
            return
        extends = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
        if extends or not self._choice.has(entry):
            self._choice.choose(entry, extends=extends)
        else:
            self._choice.make_current(entry)
        if event.button() == Qt.MouseButton.LeftButton:
            self._drag.press(event.globalPosition().toPoint(), self._choice.items)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on dragging."""
        self._drag.follow(event.globalPosition().toPoint())
        if not self._drag.is_running and not event.buttons():
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged."""
        if not self._drag.finish(event.globalPosition().toPoint()):
            super().mouseReleaseEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Choose the check-in of the current line."""
        super().currentChanged(current, previous)
        if self._is_following:
            return
        entry, day = self.entries.entry(current.row()), self.entries.day_of(current.row())
        if isinstance(entry, CalendarItemRow):
            self._choice.choose(entry)
        elif day is not None:
            self._choice.choose_day(day)

    def _on_choice_changed(self) -> None:
        item = self._choice.item
        place = None if item is None else self.entries.place_of_item(item.check_in_id)
        self._is_following = True
        if place is not None and place != self.currentIndex().row():
            self.setCurrentIndex(self.entries.index(place))
        elif place is None and isinstance(self.entries.entry(self.currentIndex().row()), CalendarItemRow):
            self.setCurrentIndex(QModelIndex())
        self._is_following = False
        self.viewport().update()

    def _on_menu_asked(self, at: QPoint) -> None:
        if self._choice.item is not None:
            self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        entry = self.entries.entry(index.row())
        if isinstance(entry, CalendarMarkRow):
            self.mark_asked.emit(entry)
        elif isinstance(entry, CalendarItemRow):
            self._choice.acted.emit()

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

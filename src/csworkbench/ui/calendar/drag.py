"""Dragging check-ins with the mouse between the tray, the views and the small month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from csworkbench.domain.calendar_span import CalendarItemRow
from csworkbench.ui.calendar.choice import DropPlace
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import TextLabel
from csworkbench.ui.widgets.texts import count_text


class Target(Protocol):
    """Something that check-ins can be dropped on."""

    def drop_place(self, at: QPoint) -> DropPlace | None:
        """Give day and time under a global point; None outside of it."""
        ...

    def show_target(self, place: DropPlace | None) -> None:
        """Mark where something would be dropped, or nothing."""
        ...


class Drag(QObject):
    """One drag at a time. The widget that was pressed hands its mouse events on; Esc gives up.

    Signals:
        dropped: a list of `CalendarItemRow`, the `DropPlace`, and the global point.
    """

    dropped = Signal(object, object, QPoint)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        """Draw what is dragged over `page`."""
        super().__init__(page)
        self._page = page
        self._targets: list[Target] = []
        self._pressed_at: QPoint | None = None
        self._items: Sequence[CalendarItemRow] = ()
        self._is_running = False
        self._ghost: QLabel = TextLabel(theme, "", "small_strong", "", page)
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.setProperty("surface", "toast")
        self._ghost.setContentsMargins(8, 4, 8, 4)
        self._ghost.setAutoFillBackground(True)
        self._ghost.hide()

    @property
    def is_running(self) -> bool:
        """Whether something is being dragged now."""
        return self._is_running

    def add_target(self, target: Target) -> None:
        """Let check-ins be dropped there."""
        self._targets.append(target)

    def press(self, at: QPoint, items: Sequence[CalendarItemRow]) -> None:
        """Be ready: the left button is down on check-ins; only open ones can be dragged."""
        self._items = [item for item in items if item.is_open]
        self._pressed_at = at if self._items else None

    def follow(self, at: QPoint) -> None:
        """Go where the mouse goes; a drag begins once it has left the spot."""
        if self._pressed_at is None:
            return
        if not self._is_running:
            if (at - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
                return
            self._begin()
        self._ghost.move(self._page.mapFromGlobal(at) + QPoint(12, 8))
        place, found = self._place(at)
        for target in self._targets:
            target.show_target(place if target is found else None)

    def finish(self, at: QPoint) -> bool:
        """Let go; give whether something was dragged."""
        was_running, items = self._is_running, list(self._items)
        place, _ = self._place(at) if was_running else (None, None)
        self.cancel()
        if place is not None:
            self.dropped.emit(items, place, at)
        return was_running

    def cancel(self) -> None:
        """Give up; nothing moves."""
        self._pressed_at = None
        self._items = ()
        if self._is_running:
            self._is_running = False
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._ghost.hide()
            for target in self._targets:
                target.show_target(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give up on Esc, wherever the focus is."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.cancel()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        self._is_running = True
        one = self._items[0].account
        self._ghost.setText(one if len(self._items) == 1 else f"{one} and {count_text(len(self._items) - 1, 'other')}")
        self._ghost.adjustSize()
        self._ghost.raise_()
        self._ghost.show()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _place(self, at: QPoint) -> tuple[DropPlace | None, Target | None]:
        for target in self._targets:
            place = target.drop_place(at)
            if place is not None:
                return place, target
        return None, None

"""The keys of the calendar: the same in every view and in the tray."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csworkbench.ui.calendar.calendar_acts import CalendarActs
from csworkbench.ui.calendar.choice import Choice

HELP = (
    "J K check-ins · Space held · E move · Alt+arrows shift · C plan · Ctrl+A all · A W M views · T today · "
    "O mine or team"
)
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Walk(Protocol):
    """Where the keys lead; the page is one."""

    def show_view(self, name: str) -> None:
        """Show the agenda, the week or the month."""
        ...

    def step_period(self, steps: int) -> None:
        """Show the period before or after."""
        ...

    def step_day(self, days: int) -> None:
        """Go to a day before or after."""
        ...

    def step_item(self, steps: int, *, extends: bool = False) -> None:
        """Go to a check-in before or after."""
        ...

    def step_in_week(self, steps: int) -> None:
        """Go up or down: a week in the month, a check-in elsewhere."""
        ...

    def open_current(self) -> None:
        """Open the account of what is current, or plan a check-in where nothing is."""
        ...

    def show_today(self) -> None:
        """Go to today."""
        ...

    def choose_all(self) -> None:
        """Choose all check-ins of the period that are still open."""
        ...

    def switch_whose(self) -> None:
        """Show mine or the team's."""
        ...

    @property
    def moves_up_by(self) -> tuple[int, int]:
        """Days and minutes that Alt+Up moves by."""
        ...

    @property
    def is_list(self) -> bool:
        """Whether the view is a list that walks by itself."""
        ...


class CalendarKeys(QObject):
    """Watches the widgets that show check-ins."""

    def __init__(self, walk: Walk, acts: CalendarActs, choice: Choice, page: QWidget) -> None:
        """Act through `walk` and `acts`."""
        super().__init__(page)
        self._walk = walk
        self._acts = acts
        self._choice = choice
        self._page = page

    def watch(self, widget: QWidget) -> None:
        """Take the keys that are pressed in a widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key, and take Alt with an arrow from Back and Forward while a check-in is chosen."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._is_move(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._press(event):
                return True
        return super().eventFilter(watched, event)

    def _is_move(self, event: QKeyEvent) -> bool:
        arrows = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown)
        return self._choice.item is not None and _held(event) == ALT and Key(event.key()) in arrows

    def _press(self, event: QKeyEvent) -> bool:
        held, key = _held(event), Key(event.key())
        if held == ALT:
            act = self._moves().get(key) if self._choice.item is not None else None
        elif held == CTRL:
            act = {Key.Key_A: self._walk.choose_all}.get(key)
        elif held == SHIFT:
            act = {Key.Key_J: lambda: self._walk.step_item(1, extends=True),
                   Key.Key_K: lambda: self._walk.step_item(-1, extends=True)}.get(key)  # fmt: skip
        elif not held:
            act = self._plain().get(key)
        else:
            act = None
        if act is not None:
            act()
        return act is not None

    def _moves(self) -> Mapping[Qt.Key, Callable[[], object]]:
        days, minutes = self._walk.moves_up_by
        forward = -1 if self._page.isRightToLeft() else 1
        move = self._acts.move_by
        return {
            Key.Key_Left: lambda: move(-forward),
            Key.Key_Right: lambda: move(forward),
            Key.Key_Up: lambda: move(-days, -minutes),
            Key.Key_Down: lambda: move(days, minutes),
            Key.Key_PageUp: lambda: move(-7),
            Key.Key_PageDown: lambda: move(7),
        }

    def _plain(self) -> Mapping[Qt.Key, Callable[[], object]]:
        walk, acts = self._walk, self._acts
        keys: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_A: lambda: walk.show_view("agenda"),
            Key.Key_W: lambda: walk.show_view("week"),
            Key.Key_M: lambda: walk.show_view("month"),
            Key.Key_T: walk.show_today,
            Key.Key_O: walk.switch_whose,
            Key.Key_J: lambda: walk.step_item(1),
            Key.Key_K: lambda: walk.step_item(-1),
            Key.Key_Space: lambda: acts.act("hold"),
            Key.Key_E: lambda: acts.act("move"),
            Key.Key_F2: lambda: acts.act("edit"),
            Key.Key_N: lambda: acts.act("miss"),
            Key.Key_Delete: lambda: acts.act("cancel"),
            Key.Key_C: acts.plan,
            Key.Key_Insert: acts.plan,
            Key.Key_Return: walk.open_current,
            Key.Key_Enter: walk.open_current,
        }
        if not walk.is_list:
            forward = -1 if self._page.isRightToLeft() else 1
            keys |= {
                Key.Key_Left: lambda: walk.step_day(-forward),
                Key.Key_Right: lambda: walk.step_day(forward),
                Key.Key_Up: lambda: walk.step_in_week(-1),
                Key.Key_Down: lambda: walk.step_in_week(1),
                Key.Key_PageUp: lambda: walk.step_period(-1),
                Key.Key_PageDown: lambda: walk.step_period(1),
            }
        return keys


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier

"""The keys of the calendar: the same in every view and in the tray."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from csworkbench.ui.bridge.page_keys import PageKey, key_text
from csworkbench.ui.calendar.calendar_acts import CalendarActs
from csworkbench.ui.calendar.calendar_walk import CalendarWalk
from csworkbench.ui.calendar.choice import Choice

SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS: Mapping[str, PageKey] = {
    "next": PageKey("J", "Next check-in", "J K check-ins"),
    "before": PageKey("K", "Check-in before"),
    "hold": PageKey("Space", "It took place: log the touch", "Space held"),
    "held": PageKey("H", "It was held as planned, with nothing to tell"),
    "move": PageKey("E", "Move to another day or time", "E move"),
    "day_earlier": PageKey("Alt+Left", "Move the chosen check-ins a day earlier", "Alt+arrows shift"),
    "day_later": PageKey("Alt+Right", "Move the chosen check-ins a day later"),
    "move_up": PageKey("Alt+Up", "Move up: a day, half an hour (week), a week (month)"),
    "move_down": PageKey("Alt+Down", "Move down: a day, half an hour (week), a week (month)"),
    "week_earlier": PageKey("Alt+PgUp", "Move the chosen check-ins a week earlier"),
    "week_later": PageKey("Alt+PgDown", "Move the chosen check-ins a week later"),
    "plan": PageKey("C; Ins", "Plan a check-in on the current day", "C plan"),
    "edit": PageKey("F2", "Edit the check-in"),
    "miss": PageKey("N", "It did not take place"),
    "cancel": PageKey("Del", "Cancel the check-in"),
    "open": PageKey("Enter", "Open the account, plan where nothing is"),
    "all": PageKey("Ctrl+A", "Choose all open check-ins of the period", "Ctrl+A all"),
    "more_next": PageKey("Shift+J; Shift+Down", "Choose the next check-in, too"),
    "more_before": PageKey("Shift+K; Shift+Up", "Choose the check-in before, too"),
    "one": PageKey("Esc", "Choose only the current one of several"),
    "agenda": PageKey("A", "Show the agenda", "A W M views"),
    "week": PageKey("W", "Show the week"),
    "month": PageKey("M", "Show the month"),
    "today": PageKey("T", "Go to today", "T today"),
    "whose": PageKey("O", "Show mine or the team's", "O mine or team"),
    "left": PageKey("Left", "Day before (week and month)"),
    "right": PageKey("Right", "Day after (week and month)"),
    "up": PageKey("Up", "Check-in before in the week, a week up in the month"),
    "down": PageKey("Down", "Next check-in in the week, a week down in the month"),
    "first": PageKey("Home", "First day of the period (week and month)"),
    "last": PageKey("End", "Last day of the period (week and month)"),
    "period_before": PageKey("PgUp", "Period before (week and month)"),
    "period_after": PageKey("PgDown", "Period after (week and month)"),
}
"""Every key of the calendar by what it does; what is pressed is looked up here."""
WALKS = frozenset({"left", "right", "up", "down", "first", "last", "period_before", "period_after"})
"""What a list does by itself."""
MOVES = frozenset({"day_earlier", "day_later", "move_up", "move_down", "week_earlier", "week_later"})
_DEED_OF = {part: deed for deed, key in KEYS.items() for part in key.parts}


class CalendarKeys(QObject):
    """Watches the widgets that show check-ins."""

    def __init__(self, walk: CalendarWalk, acts: CalendarActs, choice: Choice, page: QWidget) -> None:
        """Act through `walk` and `acts`."""
        super().__init__(page)
        self._walk = walk
        self._acts = acts
        self._choice = choice
        self._page = page
        self._letters = QTimer(self)
        self._letters.setSingleShot(True)
        self._letters.setInterval(QApplication.keyboardInputInterval())

    def watch(self, widget: QWidget) -> None:
        """Take the keys that are pressed in a widget."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key, and take Alt with an arrow from Back and Forward while a check-in is chosen."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._deed(event) in MOVES:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._press(event):
                return True
        return super().eventFilter(watched, event)

    def _deed(self, event: QKeyEvent) -> str:
        """Give what a key does now; empty when it is none of the calendar's."""
        deed = _DEED_OF.get(key_text(event), "")
        is_idle = (
            (deed in MOVES and self._choice.item is None)
            or (deed in WALKS and self._walk.is_list)
            or (deed == "one" and len(self._choice.items) < 2)
        )
        return "" if is_idle else deed

    def _press(self, event: QKeyEvent) -> bool:
        if self._is_typing(event):
            return False
        deed = self._deed(event)
        if deed:
            self.deeds()[deed]()
        return bool(deed)

    def _is_typing(self, event: QKeyEvent) -> bool:
        """Tell whether a letter goes on with a name that is being typed into a list: its first letter was no key."""
        is_letter = event.text().isprintable() and bool(event.text()) and not event.modifiers() & ~SHIFT
        if not (is_letter and self._walk.is_list):
            return False
        if self._letters.isActive() or not (event.text().isspace() or self._deed(event)):
            self._letters.start()
            return True
        return False

    def deeds(self) -> Mapping[str, Callable[[], object]]:
        """Give what each of `KEYS` leads to."""
        walk, acts, move = self._walk, self._acts, self._acts.move_by
        days, minutes = walk.moves_up_by
        forward = -1 if self._page.isRightToLeft() else 1
        return {
            "next": partial(walk.step_item, 1),
            "before": partial(walk.step_item, -1),
            "more_next": partial(walk.step_item, 1, extends=True),
            "more_before": partial(walk.step_item, -1, extends=True),
            "hold": partial(acts.act, "hold"),
            "held": partial(acts.act, "held"),
            "move": partial(acts.act, "move"),
            "edit": partial(acts.act, "edit"),
            "miss": partial(acts.act, "miss"),
            "cancel": partial(acts.act, "cancel"),
            "plan": acts.plan,
            "open": walk.open_asked.emit,
            "day_earlier": partial(move, -forward),
            "day_later": partial(move, forward),
            "move_up": partial(move, -days, -minutes),
            "move_down": partial(move, days, minutes),
            "week_earlier": partial(move, -7),
            "week_later": partial(move, 7),
            "all": walk.choose_all,
            "one": self._choice.choose_one,
            "agenda": partial(walk.show_view, "agenda"),
            "week": partial(walk.show_view, "week"),
            "month": partial(walk.show_view, "month"),
            "today": walk.show_today,
            "whose": walk.whose_asked.emit,
            "left": partial(walk.step_day, -forward),
            "right": partial(walk.step_day, forward),
            "up": partial(walk.step_in_week, -1),
            "down": partial(walk.step_in_week, 1),
            "first": partial(walk.show_edge, -1),
            "last": partial(walk.show_edge, 1),
            "period_before": partial(walk.step_period, -1),
            "period_after": partial(walk.step_period, 1),
        }

"""The list of things to do: Space done, E move, F2 edit, C plan, S snooze, Enter open; what was done folds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.my_day import DoneRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.bridge.page_keys import PageKey, key_text
from csworkbench.ui.my_day.day_delegate import DayDelegate, menu_rect, tick_rect
from csworkbench.ui.my_day.day_entries import DayLines, DayModel, ItemKey, Line, is_done_heading, item_key
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.heading_list import AnyIndex, Heading, HeadingListView
from csworkbench.ui.widgets.viewport import put_viewport

KEYS = {
    "done": PageKey("Space", "Done; take up again what was done", "Space done"),
    "move": PageKey("E", "Move to another day", "E move"),
    "plan": PageKey("C", "Plan a check-in with the account", "C plan"),
    "snooze": PageKey("S", "Put aside until a day, with a reason", "S snooze"),
    "open": PageKey("Enter", "Open the account", "Enter open"),
    "whose": PageKey("M", "Show mine or the team's", "M mine or team"),
    "edit": PageKey("F2", "Edit the check-in"),
    "held": PageKey("H", "The check-in was held as planned, with nothing to tell"),
    "missed": PageKey("N", "The check-in was not held"),
    "fold": PageKey("Left; Right", "Fold what was done, or show it"),
}
"""Every key of the list by what it does."""
_DEED_OF = {part: deed for deed, key in KEYS.items() for part in key.parts}


class DayList(HeadingListView):
    """The list.

    Signals:
        done_asked, move_asked, edit_asked, snooze_asked, plan_asked: of a `DayItemRow`.
        open_asked: of a `DayItemRow` or a `DoneRow`.
        reopen_asked: of a `DoneRow`.
        held_asked, missed_asked: of a `DayItemRow`, a check-in that happened as planned, or did not.
        whose_asked: mine or the team's.
        selection_moved: another item is the current one.
    """

    done_asked = Signal(object)
    move_asked = Signal(object)
    snooze_asked = Signal(object)
    reopen_asked = Signal(object)
    held_asked = Signal(object)
    missed_asked = Signal(object)
    edit_asked = Signal(object)
    plan_asked = Signal(object)
    whose_asked = Signal()
    open_asked = Signal(object)
    selection_moved = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.entries = DayModel(clock, self)
        put_viewport(self)
        self.setModel(self.entries)
        self.setItemDelegate(DayDelegate(theme, clock, self))
        self.setAccessibleName("Do today")
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._on_theme_changed)

    @property
    def current_item(self) -> DayItemRow | None:
        """The item the keys act on."""
        entry = self.entries.entry(self.currentIndex().row())
        return entry if isinstance(entry, DayItemRow) else None

    def set_lines(self, lines: DayLines) -> None:
        """Show other items; the current one stays current, or the one in its place, and what is in sight stays so."""
        held = self._current_line
        row = self.currentIndex().row()
        bar = self.verticalScrollBar()
        shown_from, was_in_sight = bar.value(), self._is_in_sight()
        self.entries.set_lines(lines)
        found = self._place_of(held)
        target = self.entries.nearest_row(max(0, row)) if found is None else found
        if target is None:
            target = self.entries.done_place()
        if target is not None:
            self.setCurrentIndex(self.entries.index(target))
        if shown_from:
            self.doItemsLayout()
            bar.setValue(shown_from)
            if was_in_sight:
                self.scrollTo(self.currentIndex())
        self.selection_moved.emit()

    def _is_in_sight(self) -> bool:
        return self.viewport().rect().intersects(self.visualRect(self.currentIndex()))

    @property
    def _current_line(self) -> Heading | Line | None:
        return self.entries.entry(self.currentIndex().row())

    def _place_of(self, held: Heading | Line | None) -> int | None:
        if isinstance(held, DayItemRow):
            return self.entries.row_of(item_key(held))
        if is_done_heading(held):
            return self.entries.done_place()
        return self.entries.place_of(held) if isinstance(held, DoneRow) else None

    def fold_done(self, is_folded: bool) -> None:
        """Show or hide what was done; its heading stays or becomes the current line."""
        self.entries.fold_done(is_folded)
        place = self.entries.done_place()
        if place is not None:
            self.setCurrentIndex(self.entries.index(place))

    def show_item(self, key: ItemKey) -> None:
        """Make an item the current one, if it is there."""
        row = self.entries.row_of(key)
        if row is not None:
            self.setCurrentIndex(self.entries.index(row))

    def menu_for(self, item: DayItemRow) -> QMenu:
        """Give what can be done with an item."""
        menu = QMenu(self)
        for text, signal in (
            ("Done\tSpace", self.done_asked),
            ("Move to…\tE", self.move_asked),
            ("Edit…\tF2", self.edit_asked),
            ("Held as planned\tH", self.held_asked),
            ("Not held…\tN", self.missed_asked),
            ("Plan a check-in…\tC", self.plan_asked),
            ("Snooze…\tS", self.snooze_asked),
            ("Open account\tEnter", self.open_asked),
        ):
            if signal in (self.done_asked, self.move_asked) and not can_be_done(item):
                continue
            if signal in (self.held_asked, self.missed_asked) and not can_be_missed(item):
                continue
            if signal is self.edit_asked and not can_be_edited(item):
                continue
            menu.addAction(text).triggered.connect(partial(self._tell, signal, item))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, E, S and Enter act on the current line."""
        line = self._current_line
        is_used = False
        deed = _DEED_OF.get(key_text(event), "")
        if deed == "whose":
            self.whose_asked.emit()
            is_used = True
        elif not event.modifiers():
            if isinstance(line, DayItemRow):
                is_used = self._act_on_item(line, deed)
            elif isinstance(line, DoneRow):
                is_used = self._act_on_done(line, event.key())
            elif is_done_heading(line):
                is_used = self._act_on_heading(event.key())
        if not is_used:
            super().keyPressEvent(event)

    def _act_on_item(self, item: DayItemRow, deed: str) -> bool:
        signals = {
            "done": self.done_asked,
            "move": self.move_asked,
            "edit": self.edit_asked,
            "plan": self.plan_asked,
            "held": self.held_asked,
            "missed": self.missed_asked,
            "snooze": self.snooze_asked,
            "open": self.open_asked,
        }
        signal = signals.get(deed)
        if signal is not None:
            signal.emit(item)
        return signal is not None

    def _act_on_done(self, done: DoneRow, key: int) -> bool:
        if key == Qt.Key.Key_Space:
            self.reopen_asked.emit(done)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_asked.emit(done)
        elif key == Qt.Key.Key_Left:
            self.fold_done(True)
        else:
            return False
        return True

    def _act_on_heading(self, key: int) -> bool:
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.fold_done(not self.entries.is_done_folded)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.fold_done(key == Qt.Key.Key_Left)
        else:
            return False
        return True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the circle ticks off, one on the dots opens the menu."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        entry = self.entries.entry(index.row())
        if event.button() != Qt.MouseButton.LeftButton or entry is None:
            return
        rect = self.visualRect(index)
        if is_done_heading(entry):
            self.fold_done(not self.entries.is_done_folded)
        elif isinstance(entry, DoneRow) and tick_rect(rect).contains(at):
            self.reopen_asked.emit(entry)
        if not isinstance(entry, DayItemRow):
            return
        if tick_rect(rect).contains(at):
            self.done_asked.emit(entry)
        elif menu_rect(rect).contains(at):
            self._open_menu(entry, at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current item when the focus comes by Tab."""
        super().focusInEvent(event)
        if self._current_line is None and (first := self.entries.nearest_row(0)) is not None:
            self.setCurrentIndex(self.entries.index(first))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell that another item is current."""
        super().currentChanged(current, previous)
        self.selection_moved.emit()

    def _tell(self, signal: SignalInstance, item: DayItemRow, _checked: bool = False) -> None:
        signal.emit(item)

    def _open_menu(self, item: DayItemRow, at: QPoint) -> None:
        menu = self.menu_for(item)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.viewport().mapToGlobal(at))

    def _on_menu_asked(self, at: QPoint) -> None:
        index = self.indexAt(at)
        entry = self.entries.entry(index.row() if index.isValid() else self.currentIndex().row())
        if isinstance(entry, DayItemRow):
            self._open_menu(entry, at)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        entry = self.entries.entry(index.row())
        if isinstance(entry, DayItemRow | DoneRow):
            self.open_asked.emit(entry)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def can_be_edited(item: DayItemRow) -> bool:
    """Say whether there is more to an item than its day: a check-in has time, people and agenda."""
    return item.kind == "check-in" and item.target_id is not None


def can_be_missed(item: DayItemRow) -> bool:
    """Say whether it may turn out that an item did not happen: a check-in whose day has come."""
    return item.kind == "check-in" and item.target_id is not None and item.days_late >= 0


def can_be_done(item: DayItemRow) -> bool:
    """Say whether an item is ticked off and moved here: check-ins and promises; the others go with their cause."""
    return item.kind in ("check-in", "promise") and item.target_id is not None

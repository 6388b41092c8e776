"""The list of things to do: Space done, S snooze, Enter open, arrows move."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from csworkbench.domain.day import DayItemRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.my_day.day_delegate import DayDelegate, menu_rect, tick_rect
from csworkbench.ui.my_day.day_entries import AnyIndex, DayModel, ItemKey, item_key
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.viewport import put_viewport


class DayList(QListView):
    """The list.

    Signals:
        done_asked, snooze_asked, open_asked: of a `DayItemRow`.
        selection_moved: another item is the current one.
    """

    done_asked = Signal(object)
    snooze_asked = Signal(object)
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

    def set_items(self, items: Sequence[DayItemRow]) -> None:
        """Show other items; the current one stays current, or the one that took its place."""
        held = self.current_item
        row = self.currentIndex().row()
        self.entries.set_items(items)
        found = None if held is None else self.entries.row_of(item_key(held))
        target = self.entries.nearest_item(max(0, row)) if found is None else found
        if target is not None:
            self.setCurrentIndex(self.entries.index(target))
        self.selection_moved.emit()

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
            ("Snooze…\tS", self.snooze_asked),
            ("Open account\tEnter", self.open_asked),
        ):
            if signal is self.done_asked and not can_be_done(item):
                continue
            menu.addAction(text).triggered.connect(partial(self._tell, text, item))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, S and Enter act on the current item."""
        item = self.current_item
        key = event.key()
        if item is not None and not event.modifiers():
            if key == Qt.Key.Key_Space:
                self.done_asked.emit(item)
                return
            if key == Qt.Key.Key_S:
                self.snooze_asked.emit(item)
                return
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.open_asked.emit(item)
                return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the circle ticks off, one on the dots opens the menu."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        entry = self.entries.entry(index.row())
        if event.button() != Qt.MouseButton.LeftButton or not isinstance(entry, DayItemRow):
            return
        rect = self.visualRect(index)
        if tick_rect(rect).contains(at):
            self.done_asked.emit(entry)
        elif menu_rect(rect).contains(at):
            self._open_menu(entry, at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current item when the focus comes by Tab."""
        super().focusInEvent(event)
        if self.current_item is None and (first := self.entries.nearest_item(0)) is not None:
            self.setCurrentIndex(self.entries.index(first))

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell that another item is current."""
        super().currentChanged(current, previous)
        self.selection_moved.emit()

    def _tell(self, text: str, item: DayItemRow, _checked: bool = False) -> None:
        signal = {"D": self.done_asked, "S": self.snooze_asked, "O": self.open_asked}[text[0]]
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
        if isinstance(entry, DayItemRow):
            self.open_asked.emit(entry)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def can_be_done(item: DayItemRow) -> bool:
    """Say whether an item is ticked off here: check-ins and promises are; the others go when their cause does."""
    return item.kind in ("check-in", "promise") and item.target_id is not None

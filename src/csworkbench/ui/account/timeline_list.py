"""The list of a timeline: events under their days, painted in two lines, moved through by keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csworkbench.domain.timeline import TimelineRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.bridge.page_keys import PageKey
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.heading_list import ENTRY_ROLE, AnyIndex, Heading, HeadingListModel, HeadingListView
from csworkbench.ui.widgets.painting import paint_focus_ring
from csworkbench.ui.widgets.texts import full_day, plain_tool_tip, relative_day

DAY_HEIGHT, EVENT_HEIGHT = 30, 46
_EDIT_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter)
KNOWN_ICONS = frozenset({
    "call", "meeting", "video", "email", "chat", "on-site", "event", "notice", "training", "feedback", "reviews",
    "action", "check-in", "check-in-due", "check-in-plan", "risk", "rising", "falling", "renewal", "contract", "goal",
    "health", "note", "warning", "check", "snooze", "healthy", "no-data", "document", "star", "flag", "history",
})  # fmt: skip
_ARROWS = {"rising": "arrow-up", "falling": "arrow-down"}
"""The triangles of deltas are too small to stand alone."""
_ICON_OF_KIND = {
    "touch": "note", "check-in": "check-in", "feedback": "feedback", "review": "reviews", "action": "action",
    "ticket": "warning", "score": "health", "score change": "health", "outcome": "contract", "goal": "goal",
}  # fmt: skip


def icon_of(row: TimelineRow) -> str:
    """Give the name of the icon that stands for an event."""
    if row.icon_word in _ARROWS:
        return _ARROWS[row.icon_word]
    for word in (row.icon_word, row.channel, row.kind):
        if word in KNOWN_ICONS:
            return str(word)
    return _ICON_OF_KIND.get(row.kind.replace("_", " ").replace("check in", "check-in"), "info")


def one_line(text: str | None) -> str:
    """Give a text without its line breaks."""
    return " ".join((text or "").split())


class TimelineModel(HeadingListModel[TimelineRow]):
    """Days and the events under them, newest first."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._clock = clock

    @property
    def events(self) -> list[TimelineRow]:
        """The events in the order shown."""
        return self.rows

    def set_events(self, rows: Sequence[TimelineRow]) -> None:
        """Show events, newest first."""
        today = self._clock.today()
        entries: list[Heading | TimelineRow] = []
        day: date | None = None
        for row in rows:
            if row.on != day:
                day = row.on
                entries.append(Heading(f"{full_day(day)} · {relative_day(day, today)}"))
            entries.append(row)
        self.set_entries(entries)

    def row_data(self, row: TimelineRow, role: int) -> Any:
        """Give title, tool tip or spoken text."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tool_tip(f"{row.title}\n{row.detail}".strip())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{full_day(row.on)}: {row.title}. {one_line(row.detail)}".strip()
        return None


class TimelineDelegate(QStyledItemDelegate):
    """Paints day headings and events."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Paint in `theme`."""
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Give the height of a heading or an event."""
        height = DAY_HEIGHT if isinstance(index.data(ENTRY_ROLE), Heading) else EVENT_HEIGHT
        return QSize(100, round(height * self._theme.font_scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one entry."""
        entry = index.data(ENTRY_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        if isinstance(entry, Heading):
            painter.setFont(self._theme.font("caption_strong"))
            painter.setPen(self._theme.color("muted"))
            painter.drawText(rect.adjusted(12, 6, -8, 0), int(Qt.AlignmentFlag.AlignVCenter), entry.text)
        else:
            state = option.state
            self._paint_event(painter, rect, entry, state)
        painter.restore()

    def _paint_event(self, painter: QPainter, rect: QRectF, row: TimelineRow, state: QStyle.StateFlag) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("selection"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.color("hover"))
        icon = QRectF(rect.x() + 14, rect.center().y() - 8, 16, 16)
        theme.icons.paint(painter, icon, icon_of(row), theme.tokens.muted)
        text = rect.adjusted(44, 0, -12, 0)
        detail = one_line(row.detail)
        half = rect.height() / 2
        top = QRectF(text.x(), rect.y() + 4, text.width(), half - 4) if detail else text
        self._draw(painter, top, row.title, "strong", "text")
        if detail:
            bottom = QRectF(text.x(), rect.y() + half, text.width(), half - 5)
            self._draw(painter, bottom, detail, "caption", "muted")
        painter.fillRect(QRectF(rect.x() + 12, rect.bottom() - 1, rect.width() - 24, 1), theme.color("border"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, rect.adjusted(1, 1, -1, -1), theme.tokens.accent, 4)

    def _draw(self, painter: QPainter, rect: QRectF, text: str, role: Any, token: str) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetricsF(font).elidedText(one_line(text), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


EDIT_WORDS = {"touch": "Edit…\tF2", "check_in": "Move to…\tF2", "action": "Move to…\tF2"}
CHECK_IN_WORDS = (
    ("hold", "It took place…\tSpace"),
    ("edit", "Edit…\tShift+E"),
    ("held", "Held as planned\tH"),
    ("miss", "Mark as missed…\tN"),
    ("export", "Export to a calendar…\tX"),
)
"""What else can be done with a check-in, and the keys for it."""
_CHECK_IN_KEYS = {
    (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier): "hold",
    (Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier): "edit",
    (Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier): "held",
    (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier): "miss",
    (Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier): "export",
}
TIMELINE_KEYS = (
    PageKey("Enter; F2; E", "Timeline: edit the touch, move the check-in or the promise"),
    PageKey("Del", "Timeline: delete the touch, cancel the check-in, drop the promise"),
    PageKey("Space", "Timeline: the check-in took place"),
    PageKey("Shift+E", "Timeline: edit the check-in"),
    PageKey("H", "Timeline: the check-in was held as planned"),
    PageKey("N", "Timeline: the check-in was missed"),
    PageKey("X", "Timeline: export the check-in to a calendar"),
)
"""What the keys do, for the list of shortcuts."""
DELETE_WORDS = {"touch": "Delete\tDel", "check_in": "Cancel check-in…\tDel", "action": "Drop promise\tDel"}


class TimelineList(HeadingListView):
    """The list as a widget: F2, E or Enter edits an event, Del deletes it, where its kind allows that.

    Signals:
        edit_asked, delete_asked: of a `TimelineRow`.
        check_in_asked: a word of `CHECK_IN_WORDS` and the key of the check-in.
    """

    edit_asked = Signal(object)
    delete_asked = Signal(object)
    check_in_asked = Signal(str, int)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.entries = TimelineModel(clock, self)
        self.setModel(self.entries)
        self.setItemDelegate(TimelineDelegate(theme, self))
        self.setAccessibleName("Timeline")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_asked)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._on_theme_changed)

    @property
    def current_event(self) -> TimelineRow | None:
        """The event the keys act on."""
        entry = self.entries.entry(self.currentIndex().row())
        return entry if isinstance(entry, TimelineRow) else None

    def menu_for(self, row: TimelineRow) -> QMenu:
        """Give what can be done with an event; empty where nothing can."""
        menu = QMenu(self)
        if row.kind in EDIT_WORDS:
            menu.addAction(EDIT_WORDS[row.kind]).triggered.connect(partial(self._tell, self.edit_asked, row))
        for word, text in CHECK_IN_WORDS if row.kind == "check_in" else ():
            menu.addAction(text).triggered.connect(partial(self._on_check_in_chosen, word, row.id))
        if row.kind in DELETE_WORDS:
            menu.addAction(DELETE_WORDS[row.kind]).triggered.connect(partial(self._tell, self.delete_asked, row))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the current event."""
        row, key = self.current_event, event.key()
        if row is not None and not event.modifiers() and key in _EDIT_KEYS:
            self.edit_asked.emit(row)
        elif row is not None and not event.modifiers() and key == Qt.Key.Key_Delete:
            self.delete_asked.emit(row)
        elif row is not None and row.kind == "check_in" and (key, event.modifiers()) in _CHECK_IN_KEYS:
            self.check_in_asked.emit(_CHECK_IN_KEYS[Qt.Key(key), event.modifiers()], row.id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current event when the focus comes by Tab."""
        super().focusInEvent(event)
        if self.current_event is None and (first := self.entries.nearest_row(0)) is not None:
            self.setCurrentIndex(self.entries.index(first))

    def _tell(self, signal: SignalInstance, row: TimelineRow, _checked: bool = False) -> None:
        signal.emit(row)

    def _on_check_in_chosen(self, word: str, check_in_id: int, _checked: bool = False) -> None:
        self.check_in_asked.emit(word, check_in_id)

    def _on_menu_asked(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = self.entries.entry(index.row() if index.isValid() else self.currentIndex().row())
        menu = self.menu_for(row) if isinstance(row, TimelineRow) else None
        if menu is not None and menu.actions():
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(at))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = self.entries.entry(index.row())
        if isinstance(row, TimelineRow) and row.kind in EDIT_WORDS:
            self.edit_asked.emit(row)

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

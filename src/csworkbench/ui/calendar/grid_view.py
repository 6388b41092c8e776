"""What month and week share: days with check-ins as blocks that are clicked, dragged and walked through by keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from csworkbench.domain.calendar_span import CalendarItemRow, CalendarMarkRow, CalendarSpan
from csworkbench.ui.calendar.choice import Choice, DropPlace
from csworkbench.ui.calendar.drag import Drag
from csworkbench.ui.calendar.item_painting import ItemPainter
from csworkbench.ui.calendar.item_words import day_words, spoken_day, spoken_item, spoken_mark
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_line
from csworkbench.ui.widgets.texts import number_text, plain_tool_tip, weekday_day
from csworkbench.ui.widgets.viewport import put_viewport


@dataclass(frozen=True, slots=True)
class Block:
    """Something drawn that can be clicked: a check-in, a mark, or how many more a day has."""

    rect: QRectF
    day: date
    item: CalendarItemRow | None = None
    mark: CalendarMarkRow | None = None
    more: int = 0


class GridView(QAbstractScrollArea):
    """Base of month and week. Subclasses lay out `blocks` and say where a point lies in `place_at`.

    Its accessible description always tells the current day with all that is on it; the agenda gives the same as a list.

    Signals:
        menu_asked: the person wants the menu of the current check-in, at a global point.
        day_asked: the person wants to see all of a day (`date`).
        plan_asked: the person wants to plan a check-in at a `DropPlace`.
        mark_asked: the person wants to open a mark's account (`CalendarMarkRow`).
    """

    menu_asked = Signal(QPoint)
    day_asked = Signal(object)
    plan_asked = Signal(object)
    mark_asked = Signal(object)

    def __init__(self, theme: Theme, choice: Choice, drag: Drag, name: str, parent: QWidget | None = None) -> None:
        """Start without days."""
        super().__init__(parent)
        self.theme = theme
        self.choice = choice
        self.drag = drag
        self.painter = ItemPainter(theme)
        self.span: CalendarSpan | None = None
        self.target: DropPlace | None = None
        self.blocks: Sequence[Block] = ()
        put_viewport(self)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(name)
        choice.changed.connect(self._on_choice_changed)
        theme.changed.connect(self.relay)
        drag.add_target(self)

    def set_span(self, span: CalendarSpan) -> None:
        """Show other days."""
        self.span = span
        self.relay()

    def relay(self) -> None:
        """Lay everything out anew and draw it; a view that is not on show waits until it is."""
        if not self.isVisible():
            return
        self.blocks = self.lay_blocks() if self.span is not None else ()
        self._describe()
        self.viewport().update()

    def lay_blocks(self) -> Sequence[Block]:
        """Give what is drawn, with its places in the viewport."""
        raise NotImplementedError

    def place_at(self, at: QPointF) -> DropPlace | None:
        """Give day and time at a point of the viewport; None beside the days."""
        raise NotImplementedError

    def rect_of_day(self, day: date) -> QRectF:
        """Give where a day is drawn; empty when it is not."""
        raise NotImplementedError

    def show_item(self, item: CalendarItemRow) -> None:
        """Bring a check-in into view."""

    def paint_block(self, painter: QPainter, block: Block) -> None:
        """Draw a check-in, a mark, or how many more there are."""
        if block.item is not None and self.span is not None:
            current = self.choice.item
            self.painter.paint_item(
                painter,
                block.rect,
                block.item,
                is_late=block.item.on < self.span.today,
                is_chosen=self.choice.has(block.item),
                is_current=self.hasFocus() and current is not None and current.check_in_id == block.item.check_in_id,
            )
        elif block.mark is not None:
            self.painter.paint_mark(painter, block.rect, block.mark)
        else:
            words, rect = f"{number_text(block.more)} more", block.rect.adjusted(7, 0, 0, 0)
            if rect.width() < QFontMetricsF(self.theme.font("small_strong")).horizontalAdvance(words):
                words, rect = f"+{number_text(block.more)}", block.rect
            paint_line(painter, rect, words, self.theme.font("small_strong"), self.theme.tokens.accent_text)

    # what a drag asks of its targets

    def drop_place(self, at: QPoint) -> DropPlace | None:
        """Give day and time under a global point; None outside of this view."""
        inside = self.viewport().mapFromGlobal(at)
        if not self.isVisible() or not self.viewport().rect().contains(inside):
            return None
        return self.place_at(QPointF(inside))

    def show_target(self, place: DropPlace | None) -> None:
        """Mark the day that something would be dropped on."""
        if place != self.target:
            self.target = place
            self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out what was read meanwhile."""
        super().showEvent(event)
        self.relay()

    # what the person does

    def block_at(self, at: QPointF) -> Block | None:
        """Give what lies at a point of the viewport, the topmost of it."""
        return next((block for block in reversed(self.blocks) if block.rect.contains(at)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse, and be ready to drag it."""
        block, place = self.block_at(event.position()), self.place_at(event.position())
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        extends = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
        if block is not None and block.item is not None:
            if not self.choice.has(block.item) or extends:
                self.choice.choose(block.item, extends=extends)
            elif self.choice.item is None or self.choice.item.check_in_id != block.item.check_in_id:
                self.choice.make_current(block.item)
            if event.button() == Qt.MouseButton.LeftButton:
                self.drag.press(event.globalPosition().toPoint(), self.choice.items)
        elif place is not None:
            self.choice.choose_day(place.day)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on dragging."""
        self.drag.follow(event.globalPosition().toPoint())
        block = self.block_at(event.position())
        is_hand = block is not None and not self.drag.is_running
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged; a click on "2 more" shows the day."""
        if self.drag.finish(event.globalPosition().toPoint()) or event.button() != Qt.MouseButton.LeftButton:
            return
        block = self.block_at(event.position())
        if block is not None and block.more:
            self.day_asked.emit(block.day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a check-in or a mark; plan one where nothing is."""
        block, place = self.block_at(event.position()), self.place_at(event.position())
        if block is not None and block.item is not None:
            self.choice.acted.emit()
        elif block is not None and block.mark is not None:
            self.mark_asked.emit(block.mark)
        elif place is not None and block is None:
            self.plan_asked.emit(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the check-in under the mouse, or of the current one."""
        if self.choice.item is not None:
            self.menu_asked.emit(event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show what a block or a day is as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = self.tip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tool_tip(words), self.viewport())
            return True
        return super().viewportEvent(event)

    # inside

    def tip_at(self, at: QPointF) -> str:
        """Give what lies at a point of the viewport in words, for its tool tip."""
        block, place = self.block_at(at), self.place_at(at)
        if self.span is None:
            return ""
        if block is not None and block.item is not None:
            return spoken_item(block.item, self.span.today)
        if block is not None and block.mark is not None:
            return spoken_mark(block.mark)
        if place is None:
            return ""
        words = [f"{weekday_day(place.day)}: {day_words(self.span.day(place.day)) or 'nothing planned'}"]
        away = self._away_on(place.day)
        return "\n".join([*words, away] if away else words)

    def _away_on(self, day: date) -> str:
        """Give why the customer of the current check-in does not work on a day; empty when it does."""
        item = self.choice.item
        if item is None or self.span is None:
            return ""
        why = self.span.away.get(int(item.account_id), {}).get(day)
        return f"{item.account} is closed: {why}" if why else ""

    def is_away(self, day: date) -> bool:
        """Tell whether the customer of the current check-in does not work on a day."""
        return bool(self._away_on(day))

    def _describe(self) -> None:
        if self.span is None:
            return
        words = spoken_day(self.span, self.choice.day, self.span.today)
        item = self.choice.item
        if item is not None:
            words = f"{spoken_item(item, self.span.today)} {words}"
        self.setAccessibleDescription(words)

    def _on_choice_changed(self) -> None:
        self._describe()
        if self.choice.item is not None and self.isVisible():
            self.show_item(self.choice.item)
        self.viewport().update()

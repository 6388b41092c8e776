"""The month: whole weeks of days, each with its first check-ins, its load and what is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from csworkbench.ui.calendar.choice import Choice, DropPlace
from csworkbench.ui.calendar.drag import Drag
from csworkbench.ui.calendar.grid_view import Block, GridView
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_focus_ring, paint_line

PAD, GAP, LOAD = 3.0, 1.5, 3.0


class MonthView(GridView):
    """See the module; all weeks share the height there is."""

    def __init__(self, theme: Theme, choice: Choice, drag: Drag, parent: QWidget | None = None) -> None:
        """Start without days."""
        super().__init__(theme, choice, drag, "Month", parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def weeks(self) -> int:
        """How many weeks are shown."""
        return 0 if self.span is None else len(self.span.days) // 7

    def rect_of_day(self, day: date) -> QRectF:
        """Give the cell of a day; empty when it is not shown."""
        if self.span is None:
            return QRectF()
        row, column = divmod((day - self.span.query.first).days, 7)
        if not 0 <= row < self.weeks:
            return QRectF()
        if self.isRightToLeft():
            column = 6 - column
        width, height = self._cell()
        return QRectF(column * width, self._head() + row * height, width, height)

    def place_at(self, at: QPointF) -> DropPlace | None:
        """Give the day at a point."""
        width, height = self._cell()
        row, column = int((at.y() - self._head()) // height), int(at.x() // width)
        if self.span is None or not (0 <= row < self.weeks and 0 <= column < 7):
            return None
        if self.isRightToLeft():
            column = 6 - column
        return DropPlace(self.span.query.first + timedelta(days=7 * row + column))

    def lay_blocks(self) -> Sequence[Block]:
        """Give as many lines of each day as its cell holds."""
        assert self.span is not None
        blocks: list[Block] = []
        for day in self.span.days:
            blocks += self._blocks_of(day.on)
        return blocks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cells out for another size."""
        super().resizeEvent(event)
        self.relay()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the weeks."""
        painter = QPainter(self.viewport())
        tokens = self.theme.tokens
        painter.fillRect(self.viewport().rect(), QColor(tokens.card))
        if self.span is None:
            return
        self._paint_weekdays(painter)
        for day in self.span.days:
            self._paint_day(painter, day.on)
        for block in self.blocks:
            self.paint_block(painter, block)
        if self.hasFocus() and self.choice.item is None:
            paint_focus_ring(painter, self.rect_of_day(self.choice.day), tokens.accent, 2)

    # inside

    def _head(self) -> float:
        return QFontMetricsF(self.theme.font("small_strong")).height() + 8

    def _line(self) -> float:
        return QFontMetricsF(self.theme.font("small")).height() + 2

    def _cell(self) -> tuple[float, float]:
        room = self.viewport().height() - self._head()
        return max(1.0, self.viewport().width() / 7), max(1.0, room / max(1, self.weeks))

    def _blocks_of(self, day: date) -> list[Block]:
        assert self.span is not None
        cell, line = self.rect_of_day(day), self._line()
        items, marks = self.span.items_on(day), self.span.marks_on(day)
        unseen = max(0, self.span.day(day).check_ins - len(items))
        top = cell.y() + PAD + line
        fits = int((cell.bottom() - LOAD - top) // (line + GAP))
        total = len(items) + len(marks)
        shown = total if total <= fits and not unseen else max(0, fits - 1)
        blocks = []
        for place in range(min(shown, total)):
            rect = QRectF(cell.x() + PAD, top + place * (line + GAP), cell.width() - 2 * PAD, line)
            is_item = place < len(items)
            item = items[place] if is_item else None
            blocks.append(Block(rect, day, item, None if is_item else marks[place - len(items)]))
        more = total - len(blocks) + unseen
        if more and fits == 1 and items:  # one line: the first check-in and how many more beside it
            room = QRectF(cell.x() + PAD, top, cell.width() - 2 * PAD, line)
            beside = self._beside()
            blocks.append(Block(room.adjusted(0, 0, -beside, 0), day, items[0]))
            more -= 1
            if more:
                blocks.append(Block(room.adjusted(room.width() - beside + 2, 0, 0, 0), day, more=more))
        elif more and fits > 0:
            rect = QRectF(cell.x() + PAD, top + len(blocks) * (line + GAP), cell.width() - 2 * PAD, line)
            blocks.append(Block(rect, day, more=more))
        return blocks

    def _beside(self) -> float:
        return QFontMetricsF(self.theme.font("small_strong")).horizontalAdvance("+99") + 4

    def _paint_weekdays(self, painter: QPainter) -> None:
        assert self.span is not None
        tokens, locale = self.theme.tokens, QLocale()
        for column in range(7):
            day = self.span.query.first + timedelta(days=column)
            cell = self.rect_of_day(day)
            name = locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
            head = QRectF(cell.x() + PAD + 2, 0, cell.width() - PAD, self._head())
            paint_line(painter, head, name, self.theme.font("small_strong"), tokens.muted)
        painter.fillRect(QRectF(0, self._head() - 1, self.viewport().width(), 1), QColor(tokens.border))

    def _paint_day(self, painter: QPainter, on: date) -> None:
        assert self.span is not None
        tokens, cell, day = self.theme.tokens, self.rect_of_day(on), self.span.day(on)
        is_target = self.target is not None and self.target.day == on
        self.painter.paint_ground(painter, cell, day, is_away=self.is_away(on), is_target=is_target)
        painter.fillRect(QRectF(cell.right() - 1, cell.y(), 1, cell.height()), QColor(tokens.border))
        painter.fillRect(QRectF(cell.x(), cell.bottom() - 1, cell.width(), 1), QColor(tokens.border))
        head = QRectF(cell.x() + PAD + 2, cell.y() + 2, cell.width() - 2 * PAD - 4, self._line())
        number = QLocale().toString(on.day)
        if on.day == 1 or on == self.span.query.first:
            month = QLocale().standaloneMonthName(on.month, QLocale.FormatType.ShortFormat)
            number = f"{number} {month}"
        used = self.painter.paint_minutes(painter, head, day)
        self.painter.paint_name(painter, head.adjusted(0, 0, -used - 6, 0), day, number, on == self.span.today)
        load = QRectF(cell.x() + PAD, cell.bottom() - LOAD - 2, cell.width() - 2 * PAD, LOAD)
        self.painter.paint_load(painter, load, day)
        if on == self.choice.day:
            painter.fillRect(QRectF(cell.x(), cell.y(), cell.width(), 2), QColor(tokens.accent))

"""The week: seven columns with a grid of hours; what has no time stands above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPointF, QRectF, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from csworkbench.domain.calendar_span import CalendarItemRow, side_by_side, time_text
from csworkbench.domain.instants import minute_of
from csworkbench.infra.clock import Clock
from csworkbench.ui.calendar.choice import Choice, DropPlace
from csworkbench.ui.calendar.drag import Drag
from csworkbench.ui.calendar.grid_view import Block, GridView
from csworkbench.ui.calendar.item_words import load_words
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_focus_ring, paint_line
from csworkbench.ui.widgets.texts import clock_text

PAD, GAP, LOAD = 3.0, 2.0, 3.0
HOUR, FIRST_SHOWN, STEP = 44.0, 8, 15
"""Pixels of an hour at 100 %, the hour that the grid opens at, and the minutes that a drop snaps to."""
MOST_UNTIMED = 5
LEAST_WIDTH = 62.0
"""Pixels that a check-in takes at least, at 100 %."""


class WeekView(GridView):
    """See the module. Only the grid of hours scrolls."""

    def __init__(self, theme: Theme, choice: Choice, drag: Drag, clock: Clock, parent: QWidget | None = None) -> None:
        """Start without days; `clock` says where the line of the present is."""
        super().__init__(theme, choice, drag, "Week", parent)
        self._clock = clock
        self._is_placed = False
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self.relay)

    def rect_of_day(self, day: date) -> QRectF:
        """Give the column of a day, from its head to the foot; empty when it is not shown."""
        place = self._place(day)
        if place is None:
            return QRectF()
        return QRectF(self._left(place), 0, self._width(), self.viewport().height())

    def place_at(self, at: QPointF) -> DropPlace | None:
        """Give the day at a point, and the quarter of an hour when it lies in the grid."""
        if self.span is None or at.y() < 0:
            return None
        column = int((at.x() - self._gutter()) // self._width()) if not self.isRightToLeft() else -1
        if self.isRightToLeft():
            column = 6 - int(at.x() // self._width())
        if not 0 <= column < len(self.span.days):
            return None
        day = self.span.query.first + timedelta(days=column)
        if at.y() < self._top():
            return DropPlace(day)
        minute = (at.y() - self._top() + self.verticalScrollBar().value()) / self._hour() * 60
        return DropPlace(day, time_text(int(minute // STEP) * STEP))

    def lay_blocks(self) -> Sequence[Block]:
        """Give what has no time above the grid, and what has one in it."""
        assert self.span is not None
        blocks: list[Block] = []
        for day in self.span.days:
            blocks += self._timed_blocks(day.on)
        for day in self.span.days:
            blocks += self._untimed_blocks(day.on)
        return blocks

    def relay(self) -> None:
        """Lay everything out anew; the first time the grid opens at the morning."""
        bar = self.verticalScrollBar()
        room = self.viewport().height() - self._top()
        bar.setRange(0, max(0, round(24 * self._hour() - room)))
        bar.setPageStep(max(1, round(room)))
        bar.setSingleStep(round(self._hour() / 2))
        if not self._is_placed and self.span is not None and self.viewport().height() > 100:
            self._is_placed = True
            bar.setValue(round(FIRST_SHOWN * self._hour() - self._line() / 2))
        super().relay()

    def show_item(self, item: CalendarItemRow) -> None:
        """Scroll to the hour of a check-in."""
        if item.at is None:
            return
        bar, room = self.verticalScrollBar(), self.viewport().height() - self._top()
        top = minute_of(item.at) / 60 * self._hour()
        foot = top + item.length / 60 * self._hour()
        if top < bar.value():
            bar.setValue(round(top))
        elif foot > bar.value() + room:
            bar.setValue(round(min(top, foot - room)))

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the line of the present moving while the week is in sight."""
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._minute.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the columns out for another size."""
        super().resizeEvent(event)
        self.relay()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the week."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self.theme.tokens.card))
        if self.span is None:
            return
        for day in self.span.days:
            is_target = self.target is not None and self.target.day == day.on
            rect = self.rect_of_day(day.on)
            self.painter.paint_ground(painter, rect, day, is_away=self.is_away(day.on), is_target=is_target)
        self._paint_grid(painter)
        painter.fillRect(QRectF(0, 0, self.viewport().width(), self._top()), QColor(self.theme.tokens.card))
        for day in self.span.days:
            self._paint_head(painter, day.on)
        for block in self.blocks:
            if block.rect.top() < self._top() and block.item is None:
                self.paint_block(painter, block)
        for block in self.blocks:
            if block.item is not None and block.item.at is None:
                self.paint_block(painter, block)

    # where things are

    def _place(self, day: date) -> int | None:
        if self.span is None:
            return None
        place = (day - self.span.query.first).days
        return place if 0 <= place < len(self.span.days) else None

    def _left(self, place: int) -> float:
        if self.isRightToLeft():
            return self.viewport().width() - self._gutter() - (place + 1) * self._width()
        return self._gutter() + place * self._width()

    def _gutter(self) -> float:
        return QFontMetricsF(self.theme.font("small")).horizontalAdvance(clock_text("22:00")) + 14

    def _width(self) -> float:
        return max(1.0, (self.viewport().width() - self._gutter()) / 7)

    def _hour(self) -> float:
        return HOUR * max(1.0, self.theme.font_scale)

    def _line(self) -> float:
        return QFontMetricsF(self.theme.font("small")).height() + 3

    def _head(self) -> float:
        return 2 * self._line() + LOAD + 8

    def _untimed_lines(self) -> int:
        if self.span is None:
            return 0
        most = 0
        for day in self.span.days:
            untimed = sum(item.at is None for item in self.span.items_on(day.on)) + len(self.span.marks_on(day.on))
            unseen = self.span.day(day.on).check_ins > len(self.span.items_on(day.on))
            most = max(most, untimed + unseen)
        return min(most, MOST_UNTIMED)

    def _top(self) -> float:
        """Where the grid of hours begins."""
        return self._head() + self._untimed_lines() * (self._line() + GAP) + 4

    def _untimed_blocks(self, day: date) -> list[Block]:
        assert self.span is not None
        items = [item for item in self.span.items_on(day) if item.at is None]
        marks = self.span.marks_on(day)
        unseen = max(0, self.span.day(day).check_ins - len(self.span.items_on(day)))
        total, fits = len(items) + len(marks), self._untimed_lines()
        shown = total if total <= fits and not unseen else max(0, fits - 1)
        column, line = self.rect_of_day(day), self._line()
        blocks = []
        for place in range(min(shown, total)):
            is_item = place < len(items)
            rect = self._untimed_rect(column, place, line)
            item = items[place] if is_item else None
            blocks.append(Block(rect, day, item, None if is_item else marks[place - len(items)]))
        more = total - len(blocks) + unseen
        if more and fits:
            blocks.append(Block(self._untimed_rect(column, len(blocks), line), day, more=more))
        return blocks

    def _untimed_rect(self, column: QRectF, place: int, line: float) -> QRectF:
        return QRectF(column.x() + PAD, self._head() + place * (line + GAP), column.width() - 2 * PAD, line)

    def _timed_blocks(self, day: date) -> list[Block]:
        assert self.span is not None
        timed = [(item, minute_of(item.at)) for item in self.span.items_on(day) if item.at is not None]
        # A short check-in is drawn as high as a line, so it takes that much room beside others.
        least = round(self._line() / self._hour() * 60) + 1
        spans = [(begin, begin + max(item.length, least)) for item, begin in timed]
        column, blocks = self.rect_of_day(day), []
        scrolled = self._top() - self.verticalScrollBar().value()
        for (item, _), (begin, end), (at, columns) in zip(timed, spans, side_by_side(spans), strict=True):
            whole = column.width() - 2 * PAD
            # Many at once lie over each other like cards, each wide enough for the beginning of a name.
            width = min(whole, max(whole / columns, LEAST_WIDTH * self.theme.font_scale))
            left = at * (whole - width) / max(1, columns - 1)
            top = scrolled + begin / 60 * self._hour()
            height = (end - begin) / 60 * self._hour() - 1
            rect = QRectF(column.x() + PAD + left, top, width - 1, height)
            if rect.bottom() > self._top():
                blocks.append(Block(rect, day, item))
        return blocks

    def block_at(self, at: QPointF) -> Block | None:
        """Give what lies at a point; what the head of the week covers is not there."""
        found = super().block_at(at)
        is_covered = found is not None and found.item is not None and found.item.at is not None and at.y() < self._top()
        return None if is_covered else found

    # drawing

    def _paint_grid(self, painter: QPainter) -> None:
        assert self.span is not None
        tokens, font = self.theme.tokens, self.theme.font("small")
        top, scrolled = self._top(), self.verticalScrollBar().value()
        is_mirrored = self.isRightToLeft()
        left = 0.0 if is_mirrored else self._gutter()
        beside = self.viewport().width() - self._gutter() + 6 if is_mirrored else 0.0
        painter.save()
        painter.setClipRect(QRectF(0, top, self.viewport().width(), self.viewport().height() - top))
        for hour in range(24):
            y = top - scrolled + hour * self._hour()
            painter.fillRect(QRectF(left, y, self.viewport().width() - self._gutter(), 1), QColor(tokens.grid))
            words = clock_text(time_text(hour * 60))
            room = QRectF(beside, y - self._line() / 2, self._gutter() - 6, self._line())
            if hour:
                paint_line(painter, room, words, font, tokens.muted, is_right=not self.isRightToLeft())
        for day in self.span.days:
            column = self.rect_of_day(day.on)
            painter.fillRect(QRectF(column.x(), top, 1, column.height()), QColor(tokens.border))
        self._paint_target(painter)
        timed = [block for block in self.blocks if block.item is not None and block.item.at is not None]
        for block in sorted(timed, key=lambda block: block.item == self.choice.item):  # the current one on top
            self.paint_block(painter, block)
        self._paint_now(painter)
        painter.restore()

    def _paint_target(self, painter: QPainter) -> None:
        if self.target is None or self.target.at is None:
            return
        column = self.rect_of_day(self.target.day)
        y = self._top() - self.verticalScrollBar().value() + minute_of(self.target.at) / 60 * self._hour()
        painter.fillRect(QRectF(column.x(), y, column.width(), 2), QColor(self.theme.tokens.accent))
        room = QRectF(column.x() + 6, y - self._line(), column.width(), self._line())
        paint_line(
            painter, room, clock_text(self.target.at), self.theme.font("small_strong"), self.theme.tokens.accent_text
        )

    def _paint_now(self, painter: QPainter) -> None:
        assert self.span is not None
        now = self._clock.now().astimezone()
        column = self.rect_of_day(self.span.today)
        if column.isEmpty():
            return
        y = self._top() - self.verticalScrollBar().value() + (now.hour * 60 + now.minute) / 60 * self._hour()
        painter.setPen(QPen(QColor(self.theme.tokens.at_risk_solid_ground), 1.5))
        painter.drawLine(QPointF(column.x(), y), QPointF(column.right(), y))

    def _paint_head(self, painter: QPainter, on: date) -> None:
        assert self.span is not None
        tokens, day = self.theme.tokens, self.span.day(on)
        column = self.rect_of_day(on)
        name = QLocale().standaloneDayName(on.isoweekday(), QLocale.FormatType.ShortFormat)
        head = QRectF(column.x() + PAD + 3, 3, column.width() - 2 * PAD - 4, self._line())
        self.painter.paint_name(painter, head, day, f"{name} {QLocale().toString(on.day)}", on == self.span.today)
        metrics = QFontMetricsF(self.theme.font("small"))
        words = load_words(day.minutes, day.cap_minutes)
        if metrics.horizontalAdvance(words) > head.width():  # the bar below shows how much there is
            words = load_words(day.minutes, 0)
        ink = tokens.at_risk if day.is_too_full else tokens.muted
        room = head.translated(0, self._line())
        paint_line(painter, room, words, self.theme.font("small"), ink)
        load = QRectF(column.x() + PAD + 2, room.bottom() + 1, column.width() - 2 * PAD - 4, LOAD)
        self.painter.paint_load(painter, load, day)
        painter.fillRect(QRectF(column.x(), 0, 1, self._top()), QColor(tokens.border))
        painter.fillRect(QRectF(column.x(), self._top() - 1, column.width(), 1), QColor(tokens.border))
        if on == self.choice.day:
            painter.fillRect(QRectF(column.x(), 0, column.width(), 2), QColor(tokens.accent))
            if self.hasFocus() and self.choice.item is None:
                paint_focus_ring(painter, QRectF(column.x(), 0, column.width(), self._top()), tokens.accent, 2)

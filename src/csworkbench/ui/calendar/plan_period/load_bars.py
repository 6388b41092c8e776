"""Bars of how full each business day of a plan is, against the cap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from csworkbench.domain.planning.preview import DayLoad, hours_text
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_focus_ring, paint_line
from csworkbench.ui.widgets.texts import count_text, weekday_day

BARS = 66
LEGEND, FOOT, SIDE = 20.0, 18.0, 8.0
GAP = 4.0
"""Between the legend and a bar that is full."""
WIDEST = 38.0
MARK = 9.0


class LoadBars(QWidget):
    """One bar a day: what stays, what is planned, what is over the cap; arrows and clicks choose a day.

    Signals:
        day_chosen: a `date`.
    """

    day_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without days."""
        super().__init__(parent)
        self._theme = theme
        self._load: list[DayLoad] = []
        self._current: date | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Load per day")
        theme.changed.connect(self.update)

    @property
    def current(self) -> date | None:
        """The day that is marked."""
        return self._current

    def sizeHint(self) -> QSize:
        """Give room for the bars."""
        return QSize(400, round(BARS + self._legend + self._foot))

    def set_load(self, load: Sequence[DayLoad]) -> None:
        """Show other days."""
        self._load = list(load)
        self._tell()
        self.update()

    def set_current(self, day: date | None) -> None:
        """Mark a day."""
        if day != self._current:
            self._current = day
            self._tell()
            self.update()

    def summary(self) -> str:
        """Give the bars in words."""
        if not self._load:
            return "No days"
        fullest = max(self._load, key=lambda one: one.minutes)
        over = sum(one.minutes > one.cap_minutes for one in self._load)
        words = f"{count_text(len(self._load), 'day')}, the fullest is {day_words(fullest)}"
        return f"{words}; {count_text(over, 'day')} over the cap" if over else words

    def day_at(self, place: QPointF) -> DayLoad | None:
        """Give the day whose bar or column a point lies on."""
        return next((one for one, rect in zip(self._load, self._columns(), strict=True) if rect.contains(place)), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the days."""
        days = [one.on for one in self._load]
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -len(days), Qt.Key.Key_End: len(days)}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not days:
            super().keyPressEvent(event)
            return
        place = days.index(self._current) if self._current in days else (-1 if step > 0 else len(days))
        self._choose(days[min(max(place + step, 0), len(days) - 1)])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a day."""
        found = self.day_at(event.position())
        if found is not None:
            self._choose(found.on)

    def event(self, event: QEvent) -> bool:
        """Say what a bar is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.day_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), day_words(found) if found else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw legend, bars, cap and days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_legend(painter)
        most = self._most()
        for one, column in zip(self._load, self._columns(), strict=True):
            self._paint_day(painter, one, column, most)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), self._theme.tokens.accent, 6)

    def _choose(self, day: date) -> None:
        self.set_current(day)
        self.day_chosen.emit(day)

    def _tell(self) -> None:
        current = next((one for one in self._load if one.on == self._current), None)
        self.setAccessibleDescription(day_words(current) if current else self.summary())

    def _most(self) -> int:
        return max((max(one.minutes, one.cap_minutes) for one in self._load), default=0) or 1

    @property
    def _legend(self) -> float:
        return LEGEND * self._theme.font_scale

    @property
    def _foot(self) -> float:
        return FOOT * self._theme.font_scale

    def _columns(self) -> list[QRectF]:
        """Give the column of each day; weeks stand a little apart."""
        if not self._load:
            return []
        gaps = [0.0] + [
            0.4 if (b.on - a.on).days > 1 else 0.0 for a, b in zip(self._load, self._load[1:], strict=False)
        ]
        unit = min(WIDEST * self._theme.font_scale, (self.width() - 2 * SIDE) / (len(self._load) + sum(gaps)))
        found, left = [], SIDE
        for gap in gaps:
            left += gap * unit
            found.append(QRectF(left, self._legend, unit, self.height() - self._legend))
            left += unit
        return found

    def _paint_day(self, painter: QPainter, one: DayLoad, column: QRectF, most: int) -> None:
        tokens, is_current = self._theme.tokens, one.on == self._current
        area = column.adjusted(column.width() * 0.14, GAP, -column.width() * 0.14, -self._foot)
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(column.adjusted(0, 0, 0, -1), 4, 4)

        def part(low: int, high: int, ink: str) -> None:
            if high > low:
                top = area.bottom() - area.height() * high / most
                painter.fillRect(QRectF(area.x(), top, area.width(), area.height() * (high - low) / most), QColor(ink))

        cap = one.cap_minutes
        part(0, one.kept_minutes, tokens.strong_border)
        part(one.kept_minutes, max(one.kept_minutes, min(one.minutes, cap)), tokens.accent)
        part(max(one.kept_minutes, cap), one.minutes, tokens.at_risk)
        painter.setPen(QPen(QColor(tokens.text if cap else tokens.grid), 1.4))
        level = area.bottom() - area.height() * cap / most
        painter.drawLine(QPointF(area.left() - 2, level), QPointF(area.right() + 2, level))
        foot = QRectF(column.x(), column.bottom() - self._foot, column.width(), self._foot)
        self._paint_number(painter, one.on, foot, is_current=is_current)

    def _paint_number(self, painter: QPainter, day: date, foot: QRectF, *, is_current: bool) -> None:
        font = self._theme.font("caption_strong" if is_current else "caption")
        text = str(day.day)
        if QFontMetricsF(font).horizontalAdvance("28") > foot.width() - 1 and day.weekday() and not is_current:
            return
        painter.setFont(font)
        painter.setPen(self._theme.color("text" if is_current else "muted"))
        wide = foot.adjusted(-8, 0, 8, 0)
        painter.drawText(wide, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_legend(self, painter: QPainter) -> None:
        tokens, font = self._theme.tokens, self._theme.font("caption")
        cap = max((one.cap_minutes for one in self._load), default=0)
        current = next((one for one in self._load if one.on == self._current), None)
        marks = [("stays", tokens.strong_border), ("planned", tokens.accent)]
        if any(one.minutes > max(one.cap_minutes, one.kept_minutes) for one in self._load):
            marks.append(("over", tokens.at_risk))
        left = SIDE
        for words, ink in marks:
            painter.fillRect(QRectF(left, (self._legend - MARK) / 2, MARK, MARK), QColor(ink))
            room = QRectF(left + MARK + 5, 0, 120, self._legend)
            left = room.x() + paint_line(painter, room, words, font, tokens.muted) + 14
        if cap:
            painter.setPen(QPen(QColor(tokens.text), 1.4))
            painter.drawLine(QPointF(left, self._legend / 2), QPointF(left + 12, self._legend / 2))
            words = f"cap {hours_text(cap)} a day"
            left += 18 + paint_line(painter, QRectF(left + 18, 0, 160, self._legend), words, font, tokens.muted) + 14
        if current is not None:
            room = QRectF(left, 0, self.width() - left - SIDE, self._legend)
            paint_line(
                painter, room, day_words(current), self._theme.font("caption_strong"), tokens.text, is_right=True
            )


def day_words(one: DayLoad) -> str:
    """Give a day in words: "Tue 8 Dec: 4:30 h of 4:48 h, 1:00 h of it stays"."""
    words = f"{weekday_day(one.on)}: {hours_text(one.minutes)} of {hours_text(one.cap_minutes)}"
    return f"{words}, {hours_text(one.kept_minutes)} of it stays" if one.kept_minutes else words

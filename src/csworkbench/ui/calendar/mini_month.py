"""A small month to find days in: arrows walk, Enter goes there, check-ins can be dropped on a day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QLocale, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csworkbench.domain.calendar_span import month_span
from csworkbench.ui.calendar.choice import DropPlace
from csworkbench.ui.calendar.periods import bounded, first_weekday, month_name, months_later
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_icon_button
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.painting import paint_box, paint_focus_ring
from csworkbench.ui.widgets.texts import full_day

ROW = 24.0
WEEKS = 6


class _Days(QWidget):
    """The days; the month above changes when the arrows leave it."""

    day_asked = Signal(object)
    month_changed = Signal()

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._theme = theme
        self.today = self.day = today
        self.shown = (today, today)
        self._target: DropPlace | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Small month")
        theme.changed.connect(self._on_theme_changed)
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(180, round((WEEKS + 1) * ROW * max(1.0, self._theme.font_scale)))

    def set_day(self, day: date) -> None:
        self.day = bounded(day)
        self._describe()
        self.month_changed.emit()
        self.update()

    def day_at(self, at: QPointF) -> date | None:
        width, height = self._cell()
        row, column = int(at.y() // height) - 1, int(at.x() // width)
        if not (0 <= row < WEEKS and 0 <= column < 7):
            return None
        first, _ = month_span(self.day, first_weekday())
        return first + timedelta(days=7 * row + (6 - column if self.isRightToLeft() else column))

    def drop_place(self, at: QPoint) -> DropPlace | None:
        inside = self.mapFromGlobal(at)
        if not self.isVisible() or not self.rect().contains(inside):
            return None
        day = self.day_at(QPointF(inside))
        return None if day is None else DropPlace(day)

    def show_target(self, place: DropPlace | None) -> None:
        if place != self._target:
            self._target = place
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None:
            self.set_day(day)
            self.day_asked.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Left: self.day - timedelta(days=forward),
            Qt.Key.Key_Right: self.day + timedelta(days=forward),
            Qt.Key.Key_Up: self.day - timedelta(days=7),
            Qt.Key.Key_Down: self.day + timedelta(days=7),
            Qt.Key.Key_PageUp: months_later(self.day, -1),
            Qt.Key.Key_PageDown: months_later(self.day, 1),
            Qt.Key.Key_Home: self.day.replace(day=1),
            Qt.Key.Key_End: months_later(self.day.replace(day=1), 1) - timedelta(days=1),
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.day_asked.emit(self.day)
        elif key in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.set_day(steps[key])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, locale = self._theme.tokens, QLocale()
        width, height = self._cell()
        first, _ = month_span(self.day, first_weekday())
        centre = int(Qt.AlignmentFlag.AlignCenter)
        for column in range(7):
            day = first + timedelta(days=column)
            painter.setFont(self._theme.font("small"))
            painter.setPen(QColor(tokens.muted))
            name = locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.NarrowFormat)
            painter.drawText(QRectF(self._left(column), 0, width, height), centre, name)
        for place in range(WEEKS * 7):
            day = first + timedelta(days=place)
            cell = QRectF(self._left(place % 7), (1 + place // 7) * height, width, height)
            self._paint_day(painter, cell, day)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date) -> None:
        tokens = self._theme.tokens
        is_today, is_target = day == self.today, self._target is not None and self._target.day == day
        side = min(cell.width(), cell.height()) - 2
        box = QRectF(cell.center().x() - side / 2, cell.center().y() - side / 2, side, side)
        ink = tokens.text if day.month == self.day.month else tokens.strong_border
        if self.shown[0] <= day <= self.shown[1]:
            painter.fillRect(cell.adjusted(0, 2, 0, -2), QColor(tokens.accent_soft))
            ink = tokens.text if day.month == self.day.month else tokens.muted
        if is_today or is_target:
            ground = tokens.accent if is_today else tokens.selection
            paint_box(painter, box, ground, tokens.accent, side / 2)
            ink = tokens.on_accent if is_today else tokens.text
        painter.setFont(self._theme.font("small_strong" if is_today or day == self.day else "small"))
        painter.setPen(QColor(ink))
        painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), QLocale().toString(day.day))
        if day == self.day and self.hasFocus():
            paint_focus_ring(painter, box.adjusted(-1, -1, 1, 1), tokens.accent, 4)

    def _cell(self) -> tuple[float, float]:
        return self.width() / 7, self.height() / (WEEKS + 1)

    def _left(self, column: int) -> float:
        return (6 - column if self.isRightToLeft() else column) * self.width() / 7

    def _describe(self) -> None:
        self.setAccessibleDescription(full_day(self.day))

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class MiniMonth(QWidget):
    """The days with their month above and arrows to the months beside it.

    Signals:
        day_asked: a `date` to go to.
    """

    day_asked = Signal(object)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        """Start at today."""
        super().__init__(parent)
        self.days = _Days(theme, today)
        self._name = make_label(theme, "", "strong")
        self._name.setMinimumWidth(round(QFontMetricsF(theme.font("strong")).horizontalAdvance("September 2026")))
        back = make_icon_button(theme, "chevron-left", "Small month: month before")
        on = make_icon_button(theme, "chevron-right", "Small month: month after")
        back.clicked.connect(self._on_back)
        on.clicked.connect(self._on_forward)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._name, 1)
        top.addWidget(back)
        top.addWidget(on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(top)
        whole.addWidget(self.days)
        self.days.day_asked.connect(self.day_asked)
        self.days.month_changed.connect(self._on_month_changed)
        self._on_month_changed()

    def show_span(self, day: date, first: date, last: date, today: date) -> None:
        """Show the month of a day, and which days are on show beside it."""
        self.days.today, self.days.shown = today, (first, last)
        self.days.set_day(day)

    def _on_back(self) -> None:
        self.days.set_day(months_later(self.days.day, -1))

    def _on_forward(self) -> None:
        self.days.set_day(months_later(self.days.day, 1))

    def _on_month_changed(self) -> None:
        self._name.setText(month_name(self.days.day))

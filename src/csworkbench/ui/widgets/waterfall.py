"""A change of the score as a waterfall: where it stood, what moved it step by step, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import count_text

ROW = 26.0
_BAR = 14.0
_LEAST_SPAN = 10


@dataclass(frozen=True, slots=True)
class WaterfallStep:
    """One step: what happened, in words, and its whole points."""

    label: str
    points: int


@dataclass(frozen=True, slots=True)
class WaterfallEnd:
    """A score the waterfall begins or ends with: what it is called (its day) and its value 0..100."""

    label: str
    score: int


class Waterfall(QWidget):
    """One row per step between two rows of totals; as high as its rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._ends: tuple[WaterfallEnd, WaterfallEnd] | None = None
        self._steps: tuple[WaterfallStep, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What moved the score")
        theme.changed.connect(self._on_theme_changed)

    def set_change(
        self, before: WaterfallEnd | None, steps: Sequence[WaterfallStep], after: WaterfallEnd | None
    ) -> None:
        """Show a change; without one of the ends nothing."""
        self._ends = None if before is None or after is None else (before, after)
        self._steps = tuple(steps)
        self.setAccessibleDescription(self._spoken())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give the height of all rows."""
        rows = 0 if self._ends is None else len(self._steps) + 2
        return QSize(420, round(rows * self._row_height()))

    def minimumSizeHint(self) -> QSize:
        """Give the least width at which labels can be read."""
        return QSize(260, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows; a millisecond or two."""
        if self._ends is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        before, after = self._ends
        self._paint_end(painter, 0, before)
        level = before.score
        for place, step in enumerate(self._steps, start=1):
            self._paint_step(painter, place, step, level)
            level += step.points
        self._paint_end(painter, len(self._steps) + 1, after)

    def _spoken(self) -> str:
        if self._ends is None:
            return "Nothing to compare."
        before, after = self._ends
        steps = "; ".join(f"{step.label} {step.points:+d}" for step in self._steps) or "no step"
        number = count_text(len(self._steps), "step")
        return f"{before.label}: {before.score}. {number}: {steps}. {after.label}: {after.score}."

    def _row_height(self) -> float:
        return ROW * self._theme.font_scale

    def _box(self, place: int) -> QRectF:
        height = self._row_height()
        return QRectF(0, place * height, self.width(), height)

    def _bars(self) -> QRectF:
        """Give the part of the width that bars take, without the room for their numbers."""
        metrics = QFontMetricsF(self._theme.font("strong"))
        room = metrics.horizontalAdvance("+100") + 8
        left = max(120.0, self.width() * 0.46)
        return QRectF(left + room, 0, max(40.0, self.width() - left - 2 * room), self.height())

    def _span(self) -> tuple[int, int]:
        levels = [self._ends[0].score] if self._ends else [0]
        for step in self._steps:
            levels.append(levels[-1] + step.points)
        low, high = min(levels), max(levels)
        spare = max(0, _LEAST_SPAN - (high - low))
        return low - spare // 2, high + spare - spare // 2

    def _x(self, score: float) -> float:
        low, high = self._span()
        bars = self._bars()
        return bars.left() + (score - low) / (high - low) * bars.width()

    def _paint_end(self, painter: QPainter, place: int, end: WaterfallEnd) -> None:
        box, tokens = self._box(place), self._theme.tokens
        painter.setFont(self._theme.font("strong"))
        painter.setPen(QColor(tokens.text))
        self._paint_label(painter, box, end.label)
        at = self._x(end.score)
        painter.setPen(QPen(QColor(tokens.accent), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(at, box.center().y() - _BAR / 2), QPointF(at, box.center().y() + _BAR / 2))
        painter.setPen(QColor(tokens.text))
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(at + 7, box.y(), 60, box.height()), middle, str(end.score))

    def _paint_step(self, painter: QPainter, place: int, step: WaterfallStep, level: int) -> None:
        box, tokens = self._box(place), self._theme.tokens
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tokens.text))
        self._paint_label(painter, box, step.label)
        first, last = self._x(level), self._x(level + step.points)
        self._paint_link(painter, place, first)
        ink = QColor(tokens.at_risk if step.points < 0 else tokens.healthy)
        bar = QRectF(min(first, last), box.center().y() - _BAR / 2, max(2.0, abs(last - first)), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(bar, 2, 2)
        painter.setFont(self._theme.font("strong"))
        painter.setPen(ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        text = f"{step.points:+d}".replace("-", "\N{MINUS SIGN}")
        if step.points < 0:
            number = QRectF(bar.left() - 66, box.y(), 60, box.height())
            painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | middle), text)
        else:
            number = QRectF(bar.right() + 6, box.y(), 60, box.height())
            painter.drawText(number, int(Qt.AlignmentFlag.AlignLeft | middle), text)

    def _paint_link(self, painter: QPainter, place: int, at: float) -> None:
        height = self._row_height()
        top = (place - 1) * height + height / 2 + _BAR / 2
        painter.setPen(QPen(QColor(self._theme.tokens.strong_border), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(at, top), QPointF(at, place * height + height / 2 - _BAR / 2))

    def _paint_label(self, painter: QPainter, box: QRectF, text: str) -> None:
        room = max(120.0, self.width() * 0.46) - 6
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(0, box.y(), room, box.height()), flags, shown)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

"""A factor's curve to be drawn: points dragged with the mouse or moved with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.domain.health.draft import Point
from csworkbench.domain.health.parts import CURVE_REFS
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_focus_ring

_REACH = 14.0
_DOT = 5.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 32.0, 14.0, 10.0, 24.0
MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class CurveCanvas(QWidget):
    """The curve. Arrow keys move the selected point (with Shift ten times as far), Page Up and Page Down select one.

    Insert, or a double click, adds a point, Delete removes one. A curve that follows the cadence has its points at
    ideal, maximum and twice the maximum: they move up and down only.

    Signals:
        changed: the new points.
        selected: the place of the point that keys move.
    """

    changed = Signal(object)
    selected = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without points."""
        super().__init__(parent)
        self._theme = theme
        self._points: list[Point] = []
        self._chosen = 0
        self._is_dragging = False
        self._span = (0.0, 1.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Curve from raw value to sub-score")
        self.setToolTip("Arrow keys move the point, Page Up and Page Down choose one, Insert adds, Delete removes")
        theme.changed.connect(self.update)

    @property
    def chosen(self) -> int:
        """The place of the point that keys move."""
        return self._chosen

    def set_points(self, points: Sequence[Point]) -> None:
        """Show other points; the selected place stays where it can."""
        self._points = list(points)
        self._chosen = max(0, min(self._chosen, len(self._points) - 1))
        if not self._is_dragging:
            self._span = _span_of(self._points)
        words = ", ".join(f"{_text(at)} gives {_text(score)}" for at, score in self._points)
        self.setAccessibleDescription(words)
        self.update()

    def choose(self, place: int) -> None:
        """Select a point."""
        if 0 <= place < len(self._points) and place != self._chosen:
            self._chosen = place
            self.selected.emit(place)
            self.update()

    def add_point(self, at: float | None = None, score: float | None = None) -> None:
        """Add a point at a place, or between the selected one and its neighbour; nothing on a curve of the cadence."""
        if self._is_on_cadence:
            return
        xs = [float(x) for x, _ in self._points if not isinstance(x, str)]
        if at is None:
            at = _beside(xs, self._chosen, self._step())
        if score is None:
            score = self._height_at(at)
        place = sum(x <= at for x in xs)
        self._points.insert(place, (at, float(score)))
        self._chosen = place
        self._tell()

    def remove_point(self) -> None:
        """Remove the selected point; the last one stays."""
        if len(self._points) > 1:
            del self._points[self._chosen]
            self._chosen = max(0, min(self._chosen, len(self._points) - 1))
            self._tell()

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        far = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        key = event.key()
        if key in MOVES and self._points:
            right, up = MOVES[Qt.Key(key)]
            self._move(right * far * self._step(), up * far)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.choose(self._chosen + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Insert:
            self.add_point()
        elif key == Qt.Key.Key_Delete:
            self.remove_point()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._points:
            return
        away = [(self._spot(at, score) - event.position()).manhattanLength() for at, score in self._points]
        near = min(range(len(away)), key=away.__getitem__)
        if away[near] <= _REACH:
            self.choose(near)
            self._is_dragging = True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging:
            at, score = self._under(event.position())
            old_at, old_score = self._points[self._chosen]
            self._move(0.0 if isinstance(old_at, str) else at - float(old_at), score - old_score)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_dragging:
            self._is_dragging = False
            self.set_points(self._points)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.add_point(*self._under(event.position()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _move(self, right: float, up: float) -> None:
        at, score = self._points[self._chosen]
        score = float(min(100, max(0, round(score + up))))
        if not isinstance(at, str):
            xs = [float(x) for x, _ in self._points if not isinstance(x, str)]
            low = xs[self._chosen - 1] if self._chosen else -float("inf")
            high = xs[self._chosen + 1] if self._chosen + 1 < len(xs) else float("inf")
            at = min(high, max(low, _rounded(float(at) + right, self._step())))
        if (at, score) != self._points[self._chosen]:
            self._points[self._chosen] = (at, score)
            self._tell()

    def _tell(self) -> None:
        self.set_points(self._points)
        self.changed.emit(list(self._points))
        self.selected.emit(self._chosen)

    # places

    @property
    def _is_on_cadence(self) -> bool:
        return any(isinstance(at, str) for at, _ in self._points)

    def _step(self) -> float:
        low, high = self._span
        return float(10.0 ** (floor(log10(max(high - low, 1e-9))) - 2))

    def _plot(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _x_of(self, at: float | str) -> float:
        return float(CURVE_REFS.index(at)) if isinstance(at, str) and at in CURVE_REFS else _number(at)

    def _spot(self, at: float | str, score: float) -> QPointF:
        plot, (low, high) = self._plot(), self._span
        share = (self._x_of(at) - low) / (high - low)
        return QPointF(plot.left() + share * plot.width(), plot.bottom() - score / 100 * plot.height())

    def _under(self, position: QPointF) -> tuple[float, float]:
        plot, (low, high) = self._plot(), self._span
        at = low + (position.x() - plot.left()) / max(1.0, plot.width()) * (high - low)
        score = (plot.bottom() - position.y()) / max(1.0, plot.height()) * 100
        return _rounded(at, self._step()), float(min(100, max(0, round(score))))

    def _height_at(self, at: float) -> float:
        before = [(self._x_of(x), y) for x, y in self._points if self._x_of(x) <= at]
        after = [(self._x_of(x), y) for x, y in self._points if self._x_of(x) > at]
        if not before or not after:
            return (before[-1:] or after[:1] or [(0.0, 50.0)])[0][1]
        (left, low), (right, high) = before[-1], after[0]
        return float(round(low + (high - low) * (at - left) / (right - left)))

    # painting

    def sizeHint(self) -> QSize:
        return QSize(260, round(150 * self._theme.font_scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens, plot = QPainter(self), self._theme.tokens, self._plot()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        for score in (0, 50, 100):
            y = plot.bottom() - score / 100 * plot.height()
            painter.setPen(QPen(QColor(tokens.grid), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(0, y - 8, _LEFT - 6, 16), int(Qt.AlignmentFlag.AlignRight), str(score))
        spots = [self._spot(at, score) for at, score in self._points]
        if spots:
            line = [QPointF(plot.left(), spots[0].y()), *spots, QPointF(plot.right(), spots[-1].y())]
            painter.setPen(QPen(QColor(tokens.accent), 1.8))
            painter.drawPolyline(QPolygonF(line))
        for place, spot in enumerate(spots):
            is_chosen = place == self._chosen
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(QColor(tokens.accent if is_chosen else tokens.card))
            painter.drawEllipse(spot, _DOT + is_chosen, _DOT + is_chosen)
        painter.setPen(QColor(tokens.muted))
        self._paint_places(painter, plot, spots)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens.accent, 6)

    def _paint_places(self, painter: QPainter, plot: QRectF, spots: Sequence[QPointF]) -> None:
        free = -1e9
        for (at, _), spot in zip(self._points, spots, strict=True):
            text = _text(at)
            width = painter.fontMetrics().horizontalAdvance(text) + 4.0
            left = min(max(spot.x() - width / 2, 2.0), self.width() - width - 2)
            if left > free:
                painter.drawText(QRectF(left, plot.bottom() + 5, width, 16), int(Qt.AlignmentFlag.AlignCenter), text)
                free = left + width + 4


def _number(at: float | str) -> float:
    return 0.0 if isinstance(at, str) or at != at else float(at)  # NaN differs from itself


def _span_of(points: Sequence[Point]) -> tuple[float, float]:
    """Give what the axis reaches over: the points with some room at both sides."""
    if any(isinstance(at, str) for at, _ in points):
        return -0.3, 2.3
    xs = [_number(at) for at, _ in points] or [0.0, 1.0]
    low, high = min(xs), max(xs)
    room = (high - low) * 0.12 or max(abs(high) * 0.5, 1.0)
    return low - room, high + room


def _beside(xs: Sequence[float], place: int, step: float) -> float:
    """Give a place for a new point: half way to the right neighbour, else to the left one, else a bit further."""
    if not xs:
        return 0.0
    if place + 1 < len(xs):
        return _rounded((xs[place] + xs[place + 1]) / 2, step)
    return _rounded(xs[place] + step * 20, step)


def _rounded(value: float, step: float) -> float:
    return float(f"{round(value / step) * step:.12g}")


def _text(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.6g}"

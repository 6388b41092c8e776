"""Sparklines and deltas: a health series in a table cell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import Tokens, band_ink
from csworkbench.ui.widgets.texts import delta_text

LEAST_SPAN = 14.0
"""Points: a series that moves less is not blown up to look like drama."""
_LINE, _DOT, _RING = 1.6, 2.4, 1.2


def spark_points(rect: QRectF, values: Sequence[float | None]) -> list[list[QPointF]]:
    """Give the runs of points of a series within `rect`; a missing value (None) breaks the line."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    if high - low < LEAST_SPAN:
        middle = (high + low) / 2
        low, high = middle - LEAST_SPAN / 2, middle + LEAST_SPAN / 2
    step = rect.width() / max(1, len(values) - 1)
    runs: list[list[QPointF]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        share = (value - low) / (high - low)
        runs[-1].append(QPointF(rect.left() + at * step, rect.bottom() - share * rect.height()))
    return [run for run in runs if run]


def paint_sparkline(painter: QPainter, rect: QRectF, values: Sequence[float | None], ink: str, surface: str) -> None:
    """Draw a series, oldest first: thin line, faded fill, end dot with a ring of the surface's colour."""
    inner = rect.adjusted(2, _DOT + _RING, -(_DOT + _RING + 1), -(_DOT + _RING))
    runs = spark_points(inner, values)
    if not runs:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    from PySide6.QtGui import QLinearGradient  # brings the names of 170 ready-made gradients

    top, clear = QColor(ink), QColor(ink)
    top.setAlpha(56)
    clear.setAlpha(0)
    fade = QLinearGradient(0, inner.top(), 0, rect.bottom())
    fade.setColorAt(0, top)
    fade.setColorAt(1, clear)
    pen = QPen(QColor(ink), _LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    for run in runs:
        area = QPainterPath(QPointF(run[0].x(), rect.bottom()))
        for point in run:
            area.lineTo(point)
        area.lineTo(run[-1].x(), rect.bottom())
        painter.fillPath(area, fade)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(run))
    if values[-1] is not None:
        painter.setPen(QPen(QColor(surface), _RING))
        painter.setBrush(QColor(ink))
        painter.drawEllipse(runs[-1][-1], _DOT + _RING / 2, _DOT + _RING / 2)
    painter.restore()


def paint_delta(painter: QPainter, rect: QRectF, tokens: Tokens, delta: int | None) -> None:
    """Draw a change of points, right-aligned and grey: triangle up or down (a dash for none) and the number."""
    if delta is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.muted))
    text = str(abs(delta))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
    right = rect.right() - painter.fontMetrics().horizontalAdvance(text) - 4
    middle = rect.center().y()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.muted))
    if delta == 0:
        painter.drawRect(QRectF(right - 8, middle - 0.5, 7, 1.4))
    else:
        tip = -4.5 if delta > 0 else 4.5
        shape = [QPointF(right - 5, middle + tip), QPointF(right, middle - tip), QPointF(right - 10, middle - tip)]
        painter.drawPolygon(QPolygonF(shape))
    painter.restore()


class Sparkline(QWidget):
    """A sparkline with its delta, as a widget."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with nothing to show."""
        super().__init__(parent)
        self._theme = theme
        self._values: tuple[float | None, ...] = ()
        self._band = "insufficient data"
        self._delta: int | None = None
        self.setMinimumSize(60, 24)
        self.setAccessibleName("Health trend")
        theme.changed.connect(self.update)

    def set_series(self, values: Sequence[float | None], band: str, delta: int | None = None) -> None:
        """Show a series, oldest first, in the colour of the band, and its change in points."""
        self._values = tuple(values)
        self._band = band
        self._delta = delta
        known = [value for value in values if value is not None]
        spoken = f"from {known[0]:.0f} to {known[-1]:.0f}, {delta_text(delta)}".rstrip(", ") if known else "no data"
        self.setAccessibleDescription(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size of the trend cell."""
        return QSize(140, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw line and delta."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        tokens = self._theme.tokens
        rect = QRectF(self.rect())
        room = 34 if self._delta is not None else 0
        paint_sparkline(painter, rect.adjusted(0, 0, -room, 0), self._values, band_ink(tokens, self._band), tokens.card)
        paint_delta(painter, rect, tokens, self._delta)

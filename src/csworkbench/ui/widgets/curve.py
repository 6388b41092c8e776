"""A factor's curve in a table cell, with the point where its value lies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from csworkbench.ui.theme.tokens import Tokens

_DOT = 3.4


def curve_points(rect: QRectF, xs: Sequence[float], ys: Sequence[float]) -> list[QPointF]:
    """Give the corners of a curve (raw value -> 0..100) within `rect`, flat to both sides."""
    if not xs:
        return []
    low, high = xs[0], xs[-1]
    span = (high - low) or 1.0
    inner = rect.adjusted(rect.width() * 0.12, 0, -rect.width() * 0.12, 0)
    found = [
        QPointF(inner.left() + (x - low) / span * inner.width(), rect.bottom() - y / 100 * rect.height())
        for x, y in zip(xs, ys, strict=True)
    ]
    return [QPointF(rect.left(), found[0].y()), *found, QPointF(rect.right(), found[-1].y())]


def spot_on(corners: Sequence[QPointF], rect: QRectF, score: float) -> QPointF | None:
    """Give where a drawn curve has the height of a sub-score: the middle of that stretch, None without a corner."""
    y = rect.bottom() - score / 100 * rect.height()
    for one, two in pairwise(corners):
        low, high = sorted((one.y(), two.y()))
        if low - 0.01 <= y <= high + 0.01:
            share = 0.5 if high - low < 0.01 else (y - one.y()) / (two.y() - one.y())
            return QPointF(one.x() + (two.x() - one.x()) * share, y)
    return None


def spot_at(corners: Sequence[QPointF], xs: Sequence[float], raw: float, y: float) -> QPointF:
    """Give where a raw value lies on a drawn curve; values outside lie at its ends."""
    first, last = corners[1], corners[-2]
    span = (xs[-1] - xs[0]) or 1.0
    x = first.x() + (raw - xs[0]) / span * (last.x() - first.x())
    return QPointF(min(corners[-1].x(), max(corners[0].x(), x)), y)


def paint_curve(
    painter: QPainter,
    rect: QRectF,
    curve: tuple[Sequence[float], Sequence[float]],
    spot: QPointF | None,
    tokens: Tokens,
) -> None:
    """Draw a curve and its point (None: the value is missing) in a small box."""
    corners = curve_points(rect, *curve)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens.border), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    ink = QColor(tokens.accent if spot is not None else tokens.strong_border)
    painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF(corners))
    if spot is not None:
        painter.setPen(QPen(QColor(tokens.card), 1.2))
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(spot, _DOT, _DOT)
    painter.restore()

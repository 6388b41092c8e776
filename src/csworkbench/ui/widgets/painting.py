"""Shapes that several widgets draw: rounded boxes, the focus ring, the mark of a health band, the avatar."""

from __future__ import annotations

import zlib

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from csworkbench.ui.theme.fonts import with_weight
from csworkbench.ui.theme.tokens import Tokens

RING = 2.0


def paint_box(painter: QPainter, rect: QRectF, ground: str, edge: str, radius: float, edge_width: float = 1.0) -> None:
    """Fill a rounded box and draw its edge inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), edge_width))
    painter.setBrush(QColor(ground))
    half = edge_width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
    painter.restore()


def paint_focus_ring(painter: QPainter, rect: QRectF, color: str, radius: float) -> None:
    """Draw the focus ring just inside `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(RING / 2, RING / 2, -RING / 2, -RING / 2), radius, radius)
    painter.restore()


def paint_rimmed_text(painter: QPainter, at: QPointF, text: str, ink: str, rim: str) -> None:
    """Write text (its baseline begins at `at`) with a rim that keeps it readable where lines pass behind it."""
    path = QPainterPath()
    path.addText(at, painter.font(), text)
    pen = QPen(QColor(rim), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.fillPath(path, QColor(ink))


def paint_line(painter: QPainter, rect: QRectF, text: str, font: QFont, ink: str, *, is_right: bool = False) -> float:
    """Write one line centred in the height of `rect`, with an ellipsis where it doesn't fit; give its width."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
    # Absolute: whoever draws several pieces side by side places them from the left, also where people read from right.
    side = Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft)
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)


def paint_band_mark(painter: QPainter, rect: QRectF, band: str, ink: str, ground: str) -> None:
    """Draw the mark of a band: octagon with `!` at risk, triangle with `!` watch, disc with tick healthy, ring else."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center())
    unit = min(rect.width(), rect.height()) / 12.0
    painter.scale(unit, unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    cut = QPen(QColor(ground), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if band == "at risk":
        painter.drawPolygon(_octagon(6.0))
        _exclaim(painter, cut, -3.0)
    elif band == "watch":
        painter.setPen(
            QPen(QColor(ink), 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPolygon(QPolygonF([QPointF(0, -4.9), QPointF(5.6, 4.7), QPointF(-5.6, 4.7)]))
        _exclaim(painter, cut, -1.7)
    elif band == "healthy":
        painter.drawEllipse(QPointF(0, 0), 5.9, 5.9)
        painter.setPen(cut)
        painter.drawPolyline(QPolygonF([QPointF(-2.7, 0.2), QPointF(-0.8, 2.2), QPointF(2.8, -1.8)]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ink), 1.5))
        painter.drawEllipse(QPointF(0, 0), 5.0, 5.0)
        painter.drawLine(QPointF(-2.0, 0), QPointF(2.0, 0))
    painter.restore()


def _octagon(radius: float) -> QPolygonF:
    near = radius * 0.4142
    corners = ((near, -radius), (radius, -near), (radius, near), (near, radius))
    return QPolygonF([QPointF(x, y) for x, y in corners] + [QPointF(-x, -y) for x, y in corners])


def _exclaim(painter: QPainter, pen: QPen, top: float) -> None:
    painter.setPen(pen)
    painter.drawLine(QPointF(0, top), QPointF(0, top + 3.0))
    painter.drawPoint(QPointF(0, 3.0))


def initials(name: str) -> str:
    """Give one or two capitals for a name; `?` when it has no letter or digit."""
    words = [word for word in ("".join(c for c in part if c.isalnum()) for part in name.split()) if word]
    if not words:
        return "?"
    return (words[0][0] + (words[1][0] if len(words) > 1 else words[0][1:2])).upper()[:2]


def avatar_colors(tokens: Tokens, name: str) -> tuple[str, str]:
    """Give ink and ground for a name; the same name has the same place in every run and theme."""
    return tokens.avatars[zlib.crc32(name.encode()) % len(tokens.avatars)]


def paint_avatar(painter: QPainter, rect: QRectF, tokens: Tokens, name: str) -> None:
    """Draw a rounded square with the initials of `name`."""
    ink, ground = avatar_colors(tokens, name)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, 6, 6)
    painter.fillPath(path, QColor(ground))
    font = with_weight(painter.font(), QFont.Weight.DemiBold)
    font.setPixelSize(max(8, round(rect.height() * 0.4)))
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), initials(name))
    painter.restore()

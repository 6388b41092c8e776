"""The heading of the table: quiet words on a strip, the arrow of the order right beside its word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.viewport import put_viewport

HEIGHT, PAD, ARROW = 32, 8, 12


class TableHeader(QHeaderView):
    """A horizontal header that draws itself in the theme."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Follow `theme`."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        put_viewport(self, QPalette.ColorRole.Button)
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Give the strip's height."""
        return QSize(super().sizeHint().width(), round(HEIGHT * max(1.0, self._theme.font_scale)))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Draw one heading."""
        tokens = self._theme.tokens
        painter.save()
        painter.fillRect(rect, QColor(tokens.strip))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, QColor(tokens.border))
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        font = self._theme.font("caption_strong")
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if is_sorted else tokens.muted))
        text = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        alignment = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        is_right = bool(alignment & Qt.AlignmentFlag.AlignRight)
        inner = QRectF(rect).adjusted(PAD, 0, -PAD, -1)
        room = inner.width() - (ARROW + 4 if is_sorted else 0)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        width = metrics.horizontalAdvance(shown)
        left = inner.right() - width if is_right else inner.x()
        painter.drawText(QRectF(left, inner.y(), width + 2, inner.height()), int(Qt.AlignmentFlag.AlignVCenter), shown)
        if is_sorted:
            self._paint_arrow(painter, inner, left - ARROW - 4 if is_right else left + width + 4)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, inner: QRectF, left: float) -> None:
        is_up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        box = QRectF(left, inner.center().y() - ARROW / 2, ARROW, ARROW)
        self._theme.icons.paint(painter, box, "arrow-up" if is_up else "arrow-down", self._theme.tokens.text)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.viewport().update()

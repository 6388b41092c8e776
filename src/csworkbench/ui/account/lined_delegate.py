"""Cells of small tables: a thin line under each row, no grid."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from csworkbench.ui.theme.theme import Theme


class LinedDelegate(QStyledItemDelegate):
    """Draws the cell as usual and a line under it."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """Draw in `theme`."""
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one cell."""
        super().paint(painter, option, index)
        rect = option.rect
        painter.save()
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

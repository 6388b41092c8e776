"""One line of the palette: icon, text, quiet detail, and the shortcut at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.painting import paint_box

DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2
ICON_ROLE = Qt.ItemDataRole.UserRole + 3


class PaletteDelegate(QStyledItemDelegate):
    """Paints the lines of the palette."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Use the colours of `theme`."""
        super().__init__(parent)
        self._theme = theme

    @staticmethod
    def row_height(theme: Theme) -> int:
        """Give the height of a line in pixels."""
        return round(34 * max(1.0, theme.font_scale))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self.row_height(self._theme))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        tokens = self._theme.tokens
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect).adjusted(2, 1, -2, -1)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect, tokens.selection, tokens.accent, 6)
        self._theme.icons.paint(
            painter, QRectF(rect.x() + 10, rect.y(), 16, rect.height()), str(index.data(ICON_ROLE)), tokens.muted
        )
        right = self._paint_shortcut(painter, rect, str(index.data(KEY_ROLE) or ""))
        left = rect.x() + 36
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for text, role, ink in (
            (str(index.data(Qt.ItemDataRole.DisplayRole)), "strong", tokens.text),
            (str(index.data(DETAIL_ROLE) or ""), "caption", tokens.muted),
        ):
            painter.setFont(self._theme.font("strong" if role == "strong" else "caption"))
            painter.setPen(QColor(ink))
            room = max(0.0, right - left - 8)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(left, rect.y(), room, rect.height()), middle, shown)
            left += painter.fontMetrics().horizontalAdvance(shown) + 10
        painter.restore()

    def _paint_shortcut(self, painter: QPainter, rect: QRectF, text: str) -> float:
        if not text:
            return rect.right()
        painter.setFont(self._theme.font("small"))
        width = painter.fontMetrics().horizontalAdvance(text) + 14
        box = QRectF(rect.right() - width - 6, rect.center().y() - 10, width, 20)
        paint_box(painter, box, self._theme.tokens.strip, self._theme.tokens.border, 4)
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        return box.x()

"""Bars of factors: how each factor of a score stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import Tokens, band_ink

_THICK = 6.0


def paint_bar(painter: QPainter, rect: QRectF, tokens: Tokens, share: float, ink: str) -> None:
    """Draw a bar 6 px thick, centred in the height of `rect`, filled to `share` (0..1)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    line = QRectF(rect.x(), rect.center().y() - _THICK / 2, rect.width(), _THICK)
    painter.setBrush(QColor(tokens.grid))
    painter.drawRoundedRect(line, _THICK / 2, _THICK / 2)
    share = min(1.0, max(0.0, share))
    if share > 0:
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(
            QRectF(line.x(), line.y(), max(_THICK, line.width() * share), _THICK), _THICK / 2, _THICK / 2
        )
    painter.restore()


class FactorBar(QWidget):
    """One line: the factor's name, its weight, a bar and its value out of 100."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with no factor."""
        super().__init__(parent)
        self._theme = theme
        self._name = ""
        self._weight = ""
        self._value: int | None = None
        self._band = "insufficient data"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._on_theme_changed)

    def set_factor(self, name: str, weight: str, value: int | None, band: str) -> None:
        """Show a factor: name, weight in words (`40 %`), value 0..100 (None: no data) and the band it colours."""
        self._name = name
        self._weight = weight
        self._value = value
        self._band = band
        spoken = "no data" if value is None else f"{value} out of 100"
        self.setAccessibleName(f"{name}: {spoken}, weight {weight}")
        self.update()

    def sizeHint(self) -> QSize:
        """Give the size of one line."""
        return QSize(295, max(24, self.fontMetrics().height() + 6))

    def minimumSizeHint(self) -> QSize:
        """Give the least width that keeps name and bar apart."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line; the name gets shorter before the bar does."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        rect = QRectF(self.rect())
        painter.setFont(self._theme.font("strong"))
        value_width = painter.fontMetrics().horizontalAdvance("100") + 4
        painter.setPen(QColor(tokens.text if self._value is not None else tokens.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = "-" if self._value is None else str(self._value)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | middle), shown)
        painter.setFont(self._theme.font("caption"))
        weight_width = painter.fontMetrics().horizontalAdvance("100 %")
        bar_width = max(60.0, (rect.width() - value_width) * 0.4)
        bar_left = rect.right() - value_width - 10 - bar_width
        painter.setPen(QColor(tokens.muted))
        weight = QRectF(bar_left - 14 - weight_width, rect.y(), weight_width, rect.height())
        painter.drawText(weight, int(Qt.AlignmentFlag.AlignRight | middle), self._weight)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tokens.text))
        name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, max(0, int(weight.left() - 8)))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | middle), name)
        share = 0.0 if self._value is None else self._value / 100
        ink = band_ink(tokens, self._band)
        paint_bar(painter, QRectF(bar_left, rect.y(), bar_width, rect.height()), tokens, share, ink)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

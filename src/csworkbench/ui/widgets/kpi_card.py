"""The card of one key figure; a click or Space or Enter uses it as a filter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import color
from csworkbench.ui.widgets.painting import paint_box, paint_focus_ring

_ICON, _PAD, _TEXT_LEFT = 18.0, 14.0, 44.0


class KpiCard(QAbstractButton):
    """Icon, caption, strong value and a quiet extra. Emits `clicked`; checkable where it filters."""

    def __init__(
        self, theme: Theme, icon: str, caption: str, icon_token: str = "accent_text", parent: QWidget | None = None
    ) -> None:
        """Make a card without a value yet."""
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._icon_token = icon_token
        self._caption = caption
        self._value = self._short = ""
        self._extra = ""
        self._note = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._on_theme_changed)
        self.set_figures("", "")

    def set_figures(self, value: str, extra: str = "", note: str = "", short: str = "") -> None:
        """Show a value (`16 accounts`), a quiet extra (`€1.44 M ARR`), a note beside the caption (`3 overridden`).

        `short` (`16`) stands for the value where there is no room for both value and extra.
        """
        self._value = value
        self._short = short or value
        self._extra = extra
        self._note = note
        spoken = ", ".join(part for part in (value, extra, note) if part)
        self.setAccessibleName(f"{self._caption}: {spoken}" if spoken else self._caption)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Give room for all texts."""
        return self._size(self._value)

    def minimumSizeHint(self) -> QSize:
        """Give room for all texts with the short value."""
        return self._size(self._short)

    def _size(self, shown: str) -> QSize:
        caption = QFontMetricsF(self._theme.font("caption"))
        value = QFontMetricsF(self._theme.font("head"))
        width = _TEXT_LEFT + max(caption.horizontalAdvance(self._heading()), self._second(shown)) + _PAD
        return QSize(round(width + 1), max(52, round(caption.height() + value.height() + 14)))

    def _second(self, shown: str) -> float:
        width = QFontMetricsF(self._theme.font("head")).horizontalAdvance(shown)
        if self._extra:
            width += 8 + QFontMetricsF(self._theme.font("caption")).horizontalAdvance(self._extra)
        return width

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover colour."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter works like Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        rect = QRectF(self.rect())
        ground = tokens.hover if self.underMouse() or self.isDown() else tokens.card
        if self.isChecked():
            paint_box(painter, rect, tokens.accent_soft, tokens.accent, 10)
        else:
            paint_box(painter, rect, ground, tokens.border, 10)
        icon = QRectF(_PAD, rect.center().y() - _ICON / 2, _ICON, _ICON)
        self._theme.icons.paint(painter, icon, self._icon, color(tokens, self._icon_token))
        self._paint_texts(painter, rect)
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens.accent, 9)

    def _paint_texts(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        caption, value = self._theme.font("caption"), self._theme.font("head")
        caption_metrics, value_metrics = QFontMetricsF(caption), QFontMetricsF(value)
        top = rect.center().y() - (caption_metrics.height() + value_metrics.height()) / 2
        base = top + caption_metrics.height() + value_metrics.ascent()
        painter.setFont(caption)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(round(_TEXT_LEFT), round(top + caption_metrics.ascent()), self._heading())
        has_room = _TEXT_LEFT + self._second(self._value) + _PAD <= rect.width() + 1
        shown_value = self._value if has_room else self._short
        if self._extra:
            left = _TEXT_LEFT + value_metrics.horizontalAdvance(shown_value) + 8
            room = rect.width() - left - _PAD + 1
            shown = caption_metrics.elidedText(self._extra, Qt.TextElideMode.ElideRight, room)
            painter.drawText(round(left), round(base), shown)
        painter.setFont(value)
        painter.setPen(QColor(tokens.text))
        painter.drawText(round(_TEXT_LEFT), round(base), shown_value)

    def _heading(self) -> str:
        return f"{self._caption} · {self._note}" if self._note else self._caption

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()

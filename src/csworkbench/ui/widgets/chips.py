"""A row of chips, one of which is chosen: saved views with their counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from csworkbench.domain.values import frozen
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.painting import paint_box, paint_focus_ring
from csworkbench.ui.widgets.texts import number_text, plain_tool_tip

LONGEST = 240
"""Pixels: a longer name ends in an ellipsis."""


@frozen
class ChipItem:
    """What a chip stands for: a key for the program, a text and (if it has one) a count for the user."""

    key: str
    text: str
    count: int | None = None


class Chip(QAbstractButton):
    """One chip."""

    def __init__(self, theme: Theme, item: ChipItem, parent: QWidget | None = None) -> None:
        """Show `item`, not chosen."""
        super().__init__(parent)
        self._theme = theme
        self.item = item
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        count = "" if item.count is None else f", {number_text(item.count)}"
        self.setAccessibleName(f"{item.text}{count}")
        if self._shown_text() != item.text:
            self.setToolTip(plain_tool_tip(item.text))
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Give room for text and count in the bold face, so that choosing moves nothing."""
        metrics = QFontMetricsF(self._theme.font("strong"))
        width = metrics.horizontalAdvance(self._shown_text()) + 22
        if self._count():
            width += metrics.horizontalAdvance(self._count()) + 6
        return QSize(round(width), max(28, round(metrics.height() + 10)))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover colour."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Space; the row takes all other keys (a plain button would eat the arrows)."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        rect = QRectF(self.rect())
        is_on = self.isChecked()
        ground = tokens.accent_soft if is_on else tokens.hover if self.underMouse() else tokens.card
        paint_box(painter, rect, ground, tokens.accent if is_on else tokens.border, rect.height() / 2 - 0.5)
        font = self._theme.font("strong" if is_on else "body")
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent_text if is_on else tokens.text))
        text, count = self._shown_text(), self._count()
        gap = 6 if count else 0
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(text) + gap + metrics.horizontalAdvance(count)
        inner = rect.adjusted((rect.width() - width) / 2, 0, -(rect.width() - width) / 2, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), count)
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens.accent, rect.height() / 2 - 1)

    def _count(self) -> str:
        return "" if self.item.count is None else number_text(self.item.count)

    def _shown_text(self) -> str:
        metrics = QFontMetricsF(self._theme.font("strong"))
        return metrics.elidedText(self.item.text, Qt.TextElideMode.ElideRight, LONGEST)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class ChipRow(QWidget):
    """Chips in a wrapping row: one Tab stop, arrows move, Space or Enter chooses.

    Signals:
        chosen: the user chose the chip of this key.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Start without chips; `name` says to screen readers what is chosen here."""
        super().__init__(parent)
        self._theme = theme
        self._chips: list[Chip] = []
        self._current = ""
        self._flow = FlowLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    @property
    def current(self) -> str:
        """The key of the chosen chip; empty when none is."""
        return self._current

    def set_chips(self, items: Sequence[ChipItem], current: str = "") -> None:
        """Show other chips, keeping focus on the same key where it still exists; emits nothing."""
        focused = next((chip.item.key for chip in self._chips if chip.hasFocus()), None)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for item in items:
            chip = Chip(self._theme, item, self)
            chip.clicked.connect(self._on_chip_clicked)
            self._flow.addWidget(chip)
            chip.show()
            self._chips.append(chip)
        self.set_current(current)
        for chip in self._chips:
            if focused is not None and chip.item.key == focused:
                chip.setFocus()

    def set_current(self, key: str) -> None:
        """Mark the chip of `key` as chosen (none when it doesn't exist); emits nothing."""
        self._current = key if any(chip.item.key == key for chip in self._chips) else ""
        for chip in self._chips:
            chip.setChecked(chip.item.key == self._current)
        self._refresh_tab_stop()

    def chips(self) -> list[Chip]:
        """Give the chips in order."""
        return list(self._chips)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the chips, or choose the one with focus (keys that a chip ignores arrive here)."""
        at = next((i for i, chip in enumerate(self._chips) if chip.hasFocus()), None)
        if at is None:
            super().keyPressEvent(event)
            return
        forward = -1 if self.isRightToLeft() else 1
        last = len(self._chips) - 1
        moves = {
            Qt.Key.Key_Right: at + forward,
            Qt.Key.Key_Left: at - forward,
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._chips[at].click()
        elif key in moves:
            self._chips[min(last, max(0, moves[key]))].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand focus to the chip that is the Tab stop."""
        super().focusInEvent(event)
        for chip in self._chips:
            if chip.focusPolicy() & Qt.FocusPolicy.TabFocus:
                chip.setFocus(event.reason())

    def _refresh_tab_stop(self) -> None:
        stop = next((chip for chip in self._chips if chip.isChecked()), self._chips[0] if self._chips else None)
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is stop else Qt.FocusPolicy.ClickFocus)

    def _on_chip_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.set_current(chip.item.key)
            self.chosen.emit(chip.item.key)

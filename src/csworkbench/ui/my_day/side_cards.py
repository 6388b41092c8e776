"""The right column of My day: today's schedule, health changes, renewals."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from csworkbench.domain.values import frozen
from csworkbench.ui.theme.fonts import FontRole
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import band_ink, color
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.health_chip import chip_size, paint_chip
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.painting import paint_focus_ring
from csworkbench.ui.widgets.sparkline import paint_delta, paint_sparkline
from csworkbench.ui.widgets.texts import health_text

MOST_LINES = 6
_SPARK, _DELTA = 78.0, 34.0


@frozen
class SideLine:
    """One account in a card.

    Attributes:
        title, detail: strong line and quiet line (under it; beside the chip when `is_single`).
        score, band: for the chip; a band of None draws none.
        values, delta: sparkline and change, if any.
        time: at the left, for the schedule.
    """

    account_id: int
    title: str
    detail: str
    score: int | None = None
    band: str | None = None
    values: tuple[int | None, ...] = ()
    delta: int | None = None
    time: str = ""
    is_single: bool = False


class SideButton(QAbstractButton):
    """A line that opens its account: click, Space or Enter."""

    def __init__(self, theme: Theme, line: SideLine, parent: QWidget | None = None) -> None:
        """Show `line`."""
        super().__init__(parent)
        self._theme = theme
        self.line = line
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        health = "" if line.band is None else f", health {health_text(line.score, line.band)}"
        self.setAccessibleName(", ".join(part for part in (line.time, line.title, line.detail) if part) + health)
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(self) -> QSize:
        """Give the height of one or two lines."""
        height = 29 if self.line.time else 34 if self.line.is_single else 42
        return QSize(240, round(height * max(1.0, self._theme.font_scale)))

    def minimumSizeHint(self) -> QSize:
        """Keep the height; the texts get shorter."""
        return QSize(180, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover colour."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        tokens = self._theme.tokens
        rect = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(rect, QColor(tokens.hover))
        if self.line.time:
            self._paint_appointment(painter, rect)
        else:
            self._paint_account(painter, rect)
            painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.border))
        if self.hasFocus():
            paint_focus_ring(painter, rect, tokens.accent, 4)

    def _paint_appointment(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        self._text(
            painter, QRectF(rect.x() + 2, rect.y(), 44, rect.height()), self.line.time, "caption_strong", "muted"
        )
        box = rect.adjusted(48, 2, 0, -3)
        painter.fillRect(box, QColor(tokens.accent_soft))
        painter.fillRect(QRectF(box.x(), box.y(), 3, box.height()), QColor(tokens.accent))
        title = QFontMetricsF(self._theme.font("strong")).horizontalAdvance(self.line.title)
        inner = box.adjusted(11, 0, -6, 0)
        self._text(painter, inner, self.line.title, "strong", "text")
        self._text(painter, inner.adjusted(title + 8, 0, 0, 0), self.line.detail, "caption", "muted")

    def _paint_account(self, painter: QPainter, rect: QRectF) -> None:
        line, theme = self.line, self._theme
        right = float(rect.right())
        if line.band is not None:
            painter.setFont(theme.font())
            chip = chip_size(painter.font(), line.score, line.band).width()
            left = right - chip
            paint_chip(painter, QRectF(left, rect.y(), chip, rect.height()), theme.tokens, line.score, line.band)
            # Sparklines of one card stand under each other, however wide the chips are.
            right -= max(chip, chip_size(painter.font(), 100, "healthy").width()) if line.values else chip
        if line.values:
            painter.setFont(theme.font("strong"))
            slot = QRectF(right - _DELTA - 16, rect.y(), _DELTA, rect.height())
            paint_delta(painter, slot, theme.tokens, line.delta)
            spark = QRectF(slot.x() - _SPARK - 2, rect.center().y() - 12, _SPARK, 24)
            paint_sparkline(painter, spark, line.values, band_ink(theme.tokens, line.band or ""), theme.tokens.card)
            right = spark.x()
        text = QRectF(rect.x() + 2, rect.y(), right - rect.x() - 10, rect.height())
        if line.is_single:
            width = QFontMetricsF(theme.font("caption")).horizontalAdvance(line.detail) + 8
            self._text(painter, text, line.detail, "caption", "muted", is_right=True)
            self._text(painter, text.adjusted(0, 0, -width, 0), line.title, "strong", "text")
            return
        half = rect.height() / 2
        self._text(painter, QRectF(text.x(), rect.y() + 3, text.width(), half - 3), line.title, "strong", "text")
        self._text(painter, QRectF(text.x(), rect.y() + half, text.width(), half - 4), line.detail, "caption", "muted")

    def _text(
        self, painter: QPainter, rect: QRectF, text: str, role: FontRole, token: str, *, is_right: bool = False
    ) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(QColor(color(self._theme.tokens, token)))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class SideCard(Card):
    """A card of accounts.

    Signals:
        account_opened: id of the account whose line was clicked.
    """

    account_opened = Signal(int)

    def __init__(self, theme: Theme, title: str, nothing: str, parent: QWidget | None = None) -> None:
        """Start empty; `nothing` is what it says then."""
        super().__init__(theme, title, parent=parent)
        self._theme = theme
        self._nothing = make_label(theme, nothing, role="caption", tone="muted", wraps=True)
        self._note = make_label(theme, "", role="caption", tone="muted", wraps=True)
        self.body.setSpacing(0)
        self.body.addWidget(self._note)
        self.body.addWidget(self._nothing)
        self._note.hide()
        self._nothing.hide()  # that there is nothing is not known before the book was read
        self.lines: list[SideButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_lines(self, lines: Sequence[SideLine]) -> None:
        """Show these lines (at most six)."""
        shown = list(lines)[:MOST_LINES]
        self._nothing.setVisible(not shown)
        if [button.line for button in self.lines] == shown:
            return
        for button in self.lines:
            self.body.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.lines = [SideButton(self._theme, line, self) for line in shown]
        for button in self.lines:
            button.clicked.connect(self._on_line_clicked)
            self.body.addWidget(button)
            button.show()

    @property
    def note(self) -> str:
        """What stands over the lines."""
        return self._note.text()

    def set_note(self, words: str) -> None:
        """Say something quietly over the lines; nothing when empty."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    def _on_line_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, SideButton):
            self.account_opened.emit(sender.line.account_id)


def side_column(cards: Sequence[SideCard], parent: QWidget) -> QScrollArea:
    """Give a column of cards that scrolls where the window is low."""
    side = QScrollArea(parent)
    inside = QWidget(side)
    inside.setProperty("surface", "clear")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    side.setWidgetResizable(True)
    side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    side.setWidget(inside)
    return side

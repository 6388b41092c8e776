"""The one place that makes labels: their text is data and never markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from csworkbench.ui.theme.fonts import FontRole
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.texts import plain_tool_tip


class TextLabel(QLabel):
    """A label of plain text in a font role; follows the theme."""

    def __init__(
        self, theme: Theme, text: str = "", role: FontRole = "body", tone: str = "", parent: QWidget | None = None
    ) -> None:
        """Show `text`. `tone` colours it: muted, healthy, watch, at_risk, accent."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme = theme
        self._role: FontRole = role
        self.setProperty("tone", tone)
        self.setText(text)
        self._on_theme_changed()
        theme.changed.connect(self._on_theme_changed)

    def set_tone(self, tone: str) -> None:
        """Change the colour of the text."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.font(self._role))


class ElidingLabel(TextLabel):
    """One line that ends in an ellipsis where it doesn't fit; then the tool tip has all of it."""

    def __init__(
        self, theme: Theme, text: str = "", role: FontRole = "body", tone: str = "", parent: QWidget | None = None
    ) -> None:
        """Show `text` in one line."""
        super().__init__(theme, text, role, tone, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def is_elided(self) -> bool:
        """Whether some of the text is hidden now."""
        return self.shown_text() != self._line()

    def shown_text(self) -> str:
        """Give what is drawn, with the ellipsis."""
        return self.fontMetrics().elidedText(
            self._line(), Qt.TextElideMode.ElideRight, max(0, self.contentsRect().width())
        )

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self._refresh_tool_tip()

    def minimumSizeHint(self) -> QSize:
        """Give room for a few letters."""
        width = min(self.fontMetrics().horizontalAdvance("MMM…"), self.sizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Give room for the whole line."""
        metrics = self.fontMetrics()
        margins = self.contentsMargins()
        return QSize(
            metrics.horizontalAdvance(self._line()) + margins.left() + margins.right() + 2,
            metrics.height() + margins.top() + margins.bottom(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again whether the text fits."""
        super().resizeEvent(event)
        self._refresh_tool_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shortened line."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = self.alignment() | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), int(flags), self.shown_text())

    def _line(self) -> str:
        return " ".join(self.text().split())

    def _refresh_tool_tip(self) -> None:
        text = self.text()
        self.setToolTip(plain_tool_tip(text) if text and self.is_elided else "")

    def _on_theme_changed(self) -> None:
        super()._on_theme_changed()
        self._refresh_tool_tip()


def make_label(
    theme: Theme, text: str = "", role: FontRole = "body", tone: str = "", *, wraps: bool = False
) -> TextLabel:
    """Give a label; `wraps` lets it run over several lines."""
    label = TextLabel(theme, text, role, tone)
    label.setWordWrap(wraps)
    return label


def make_separator(parent: QWidget | None = None) -> QFrame:
    """Give a thin horizontal line in the border colour."""
    line = QFrame(parent)
    line.setProperty("surface", "line")
    line.setFixedHeight(1)
    return line

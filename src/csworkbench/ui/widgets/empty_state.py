"""What a list shows when it has nothing: why, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import color
from csworkbench.ui.widgets.buttons import Button
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.painting import paint_box


class _RoundIcon(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.name = "info"
        self.token = "accent_text"
        self.setFixedSize(QSize(56, 56))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self._theme.tokens
        ground = tokens.at_risk_ground if self.token == "at_risk" else tokens.accent_soft
        rect = QRectF(self.rect())
        paint_box(painter, rect, ground, ground, 27)
        self._theme.icons.paint(painter, rect.adjusted(14, 14, -14, -14), self.name, color(tokens, self.token))


class _Content(QWidget):
    """What stands in it, one under the other in the middle."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.icon = _RoundIcon(theme)
        self.title = make_label(theme, role="head")
        self.reason = make_label(theme, tone="muted", wraps=True)
        self.reason.setMaximumWidth(round(420 * theme.font_scale))
        self.button = Button()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 24, 24, 24)
        whole.setSpacing(10)
        whole.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        whole.addWidget(self.icon, 0, centre)
        whole.addWidget(self.title, 0, centre)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.reason, 100)
        line.addStretch(1)
        whole.addLayout(line)
        whole.addWidget(self.button, 0, centre)
        whole.addStretch(1)
        self.title.setAlignment(centre)
        self.reason.setAlignment(centre)


class EmptyState(QWidget):
    """Icon, title, reason and one action.

    Signals:
        activated: the user took the action.
    """

    activated = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without content; see `set_content`. Most lists never are empty, so nothing is made before that."""
        super().__init__(parent)
        self._theme = theme
        self._content: _Content | None = None

    def set_content(self, icon: str, title: str, reason: str, action: str = "", *, is_error: bool = False) -> None:
        """Say what is empty, why, and what the button does (`action` empty: no button).

        `is_error` marks a failure, so that it never looks like an empty list.
        """
        content = self._content or self._make_content()
        content.icon.name = icon
        content.icon.token = "at_risk" if is_error else "accent_text"
        content.icon.update()
        content.title.setText(title)
        content.reason.setText(reason)
        content.button.setText(action)
        content.button.setAccessibleName(action)
        content.button.setVisible(bool(action))
        self.setAccessibleName(title)
        self.setAccessibleDescription(reason)

    def _make_content(self) -> _Content:
        content = self._content = _Content(self._theme, self)
        content.button.clicked.connect(self.activated)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(content)
        return content

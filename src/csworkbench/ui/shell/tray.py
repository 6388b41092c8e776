"""The sign in the system's tray that reminders are told through, where there is a tray."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from csworkbench.ui.theme.theme import Theme

SHOWN_MS = 10_000


class Tray(QObject):
    """Shows nothing before the first message, and goes with the window.

    Signals:
        clicked: the person clicked the message or the sign.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, parent: QObject) -> None:
        """Make it without a sign."""
        super().__init__(parent)
        self._theme = theme
        self._icon: QSystemTrayIcon | None = None

    @property
    def is_there(self) -> bool:
        """Whether this desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def tell(self, title: str, words: str) -> bool:
        """Show a message; False where there is no tray, and nothing is shown."""
        if not self.is_there:
            return False
        if self._icon is None:
            tokens = self._theme.tokens
            self._icon = QSystemTrayIcon(self._theme.icons.icon("logo", tokens.accent), self)
            self._icon.messageClicked.connect(self.clicked)
            self._icon.activated.connect(self._on_activated)
        self._icon.show()
        self._icon.showMessage(title, words, QSystemTrayIcon.MessageIcon.NoIcon, SHOWN_MS)
        return True

    def stop(self) -> None:
        """Take the sign away."""
        if self._icon is not None:
            self._icon.hide()

    def _on_activated(self, _reason: QSystemTrayIcon.ActivationReason) -> None:
        self.clicked.emit()

"""Letters typed into the table, one after another, to find a name by its beginning."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

TYPING_MS = 900
"""Pause after which typed letters start a new search among the names."""


class TypedLetters(QObject):
    """Collects letters until a pause; while it does, letters that are commands of the page are letters.

    Signals:
        typed: the letters so far.
    """

    typed = Signal(str)

    def __init__(self, table: QWidget) -> None:
        """Watch the keys of a table."""
        super().__init__(table)
        self._letters = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self._on_pause)
        table.installEventFilter(self)

    def add(self, letters: str) -> None:
        """Take more letters; a space begins nothing."""
        if letters.isspace() and not self._letters:
            return
        self._letters += letters
        self._pause.start()
        self.typed.emit(self._letters)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a letter from being a command in the middle of a name."""
        is_override = bool(self._letters) and event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.text() and event.text().isprintable():
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _on_pause(self) -> None:
        self._letters = ""

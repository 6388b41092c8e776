"""A box with a few choices that keeps letters for itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """A letter chooses what begins with it, whatever command of the page the letter is elsewhere."""

    def event(self, event: QEvent) -> bool:
        """Keep letters from being commands while this has the focus."""
        is_override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        plain = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if is_override and isinstance(event, QKeyEvent) and event.modifiers() in plain and event.text().isalnum():
            event.accept()
            return True
        return super().event(event)

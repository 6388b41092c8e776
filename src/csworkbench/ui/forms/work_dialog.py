"""The base of large dialogs with long work: Esc stops what runs first and leaves only then."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QPushButton

from csworkbench.ui.forms.one_work import OneWork
from csworkbench.ui.theme.theme import Theme

BESIDE, ABOVE = 40, 24
"""Pixels of its window that a dialog leaves uncovered."""


class WorkDialog(QDialog):
    """A dialog that isn't left while its work runs.

    Attributes:
        running: the work; subclasses set it.
    """

    running: OneWork

    def on_cancelling(self) -> None:
        """Show that a cancel is on its way."""

    def reject(self) -> None:
        """Stop what runs; when nothing runs, leave."""
        if self.running.is_running:
            self.on_cancelling()
            self.running.cancel()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs instead of leaving it alone."""
        if self.running.is_running:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)


def fit_dialog(dialog: QDialog, theme: Theme, width: int, height: int) -> None:
    """Make a dialog as large as wanted (pixels at 100 %) and as its window allows."""
    wide, high = round(width * theme.font_scale), round(height * theme.font_scale)
    parent = dialog.parentWidget()
    if parent is not None:
        window = parent.window()
        wide, high = min(wide, window.width() - BESIDE), min(high, window.height() - ABOVE)
    dialog.resize(wide, high)


def name_button(button: QPushButton, text: str, keys: str) -> None:
    """Name a button by what it does next; its tool tip says the keys, too."""
    button.setText(text)
    button.setAccessibleName(text)
    button.setToolTip(f"{text} ({keys})")

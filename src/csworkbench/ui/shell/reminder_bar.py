"""A quiet bar above the pages: a check-in that begins soon."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csworkbench.domain.reminders import Appointment
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel

SNOOZE_MINUTES = 5


class ReminderBar(QFrame):
    """The bar; it takes no focus, so that nothing typed goes astray.

    Signals:
        opened, snoozed, dismissed: the person chose; the bar is hidden.
    """

    opened = Signal()
    snoozed = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, appointment: Appointment, words: str, parent: QWidget | None = None) -> None:
        """Say `words` about an appointment."""
        super().__init__(parent)
        self.appointment = appointment
        self.setProperty("surface", "toast")
        self.label = ElidingLabel(theme, words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        self.open = make_button(theme, "Open", kind="link")
        self.snooze = make_button(theme, f"In {SNOOZE_MINUTES} minutes", kind="link")
        self.dismiss = make_button(theme, "Dismiss", kind="link")
        for button, signal in ((self.open, self.opened), (self.snooze, self.snoozed), (self.dismiss, self.dismissed)):
            button.clicked.connect(signal)  # before it is hidden, so that the focus can go back to where it was
            button.clicked.connect(self.hide)
            row.addWidget(button)
        self.say(words)

    def say(self, words: str) -> None:
        """Say it in other words: time passes."""
        self.label.setText(words)
        self.setAccessibleName(words)
        for button, verb in ((self.open, "Open"), (self.snooze, "Remind again of"), (self.dismiss, "Dismiss")):
            button.setAccessibleName(f"{verb}: {words}")

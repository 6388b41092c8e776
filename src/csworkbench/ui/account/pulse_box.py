"""Giving a pulse: how the CSM feels about the account, 1 to 5, with reasons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import make_label

PULSE_WORDS = ("1 bad", "2 poor", "3 so-so", "4 good", "5 very good")


class PulseBox(QWidget):
    """Five choices, a line for reasons and a button.

    Signals:
        given: a value 1..5 and the reasons.
    """

    given = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with nothing chosen."""
        super().__init__(parent)
        self._group = QButtonGroup(self)
        choices = QHBoxLayout()
        choices.setSpacing(4)
        for value, words in enumerate(PULSE_WORDS, start=1):
            radio = QRadioButton(words)
            radio.setAccessibleName(f"Pulse {words}")
            self._group.addButton(radio, value)
            choices.addWidget(radio)
        choices.addStretch(1)
        self.reasons = QLineEdit()
        self.reasons.setAccessibleName("Reasons for the pulse")
        self.reasons.setPlaceholderText("Why? (may stay blank)")
        self.reasons.returnPressed.connect(self._on_asked)
        self.button = make_button(theme, "Give pulse", "health")
        self.button.clicked.connect(self._on_asked)
        self.error = make_label(theme, "Choose a number from 1 to 5.", "caption", "at_risk")
        self.error.hide()
        row = QHBoxLayout()
        row.addWidget(self.reasons, 1)
        row.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(choices)
        whole.addWidget(self.error)
        whole.addLayout(row)

    def choose(self, value: int) -> None:
        """Choose a value 1..5."""
        self._group.button(value).setChecked(True)

    def clear(self) -> None:
        """Start again with nothing chosen."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.reasons.clear()
        self.error.hide()

    def _on_asked(self) -> None:
        value = self._group.checkedId()
        self.error.setVisible(value < 1)
        if value < 1:
            self._group.button(1).setFocus()
            return
        self.given.emit(value, self.reasons.text().strip())

"""Giving a pulse: how the CSM feels about the account, 1 to 5, with reasons; and those given so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from csworkbench.domain.health.pulses import PulseHistory, PulseRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.account.pulse_history import PulseHistoryList
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import make_label

PULSE_WORDS = ("1 bad", "2 poor", "3 so-so", "4 good", "5 very good")


class PulseBox(QWidget):
    """Five choices, a line for reasons, a button, and under them the pulses given so far.

    Signals:
        given: a value 1..5 and the reasons.
        edited: the key of a pulse, its value and reasons set right.
        deleted: the key of a pulse.
    """

    given = Signal(int, str)
    edited = Signal(int, int, str)
    deleted = Signal(int)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start with nothing chosen."""
        super().__init__(parent)
        self._editing: PulseRow | None = None
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
        self.cancel_button = make_button(theme, "Cancel")
        self.cancel_button.clicked.connect(self.clear)
        self.cancel_button.hide()
        self.history = PulseHistoryList(theme, clock)
        self.history.edit_asked.connect(self.edit)
        self.history.delete_asked.connect(self.deleted)
        row = QHBoxLayout()
        row.addWidget(self.reasons, 1)
        row.addWidget(self.button)
        row.addWidget(self.cancel_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(choices)
        whole.addWidget(self.error)
        whole.addLayout(row)
        whole.addWidget(self.history)

    def forbid_edits(self) -> None:
        """Take no pulse: a past day is shown."""
        for widget in (*self._group.buttons(), self.reasons, self.button):
            widget.setEnabled(False)

    def show_history(self, history: PulseHistory) -> None:
        """Show the pulses given so far; one that was being set right and is gone is let go."""
        self.history.show_history(history)
        if self._editing is not None and self._editing not in history.pulses:
            self.clear()

    def edit(self, pulse: PulseRow) -> None:
        """Let a pulse be set right."""
        self._editing = pulse
        self.choose(pulse.value)
        self.reasons.setText(pulse.reasons)
        self.error.hide()
        self.button.setText("Save pulse")
        self.cancel_button.show()
        self.reasons.setFocus()

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
        self._editing = None
        self.button.setText("Give pulse")
        self.cancel_button.hide()

    def _on_asked(self) -> None:
        value = self._group.checkedId()
        self.error.setVisible(value < 1)
        if value < 1:
            self._group.button(1).setFocus()
            return
        reasons = self.reasons.text().strip()
        if self._editing is None:
            self.given.emit(value, reasons)
            return
        pulse = self._editing
        self.clear()
        self.edited.emit(int(pulse.id), value, reasons)

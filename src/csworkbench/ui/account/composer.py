"""The composer: what happened, through which channel, logged as a touch with Ctrl+Enter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.words import CHANNELS
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, TickInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import make_label


class Composer(QFrame):
    """A box to type in, a channel and a button.

    Signals:
        composed: notes, channel, and whether both sides spoke.
        more_asked: the whole form is wanted.
    """

    composed = Signal(str, str, bool)
    more_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty, on a call."""
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.box = BoxInput("What happened?", "What happened?", lines=2)
        self.channel = ChoiceInput("Channel", [(channel, channel.capitalize()) for channel in CHANNELS])
        self.two_way = TickInput("Two-way", "Two-way")
        self.two_way.setToolTip("Both sides spoke or wrote; only two-way touches count for health")
        self.two_way.setChecked(True)
        self.button = make_button(theme, "Log touch", "check")
        self.button.setToolTip("Log touch (Ctrl+Enter)")
        self.more = make_button(theme, "More…", kind="flat")
        self.more.setAccessibleName("Open the whole form for a touch")
        self.error = make_label(theme, role="caption", tone="at_risk", wraps=True)
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.channel)
        row.addWidget(self.two_way)
        row.addWidget(self.error, 1)
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(self.button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.setSpacing(8)
        whole.addWidget(self.box)
        whole.addLayout(row)
        self.button.clicked.connect(self.submit)
        self.more.clicked.connect(self.more_asked)
        self.box.textChanged.connect(self.error.hide)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.box)
            shortcut.activated.connect(self.submit)

    def forbid_edits(self) -> None:
        """Leave the room to what happened: on a past day nothing is logged."""
        self.hide()

    def submit(self) -> None:
        """Hand over what is typed; an empty box gets an error beside it."""
        notes = self.box.value()
        if notes is None:
            self.show_error("Write what happened first.")
            return
        self.composed.emit(notes, str(self.channel.value()), self.two_way.value())

    def show_error(self, text: str) -> None:
        """Say what is wrong and go back to the box."""
        self.error.setText(text)
        self.error.show()
        self.box.setFocus()

    def clear(self) -> None:
        """Start again."""
        self.box.clear()
        self.error.hide()

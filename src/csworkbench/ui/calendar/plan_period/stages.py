"""What stands above and below the table: the outcome with its progress, and all of the current row."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QStackedLayout, QVBoxLayout, QWidget

from csworkbench.ui.bridge.operations import SHOW_AFTER_MS, Operation
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label

POLL_MS = 100


class OutcomeLine(QWidget):
    """A sentence, or while something takes long its progress with Cancel, in the same room.

    Signals:
        cancel_asked: give up what is under way.
        again_asked: plan once more.
    """

    cancel_asked = Signal()
    again_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._operation: Operation | None = None
        self.words = ElidingLabel(theme, role="strong")
        self.again = make_button(theme, "Plan &again", "refresh", "link")
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.again_asked)
        self.again.hide()
        self.step = ElidingLabel(theme, role="strong", tone="muted")
        self.bar = QProgressBar()
        self.bar.setFixedWidth(200)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the plan")
        self.cancel = make_button(theme, "Cancel planning", "", "link")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.cancel_asked)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(_row(self.words, self.again))
        self._stack.addWidget(_row(self.step, self.bar, self.cancel))
        self.setFixedHeight(round(32 * theme.font_scale))
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._on_poll)

    @property
    def is_progress_shown(self) -> bool:
        """Whether progress stands there instead of the sentence."""
        return self._stack.currentIndex() == 1

    def say(self, words: str, tone: str = "", *, offers_again: bool = False) -> None:
        """Show a sentence."""
        self.words.setText(words)
        self.words.set_tone(tone)
        self.again.setVisible(offers_again)

    def follow(self, operation: Operation | None) -> None:
        """Show the progress of an operation once it takes long, until it is over; None goes back to the sentence."""
        self._operation = operation
        if operation is None:
            self._timer.stop()
            self._stack.setCurrentIndex(0)
        else:
            self._timer.start()
            self._on_poll()

    def _on_poll(self) -> None:
        operation = self._operation
        if operation is None or operation.is_over:
            self.follow(None)
            return
        if operation.clock.elapsed() < SHOW_AFTER_MS and not self.is_progress_shown:
            return
        progress = operation.progress
        counted = f" {progress.done} of {progress.total}" if progress.total else ""
        self.step.setText(f"{progress.text}{counted}")
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done if progress.total else -1)
        self._stack.setCurrentIndex(1)


class RowDetails(QFrame):
    """Two things of the current row that may be longer than its cells; always there, so that the table stays put."""

    LINES = 3

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setProperty("surface", "strip")
        self.setAccessibleName("Chosen row")
        self.first = ElidingLabel(theme, role="caption_strong")
        self.second = make_label(theme, role="caption", wraps=True)
        self.second.setFixedHeight(self.second.fontMetrics().lineSpacing() * 2 + 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 4)
        column.setSpacing(1)
        column.addWidget(self.first)
        column.addWidget(self.second)

    def say(self, first: str, second: str, tone: str = "muted") -> None:
        """Show other words."""
        self.first.setText(first)
        self.second.setText(second)
        self.second.set_tone(tone)


def _row(*widgets: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(widgets[0], 1)
    for widget in widgets[1:]:
        row.addWidget(widget)
    return made

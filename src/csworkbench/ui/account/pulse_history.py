"""The pulses given so far: how the newest stands, and one line per pulse that can be set right or deleted."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.health.pulses import PulseHistory, PulseRow, is_too_old, last_pulse_text
from csworkbench.infra.clock import Clock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button, make_icon_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.texts import full_day, relative_day

SHOWN_AT_FIRST = 6


class PulseHistoryList(QWidget):
    """Newest first; more than a few only when asked for.

    Signals:
        edit_asked: a `PulseRow` that shall be set right.
        delete_asked: the key of a pulse.
    """

    edit_asked = Signal(object)
    delete_asked = Signal(int)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme, self._clock = theme, clock
        self._history = PulseHistory((), is_counted=True, maximum_age_days=None)
        self._shows_all = False
        self.last = make_label(theme, role="strong", wraps=True)
        self.rows: list[QWidget] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.more_button = make_button(theme, "Show all", kind="link")
        self.more_button.clicked.connect(self._on_more_clicked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.last)
        whole.addLayout(self._lines)
        whole.addWidget(self.more_button)

    def show_history(self, history: PulseHistory) -> None:
        """Show other pulses."""
        self._history = history
        today = self._clock.today()
        words = last_pulse_text(history, today)
        self.last.setText(f"{words[:1].upper()}{words[1:]}")
        counts = not history.pulses or not is_too_old(history.pulses[0].given_on, history.maximum_age_days, today)
        self.last.set_tone("muted" if counts else "watch")
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = history.pulses if self._shows_all else history.pulses[:SHOWN_AT_FIRST]
        self.rows = [self._make_row(pulse, today) for pulse in shown]
        for row in self.rows:
            self._lines.addWidget(row)
        self.more_button.setText(f"Show all {len(history.pulses)}")
        self.more_button.setVisible(len(shown) < len(history.pulses))

    def _make_row(self, pulse: PulseRow, today: date) -> QWidget:
        theme = self._theme
        is_old = is_too_old(pulse.given_on, self._history.maximum_age_days, today)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(make_label(theme, str(pulse.value), "strong", "muted" if is_old else "text"))
        when = f"{full_day(pulse.given_on)}, {relative_day(pulse.given_on, today)}"
        line.addWidget(make_label(theme, when, "caption", "muted"))
        line.addWidget(ElidingLabel(theme, pulse.reasons or "no reason given", "body", "muted"), 1)
        for icon, verb, ask in (
            ("edit", "Edit", partial(self.edit_asked.emit, pulse)),
            ("trash", "Delete", partial(self.delete_asked.emit, int(pulse.id))),
        ):
            button = make_icon_button(theme, icon, f"{verb} the pulse of {full_day(pulse.given_on)}")
            button.clicked.connect(partial(_call, ask))
            line.addWidget(button)
        return row

    def _on_more_clicked(self) -> None:
        self._shows_all = True
        self.show_history(self._history)


def _call(ask: partial[None], _checked: bool = False) -> None:
    ask()

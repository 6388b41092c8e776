"""The line under an account's score: what it rests on, what overrides it, what speaks against it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.accounts import AccountLineRow
from csworkbench.domain.health.overrides import OverrideRow, override_text
from csworkbench.infra.clock import Clock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.standing_words import rests_text


class StandingRow(QWidget):
    """Two lines at most; a churned account has none.

    Signals:
        override_asked: the form for an override is wanted.
        end_asked: the override shall end.
    """

    override_asked = Signal()
    end_asked = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._clock = clock
        self.rests = make_label(theme, role="caption", tone="muted")
        self.said = ElidingLabel(theme, role="caption_strong", tone="watch")
        self.override_button = make_button(theme, "Override…", "flag", "link")
        self.override_button.setToolTip("Show another score or band for a while, with a reason")
        self.override_button.clicked.connect(self.override_asked)
        self.end_button = make_button(theme, "End override", "close", "link")
        self.end_button.setToolTip("Show what was computed again; past days keep the override")
        self.end_button.clicked.connect(self.end_asked)
        self.against = make_label(theme, role="caption", tone="watch", wraps=True)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for widget in (self.rests, self.said, self.override_button, self.end_button):
            line.addWidget(widget)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(line)
        whole.addWidget(self.against)
        self.hide()

    def show_standing(self, line: AccountLineRow, override: OverrideRow | None) -> None:
        """Show what stands beside an account's score."""
        today = self._clock.today()
        self.rests.setText(rests_text(line, today))
        held = override if line.override_expires_on is not None else None
        self.said.setText("" if held is None else override_text(held, line.computed_score, line.computed_band, today))
        for widget in (self.said, self.end_button):
            widget.setVisible(held is not None)
        self.override_button.setText("Override…" if held is None else "Change…")
        self.override_button.setAccessibleName("Override the health" if held is None else "Change the override")
        self.against.setText(f"Speaks against healthy: {line.contradictions}" if line.contradictions else "")
        self.against.setVisible(bool(line.contradictions))
        self.setVisible(line.band is not None)

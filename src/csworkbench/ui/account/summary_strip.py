"""The strip under the header: back to the list, health and what stands beside it, trend, segment, ARR, renewal."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.accounts import AccountLineRow
from csworkbench.domain.health.overrides import OverrideRow
from csworkbench.domain.money import short_money
from csworkbench.infra.clock import Clock
from csworkbench.ui.account.standing_row import StandingRow
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.health_chip import HealthChip, chip_size, paint_chip
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.texts import delta_text, full_day, relative_day


class SummaryStrip(QWidget):
    """The facts that decide what to do.

    Signals:
        back_asked: the list of accounts is wanted.
    """

    back_asked = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self.back = make_button(theme, "Accounts", "chevron-left", "link")
        self.back.setAccessibleName("Back to the accounts")
        self.back.setToolTip("Back to the accounts (Alt+Left)")
        self.back.clicked.connect(self.back_asked)
        self.chip = BigChip(theme)
        self.trend = make_label(theme, role="strong", tone="muted")
        self.facts = ElidingLabel(theme, role="body", tone="muted")
        self.renewal = ElidingLabel(theme, role="strong")
        self.standing = StandingRow(theme, clock)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.back)
        row.addWidget(self.chip)
        row.addWidget(self.trend)
        row.addWidget(self.facts)
        row.addWidget(self.renewal)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(row)
        whole.addWidget(self.standing)

    def show_line(self, line: AccountLineRow, override: OverrideRow | None = None) -> None:
        """Show the ready-made facts of an account and what overrides its health."""
        self.standing.show_standing(line, override)
        self.chip.set_health(line.score, line.band or "insufficient data")
        words = delta_text(line.trend)
        arrow = "" if not line.trend else "▲ " if line.trend > 0 else "▼ "
        self.trend.setText(f"{arrow}{words} in 30 days" if words else "")
        self.trend.setVisible(bool(words))
        facts = [part for part in (line.segment, line.tier and f"Tier {line.tier}", line.owner_name) if part]
        money = short_money(line.arr_minor, line.currency)
        if money:
            facts.append(f"{money} ARR")
        if line.status != "active":
            facts.append(line.status)
        self.facts.setText(" · ".join(facts))
        self._show_renewal(line)

    def _show_renewal(self, line: AccountLineRow) -> None:
        if line.renewal_on is None:
            self.renewal.setText("No renewal known")
            self.renewal.set_tone("muted")
            return
        today = self._clock.today()
        days = (line.renewal_on - today).days
        self.renewal.setText(f"Renews {full_day(line.renewal_on)}, {relative_day(line.renewal_on, today, is_due=True)}")
        self.renewal.set_tone("at_risk" if days < 0 else "watch" if days <= 90 else "muted")


class BigChip(HealthChip):
    """The chip in the size of a heading."""

    def sizeHint(self) -> QSize:
        """Give the size in the larger font."""
        return chip_size(self._theme.font("head"), self._score, self._band)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        painter.setFont(self._theme.font("head"))
        paint_chip(painter, QRectF(self.rect()), self._theme.tokens, self._score, self._band)

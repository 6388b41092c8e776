"""The key figures above the table; each is a filter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.domain.accounts import PortfolioTotals
from csworkbench.ui.accounts.money_words import arr_words
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.kpi_card import KpiCard
from csworkbench.ui.widgets.texts import count_text, number_text

CARDS = (
    ("portfolio", "accounts", "Portfolio", "accent_text"),
    ("at_risk", "risk", "At risk", "at_risk"),
    ("check_ins", "check-in-due", "Check-ins this week", "watch"),
    ("renewals", "renewal", "Renewals, 90 days", "healthy"),
)


class KpiRow(QWidget):
    """Four cards in a row that wraps.

    Signals:
        chosen: key of the card that was clicked: portfolio, at_risk, check_ins, renewals.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without figures."""
        super().__init__(parent)
        flow = FlowLayout(self, gap=10, stretches=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.cards: dict[str, KpiCard] = {}
        for key, icon, caption, token in CARDS:
            card = KpiCard(theme, icon, caption, token)
            card.setCheckable(True)
            card.setObjectName(f"accounts.card.{key}")
            card.clicked.connect(self._on_card_clicked)
            flow.addWidget(card)
            self.cards[key] = card

    def set_totals(self, totals: PortfolioTotals) -> None:
        """Show the figures."""
        self.cards["portfolio"].set_figures(count_text(totals.accounts, "account"), arr_words(totals.arr_minor))
        self.cards["at_risk"].set_figures(count_text(totals.at_risk, "account"), arr_words(totals.at_risk_arr_minor))
        self.cards["check_ins"].set_figures(
            f"{number_text(totals.check_ins_due)} due", f"{number_text(totals.check_ins_overdue)} overdue"
        )
        self.cards["renewals"].set_figures(count_text(totals.renewals, "account"), arr_words(totals.renewals_arr_minor))

    def mark(self, key: str) -> None:
        """Show which card is the filter now; an empty key marks none."""
        for name, card in self.cards.items():
            card.setChecked(name == key)

    def _on_card_clicked(self) -> None:
        sender = self.sender()
        for key, card in self.cards.items():
            if card is sender:
                self.chosen.emit(key)

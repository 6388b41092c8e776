"""The key figures above the table; each is a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from csworkbench.ui.accounts.money_words import arr_list, arr_words
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.kpi_card import KpiCard
from csworkbench.ui.widgets.texts import count_text, number_text, plain_tool_tip

if TYPE_CHECKING:
    from csworkbench.domain.accounts import PortfolioTotals

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
        for key, count, sums in (
            ("portfolio", totals.accounts, totals.arr_minor),
            ("at_risk", totals.at_risk, totals.at_risk_arr_minor),
            ("renewals", totals.renewals, totals.renewals_arr_minor),
        ):
            inside = {"portfolio": totals.overrides, "at_risk": totals.at_risk_overrides}.get(key, 0)
            note = f"{number_text(inside)} overridden" if inside else ""
            short = number_text(count)
            self.cards[key].set_figures(count_text(count, "account"), arr_words(sums), note, short)
            about = "\n".join([arr_list(sums), *override_words(key, totals)])
            self.cards[key].setToolTip(plain_tool_tip(about))
            self.cards[key].setAccessibleDescription(about)
        self.cards["check_ins"].set_figures(
            f"{number_text(totals.check_ins_due)} due", f"{number_text(totals.check_ins_overdue)} overdue"
        )

    def mark(self, key: str) -> None:
        """Show which card is the filter now; an empty key marks none."""
        for name, card in self.cards.items():
            card.setChecked(name == key)

    def _on_card_clicked(self) -> None:
        sender = self.sender()
        for key, card in self.cards.items():
            if card is sender:
                self.chosen.emit(key)


def override_words(key: str, totals: PortfolioTotals) -> list[str]:
    """Give in sentences how many overrides are in a figure, and who is in no coloured band."""
    words = []
    if key == "portfolio":
        words += [f"{count_text(totals.overrides, 'account')} shown as overridden"] if totals.overrides else []
        grey = count_text(totals.insufficient, "account")
        words += [f"{grey} with insufficient data, in no coloured band"] if totals.insufficient else []
    if key == "at_risk":
        words += [f"{totals.at_risk_overrides} of them by an override"] if totals.at_risk_overrides else []
        words += [f"{totals.at_risk_hidden} more computed at risk, overridden"] if totals.at_risk_hidden else []
    return words

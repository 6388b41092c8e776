"""The Health tab: what the score is made of, how it moved, and the CSM's pulse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health_history import SnapshotRow
from csworkbench.ui.account.factor_table import FactorTable
from csworkbench.ui.account.factor_words import definition_text, standing, veto_lines
from csworkbench.ui.account.pulse_box import PulseBox
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import health_text
from csworkbench.ui.widgets.trend_chart import TrendChart, TrendMarker, TrendPoint


class HealthTab(QScrollArea):
    """Chart, factor table, standing, pulse and definition, one under another.

    Signals:
        pulse_given: a value 1..5 and the reasons.
    """

    pulse_given = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("surface", "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 10, 6, 0)
        self._column.setSpacing(12)
        self.chart = TrendChart(theme)
        self.trend_card = Card(theme, "Health, last 26 weeks")
        self.trend_card.body.addWidget(self.chart)
        self.too_short = make_label(theme, "The line starts when the score was known on two days.", tone="muted")
        self.trend_card.body.addWidget(self.too_short)
        self.table = FactorTable(theme)
        self.vetoes = make_label(theme, tone="at_risk", wraps=True)
        self.standing = make_label(theme, tone="muted", wraps=True)
        self.factor_card = Card(theme, "What the score is made of")
        self.how_button = make_button(theme, "How is this calculated?", "help", "link")
        self.how_button.setCheckable(True)
        self.how_button.toggled.connect(self._on_how_toggled)
        self.factor_card.header.addWidget(self.how_button)
        self.definition = make_label(theme, role="caption", wraps=True)
        self.definition.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.definition.hide()
        for part in (self.vetoes, self.definition, self.table, self.standing):
            self.factor_card.body.addWidget(part)
        self.pulse = PulseBox(theme)
        self.pulse.given.connect(self.pulse_given)
        pulse_card = Card(theme, "How do you feel about this account?")
        pulse_card.body.addWidget(self.pulse)
        for card in (self.trend_card, self.factor_card, pulse_card):
            self._column.addWidget(card)
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_health(
        self, health: HealthRow | None, history: Sequence[SnapshotRow], markers: Sequence[TrendMarker]
    ) -> None:
        """Show a score (None: a churned account is not scored), its snapshots oldest first, and events."""
        points = trend_points(history, health)
        self.chart.set_series(points, markers)
        self.chart.setVisible(len(points) > 1)
        self.too_short.setVisible(len(points) < 2)
        self.table.set_health(health)
        self.table.setVisible(health is not None)
        if health is None:
            self.factor_card.set_aside("not scored")
            self.vetoes.hide()
            self.standing.setText("A churned account has no health score.")
            self.definition.setText("")
            return
        self.factor_card.set_aside(health_text(health.score, health.band))
        vetoes = veto_lines(health)
        self.vetoes.setText("\n".join(vetoes))
        self.vetoes.setVisible(bool(vetoes))
        self.standing.setText(standing(health))
        self.definition.setText(definition_text(health.plan))

    def _on_how_toggled(self, is_on: bool) -> None:
        self.definition.setVisible(is_on)


def trend_points(history: Sequence[SnapshotRow], health: HealthRow | None) -> list[TrendPoint]:
    """Give the chart's points: where each snapshot began, and today's score at the end."""
    points = [TrendPoint(row.from_on, row.score) for row in history]
    if health is not None and (not points or points[-1].day < health.as_of):
        points.append(TrendPoint(health.as_of, health.score))
    return points

"""The Health tab: how the score moved and why, what it is made of with the records behind it, and the CSM's pulse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csworkbench.domain.health.evidence import Evidence
from csworkbench.domain.health.move import HealthMove
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health_history import SnapshotRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.account.change_card import ChangeCard
from csworkbench.ui.account.evidence_card import EvidenceCard
from csworkbench.ui.account.factor_table import FactorTable
from csworkbench.ui.account.factor_words import definition_text, honesty_text, standing, veto_lines
from csworkbench.ui.account.pulse_box import PulseBox
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import make_label
from csworkbench.ui.widgets.texts import health_text
from csworkbench.ui.widgets.trend_chart import TrendChart, TrendMarker, TrendPoint


class HealthTab(QScrollArea):
    """Chart, change, factor table, records, standing, pulse and definition, one under another.

    Signals:
        pulse_given: a value 1..5 and the reasons.
        days_chosen: two days (`date`) to tell the change between.
        records_asked: the score (`HealthRow`) and the key of the factor whose records are wanted.
        place_asked: an `EvidenceRow` whose place is wanted.
    """

    pulse_given = Signal(int, str)
    days_chosen = Signal(object, object)
    records_asked = Signal(object, str)
    place_asked = Signal(object)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._theme = theme
        self._health: HealthRow | None = None
        self._asked_for: date | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Each part is made inside its parent: what moves into another one is dressed once more, with all that is in it.
        self._inside = QWidget(self)
        self._inside.setProperty("surface", "clear")
        self.trend_card = Card(theme, "Health, last 26 weeks", "two points chosen show why it moved", self._inside)
        self.factor_card = Card(theme, "What the score is made of", parent=self._inside)
        self.chart = TrendChart(theme, self.trend_card)
        self.chart.set_choosing(True)
        self.too_short = make_label(theme, "The line starts when the score was known on two days.", tone="muted")
        self.change = ChangeCard(theme, clock, self._inside)
        self.table = FactorTable(theme, self.factor_card)
        self.records = EvidenceCard(theme, self._inside)
        self.vetoes = make_label(theme, tone="at_risk", wraps=True)
        self.standing = make_label(theme, tone="muted", wraps=True)
        self.how_button = make_button(theme, "How is this calculated?", "help", "link", self.factor_card)
        self.how_button.setCheckable(True)
        self.definition = make_label(theme, role="caption", wraps=True)
        self.definition.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.definition.hide()
        self.pulse_card = Card(theme, "How do you feel about this account?", parent=self._inside)
        self.pulse = PulseBox(theme, clock, self.pulse_card)
        self._lay_out()
        self._connect()

    def show_health(
        self,
        health: HealthRow | None,
        history: Sequence[SnapshotRow],
        markers: Sequence[TrendMarker],
        rests: Mapping[str, str] | None = None,
    ) -> None:
        """Show a score (None: a churned account is not scored), its snapshots oldest first, and events.

        `rests` says per factor which records it rests on.
        """
        self._health = health
        points = trend_points(history, health)
        self.chart.set_series(points, markers)
        self.chart.setVisible(len(points) > 1)
        self.too_short.setVisible(len(points) < 2)
        self.table.set_health(health, rests)
        self.table.setVisible(health is not None)
        self.records.hide()
        if health is None:
            self.factor_card.set_aside("not scored")
            self.vetoes.hide()
            self.standing.setText("A churned account has no health score.")
            self.definition.setText("")
            return
        self.factor_card.set_aside(f"{health_text(health.score, health.band)}, {honesty_text(health)}")
        vetoes = veto_lines(health)
        self.vetoes.setText("\n".join(vetoes))
        self.vetoes.setVisible(bool(vetoes))
        self.standing.setText(standing(health))
        self.definition.setText(definition_text(health.plan))

    def show_move(self, move: HealthMove) -> None:
        """Show why the score moved between two days."""
        self._asked_for = None
        self.change.show_move(move)
        self.chart.set_span(move.since, move.until)

    def show_evidence(self, evidence: Evidence) -> None:
        """Show the records behind a factor, and bring them into view."""
        factors = () if self._health is None else self._health.factors
        label = next((factor.label for factor in factors if factor.key == evidence.key), evidence.key)
        self.records.show_evidence(label, evidence)
        # The tab grows only when the events of this turn are done.
        QTimer.singleShot(0, self, self._on_records_shown)

    def go_to_pulse(self) -> None:
        """Bring the pulse into view and go to it."""
        self.ensureWidgetVisible(self.pulse, 0, 12)
        self.pulse.reasons.setFocus()

    def _on_records_shown(self) -> None:
        self.ensureWidgetVisible(self.records, 0, 12)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 10, 6, 0)
        column.setSpacing(12)
        self.trend_card.body.addWidget(self.chart)
        self.trend_card.body.addWidget(self.too_short)
        self.factor_card.header.addWidget(self.how_button)
        for part in (self.vetoes, self.definition, self.table, self.standing):
            self.factor_card.body.addWidget(part)
        self.pulse_card.body.addWidget(self.pulse)
        for card in (self.trend_card, self.change, self.factor_card, self.records, self.pulse_card):
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(self._inside)

    def _connect(self) -> None:
        self.how_button.toggled.connect(self.definition.setVisible)
        self.pulse.given.connect(self.pulse_given)
        self.chart.point_chosen.connect(self._on_point_chosen)
        self.change.days_chosen.connect(self.days_chosen)
        self.table.opened.connect(self._on_factor_opened)
        self.records.place_asked.connect(self.place_asked)
        self.records.closed.connect(self.table.setFocus)

    def _on_point_chosen(self, day: date) -> None:
        """Take the first point as one end; the second one asks for the change."""
        first, self._asked_for = self._asked_for, day
        if first is None or first == day:
            self.chart.set_span(day, day)
            return
        since, until = sorted((first, day))
        self._asked_for = None
        self.chart.set_span(since, until)
        self.change.set_days(since, until)
        self.days_chosen.emit(since, until)

    def _on_factor_opened(self, key: str) -> None:
        if self._health is not None:
            self.records_asked.emit(self._health, key)


def trend_points(history: Sequence[SnapshotRow], health: HealthRow | None) -> list[TrendPoint]:
    """Give the chart's points: where each snapshot began, and today's score at the end."""
    points = [TrendPoint(row.from_on, row.score) for row in history]
    if health is not None and (not points or points[-1].day < health.as_of):
        points.append(TrendPoint(health.as_of, health.score))
    return points

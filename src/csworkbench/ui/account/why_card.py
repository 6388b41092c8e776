"""Why this score: the factors by group, each with weight, bar and value, and the points each group brings."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.health.rows import HealthRow
from csworkbench.ui.account.factor_words import exact_percent, veto_lines
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.bar import FactorBar
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.trend_chart import BAND_EDGES


def band_of(score: float | None) -> str:
    """Give the band that colours a factor's bar."""
    if score is None:
        return "insufficient data"
    low, high = BAND_EDGES
    return "at risk" if score <= low else "watch" if score <= high else "healthy"


class WhyCard(Card):
    """The factors of one score."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(theme, "Why this score", parent=parent)
        self._theme = theme
        self._inside: QWidget | None = None

    def show_health(self, health: HealthRow | None) -> None:
        """Show the factors of a score; None says that the account is not scored."""
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        inside = QWidget()
        inside.setProperty("surface", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if health is None:
            self.set_aside("")
            column.addWidget(make_label(self._theme, "A churned account is not scored.", tone="muted", wraps=True))
        else:
            self.set_aside("points" if health.score is None else f"{health.score} points")
            self._add_groups(column, health)
        self._inside = inside
        self.body.addWidget(inside)

    def _add_groups(self, column: QVBoxLayout, health: HealthRow) -> None:
        for text in veto_lines(health):
            column.addWidget(make_label(self._theme, text, "caption", "at_risk", wraps=True))
        for group, found in groupby(health.factors, key=lambda factor: factor.group):
            factors = list(found)
            line = QHBoxLayout()
            line.setContentsMargins(0, 6, 0, 0)
            line.addWidget(ElidingLabel(self._theme, group, "caption_strong", "muted"), 1)
            points = sum(factor.points for factor in factors)
            line.addWidget(make_label(self._theme, f"{points:+d}" if points else "0", "caption_strong", "muted"))
            column.addLayout(line)
            for factor in factors:
                bar = FactorBar(self._theme)
                value = None if factor.sub_score is None else round(factor.sub_score)
                bar.set_factor(factor.label, exact_percent(factor.weight), value, band_of(factor.sub_score))
                tip = factor.missing_reason or f"{factor.points} points of the score"
                bar.setToolTip(f"{factor.label}: {tip}")
                bar.setAccessibleDescription(tip)
                column.addWidget(bar)

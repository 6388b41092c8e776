"""Why this score: the factors by group, each with weight, bar and value, and the points each group brings."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.health.rows import FactorRow, HealthRow
from csworkbench.ui.account.factor_words import exact_percent, honesty_text, veto_lines
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import band_ink
from csworkbench.ui.widgets.bar import paint_bar
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.trend_chart import BAND_EDGES


def band_of(score: float | None) -> str:
    """Give the band that colours a factor's bar."""
    if score is None:
        return "insufficient data"
    low, high = BAND_EDGES
    return "at risk" if score <= low else "watch" if score <= high else "healthy"


class FactorLine(QWidget):
    """One factor: name, weight, a bar of its sub-score, and the points it brings."""

    def __init__(self, theme: Theme, factor: FactorRow, parent: QWidget | None = None) -> None:
        """Show a factor."""
        super().__init__(parent)
        self._theme = theme
        self._factor = factor
        self.setFixedHeight(round(24 * theme.font_scale))
        known = "no data" if factor.sub_score is None else f"{round(factor.sub_score)} out of 100"
        spoken = f"{factor.label}: {known}, weight {exact_percent(factor.weight)}, {factor.points} points"
        self.setAccessibleName(spoken)
        self.setToolTip(f"{spoken}; {factor.missing_reason}" if factor.missing_reason else spoken)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line; the name gets what the fixed columns leave."""
        painter, factor, theme = QPainter(self), self._factor, self._theme
        rect = QRectF(self.rect())
        strong, caption = QFontMetricsF(theme.font("strong")), QFontMetricsF(theme.font("caption"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        is_known = factor.sub_score is not None
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("text" if is_known else "muted"))
        painter.drawText(rect, int(right), str(factor.points) if is_known else "–")
        bar_width = 64.0 * theme.font_scale
        left = rect.right() - strong.horizontalAdvance("000") - 6 - bar_width
        share = (factor.sub_score or 0.0) / 100
        bar = QRectF(left, rect.y(), bar_width, rect.height())
        paint_bar(painter, bar, theme.tokens, share, band_ink(theme.tokens, band_of(factor.sub_score)))
        weight = QRectF(left - 10 - caption.horizontalAdvance("00 %"), rect.y(), caption.horizontalAdvance("00 %"), 0)
        weight.setHeight(rect.height())
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("muted"))
        painter.drawText(weight, int(right), exact_percent(factor.weight))
        painter.setFont(theme.font())
        painter.setPen(theme.color("text" if is_known else "muted"))
        name = QFontMetricsF(theme.font()).elidedText(factor.label, Qt.TextElideMode.ElideRight, weight.left() - 6)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)


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
        honesty = honesty_text(health)
        column.addWidget(make_label(self._theme, honesty[:1].upper() + honesty[1:], "caption", "muted", wraps=True))
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
                column.addWidget(FactorLine(self._theme, factor))

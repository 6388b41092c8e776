"""What a backtest found, on cards: flags and endings, plots, factors, surprises, models side by side, the proposal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from csworkbench.domain.health.backtest_result import BacktestResult, HorizonResult, SurpriseRow
from csworkbench.ui.forms.plain_table import PlainTable
from csworkbench.ui.settings.backtest_charts import RocChart, ScoreSpread
from csworkbench.ui.settings.backtest_tables import (
    FACTOR_COLUMNS,
    FACTORS_GIVE_WAY,
    SURPRISE_COLUMNS,
    WEIGHT_COLUMNS,
)
from csworkbench.ui.settings.backtest_words import (
    NO_FIGURE,
    auc_line,
    comparison_line,
    fit_line,
    flag_lines,
    scope_line,
)
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import TextLabel, make_label
from csworkbench.ui.widgets.texts import count_text


class ConfusionGrid(QWidget):
    """Flags against endings, and below what is counted apart: numbers with headings."""

    ROWS = ("flagged", "not flagged", "too little data", "not known then")

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with dashes."""
        super().__init__(parent)
        self.setAccessibleName("Flags against endings")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, words in enumerate(("churned", "stayed"), 1):
            grid.addWidget(make_label(theme, words, "caption", "muted"), 0, column, Qt.AlignmentFlag.AlignRight)
        self._cells: list[TextLabel] = []
        for row, words in enumerate(self.ROWS, 1):
            grid.addWidget(make_label(theme, words, "caption", "muted"), row, 0)
            for column in (1, 2):
                cell = make_label(theme, NO_FIGURE, "head" if row < 3 else "body", "" if row < 3 else "muted")
                self._cells.append(cell)
                grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)

    def set_horizon(self, horizon: HorizonResult) -> None:
        """Show the numbers of a horizon."""
        table, left = horizon.confusion, horizon.left_out
        counts = (
            *(table.caught, table.false_alarms, table.missed, table.quiet),
            *(left.insufficient_churned, left.insufficient_stayed, left.unknown_churned, left.unknown_stayed),
        )
        for label, count in zip(self._cells, counts, strict=True):
            label.setText(f"{count:,}")
        rows = zip(self.ROWS, counts[::2], counts[1::2], strict=True)
        self.setAccessibleDescription("; ".join(f"{row}: {gone} churned, {kept} stayed" for row, gone, kept in rows))


class BacktestResults(QScrollArea):
    """The cards.

    Signals:
        account_chosen: the key of an account that went against its band.
    """

    account_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without a result."""
        super().__init__(parent)
        self._theme = theme
        self._result: BacktestResult | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scope = make_label(theme, role="strong", wraps=True)
        self.horizons = QTabBar()
        self.horizons.setAccessibleName("Days before the ending")
        self.horizons.currentChanged.connect(self._on_horizon_changed)
        self.warnings = make_label(theme, tone="watch", wraps=True)
        self.confusion = ConfusionGrid(theme)
        self.flags = make_label(theme, wraps=True)
        self.roc, self.spread = RocChart(theme), ScoreSpread(theme)
        self.auc = make_label(theme, tone="muted", wraps=True)
        self.factors = PlainTable(theme, "What each factor told", FACTOR_COLUMNS, FACTORS_GIVE_WAY)
        self.greens = PlainTable(theme, "Healthy, and churned", SURPRISE_COLUMNS)
        self.reds = PlainTable(theme, "At risk, and stayed", SURPRISE_COLUMNS)
        self.weights = PlainTable(theme, "Weights as a proposal", WEIGHT_COLUMNS)
        self.comparison = make_label(theme, wraps=True)
        self.verdict, self.fit = make_label(theme, role="strong", wraps=True), make_label(theme, wraps=True)
        self.notes = make_label(theme, role="caption", tone="muted", wraps=True)
        for table in (self.greens, self.reds):
            table.chosen.connect(self._on_surprise_chosen)
        self._cards: dict[str, Card] = {}
        self.setWidget(self._body())

    def set_result(self, result: BacktestResult) -> None:
        """Show a result, its first horizon first."""
        self._result = result
        self.scope.setText(scope_line(result))
        self.horizons.blockSignals(True)
        while self.horizons.count():
            self.horizons.removeTab(0)
        for one in result.horizons:
            self.horizons.addTab(f"{count_text(one.days, 'day')} before")
        self.horizons.blockSignals(False)
        self._on_horizon_changed(0)
        lines = [comparison_line(one, result.model_version, result.against_version) for one in result.comparison]
        self.comparison.setText("\n".join(lines))
        self._cards["comparison"].setVisible(bool(lines))
        self._set_proposal(result)
        self.notes.setText("\n".join(result.notes))
        self.verticalScrollBar().setValue(0)

    def _set_proposal(self, result: BacktestResult) -> None:
        proposal = result.proposal
        card = self._cards["proposal"]
        card.setVisible(proposal is not None)
        if proposal is None:
            return
        card.set_aside(f"from {count_text(proposal.days, 'day')} before; nothing is changed")
        self.verdict.setText(proposal.verdict)
        self.fit.setText(fit_line(proposal))
        self.fit.setVisible(bool(self.fit.text()))
        self.weights.set_rows(proposal.weights)
        self.weights.setVisible(bool(proposal.weights))

    def _on_horizon_changed(self, place: int) -> None:
        if self._result is None or not 0 <= place < len(self._result.horizons):
            return
        shown = self._result.horizons[place]
        self.confusion.set_horizon(shown)
        self.flags.setText("\n".join(flag_lines(shown)))
        self.auc.setText(auc_line(shown))
        self.roc.set_points(shown.roc, auc_line(shown))
        self.spread.set_counts(shown.churned_scores, shown.stayed_scores)
        self.factors.set_rows(shown.factors)
        self.warnings.setText("\n".join(shown.warnings))
        self.warnings.setVisible(bool(shown.warnings))
        for table, key, rows in (
            (self.greens, "greens", shown.greens_that_churned),
            (self.reds, "reds", shown.reds_that_stayed),
        ):
            table.set_rows(rows)
            table.setVisible(bool(rows))
            self._cards[key].set_aside(count_text(len(rows), "account") if rows else "none")

    def _on_surprise_chosen(self, row: SurpriseRow) -> None:
        self.account_chosen.emit(row.account_id)

    def _body(self) -> QWidget:
        body = QWidget()
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 8, 0)
        whole.setSpacing(12)
        for widget in (self.scope, self.horizons, self.warnings):
            whole.addWidget(widget)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._card("flags", "How often it was right", self.confusion, self.flags), 1)
        top.addWidget(self._card("roc", "Churned caught, by false alarms", self.roc, self.auc), 1)
        top.addWidget(self._card("spread", "Scores of both", self.spread), 1)
        whole.addLayout(top)
        whole.addWidget(self._card("factors", "What each factor told", self.factors))
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self._card("greens", "Healthy, and churned", self.greens), 1)
        sides.addWidget(self._card("reds", "At risk, and stayed", self.reds), 1)
        whole.addLayout(sides)
        whole.addWidget(self._card("comparison", "Two models on the same endings", self.comparison))
        whole.addWidget(self._card("proposal", "Weights as a proposal", self.verdict, self.fit, self.weights))
        whole.addWidget(self.notes)
        whole.addStretch(1)
        return body

    def _card(self, key: str, title: str, *widgets: QWidget) -> Card:
        card = Card(self._theme, title)
        for widget in widgets:
            card.body.addWidget(widget)
        card.body.addStretch(1)
        self._cards[key] = card
        return card

"""Columns of the tables of a backtest."""

from __future__ import annotations

from csworkbench.domain.health.backtest_result import FactorInformation
from csworkbench.ui.bridge.columns import RIGHT
from csworkbench.ui.forms.plain_table import PlainColumn
from csworkbench.ui.settings.backtest_words import auc_text, decimal, percent
from csworkbench.ui.widgets.texts import full_day

FACTORS_GIVE_WAY = (6, 7, 3, 4)
"""Columns of the factors that are left out where room is short, in this order."""
FACTOR_COLUMNS = (
    PlainColumn("Factor", lambda row: row.label),
    PlainColumn("What it told", lambda row: row.verdict.capitalize()),
    PlainColumn("AUC alone", lambda row: auc_text(row.auc), RIGHT, "As if this sub-score alone were the score"),
    PlainColumn("Churned", lambda row: _count(row, "churned"), RIGHT, "Endings that churned and had a value"),
    PlainColumn("Stayed", lambda row: _count(row, "stayed"), RIGHT, "Endings that stayed and had a value"),
    PlainColumn("Missing", lambda row: percent(row.missing_share), RIGHT, "Share of endings without a fresh value"),
    PlainColumn("Mean, churned", lambda row: decimal(row.churned_mean, 0), RIGHT, "Mean sub-score of the churned"),
    PlainColumn("Mean, stayed", lambda row: decimal(row.stayed_mean, 0), RIGHT, "Mean sub-score of those that stayed"),
)
SURPRISE_COLUMNS = (
    PlainColumn("Account", lambda row: row.name),
    PlainColumn("Score", lambda row: "" if row.score is None else str(row.score), RIGHT),
    PlainColumn("Scored on", lambda row: full_day(row.as_of), RIGHT),
    PlainColumn("Ended on", lambda row: full_day(row.ended_on), RIGHT),
)
WEIGHT_COLUMNS = (
    PlainColumn("Factor", lambda row: row.label),
    PlainColumn("Today", lambda row: f"{row.today:.1%}", RIGHT, "Share of the whole model"),
    PlainColumn("Proposed", lambda row: f"{row.proposed:.1%}", RIGHT, "Share of the whole model"),
    PlainColumn("Note", lambda row: row.note.capitalize()),
)


def _count(row: FactorInformation, kind: str) -> str:
    return "" if row.auc is None else f"{getattr(row.auc, kind):,}"

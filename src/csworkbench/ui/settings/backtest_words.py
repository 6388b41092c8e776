"""A backtest in words: figures with what they mean, and how sure they are."""

from __future__ import annotations

from csworkbench.domain.health.backtest_result import AucRow, BacktestResult, ComparisonRow, HorizonResult, Proposal
from csworkbench.ui.widgets.texts import full_day

NO_FIGURE = "–"


def percent(share: float | None) -> str:
    """Give a share (0..1) as whole percent, a dash for none."""
    return NO_FIGURE if share is None else f"{share:.0%}"


def decimal(value: float | None, digits: int = 2) -> str:
    """Give a number with these digits, a dash for none."""
    return NO_FIGURE if value is None else f"{value:.{digits}f}"


def interval(low: float | None, high: float | None) -> str:
    """Give the bounds of 95 % of the draws, a dash for none."""
    return NO_FIGURE if low is None or high is None else f"{low:.2f} to {high:.2f}"


def auc_text(row: AucRow | None) -> str:
    """Give an AUC with its bounds: `0.87 (0.85 to 0.88)`."""
    if row is None:
        return NO_FIGURE
    bounds = "" if row.low is None else f" ({interval(row.low, row.high)})"
    return f"{row.value:.2f}{bounds}"


def scope_line(result: BacktestResult) -> str:
    """Give what was looked at, in one line."""
    ends = f"{result.churned:,} churned, {result.stayed:,} stayed"
    if result.first_on is None or result.last_on is None:
        return f"Model {result.model_version}: no endings"
    days = f"{full_day(result.first_on)} to {full_day(result.last_on)}"
    return f"Model {result.model_version}: {ends}, {result.accounts:,} accounts, {days}"


def flag_lines(horizon: HorizonResult) -> list[str]:
    """Give what the flags were worth, a sentence each."""
    table = horizon.confusion
    flagged = table.caught + table.false_alarms
    lines = []
    if flagged:
        lines.append(
            f"Of {flagged:,} flagged, {table.caught:,} churned: {percent(table.precision)}; "
            f"by chance it would be {percent(table.base_rate)}."
        )
    elif table.total:
        lines.append("Nothing was flagged.")
    if table.churned:
        lines.append(f"Of {table.churned:,} that churned, {table.caught:,} were flagged: {percent(table.recall)}.")
    if horizon.coverage_mean is not None:
        lines.append(f"On average {percent(horizon.coverage_mean)} of the model had fresh data.")
    return lines


def auc_line(horizon: HorizonResult) -> str:
    """Give what the AUC says, in words."""
    if horizon.auc is None:
        if horizon.auc_with_grey is None:
            return "No AUC: too few endings."
        return f"No AUC with enough data; {auc_text(horizon.auc_with_grey)} with grey accounts counted."
    row = horizon.auc
    told = f"AUC {auc_text(row)}: one that churned had the lower score in {percent(row.value)} of pairs."
    if row.low is not None and row.high is not None and row.low <= 0.5 <= row.high:
        return f"{told} That may be chance."
    return told


def comparison_line(row: ComparisonRow, first: int, second: int | None) -> str:
    """Give two models side by side, in one sentence."""
    if row.difference is None:
        return f"{row.days} days before: {row.verdict}."
    return (
        f"{row.days} days before: model {first} {auc_text(row.first)}, model {second} {auc_text(row.second)}, "
        f"difference {row.difference:+.3f} ({interval(row.low, row.high)}): {row.verdict}."
    )


def fit_line(proposal: Proposal) -> str:
    """Give what a proposal was fitted and tested on; empty without one."""
    if not proposal.weights or proposal.cut_on is None:
        return ""
    return (
        f"Fitted on {proposal.fitted_churned:,} that churned and {proposal.fitted_stayed:,} that stayed up to "
        f"{full_day(proposal.cut_on)}; tested on later ones: today's weights {auc_text(proposal.today)}, "
        f"proposed {auc_text(proposal.proposed)}."
    )

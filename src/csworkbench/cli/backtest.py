"""`health backtest`: what health said before accounts churned or renewed, and how often it was right."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from csworkbench.cli.book import opened, workbench_option
from csworkbench.cli.output import Cell, ConsoleToken, format_option, print_json, print_rows, print_table, say
from csworkbench.domain.health.backtest import FLAGS, HORIZONS

if TYPE_CHECKING:
    from csworkbench.domain.health.backtest_result import AucRow, BacktestResult, HorizonResult, Proposal, SurpriseRow

ROW_COLUMNS = ("days", "endings", "churned", "stayed", "caught", "false_alarms", "missed", "quiet", "precision",
               "recall", "base_rate", "auc", "auc_low", "auc_high", "auc_with_grey", "insufficient_churned",
               "insufficient_stayed", "unknown_churned", "unknown_stayed", "already_churned",
               "coverage_mean")  # fmt: skip
SHOWN_SURPRISES = 10


class Days(click.ParamType[tuple[int, ...]]):
    """Numbers of days as 30,60,90."""

    name = "days"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """Give the numbers; wrong usage when it is something else."""
        if isinstance(value, tuple):
            return value
        try:
            return tuple(int(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"'{value}' is no list of days; write them as 30,60,90.", param, ctx)


@click.command("backtest")
@click.option("--model", type=click.IntRange(min=1), default=None, metavar="VERSION",
              help="The version of the model to test; by default the one in use.")  # fmt: skip
@click.option("--against", type=click.IntRange(min=1), default=None, metavar="VERSION",
              help="Another version to compare it with, on the same endings.")  # fmt: skip
@click.option("--days", type=Days(), default=HORIZONS, metavar="DAYS",
              help="How many days before the endings; by default 30,60,90.")  # fmt: skip
@click.option("--flagged", type=click.Choice(list(FLAGS)), default="at risk", show_default=True,
              help="What counts as flagged: at risk alone, or watch too.")  # fmt: skip
@click.option("--without-assumed", is_flag=True,
              help="Leave out facts whose day of becoming known is only assumed, as of imported history.")  # fmt: skip
@click.option("--with-customers", is_flag=True,
              help="Count customers of today without an outcome as stayed, on days like the churned.")  # fmt: skip
@workbench_option()
@format_option()
def backtest_command(
    model: int | None, against: int | None, days: tuple[int, ...], flagged: str, without_assumed: bool,
    with_customers: bool, book: Path | None, form: str,
) -> None:  # fmt: skip
    """Print what health said before accounts churned or renewed, from what was known then."""
    from csworkbench.domain.health.backtest_request import BacktestRequest
    from csworkbench.services.health.backtest.running import run_backtest

    request = BacktestRequest(days, model, against, flagged, without_assumed, with_customers)
    token = ConsoleToken()
    try:
        with opened(book, write=False) as workbench:
            result = run_backtest(workbench, request, token)
    finally:
        token.finish()
    if form == "json":
        print_json(_plain(result))
    elif form == "csv":
        print_rows([_row(one) for one in result.horizons], ROW_COLUMNS, form)
    else:
        _print_result(result)


def _plain(result: BacktestResult) -> dict[str, Any]:
    plain = asdict(result)
    for told, horizon in zip(plain["horizons"], result.horizons, strict=True):
        table = horizon.confusion
        told["confusion"] |= {"precision": table.precision, "recall": table.recall, "base_rate": table.base_rate}
    return plain


def _row(one: HorizonResult) -> dict[str, Cell]:
    table, row = one.confusion, one.auc
    return {
        "days": one.days,
        "endings": one.ends,
        "churned": table.churned,
        "stayed": table.stayed,
        "caught": table.caught,
        "false_alarms": table.false_alarms,
        "missed": table.missed,
        "quiet": table.quiet,
        "precision": table.precision,
        "recall": table.recall,
        "base_rate": table.base_rate,
        "auc": row.value if row else None,
        "auc_low": row.low if row else None,
        "auc_high": row.high if row else None,
        "auc_with_grey": one.auc_with_grey.value if one.auc_with_grey else None,
        "coverage_mean": one.coverage_mean,
        **asdict(one.left_out),
    }


def _print_result(result: BacktestResult) -> None:
    span = f", {result.first_on} to {result.last_on}" if result.first_on else ""
    click.echo(
        f"Backtest of model {result.model_version}: {result.churned:,} churned, {result.stayed:,} stayed, "
        f"{result.accounts:,} accounts{span}"
    )
    _print_horizons(result)
    for one in result.horizons:
        _print_factors(one)
        _print_surprises(f"Healthy {one.days} days before, and churned", one.greens_that_churned)
        _print_surprises(f"At risk {one.days} days before, and stayed", one.reds_that_stayed)
    _print_comparison(result)
    if result.proposal is not None:
        _print_proposal(result.proposal)
    for note in (*(warning for one in result.horizons for warning in one.warnings), *result.notes):
        say(note)


def _print_horizons(result: BacktestResult) -> None:
    click.echo(f"\nFlagged is {result.flagged if result.flagged == 'at risk' else 'at risk or watch'}.")
    labels = ("Days", "Flagged: churned", "stayed", "Not: churned", "stayed", "Insufficient data", "Precision",
              "By chance", "Caught", "AUC", "95 %", "With grey", "95 %")  # fmt: skip
    rows: list[list[Cell]] = []
    for one in result.horizons:
        table, left = one.confusion, one.left_out
        grey = left.insufficient_churned + left.insufficient_stayed
        shares = [_percent(share) for share in (table.precision, table.base_rate, table.recall)]
        counts = [one.days, table.caught, table.false_alarms, table.missed, table.quiet, grey]
        rows.append([*counts, *shares, *_auc_cells(one.auc), *_auc_cells(one.auc_with_grey)])
    print_table(labels, rows)


def _print_factors(one: HorizonResult) -> None:
    known = [factor for factor in one.factors if factor.missing_share < 1]
    if not known:
        click.echo(f"\nNo factor had a value {one.days} days before.")
        return
    click.echo(f"\nWhat each factor told {one.days} days before")
    rows: list[list[Cell]] = [
        [
            factor.label,
            factor.verdict,
            *_auc_cells(factor.auc),
            factor.auc.churned if factor.auc else None,
            factor.auc.stayed if factor.auc else None,
            _percent(factor.missing_share),
            _rounded(factor.churned_mean),
            _rounded(factor.stayed_mean),
        ]
        for factor in known
    ]
    labels = ("Factor", "Verdict", "AUC", "95 %", "Churned", "Stayed", "Missing", "Mean churned", "Mean stayed")
    print_table(labels, rows)
    missing = [factor.label for factor in one.factors if factor.missing_share == 1]
    if missing:
        click.echo(f"Without any value: {', '.join(missing)}")


def _print_surprises(title: str, rows: tuple[SurpriseRow, ...]) -> None:
    if not rows:
        return
    click.echo(f"\n{title}: {len(rows):,}")
    print_table(
        ("Account", "Score", "As of", "Ended"),
        [[row.name, row.score, row.as_of, row.ended_on] for row in rows[:SHOWN_SURPRISES]],
    )
    if len(rows) > SHOWN_SURPRISES:
        click.echo(f"... and {len(rows) - SHOWN_SURPRISES:,} more; all of them with --format json")


def _print_comparison(result: BacktestResult) -> None:
    if not result.comparison:
        return
    click.echo(f"\nModel {result.model_version} against {result.against_version}, on the same endings")
    rows: list[list[Cell]] = [
        [
            one.days,
            one.first.value if one.first else None,
            one.second.value if one.second else None,
            _signed(one.difference),
            _between(one.low, one.high),
            one.verdict,
        ]
        for one in result.comparison
    ]
    print_table(("Days", "First AUC", "Second AUC", "Difference", "95 %", "Verdict"), rows)


def _print_proposal(proposal: Proposal) -> None:
    click.echo(f"\nWeights as a proposal, from {proposal.days} days before: nothing is changed")
    click.echo(proposal.verdict)
    if not proposal.weights:
        return
    click.echo(
        f"Fitted on {proposal.fitted_churned:,} churned and {proposal.fitted_stayed:,} stayed up to {proposal.cut_on}; "
        f"tested on the later ones: difference {_signed(proposal.difference)} {_between(proposal.low, proposal.high)}"
    )
    print_table(
        ("Factor", "Today", "Proposed", "Note"),
        [[row.label, _percent(row.today), _percent(row.proposed), row.note or None] for row in proposal.weights],
    )


def _auc_cells(row: AucRow | None) -> tuple[Cell, Cell]:
    return (None, None) if row is None else (row.value, _between(row.low, row.high))


def _between(low: float | None, high: float | None) -> str | None:
    return None if low is None or high is None else f"{low:.2f} to {high:.2f}"


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.0%}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _signed(value: float | None) -> str | None:
    return None if value is None else f"{value:+.3f}"

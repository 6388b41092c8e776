"""`health explain`: why a score moved between two days, in words and in steps that add up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.book import Day, opened, workbench_option
from csworkbench.cli.output import Cell, Row, format_option, print_json, print_rows, print_table

if TYPE_CHECKING:
    from csworkbench.domain.health.change import HealthChange
    from csworkbench.domain.health.move import HealthMove

STEP_COLUMNS = ("factor", "label", "cause", "what", "raw_before", "raw_after", "sub_score_before", "sub_score_after",
                "points", "effect")  # fmt: skip
STEP_LABELS = ("Factor", "Cause", "What", "Points")


@click.command("explain")
@click.argument("account")
@click.option("--from", "since", type=Day(), default=None, metavar="DATE",
              help="The first day; by default the day the trend is measured from.")  # fmt: skip
@click.option("--to", "until", type=Day(), default=None, metavar="DATE", help="The last day; by default today.")
@workbench_option()
@format_option()
def explain_command(account: str, since: date | None, until: date | None, book: Path | None, form: str) -> None:
    """Print why the health of ACCOUNT moved between two days, in steps that add up to the difference."""
    from csworkbench.services.accounts import get_account, resolve_account
    from csworkbench.services.health import explain_change

    with opened(book, write=False) as workbench:
        account_id = resolve_account(workbench, account)
        name = get_account(workbench, account_id).name
        move = explain_change(workbench, account_id, since, until)
    if form == "json":
        print_json(_whole(name, move))
    elif form == "csv":
        print_rows(_steps(move), STEP_COLUMNS, form)
    else:
        _print_move(name, move)


def _steps(move: HealthMove) -> list[Row]:
    return [
        {
            "factor": step.key,
            "label": step.label,
            "cause": cause,
            "what": words,
            "raw_before": step.before.raw if step.before else None,
            "raw_after": step.after.raw if step.after else None,
            "sub_score_before": step.before.sub_score if step.before else None,
            "sub_score_after": step.after.sub_score if step.after else None,
            "points": step.points,
            "effect": round(step.effect, 6),
        }
        for step, cause, words in move.lines()
    ]


def _whole(name: str, move: HealthMove) -> dict[str, object]:
    change = move.change
    found: dict[str, object] = {
        "account": name,
        "from": move.since,
        "to": move.until,
        "words": move.words,
        "delta": None if change is None else change.delta,
        "before": None,
        "after": None,
        "band_cause": "" if change is None else change.band_cause,
        "causes": {} if change is None else _causes(change),
        "steps": _steps(move),
    }
    if change is not None:
        found["before"] = {
            "score": change.score_before,
            "band": change.band_before,
            "coverage": round(change.coverage_before, 4),
            "model_version": move.model_before,
        }
        found["after"] = {
            "score": change.score_after,
            "band": change.band_after,
            "coverage": round(change.coverage_after, 4),
            "model_version": move.model_after,
        }
    return found


def _causes(change: HealthChange) -> dict[str, int]:
    return {
        "values_changed": change.values_changed,
        "became_known": change.became_known,
        "became_stale": change.became_stale,
        "model_changed": change.model_changed,
        "override": change.overridden,
    }


def _print_move(name: str, move: HealthMove) -> None:
    from csworkbench.exchange.writers.safe_text import one_line

    days = f"from {move.since.isoformat()} to {move.until.isoformat()}"
    click.echo(f"{one_line(name)}, {days}: {one_line(move.words)}")
    change = move.change
    if change is None:
        return
    for day, score, band, coverage, model in (
        (move.since, change.score_before, change.band_before, change.coverage_before, move.model_before),
        (move.until, change.score_after, change.band_after, change.coverage_after, move.model_after),
    ):
        shown = "no score" if score is None else str(score)
        click.echo(f"{day.isoformat()}: {shown}, {band}; coverage {coverage:.0%}, model {model}")
    if change.delta is None:
        return
    click.echo()
    rows: list[list[Cell | date]] = [[step.label, cause, words, step.points] for step, cause, words in move.lines()]
    print_table(STEP_LABELS, [*rows, ["Total", "", "", change.delta]])

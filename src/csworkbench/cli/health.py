"""`health show`, `health list` and `health recompute`: scores with everything that explains them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.backtest import backtest_command
from csworkbench.cli.book import as_of_option, opened, workbench_option
from csworkbench.cli.health_explain import explain_command
from csworkbench.cli.health_models import model_group, whatif_command
from csworkbench.cli.output import ConsoleToken, Row, format_option, print_json, print_rows, print_table, say
from csworkbench.cli.overrides import (
    contradiction_line,
    end_override_command,
    override_cell,
    override_command,
    override_line,
    overrides_command,
    seen_cells,
)
from csworkbench.infra.errors import InvalidInput, WorkbenchError

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountRow
    from csworkbench.domain.health.rows import FactorRow, HealthRow
    from csworkbench.domain.health.trend import Trend
    from csworkbench.domain.health_history import HealthListRow

FACTOR_COLUMNS = ("key", "label", "group", "raw", "age_days", "sub_score", "weight", "effective_weight", "contribution",
                  "points", "missing_reason")  # fmt: skip
LIST_COLUMNS = ("id", "account", "owner", "score", "band", "coverage", "oldest_input_on", "computed_score",
                "computed_band", "override", "as_of", "model_version")  # fmt: skip
LIST_LABELS = ("Id", "Account", "Owner", "Score", "Band", "Coverage", "Oldest input", "Computed", "Computed band",
               "Override", "As of", "Model")  # fmt: skip
AS_OF_WORDS = "As known on this day; by default today."


@click.group("health")
def health_group() -> None:
    """Work with the health of accounts."""


for command in (backtest_command, explain_command, overrides_command, override_command, end_override_command,
                model_group, whatif_command):  # fmt: skip
    health_group.add_command(command)


@health_group.command("show")
@click.argument("account")
@workbench_option()
@as_of_option(AS_OF_WORDS)
@format_option()
def show_command(account: str, book: Path | None, as_of: date | None, form: str) -> None:
    """Print why ACCOUNT has its score. ACCOUNT is a name, domain, uid, id of the source, or key."""
    from csworkbench.services.accounts import get_account, resolve_account
    from csworkbench.services.health import explain, explain_change, seen_health, trend_of

    with opened(book, write=False) as workbench:
        account_id = resolve_account(workbench, account)
        found = get_account(workbench, account_id)
        health = explain(workbench, account_id, as_of)
        if health is None:
            raise WorkbenchError(
                f"{found.name} is churned, so it has no health.", "Choose an earlier day with --as-of."
            )
        moved = trend_of(workbench, health)
        why = explain_change(workbench, account_id, until=as_of)
        seen = seen_health(workbench, account_id, as_of)
        is_past = health.as_of < workbench.clock.today()
    said = override_line(health, seen, is_past=is_past)
    if form == "json":
        print_json(
            _whole(found, health, moved)
            | seen_cells(health, seen, said)
            | {"change": {"since": why.since, "words": why.words}}
        )
    elif form == "csv":
        print_rows([_factor(row) for row in health.factors], FACTOR_COLUMNS, form)
    else:
        lines = [said, f"Since {why.since.isoformat()}: {why.words}", contradiction_line(seen)]
        shown = (health.score, health.band) if seen is None else (seen.score, seen.band)
        click.echo(_headline(found.name, *shown, health.as_of))
        _print_explained(health, moved, [one for one in lines if one])


@health_group.command("list")
@workbench_option()
@as_of_option(AS_OF_WORDS)
@click.option("--limit", type=click.IntRange(min=1), default=None, help="Print no more than this many.")
@format_option()
def list_command(book: Path | None, as_of: date | None, limit: int | None, form: str) -> None:
    """Print the health of every account, lowest score first, accounts without a score last."""
    from csworkbench.services.health import list_health

    token = ConsoleToken()
    try:
        with opened(book, write=False) as workbench:
            found = sorted(list_health(workbench, as_of, token), key=_worst_first)[:limit]
            is_past = as_of is not None and as_of < workbench.clock.today()
    finally:
        token.finish()
    rows: list[Row] = [
        {
            "id": one.account_id,
            "account": one.name,
            "owner": one.owner_name,
            "score": one.score,
            "band": one.band,
            "coverage": round(one.health.coverage, 4),
            "oldest_input_on": one.health.oldest_input_on,
            "computed_score": one.health.score,
            "computed_band": one.health.band,
            "override": override_cell(one.override, is_past=is_past),
            "as_of": one.health.as_of,
            "model_version": one.health.model_version,
        }
        for one in found
    ]
    print_rows(rows, LIST_COLUMNS, form, labels=LIST_LABELS)


@health_group.command("recompute")
@workbench_option()
@as_of_option("A past day to store the health of, as it was known then; by default today.")
@format_option("table", "json")
def recompute_command(book: Path | None, as_of: date | None, form: str) -> None:
    """Compute the health of every account anew and store it."""
    from csworkbench.services.health import recompute_all, recompute_as_of

    token = ConsoleToken()
    try:
        with opened(book, write=True) as workbench:
            today = workbench.clock.today()
            day = as_of or today
            if day > today:
                raise InvalidInput(f"{day.isoformat()} is in the future; health is known up to today.", "as of")
            number = recompute_all(workbench, token) if day == today else None
            if number is None:
                recompute_as_of(workbench, day, token)
    finally:
        token.finish()
    if number is None:
        say("Accounts whose newest stored health is of a later day keep it.")
    row: Row = {"as_of": day, "accounts": number}
    if form == "json":
        print_json(row)
    else:
        print_table(("As of", "Accounts"), [[day, "all" if number is None else number]])


def _worst_first(row: HealthListRow) -> tuple[bool, int, str, int]:
    return row.score is None, row.score or 0, row.name.casefold(), row.account_id


def _whole(account: AccountRow, health: HealthRow, moved: Trend | None) -> dict[str, object]:
    return {
        "account": account.name,
        "uid": account.uid,
        "score": health.score,
        "band": health.band,
        "coverage": round(health.coverage, 4),
        "model_version": health.model_version,
        "as_of": health.as_of,
        "oldest_input_on": health.oldest_input_on,
        "policy": health.policy,
        "vetoes": [
            {"kind": one.kind, "text": one.text, "since_on": one.since_on, "at_most": one.at_most,
             "is_binding": one.is_binding}
            for one in health.vetoes
        ],
        "trend": None if moved is None else {"delta": moved.delta, "direction": moved.direction},
        "factors": [_factor(row) for row in health.factors],
    }  # fmt: skip


def _factor(row: FactorRow) -> Row:
    return {name: getattr(row, name) for name in FACTOR_COLUMNS}


def _headline(account: str, score: int | None, band: str | None, as_of: date) -> str:
    from csworkbench.exchange.writers.safe_text import one_line

    shown = "no score" if score is None else f"{score} of 100"
    return f"{one_line(account)}: {shown}, {band}, as of {as_of.isoformat()}"


def _print_explained(health: HealthRow, moved: Trend | None, lines: list[str]) -> None:
    from csworkbench.exchange.writers.safe_text import one_line

    trend = "not known yet" if moved is None else f"{moved.delta:+d}, {moved.direction}"
    oldest = ""
    if health.oldest_input_on is not None:
        age = (health.as_of - health.oldest_input_on).days
        oldest = f", oldest input {age} day{'' if age == 1 else 's'} ({health.oldest_input_on.isoformat()})"
    click.echo(f"Coverage {health.coverage:.0%}{oldest}, trend {trend}; model {health.model_version}, {health.policy}")
    for line in lines:
        click.echo(one_line(line))
    for veto in health.vetoes:
        effect = " (decides the band)" if veto.is_binding else ""
        click.echo(f"Veto: {one_line(veto.text)}, at most {veto.at_most}{effect}")
    click.echo()
    labels = ("Factor", "Group", "Raw", "Age", "Sub-score", "Weight", "Effective", "Points", "Missing because")
    rows = [
        [
            row.label,
            row.group,
            None if row.raw is None else round(row.raw, 3),
            None if row.age_days is None else f"{row.age_days} d",
            None if row.sub_score is None else round(row.sub_score, 1),
            f"{row.weight:.1%}",
            f"{row.effective_weight:.1%}",
            row.points,
            row.missing_reason,
        ]
        for row in health.factors
    ]
    print_table(labels, [*rows, ["Score", "", None, None, None, "", "", health.score, None]])

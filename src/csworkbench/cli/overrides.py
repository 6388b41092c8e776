"""`health overrides`, `health override` and `health end-override`: what a CSM says over a computed score."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.book import Day, opened, workbench_option
from csworkbench.cli.output import Row, format_option, print_json, print_rows, say

if TYPE_CHECKING:
    from csworkbench.domain.health.overrides import OverrideListRow, OverrideRow, SeenHealth
    from csworkbench.domain.health.rows import HealthRow

COLUMNS = ("account_id", "account", "state", "score", "band", "computed_score", "computed_band", "from_on",
           "expires_on", "author", "reason")  # fmt: skip
LABELS = ("Id", "Account", "State", "Score", "Band", "Computed", "Computed band", "From", "Until", "By", "Reason")


@click.command("overrides")
@workbench_option()
@click.option("--all", "with_over", is_flag=True, help="Also those that are over.")
@format_option()
def overrides_command(book: Path | None, with_over: bool, form: str) -> None:
    """Print the overrides that hold, next to end first, each with what was computed."""
    from csworkbench.services.health import list_overrides

    with opened(book, write=False) as workbench:
        rows = list_overrides(workbench, is_active_only=not with_over)
    print_rows([_row(one) for one in rows], COLUMNS, form, labels=LABELS)


@click.command("override")
@click.argument("account")
@click.option("--score", type=click.IntRange(0, 100), default=None, help="The score to show.")
@click.option("--band", type=click.Choice(["healthy", "watch", "at risk"]), default=None, help="The band to show.")
@click.option("--reason", required=True, help="Why the computed score is wrong.")
@click.option("--until", type=Day(), default=None, metavar="DATE",
              help="The last day; by default 30 days from today, at most 90.")  # fmt: skip
@workbench_option()
@format_option("table", "json")
def override_command(
    account: str, score: int | None, band: str | None, reason: str, until: date | None, book: Path | None, form: str
) -> None:
    """Show another score or band for ACCOUNT until a day; the computed one stays visible beside it."""
    from csworkbench.domain.health.overrides import OverrideDraft
    from csworkbench.services.accounts import resolve_account
    from csworkbench.services.health import override_health

    if (score is None) == (band is None):
        raise click.UsageError("Give --score or --band, one of the two.")
    with opened(book, write=True) as workbench:
        key = resolve_account(workbench, account)
        override_health(workbench, OverrideDraft(key, reason, score, band, until))
    _print_standing(book, key, form)


@click.command("end-override")
@click.argument("account")
@workbench_option()
def end_override_command(account: str, book: Path | None) -> None:
    """End what overrides the health of ACCOUNT; past days keep it."""
    from csworkbench.domain.health.overrides import said_text
    from csworkbench.services.accounts import get_account, resolve_account
    from csworkbench.services.health import end_override

    with opened(book, write=True) as workbench:
        key = resolve_account(workbench, account)
        ended = end_override(workbench, key)
        name = get_account(workbench, key).name
    say(f"Ended the override of {name} ({said_text(ended)}).")


def override_cell(override: OverrideRow | None, *, is_past: bool) -> str | None:
    """Give an override for a cell of a list: "watch until 2026-12-12"; of a past day since when, as that can't move."""
    from csworkbench.domain.health.overrides import said_text

    if override is None:
        return None
    days = f"since {override.from_on.isoformat()}" if is_past else f"until {override.expires_on.isoformat()}"
    return f"{said_text(override)} {days}"


def override_line(health: HealthRow, seen: SeenHealth | None, *, is_past: bool) -> str:
    """Give the sentence about what overrides a score; empty without an override."""
    from csworkbench.domain.health.overrides import override_text

    if seen is None or seen.override is None:
        return ""
    return override_text(seen.override, health.score, health.band, health.as_of, is_past=is_past)


def contradiction_line(seen: SeenHealth | None) -> str:
    """Give the sentence about what speaks against a healthy band; empty without anything."""
    return "" if seen is None or not seen.contradictions else f"Speaks against it: {'; '.join(seen.contradictions)}"


def seen_cells(health: HealthRow, seen: SeenHealth | None, said: str) -> dict[str, object]:
    """Give for JSON: score and band as shown, beside them what was computed and what overrides it."""
    if seen is None:
        return {}
    return {
        "score": seen.score,
        "band": seen.band,
        "computed_score": health.score,
        "computed_band": health.band,
        "override": said or None,
        "contradictions": list(seen.contradictions),
    }


def _print_standing(book: Path | None, account_id: int, form: str) -> None:
    from csworkbench.services.health import list_overrides

    with opened(book, write=False) as workbench:
        found = [one for one in list_overrides(workbench) if one.override.account_id == account_id]
    rows = [_row(one) for one in found if one.state == "active"]
    if form == "json":
        print_json({name: rows[0][name] for name in COLUMNS})
    else:
        print_rows(rows, COLUMNS, form, labels=LABELS)


def _row(row: OverrideListRow) -> Row:
    one = row.override
    return {
        "account_id": one.account_id,
        "account": row.account_name,
        "state": row.state,
        "score": one.score,
        "band": one.band,
        "computed_score": row.computed_score,
        "computed_band": row.computed_band,
        "from_on": one.from_on,
        "expires_on": one.expires_on,
        "author": one.author,
        "reason": one.reason,
    }

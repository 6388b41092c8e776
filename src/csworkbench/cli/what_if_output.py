"""How a what-if is printed: bands from and to with ARR, scores before and after, and the accounts that change band."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from csworkbench.cli.output import Cell, Row, print_json, print_rows, print_table, say

if TYPE_CHECKING:
    from csworkbench.domain.health.what_if_result import ChangedAccount, WhatIfResult

COLUMNS = ("account_id", "account", "arr_minor", "currency", "score_before", "score_after", "delta", "band_before",
           "band_after")  # fmt: skip


def print_what_if(result: WhatIfResult, form: str, limit: int) -> None:
    """Print a result as JSON (all of it), CSV (the accounts that change band) or tables (at most `limit` accounts)."""
    if form == "json":
        print_json(_plain(result))
    elif form == "csv":
        print_rows([_row(one) for one in result.changes], COLUMNS, form)
    else:
        _print_tables(result, limit)


def _plain(result: WhatIfResult) -> dict[str, object]:
    return {
        "served": result.served,
        "scored": result.scored,
        "unscored": result.unscored,
        "overridden": result.overridden,
        "rescored": result.rescored,
        "changed": result.changed,
        "moves": [one._asdict() | {"arr_minor": dict(one.arr_minor)} for one in result.moves],
        "before": {"bins": list(result.before.bins), "insufficient": result.before.insufficient},
        "after": {"bins": list(result.after.bins), "insufficient": result.after.insufficient},
        "changes": [_row(one) for one in result.changes],
    }


def _row(one: ChangedAccount) -> Row:
    return {
        "account_id": one.account_id,
        "account": one.name,
        "arr_minor": one.arr_minor,
        "currency": one.currency,
        "score_before": one.score_before,
        "score_after": one.score_after,
        "delta": one.delta,
        "band_before": one.band_before,
        "band_after": one.band_after,
    }


def _print_tables(result: WhatIfResult, limit: int) -> None:
    from csworkbench.domain.money import short_money

    click.echo(
        f"{result.changed:,} of {result.scored:,} scored accounts change band; {result.rescored:,} scores move; "
        f"the model serves {result.served:,}."
    )
    moved = [one for one in result.moves if one.before != one.after]
    if moved:
        click.echo()
        print_table(
            ("From", "To", "Accounts", "ARR"),
            [[one.before, one.after, one.accounts, _money(one.arr_minor)] for one in moved],
        )
    if result.changes and limit:
        click.echo()
        rows: list[list[Cell]] = [
            [one.name, short_money(one.arr_minor, one.currency), one.score_before, one.score_after, one.band_before,
             one.band_after]
            for one in result.changes[:limit]
        ]  # fmt: skip
        print_table(("Account", "ARR", "Score", "Would be", "Band", "Would be"), rows)
        if result.changed > limit:
            click.echo(f"... and {result.changed - limit:,} more; all of them with --format json or csv")
    if result.overridden:
        say(f"{result.overridden:,} accounts with an override are in no figure.")
    if result.unscored:
        say(f"{result.unscored:,} churned accounts have no health.")


def _money(sums: Mapping[str, int]) -> str:
    from csworkbench.domain.money import compact_money

    return " + ".join(compact_money(amount, currency) for currency, amount in sorted(sums.items()))

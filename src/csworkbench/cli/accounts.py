"""`accounts list`: the accounts of the list, filtered, sorted, printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.book import as_of_option, opened_as_of, workbench_option
from csworkbench.cli.output import Row, format_option, print_rows
from csworkbench.domain.accounts import SORTS

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow, AccountQuery
    from csworkbench.services.workbench import Workbench

PART = 200
TABLE = ("name", "score", "band", "trend", "arr", "currency", "renewal_on", "next_check_in_on", "last_contact_on",
         "owner", "tier", "status")  # fmt: skip
LABELS = ("Account", "Score", "Band", "Trend", "ARR", "", "Renewal", "Next check-in", "Last contact", "Owner", "Tier",
          "Status")  # fmt: skip
COLUMNS = ("id", "name", "domain", "owner", "tier", "segment", "lifecycle", "status", "country", "engagement_model",
           "score", "band", "coverage", "trend", "direction", "arr", "currency", "renewal_on", "next_check_in_on",
           "last_contact_on", "due_on", "overdue_on", "computed_score", "computed_band", "override_expires_on",
           "oldest_input_on", "contradictions")  # fmt: skip


@click.group("accounts")
def accounts_group() -> None:
    """Work with the accounts of a book."""


@accounts_group.command("list")
@workbench_option()
@click.option("--where", default="", metavar="EXPR", help='A filter, as in: band = "at risk" and arr >= 50000.')
@click.option("--sort", type=click.Choice(SORTS), default="score", show_default=True, help="What to sort by.")
@click.option("--desc", "is_descending", is_flag=True, help="Largest or latest first.")
@click.option("--limit", type=click.IntRange(min=1), default=None, help="Print no more than this many.")
@as_of_option("As it was known at the end of this day; by default today.")
@format_option()
def list_command(
    book: Path | None, where: str, sort: str, is_descending: bool, limit: int | None, as_of: date | None, form: str
) -> None:
    """Print the accounts with their health, lowest score first."""
    from csworkbench.domain.accounts import AccountQuery
    from csworkbench.infra.errors import InvalidInput

    query = AccountQuery(filter=where, sort=sort, descending=is_descending)
    with opened_as_of(book, as_of) as workbench:
        try:
            rows = _rows(workbench, query, limit)
        except InvalidInput as error:
            raise click.BadParameter(str(error), param_hint="--where") from error
    if form == "table":
        print_rows(rows, TABLE, form, labels=LABELS)
    else:
        print_rows(rows, COLUMNS, form)


def _rows(workbench: Workbench, query: AccountQuery, limit: int | None) -> list[Row]:
    from csworkbench.services.accounts import find_accounts, load_account_lines

    ids = find_accounts(workbench, query)[:limit]
    lines: list[Row] = []
    for start in range(0, len(ids), PART):
        lines += [_row(line) for line in load_account_lines(workbench, ids[start : start + PART])]
    return lines


def _row(line: AccountLineRow) -> Row:
    from csworkbench.domain.money import minor_digits, to_major

    arr: int | float | None = None
    if line.arr_minor is not None:
        exact = to_major(line.arr_minor, line.currency or "")
        arr = round(float(exact), minor_digits(line.currency or "")) if exact % 1 else int(exact)
    return {
        "id": line.account_id,
        "name": line.name,
        "domain": line.domain,
        "owner": line.owner_name,
        "tier": line.tier,
        "segment": line.segment,
        "lifecycle": line.lifecycle,
        "status": line.status,
        "country": line.country,
        "engagement_model": line.engagement_model,
        "score": line.score,
        "band": line.band,
        "coverage": line.coverage,
        "trend": line.trend,
        "direction": line.direction,
        "arr": arr,
        "currency": line.currency,
        "renewal_on": line.renewal_on,
        "next_check_in_on": line.next_check_in_on,
        "last_contact_on": line.last_contact_on,
        "due_on": line.due_on,
        "overdue_on": line.overdue_on,
        "computed_score": line.computed_score,
        "computed_band": line.computed_band,
        "override_expires_on": line.override_expires_on,
        "oldest_input_on": line.oldest_input_on,
        "contradictions": line.contradictions,
    }

"""`holidays`: public holidays of a country and the book's own closed days; listed, added, deleted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.book import Day, opened, workbench_option
from csworkbench.cli.output import Row, format_option, print_rows, say

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

HOLIDAY_COLUMNS = ("on", "name", "source", "is_worked")
HOLIDAY_LABELS = ("Day", "Holiday", "Source", "Worked")
LINE_COLUMNS = ("id", "first_on", "last_on", "name", "whom", "is_worked")
LINE_LABELS = ("Id", "From", "To", "Closed days", "For", "Worked")


@click.group("holidays")
def holidays_group() -> None:
    """Public holidays, days off of your own, and holidays that are worked on."""


@holidays_group.command("list")
@workbench_option()
@click.option("--country", default=None, help="The holidays of this country (code or name) instead of your own days.")
@click.option("--year", type=click.IntRange(1970, 2199), default=None, help="With --country; by default this year.")
@format_option()
def list_command(book: Path | None, country: str | None, year: int | None, form: str) -> None:
    """List the book's own closed days, or the holidays of a country in a year."""
    from csworkbench.services.closed_days import list_closed_day_lines
    from csworkbench.services.holidays import list_holidays

    if year is not None and country is None:
        raise click.UsageError("--year goes with --country.")
    with opened(book, write=False) as workbench:
        if country is not None:
            found = list_holidays(workbench, country, year or workbench.clock.today().year)
            rows: list[Row] = [
                {"on": one.day, "name": one.name, "source": one.source, "is_worked": one.is_worked} for one in found
            ]
            print_rows(rows, HOLIDAY_COLUMNS, form, labels=HOLIDAY_LABELS)
            return
        lines = list_closed_day_lines(workbench)
    rows = [
        {"id": one.row.id, "first_on": one.row.first_on, "last_on": one.row.last_on, "name": one.row.name,
         "whom": one.whom, "is_worked": one.row.is_worked}
        for one in lines
    ]  # fmt: skip
    print_rows(rows, LINE_COLUMNS, form, labels=LINE_LABELS)


@holidays_group.command("add")
@click.argument("name")
@click.argument("first_on", type=Day(), metavar="FROM")
@click.argument("last_on", type=Day(), metavar="[TO]", required=False)
@workbench_option()
@click.option("--owner", default=None, help="Only an owner's (name, e-mail or key).")
@click.option("--country", default=None, help="Only in a country (code or name).")
@click.option("--account", default=None, help="Only an account's (name or key).")
@click.option("--worked", "is_worked", is_flag=True, help="People work on these days although they are holidays.")
def add_command(
    name: str, first_on: date, last_on: date | None, book: Path | None, owner: str | None, country: str | None,
    account: str | None, is_worked: bool,
) -> None:  # fmt: skip
    """Close the days FROM to TO, of everyone or of whom is named."""
    from csworkbench.domain.closed_days import ClosedDayDraft
    from csworkbench.services.holidays import add_closed_day

    if sum(one is not None for one in (owner, country, account)) > 1:
        raise click.UsageError("Give one of --owner, --country and --account.")
    with opened(book, write=True) as workbench:
        owner_id, account_id = _whose(workbench, owner, account)
        draft = ClosedDayDraft(name, first_on, last_on, country, owner_id, account_id, is_worked)
        key = add_closed_day(workbench, draft)
    say(f"{'Works on' if is_worked else 'Closed'} {name}; its key is {key}.")


@holidays_group.command("delete")
@click.argument("key", type=int)
@workbench_option()
def delete_command(key: int, book: Path | None) -> None:
    """Delete the closed days with the key KEY, as `holidays list` shows it."""
    from csworkbench.services.holidays import delete_closed_day

    with opened(book, write=True) as workbench:
        delete_closed_day(workbench, key)
    say("Deleted; `csworkbench undo` takes that back.")


def _whose(workbench: Workbench, owner: str | None, account: str | None) -> tuple[int | None, int | None]:
    from csworkbench.services.accounts import resolve_account
    from csworkbench.services.owners import resolve_owner

    return (
        None if owner is None else resolve_owner(workbench, owner).id,
        None if account is None else resolve_account(workbench, account),
    )

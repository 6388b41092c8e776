"""`day`: what My day lists, in its order, with the reason and the terms of each row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.book import as_of_option, opened_as_of, workbench_option
from csworkbench.cli.output import Row, format_option, print_rows, say

if TYPE_CHECKING:
    from csworkbench.domain.accounts import OwnerRow
    from csworkbench.domain.day import DayItemRow
    from csworkbench.services.workbench import Workbench

TABLE = ("group", "account", "title", "due_on", "score", "band", "risk", "money", "urgency", "rank", "reason")
LABELS = ("", "Account", "To do", "Due", "Score", "Band", "Risk", "Money", "Urgency", "Rank", "Why")
COLUMNS = ("group", "kind", "account_id", "account", "title", "reason", "due_on", "days_late", "score", "band", "arr",
           "currency", "risk", "money", "urgency", "rank", "terms", "record_id")  # fmt: skip
DIGITS = 4


@click.command("day")
@workbench_option()
@click.option("--owner", default=None, help="Whose day (name, e-mail or key); by default yours, else everyone's.")
@click.option("--team", is_flag=True, help="Everyone's day.")
@as_of_option("As it was known at the end of this day; by default today.")
@format_option()
def day_command(book: Path | None, owner: str | None, team: bool, as_of: date | None, form: str) -> None:
    """Print what to do today, in order: first what is worst, worth most and most urgent, each with why it is here."""
    if owner is not None and team:
        raise click.UsageError("Give --owner or --team, not both.")
    from csworkbench.services.day import my_day

    with opened_as_of(book, as_of) as workbench:
        whose = None if team else _owner(workbench, owner)
        found = my_day(workbench, None if whose is None else whose.id)
        today = workbench.clock.today()
    rows = [_row(item, today) for item in found.items]
    if form == "table":
        print_rows(rows, TABLE, form, labels=LABELS)
    else:
        print_rows(rows, COLUMNS, form)
    if found.more != 0:
        more = "more are to be done" if found.more is None else f"{found.more} more are to be done"
        say(f"These are the first {len(rows)}; {more}.")


def _owner(workbench: Workbench, given: str | None) -> OwnerRow | None:
    from csworkbench.services.accounts import list_owners
    from csworkbench.services.owners import resolve_owner

    if given is not None:
        return resolve_owner(workbench, given)
    return next((one for one in list_owners(workbench) if one.is_me), None)


def _row(item: DayItemRow, today: date) -> Row:
    from csworkbench.domain.day import day_group
    from csworkbench.domain.day_terms import term_words
    from csworkbench.domain.money import to_major

    arr = None if item.arr_minor is None else float(to_major(item.arr_minor, item.currency or ""))
    return {
        "group": day_group(item.due_on, today).lower(),
        "kind": item.kind,
        "account_id": item.account_id,
        "account": item.account_name,
        "title": item.title,
        "reason": item.reason,
        "due_on": item.due_on,
        "days_late": item.days_late,
        "score": item.score,
        "band": item.band,
        "arr": int(arr) if arr is not None and arr.is_integer() else arr,
        "currency": item.currency,
        "risk": round(item.risk, DIGITS),
        "money": round(item.money, DIGITS),
        "urgency": round(item.urgency, DIGITS),
        "rank": round(item.rank, DIGITS),
        "terms": "; ".join(term_words(item)),
        "record_id": item.target_id,
    }

"""A past day of the whole program: a copy of the book as it was known at the end of that day, for reading only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from csworkbench.infra.clock import Clock
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import CHUNK, score_accounts
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage import derived
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.models import models_in_use
from csworkbench.storage.past.copying import PART, copy_book, past_path, remove_leftovers, remove_past, reserve
from csworkbench.storage.past.knowing import NOT_BROUGHT_BACK
from csworkbench.storage.past.making import bring_back, first_day
from csworkbench.storage.ready_rows import fill

__all__ = [
    "NOT_BROUGHT_BACK",
    "check_past_day",
    "make_past_book",
    "past_path",
    "remove_leftovers",
    "remove_past",
    "reserve",
]


def check_past_day(path: Path, day: date, clock: Clock) -> None:
    """Accept a day that the book can be brought back to.

    Raises:
        InvalidInput: it is today or later, or before anything was known; the advice names the first day.
    """
    if day >= clock.today():
        raise InvalidInput(
            f"{day.isoformat()} is not past yet.", field="day", advice="Choose a day before today; today needs no copy."
        )
    with closing(open_workbench(path, clock, write=False, check=False)) as workbench, workbench.read() as connection:
        first = first_day(connection)
    if first is None:
        raise InvalidInput("The book has no accounts yet, so no past day either.", field="day")
    if day < first:
        raise InvalidInput(
            f"Nothing was known yet on {day.isoformat()}.",
            field="day",
            advice=f"The first day with an account is {first.isoformat()}.",
        )


def make_past_book(token: Token, path: Path, past: Path, day: date, clock: Clock) -> Path:
    """Make the copy of the book at `path` as it was known at the end of `day`, at `past`; give that.

    `past` comes from `past_path`. The book itself is only read. The same book and day always give the same figures.

    Raises:
        InvalidInput: the day is not past, or before anything was known.
        Cancelled: it was stopped; nothing of the copy stays.
    """
    check_past_day(path, day, clock)
    part = past.with_suffix(PART)
    try:
        token.report("Copying the book")
        copy_book(path, part)
        bring_back(part, day, token, lambda connection: _fill_lines(connection, day, token))
        part.replace(past)
    except BaseException:
        remove_past(past)
        raise
    return past


def _fill_lines(connection: Connection, day: date, token: Token) -> None:
    """Fill the ready-made rows of the accounts, as on that day; no snapshot is written."""
    models = models_in_use(connection)
    ranges = list(derived.account_ranges(connection, CHUNK))
    for number, (low, high) in enumerate(ranges):
        scored = score_accounts(connection, low, high, AsOf(day, is_past=False), models)
        fill(connection, low, high, day, scored)
        token.report("Computing health", number, len(ranges))

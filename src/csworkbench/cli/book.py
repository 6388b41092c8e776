"""The book a command works on: its option, opening it for reading or writing, and figures that are of today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from csworkbench.cli.output import ConsoleToken, Decorator, say
from csworkbench.infra.clock import Clock, SystemClock
from csworkbench.infra.errors import BookInUse, WorkbenchError

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

FIRST_YEAR, LAST_YEAR = 1970, 9998
WORKBENCH_HELP = "The book; by default your own."


class Day(click.ParamType[date]):
    """A calendar day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Give the day; wrong usage when it is none."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is no date; write it as 2026-11-23.", param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"{value} is too far away; choose a day from {FIRST_YEAR} to {LAST_YEAR}.", param, ctx)
        return day


def workbench_option(command: str = "--workbench") -> Decorator:
    """Give the option that names the book."""
    kind = click.Path(path_type=Path, readable=False)
    return click.option(command, "book", type=kind, default=None, metavar="PATH", help=WORKBENCH_HELP)


def as_of_option(words: str) -> Decorator:
    """Give the option `--as-of`."""
    return click.option("--as-of", type=Day(), default=None, metavar="DATE", help=words)


def program_clock() -> Clock:
    """Give the clock commands go by."""
    return SystemClock()


@contextmanager
def opened(book: Path | None, *, write: bool, clock: Clock | None = None) -> Iterator[Workbench]:
    """Open the book for the block: for reading beside an open window, for writing alone.

    Raises:
        BookInUse: it shall be written and a window or command holds it.
    """
    from csworkbench.infra.paths import default_book
    from csworkbench.services.workbench import closing, open_workbench

    workbench = open_workbench(book or default_book(), clock or program_clock(), write=write, purpose="a command")
    with closing(workbench):
        yield workbench


@contextmanager
def opened_for_today(book: Path | None) -> Iterator[Workbench]:
    """Open the book for reading with figures of today; where they can't be brought up to today, say of when they are.

    Trends, ages and due days move with the calendar, so ready-made rows are only as fresh as the day they are of.
    """
    with opened(book, write=False) as workbench:
        if not _is_of_another_day(workbench):
            yield workbench
            return
    why = _brought_up_to_today(book)
    with opened(book, write=False) as workbench:
        if why and _is_of_another_day(workbench):
            say(f"{why} {_age_of_figures(workbench)}")
        yield workbench


@contextmanager
def opened_as_of(book: Path | None, day: date | None) -> Iterator[Workbench]:
    """Open the book for reading as it was known at the end of a past day; without a day, as `opened_for_today`.

    A copy stands for the past day; it is deleted afterwards.

    Raises:
        InvalidInput: the day is not past, or before anything was known.
    """
    from csworkbench.infra.clock import as_of_clock
    from csworkbench.infra.paths import default_book
    from csworkbench.services.past_book import make_past_book, past_path, remove_past, reserve

    if day is None or day == program_clock().today():
        with opened_for_today(book) as workbench:
            yield workbench
        return
    path = book or default_book()
    with opened(path, write=False):  # brings an older book up to date first, and says why one can't be opened
        past = past_path(path, day)
    token = ConsoleToken()
    lock = reserve(past)
    try:
        make_past_book(token, path, past, day, program_clock())
        token.finish()
        with opened(past, write=False, clock=as_of_clock(day)) as workbench:
            yield workbench
    finally:
        token.finish()
        lock.release()
        remove_past(past)


def _is_of_another_day(workbench: Workbench) -> bool:
    from csworkbench.services.workbench import needs_day_start

    return needs_day_start(workbench)


def _brought_up_to_today(book: Path | None) -> str:
    """Compute the day's figures; give why it was not possible, or nothing."""
    from csworkbench.services.workbench import start_day

    token = ConsoleToken()
    try:
        with opened(book, write=True) as workbench:
            start_day(workbench, token)
    except BookInUse as error:
        return error.message
    except (WorkbenchError, OSError):
        return "The book can't be written, so health was not computed for today."
    finally:
        token.finish()
    return ""


def _age_of_figures(workbench: Workbench) -> str:
    from csworkbench.services.workbench import day_of_figures

    day = day_of_figures(workbench)
    return f"These figures are as of {day.isoformat()}." if day else "No health was computed in it yet."

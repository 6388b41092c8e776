"""The first start of a day: everything for today, then the snapshots of the days the program did not run.

Both are done in pieces, a transaction each, so that what a person writes meanwhile waits for one piece at most. Stopped
in the middle, today is begun anew at the next start and the missed days go on where they were left.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import Connection

from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import CHUNK, recompute_past, recompute_ranges
from csworkbench.storage import derived, owner_days
from csworkbench.storage.workbench import Workbench

MOST_MISSED_DAYS = 400
"""Of a book that lay for longer, only these last days get snapshots: trends and charts look no further back."""

PIECE = 25
"""Ranges per transaction: 5,000 accounts, well under a second."""


def needs_day_start(workbench: Workbench) -> bool:
    """Tell whether health was not yet computed for today."""
    return day_of_figures(workbench) != workbench.clock.today()


def day_of_figures(workbench: Workbench) -> date | None:
    """Give the day the ready-made figures are of; None when they were never computed."""
    with workbench.read() as connection:
        return _marked_day(connection)


def start_day(workbench: Workbench, token: Token | None = None) -> int:
    """Compute everything for today; give how many accounts there are. `catch_up` does the missed days."""
    after: int | None = 0
    total = 0
    while after is not None:
        after, done = start_day_piece(workbench, after, token)
        total += done
    return total


def start_day_piece(workbench: Workbench, after: int, token: Token | None = None) -> tuple[int | None, int]:
    """Compute the accounts after a key for today, as many as make a piece.

    Gives the last key computed, or None when that was the end: then the day has begun. And how many accounts it were.
    """
    clock = workbench.clock
    with workbench.derived_write() as connection:
        ranges = list(islice(derived.account_ranges(connection, CHUNK, after), PIECE))
        done = recompute_ranges(connection, ranges, clock.today(), clock, token)
        if len(ranges) == PIECE:
            return ranges[-1][1], done
        _note_missed_days(connection, clock)
        _keep_owner_days(connection, clock)
        derived.set_mark(connection, derived.COMPUTED_ON, clock.today().isoformat())
    return None, done


def catch_up(workbench: Workbench, token: Token | None = None) -> None:
    """Make the snapshots of all missed days."""
    while missed_days(workbench):
        catch_up_piece(workbench, token)


def catch_up_piece(workbench: Workbench, token: Token | None = None) -> bool:
    """Make snapshots of the oldest missed day, from what was known by then, for a piece of the accounts.

    Gives whether more is to be done.
    """
    with workbench.derived_write() as connection, workbench.read() as reader:
        days, after = _missed(connection)
        if not days:
            return False
        ranges = list(islice(derived.account_ranges(connection, CHUNK, after), PIECE))
        recompute_past(reader, connection, ranges, days[0], workbench.clock, token)
        if len(ranges) == PIECE:
            _set_missed(connection, days, ranges[-1][1])
            return True
        _set_missed(connection, days[1:], 0)
    return len(days) > 1


def missed_days(workbench: Workbench) -> list[date]:
    """Give the days that still lack their snapshots, oldest first."""
    with workbench.read() as connection:
        return _missed(connection)[0]


def _note_missed_days(connection: Connection, clock: Clock) -> None:
    before, today = _marked_day(connection), clock.today()
    if before is None:
        return
    known, after = _missed(connection)
    gap = [before + timedelta(days=number) for number in range(1, (today - before).days)]
    days = [*known, *gap]
    kept = days[-MOST_MISSED_DAYS:]
    _set_missed(connection, kept, after if kept[:1] == known[:1] else 0)


def _keep_owner_days(connection: Connection, clock: Clock) -> None:
    """Keep when owners work, so that no window has to load the library of holidays for its first list."""
    from csworkbench.services.business_calendars import business_days_of_owners

    calendars = business_days_of_owners(connection, *owner_days.span(clock.today()))
    derived.set_mark(connection, owner_days.OWNER_DAYS, owner_days.to_text(calendars, clock.today()))


def _marked_day(connection: Connection) -> date | None:
    mark = derived.mark(connection, derived.COMPUTED_ON)
    return date.fromisoformat(mark) if mark else None


def _missed(connection: Connection) -> tuple[list[date], int]:
    """Give the missed days, and the last account the first of them is done for."""
    mark = derived.mark(connection, derived.MISSED_DAYS)
    if mark is None:
        return [], 0
    kept = json.loads(mark)
    return [date.fromisoformat(day) for day in kept["days"]], int(kept["after"])


def _set_missed(connection: Connection, days: list[date], after: int) -> None:
    mark = json.dumps({"days": [day.isoformat() for day in days], "after": after})
    derived.set_mark(connection, derived.MISSED_DAYS, mark)

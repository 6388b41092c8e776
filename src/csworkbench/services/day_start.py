"""The first start of a day: snapshots of the days the program did not run, then everything for today."""

from __future__ import annotations

from datetime import date, timedelta

from csworkbench.infra.tokens import Token
from csworkbench.services.derive import recompute, recompute_past
from csworkbench.storage import derived
from csworkbench.storage.workbench import Workbench

MOST_MISSED_DAYS = 400
"""Of a book that lay for longer, only these last days get snapshots: trends and charts look no further back."""


def needs_day_start(workbench: Workbench) -> bool:
    """Tell whether health was not yet computed for today."""
    return day_of_figures(workbench) != workbench.clock.today()


def day_of_figures(workbench: Workbench) -> date | None:
    """Give the day the ready-made figures are of; None when they were never computed."""
    with workbench.read() as connection:
        return _marked(derived.mark(connection, derived.COMPUTED_ON))


def start_day(workbench: Workbench, token: Token | None = None) -> int:
    """Compute everything for today, and before that the snapshots of the days missed; gives the accounts' number.

    Each missed day is a transaction of its own, from what was known by then: stopped in the middle, the next start goes
    on where this one ended.
    """
    for day in missed_days(workbench):
        with workbench.derived_write() as connection:
            recompute_past(connection, day, workbench.clock, token)
            derived.set_mark(connection, derived.SNAPSHOTS_UNTIL, day.isoformat())
    with workbench.derived_write() as connection:
        return recompute(connection, workbench.clock, token)


def missed_days(workbench: Workbench) -> list[date]:
    """Give the days before today for which no health was computed, oldest first; none for a book never computed."""
    with workbench.read() as connection:
        marks = (derived.mark(connection, derived.COMPUTED_ON), derived.mark(connection, derived.SNAPSHOTS_UNTIL))
    known = [day for mark in marks if (day := _marked(mark))]
    if not known:
        return []
    today = workbench.clock.today()
    first = max(max(known) + timedelta(days=1), today - timedelta(days=MOST_MISSED_DAYS))
    return [first + timedelta(days=number) for number in range((today - first).days)]


def _marked(mark: str | None) -> date | None:
    return date.fromisoformat(mark) if mark else None

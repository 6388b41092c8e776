"""What of a day is done, and how much of it is still due."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial

from csworkbench.domain.my_day import DoneRow
from csworkbench.infra.clock import utc_text
from csworkbench.services.day.asking import asked_of_book
from csworkbench.services.day.listing import count_due
from csworkbench.storage import day
from csworkbench.storage.bulk import fetch
from csworkbench.storage.workbench import Workbench

MOST_DONE = 100
MOST_COUNTED = 1000


def done_today(wb: Workbench, owner_id: int | None = None) -> list[DoneRow]:
    """Give the promises kept and the check-ins held today in one owner's accounts, or in all; at most 100."""
    today = wb.clock.today()
    since = utc_text(datetime.combine(today, time()).astimezone())
    with wb.read() as connection:
        found = day.done(partial(fetch, connection), today, since, owner_id, MOST_DONE)
    return [_worded(row) for row in found]


def due_count(wb: Workbench, owner_id: int | None = None, most: int = MOST_COUNTED) -> int:
    """Give how many things of My day are due or overdue today in one owner's accounts or in all, at most `most`."""
    with wb.read() as connection:
        return count_due(asked_of_book(connection, wb.clock, owner_id), most)


def _worded(row: DoneRow) -> DoneRow:
    if row.kind == "promise":
        return row
    title = "Check-in held" if row.title in ("check-in", "other") else f"Check-in held: {row.title}"
    return DoneRow(row.kind, row.target_id, row.account_id, row.account_name, title)

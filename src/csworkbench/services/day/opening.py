"""The day as the first window shows it, read by the driver alone before anything heavy is loaded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from csworkbench.domain.accounts import OwnerRow
from csworkbench.domain.my_day import MOST_RENEWALS, AppointmentRow, MyDay
from csworkbench.domain.values import frozen
from csworkbench.infra.clock import Clock
from csworkbench.services.day.asking import asked_of_file
from csworkbench.services.day.listing import list_day
from csworkbench.services.day.whose import has_accounts, me_of
from csworkbench.storage import day
from csworkbench.storage.plain_reading import Run, plain_run

MOST_APPOINTMENTS = 30
_FIGURES_ON = "SELECT value FROM derived_state WHERE key = 'computed_on'"


@frozen
class OpenedDay:
    """What My day shows first; reasons that need more than the driver come when the book is open.

    `figures_on` is the day that health was computed for; None when it never was.
    """

    me: OwnerRow | None
    day: MyDay
    appointments: list[AppointmentRow]
    figures_on: date | None


def open_day(path: Path, clock: Clock, *, is_team: bool) -> OpenedDay | None:
    """Give the day of "me" (of all when nobody is) or of the team.

    None when the book is of another version, or when there are no accounts.

    Raises:
        WorkbenchError: there is no such book, or it can't be read.
    """
    with plain_run(path) as run:
        if run is None:
            return None
        me = me_of(run)
        owner_id = None if is_team or me is None else me.id
        if not has_accounts(run, owner_id):
            return None
        today = clock.today()
        items, more = list_day(asked_of_file(run, clock, owner_id))
        renewals = day.renewals(run, today, owner_id, MOST_RENEWALS)
        appointments = day.appointments(run, today, owner_id, MOST_APPOINTMENTS)
        return OpenedDay(me, MyDay(items, renewals, more), appointments, _figures_on(run))


def _figures_on(run: Run) -> date | None:
    found = run(_FIGURES_ON, {})
    return date.fromisoformat(found[0][0]) if found else None

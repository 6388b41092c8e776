"""The check-ins that reminders may be due for."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from csworkbench.domain.my_day import AppointmentRow, check_in_begins
from csworkbench.domain.reminders import GRACE, Appointment

if TYPE_CHECKING:
    from csworkbench.storage.workbench import Workbench

MOST = 200


def upcoming(wb: Workbench, owner_id: int | None = None) -> list[Appointment]:
    """Give the planned check-ins with a time from yesterday to tomorrow: their zones may be on another day than we."""
    from csworkbench.storage import day
    from csworkbench.storage.bulk import fetch

    found = []
    with wb.read() as connection:
        for days in (-1, 0, 1):
            on = wb.clock.today() + timedelta(days=days)
            for row in day.appointments(partial(fetch, connection), on, owner_id, MOST):
                made = _appointment(row, on.isoformat())
                if made is not None:
                    found.append(made)
    return found


def _appointment(row: AppointmentRow, on: str) -> Appointment | None:
    begins = check_in_begins(on, row.due_time, row.time_zone)
    if begins is None:
        return None
    ends = begins + (timedelta(minutes=row.minutes) if row.minutes else GRACE)
    return Appointment(row.check_in_id, row.account_id, row.account_name, begins, ends, row.words)

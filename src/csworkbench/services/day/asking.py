"""Asks for a day with the holidays and closed days of owners: as they are kept, or, over an open book, found anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.my_day import WEEKDAYS
from csworkbench.services.day.source import Asked, Run
from csworkbench.storage.owner_days import Calendars, kept_calendars, span

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from csworkbench.infra.clock import Clock


class KeptCalendars:
    """When owners work, read when it is first asked for; Monday to Friday where nothing is kept."""

    def __init__(self, run: Run, clock: Clock) -> None:
        """Read through `run`, for today."""
        self._run = run
        self._today = clock.today()
        self._found: Calendars | None = None

    def __call__(self, owner_id: int | None) -> BusinessDays:
        """Give when an owner works."""
        if self._found is None:
            self._found = kept_calendars(self._run, self._today)
            if self._found is None:
                self._found = self._find()
        return self._found.get(owner_id, WEEKDAYS)

    def _find(self) -> Calendars:
        return {}


class FoundCalendars(KeptCalendars):
    """When owners work, found with the library of holidays where nothing is kept: that takes its time to load."""

    def __init__(self, connection: Connection, run: Run, clock: Clock, only: int | None) -> None:
        """Read through `connection`: of one owner `only`, or of all."""
        super().__init__(run, clock)
        self._connection = connection
        self._only = only

    def _find(self) -> Calendars:
        from csworkbench.services.business_calendars import business_days_of_owners

        return business_days_of_owners(self._connection, *span(self._today), self._only)


def asked_of_book(connection: Connection, clock: Clock, owner_id: int | None) -> Asked:
    """Ask an open book for the day of one owner, or of all, as it is now."""
    from csworkbench.storage.bulk import fetch

    run = partial(fetch, connection)
    calendars = FoundCalendars(connection, run, clock, owner_id)
    return Asked(run, clock.today(), clock.now(), owner_id, calendars=calendars)


def asked_of_file(run: Run, clock: Clock, owner_id: int | None) -> Asked:
    """Ask for the day by the driver alone."""
    return Asked(run, clock.today(), clock.now(), owner_id, calendars=KeptCalendars(run, clock))

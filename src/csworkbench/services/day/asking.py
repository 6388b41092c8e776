"""Asks for a day over an open book: with the holidays and closed days of owners."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.my_day import WEEKDAYS
from csworkbench.services.day.source import Asked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from csworkbench.infra.clock import Clock

DAYS_BACK, DAYS_AHEAD = 366, 40
"""The span in which closed days are known: what is older is so late that a holiday more or less changes nothing."""


class OwnersCalendars:
    """When owners work, read when it is first asked for: holidays take their time to load."""

    def __init__(self, connection: Connection, clock: Clock, only: int | None = None) -> None:
        """Read through `connection`, around today: of one owner `only`, or of all."""
        self._connection = connection
        self._only = only
        self._today = clock.today()
        self._found: Mapping[int | None, BusinessDays] | None = None

    def __call__(self, owner_id: int | None) -> BusinessDays:
        """Give when an owner works."""
        if self._found is None:
            from csworkbench.services.holidays import business_days_of_owners

            first, last = self._today - timedelta(days=DAYS_BACK), self._today + timedelta(days=DAYS_AHEAD)
            self._found = business_days_of_owners(self._connection, first, last, self._only)
        return self._found.get(owner_id, WEEKDAYS)


def asked_of_book(connection: Connection, clock: Clock, owner_id: int | None) -> Asked:
    """Ask for the day of one owner, or of all, as it is now."""
    from csworkbench.storage.bulk import fetch

    calendars = OwnersCalendars(connection, clock, owner_id)
    return Asked(partial(fetch, connection), clock.today(), clock.now(), owner_id, calendars=calendars)

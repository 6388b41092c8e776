"""When owners work, as the start of the day found it: read by any connection, without the library of holidays."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from csworkbench.domain.business_days import BusinessDays

OWNER_DAYS = "owner_days"
"""The mark it is kept under."""
DAYS_BACK, DAYS_AHEAD = 366, 60
"""The span in which closed days are kept: what is older is so late that a holiday more or less changes nothing."""
GOOD_FOR_DAYS = 30
Run = Callable[[str, Mapping[str, object]], Sequence[tuple[Any, ...]]]
"""Runs a query with `:name` parameters and gives every row."""
Calendars = Mapping[int | None, BusinessDays]
"""When each owner works; None is nobody."""

_KEPT = "SELECT value FROM derived_state WHERE key = :key"


def span(today: date) -> tuple[date, date]:
    """Give the first and the last day of the span around a day."""
    return today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)


def to_text(calendars: Calendars, today: date) -> str:
    """Give what is kept of calendars found on a day; equal ones are kept once."""
    different = list({id(one): one for one in calendars.values()}.values())
    places = {id(one): place for place, one in enumerate(different)}
    return json.dumps(
        {
            "on": today.isoformat(),
            "calendars": [[sorted(one.working), sorted(day.isoformat() for day in one.closed)] for one in different],
            "owners": [[owner_id, places[id(one)]] for owner_id, one in calendars.items()],
        }
    )


def kept_calendars(run: Run, today: date) -> Calendars | None:
    """Give what was kept; None when there is nothing, or when it is of another time."""
    found = run(_KEPT, {"key": OWNER_DAYS})
    if not found:
        return None
    kept = json.loads(found[0][0])
    if not 0 <= (today - date.fromisoformat(kept["on"])).days <= GOOD_FOR_DAYS:
        return None
    calendars = [
        BusinessDays(frozenset(map(date.fromisoformat, closed)), frozenset(working))
        for working, closed in kept["calendars"]
    ]
    return {owner_id: calendars[place] for owner_id, place in kept["owners"]}

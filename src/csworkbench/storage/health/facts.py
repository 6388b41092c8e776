"""The facts of accounts as of a day, as columns: one SQL aggregate per source, for a range of accounts at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from csworkbench.domain.health.parts import SignalSource
from csworkbench.storage.bulk import fetch
from csworkbench.storage.health import fact_queries as queries
from csworkbench.storage.time_limits import limits_of

if TYPE_CHECKING:
    from csworkbench.domain.health.fact_columns import FactColumns, Floats

NO_LIMIT = "9999"
VOICE_DAYS = 180
DAYS_BACK = (7, 30, 90, 120, VOICE_DAYS)
"""The days before the day that queries may name, as `:day_7` and so on."""

Values = dict[str, Any]

_SOURCES: Sequence[tuple[str, tuple[str, ...]]] = (
    (queries.USAGE, ("active_users_30d", "active_users_before_90d", "active_users_on")),
    (queries.CONTRACTS, ("first_contract_start_on", "seats")),
    (queries.TOUCHES, ("last_two_way_on", "touched_on")),
    (queries.GOALS, ("goals_active", "goals_on_track", "goals_updated_on")),
    (queries.REVIEWS, ("last_review_on",)),
    (queries.PEOPLE, ("key_people_known", "key_people_heard", "champion_left_on")),
    (queries.COMPLAINTS, ("said_on", "complaint_points", "critical_complaint_on")),
    (queries.VOICE, ("nps_mean", "nps_on", "csat_mean", "csat_on")),
    (queries.TICKETS, ("are_tickets_known", "ticket_load")),
    (queries.PULSES, ("pulse", "pulse_on")),
)
"""Each query with the names of its columns after the account's key."""

_OF_ACCOUNT = (
    "in_notice_since",
    "onboarded_on",
    "ideal_days",
    "maximum_days",
    "review_cadence_days",
    "tickets_known_on",
)
_COUNTS = (
    "goals_active",
    "goals_on_track",
    "key_people_known",
    "key_people_heard",
    "complaint_points",
    "are_tickets_known",
    "ticket_load",
)
"""What is nothing, not unknown, where a source has no row."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """A day to look from: for today everything in the book counts, for a past day only what was known then."""

    day: date
    is_past: bool

    @property
    def known(self) -> str:
        """Give the last instant whose knowledge counts."""
        return f"{self.day.isoformat()}T23:59:59.999Z" if self.is_past else NO_LIMIT

    def values(self, low: int, high: int) -> Values:
        """Give the bound values of every query for the accounts `low` to `high`."""
        return {
            "low": low,
            "high": high,
            "day": self.day.isoformat(),
            **{f"day_{back}": _before(self.day, back) for back in DAYS_BACK},
            "known": self.known,
        }


def _before(day: date, days: int) -> str:
    return (day - timedelta(days=days)).isoformat() if day.toordinal() > days else date.min.isoformat()


@dataclass(frozen=True, slots=True)
class AccountRange:
    """The facts of a range of accounts, in the order of their keys, and what decides which model serves each."""

    facts: FactColumns
    segments: Sequence[str | None]
    engagement_models: Sequence[str | None]


def load_facts(
    connection: Connection, low: int, high: int, as_of: AsOf, signals: Iterable[SignalSource] = ()
) -> AccountRange:
    """Give the facts of every account with a key from `low` to `high`, and of the imported metrics in `signals`."""
    import numpy as np

    from csworkbench.domain.health.fact_columns import FactColumns

    values = as_of.values(low, high) | _heard_since(connection, as_of.day)
    accounts = fetch(connection, queries.ACCOUNTS, values)
    keys = np.array([row[0] for row in accounts], dtype=np.int64)
    size = len(accounts)
    own = np.array([row[4:] for row in accounts], dtype=np.float64).reshape(size, len(_OF_ACCOUNT))
    numbers = dict(zip(_OF_ACCOUNT, own.T, strict=True))
    for query, names in _SOURCES:
        numbers.update(zip(names, _spread(fetch(connection, query, values), keys, len(names)), strict=True))
    for name in _COUNTS:
        numbers[name] = np.where(np.isnan(numbers[name]), 0.0, numbers[name])
    if np.isnan(numbers["seats"]).any():
        seats = _spread(fetch(connection, queries.SEATS, values), keys, 2)[1]
        numbers["seats"] = np.where(np.isnan(numbers["seats"]), seats, numbers["seats"])
    heard_on = np.fmax(numbers.pop("touched_on"), numbers.pop("said_on"))
    numbers["is_heard"] = (heard_on >= as_of.day.toordinal() - VOICE_DAYS).astype(np.float64)
    read = {signal: _signal(connection, signal, values, keys) for signal in signals}
    facts = FactColumns.complete(keys, [row[1] for row in accounts], numbers, read)
    return AccountRange(facts, [row[2] for row in accounts], [row[3] for row in accounts])


def _heard_since(connection: Connection, day: date) -> Values:
    limits = limits_of(connection)
    return {name: _before(day, limits[role]) for role, name in queries.HEARD_SINCE.items()}


def _signal(connection: Connection, signal: SignalSource, values: Values, keys: Any) -> tuple[Floats, Floats]:
    """Give value and day of an imported metric per account."""
    bound = values | {"metric": signal.metric}
    if signal.reading == "newest":
        newest, on = _spread(fetch(connection, queries.NEWEST_SIGNAL, bound), keys, 2)
        return newest, on
    mean, before, total, on = _spread(fetch(connection, queries.SUMMED_SIGNAL, bound), keys, 4)
    if signal.reading == "mean of 30 days":
        return mean, on
    if signal.reading == "sum of 30 days":
        return total, on
    return _change(mean, before), on


def _change(mean: Floats, before: Floats) -> Floats:
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.where(before == 0, np.nan, mean / before - 1)


def _spread(rows: Sequence[tuple[Any, ...]], keys: Any, width: int) -> Sequence[Floats]:
    """Give the rows' columns after the key, laid out by account: NaN where there is no row or no value."""
    import numpy as np

    found = np.full((width, len(keys)), np.nan)
    if rows and len(keys):
        cells = np.array(rows, dtype=np.float64)[:, : width + 1]
        # An account may have rows without being known yet on a past day: those have no place.
        places = np.searchsorted(keys, cells[:, 0])
        places[places == len(keys)] = 0
        is_known = keys[places] == cells[:, 0]
        found[:, places[is_known]] = cells[is_known, 1:].T
    return list(found)

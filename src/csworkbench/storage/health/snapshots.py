"""Health as it was computed: intervals per account, a new one only when something of it changed.

What was known on a past day is never altered; within one day the newest computation replaces the day's earlier one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from csworkbench.domain.health.rows import HealthRow, factors_to_plain
from csworkbench.infra.uid import new_uid

_OPEN = """
SELECT id, account_id, from_on, model_id, score, band, coverage, factors FROM health_snapshot
WHERE account_id BETWEEN :low AND :high AND to_on IS NULL"""

_INSERT = """
INSERT INTO health_snapshot (uid, account_id, from_on, to_on, computed_at, model_id, score, band, coverage, factors,
    is_capped)
VALUES (:uid, :account_id, :from_on, NULL, :computed_at, :model_id, :score, :band, :coverage, :factors, :is_capped)"""

_REPLACE = """
UPDATE health_snapshot SET computed_at = :computed_at, model_id = :model_id, score = :score, band = :band,
    coverage = :coverage, factors = :factors, is_capped = :is_capped WHERE id = :id"""

_CLOSE = "UPDATE health_snapshot SET to_on = :to_on WHERE id = :id"

_SINCE = """
SELECT account_id, from_on, to_on, score, band, model_id FROM health_snapshot
WHERE account_id BETWEEN :low AND :high AND from_on <= :until AND (to_on IS NULL OR to_on > :since)
ORDER BY account_id, from_on"""


class Interval(NamedTuple):
    """One stretch of days with the same health: from `from_on` until the day before `to_on` (None: until now)."""

    from_on: str
    to_on: str | None
    score: int | None
    band: str
    model_id: int


def store_scores(
    connection: Connection, low: int, high: int, scored: Iterable[tuple[int, HealthRow | None]], stamp: SnapshotStamp
) -> int:
    """Write what changed for the accounts `low` to `high`; give how many snapshots were written or closed.

    Nothing is written for an account whose newest snapshot began after the day of the stamp.
    """
    is_open = {row.account_id: row for row in connection.execute(text(_OPEN), {"low": low, "high": high}).all()}
    added: list[dict[str, Any]] = []
    replaced: list[dict[str, Any]] = []
    closed: list[dict[str, Any]] = []
    for account_id, health in scored:
        before = is_open.get(account_id)
        if before is not None and (before.from_on > stamp.day or _is_same(before, health, stamp)):
            continue
        values = None if health is None else _values(health, stamp)
        if before is None:
            added += [values] if values else []
        elif values is not None and before.from_on == stamp.day:
            replaced.append(values | {"id": before.id})
        else:
            closed.append({"id": before.id, "to_on": stamp.day})
            added += [values] if values else []
    for query, rows in ((_CLOSE, closed), (_REPLACE, replaced), (_INSERT, added)):
        if rows:
            connection.execute(text(query), rows)
    return len(added) + len(replaced) + len(closed)


@dataclass(frozen=True, slots=True)
class SnapshotStamp:
    """The day scores are for, when they were computed, and by which stored model."""

    day: str
    computed_at: str
    model_id: int


def intervals(connection: Connection, low: int, high: int, since: date, until: date) -> dict[int, list[Interval]]:
    """Give per account the snapshots that held on any day from `since` to `until`, oldest first."""
    found: dict[int, list[Interval]] = defaultdict(list)
    values = {"low": low, "high": high, "since": since.isoformat(), "until": until.isoformat()}
    for account_id, *cells in connection.execute(text(_SINCE), values).all():
        found[account_id].append(Interval(*cells))
    return found


def week_days(until: date, weeks: int) -> tuple[str, ...]:
    """Give the last `weeks` days that are whole weeks before `until`, oldest first, as ISO text."""
    return tuple((until - timedelta(weeks=back)).isoformat() for back in range(weeks - 1, -1, -1))


def scores_on(held: Sequence[Interval], days: Sequence[str]) -> list[int | None]:
    """Give the score that held on each of `days`; both sequences run oldest first."""
    values: list[int | None] = []
    place, count = 0, len(held)
    for day in days:
        while place < count and (end := held[place].to_on) is not None and end <= day:
            place += 1
        values.append(held[place].score if place < count and held[place].from_on <= day else None)
    return values


def _values(health: HealthRow, stamp: SnapshotStamp) -> dict[str, Any]:
    return {
        "uid": new_uid(),
        "account_id": health.account_id,
        "from_on": stamp.day,
        "computed_at": stamp.computed_at,
        "model_id": stamp.model_id,
        "score": health.score,
        "band": health.band,
        "coverage": round(health.coverage, 4),
        "factors": json.dumps(factors_to_plain(health.factors), separators=(",", ":")),
        "is_capped": int(health.band != health.band_without_vetoes),
    }


def _is_same(before: Any, health: HealthRow | None, stamp: SnapshotStamp) -> bool:
    """Ages alone make no new snapshot; a whole point of any sub-score does, as does all that is shown."""
    if health is None:
        return False
    now = (health.score, health.band, round(health.coverage, 4), stamp.model_id)
    if (before.score, before.band, before.coverage, before.model_id) != now:
        return False
    subs = [None if one[2] is None else round(one[2]) for one in health.measured]
    return subs == [None if cells[2] is None else round(cells[2]) for cells in json.loads(before.factors)]

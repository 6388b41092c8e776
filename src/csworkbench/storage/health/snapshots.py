"""Health as it was computed: intervals per account, a new one only when something of it changed.

What was known on a past day is never altered; within one day the newest computation replaces the day's earlier one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from csworkbench.domain.health.score_columns import ScoredAccounts
from csworkbench.infra.uid import new_uids
from csworkbench.storage.bulk import fetch, write_many

_OPEN = """
SELECT account_id, id, from_on, to_on, score, band, coverage, model_id, fingerprint FROM health_snapshot
WHERE account_id BETWEEN :low AND :high AND to_on IS NULL"""

_HELD = """
SELECT account_id, id, from_on, to_on, score, band, coverage, model_id, fingerprint FROM health_snapshot
WHERE account_id BETWEEN :low AND :high AND from_on <= :day AND (to_on IS NULL OR to_on > :day)"""

_LATER = """
SELECT account_id, min(from_on) FROM health_snapshot
WHERE account_id BETWEEN :low AND :high AND from_on > :day GROUP BY account_id"""

_INSERT = """
INSERT INTO health_snapshot (uid, account_id, from_on, to_on, computed_at, model_id, score, band, coverage, factors,
    is_capped, fingerprint)
VALUES (:uid, :account_id, :from_on, :to_on, :computed_at, :model_id, :score, :band, :coverage, :factors, :is_capped,
    :fingerprint)"""

_REPLACE = """
UPDATE health_snapshot SET computed_at = :computed_at, model_id = :model_id, score = :score, band = :band,
    coverage = :coverage, factors = :factors, is_capped = :is_capped, fingerprint = :fingerprint WHERE id = :id"""

_CLOSE = "UPDATE health_snapshot SET to_on = :to_on WHERE id = :id"

_SINCE = """
SELECT account_id, from_on, to_on, score, band, model_id FROM health_snapshot
WHERE account_id BETWEEN :low AND :high AND from_on <= :until AND (to_on IS NULL OR to_on > :since)
ORDER BY account_id, from_on"""

_SCORES = """
SELECT account_id, from_on, to_on, score FROM health_snapshot
WHERE account_id BETWEEN :low AND :high AND from_on <= :until AND (to_on IS NULL OR to_on > :since)
ORDER BY account_id, from_on"""

_BEFORE_THE_FIRST = timedelta(weeks=2)
"""A snapshot that ended shortly before the first day is still one to compare with."""


class Interval(NamedTuple):
    """One stretch of days with the same health: from `from_on` until the day before `to_on` (None: until now)."""

    from_on: str
    to_on: str | None
    score: int | None
    band: str
    model_id: int


def store_scores(
    connection: Connection, low: int, high: int, scored: Iterable[ScoredAccounts], stamp: SnapshotStamp
) -> int:
    """Write what changed for the accounts `low` to `high`; give how many snapshots were written or closed.

    Ages alone make no new snapshot; a whole point of any sub-score does, as does all that is shown. A past day gets its
    place between what was known before it and after it; what began later stays as it is.
    """
    values = {"low": low, "high": high, "day": stamp.day}
    held = {row[0]: row for row in fetch(connection, _HELD if stamp.is_past else _OPEN, values)}
    later = dict(fetch(connection, _LATER, values)) if stamp.is_past else {}
    writes = _Writes([], [], [])
    for part in scored:
        for place, (account_id, now) in enumerate(_cells_by_account(part)):
            before = held.get(account_id)
            if before is None:
                if now is not None:
                    writes.added.append(_values(part, place, now, stamp) | {"to_on": later.get(account_id)})
            elif before[2] <= stamp.day and before[4:] != now:
                row = None if now is None else _values(part, place, now, stamp) | {"to_on": before[3]}
                writes.replace(before, row, stamp.day)
    return writes.run(connection)


_Cells = tuple[int | None, str, float, int, str]
"""Score, band, coverage, model and fingerprint: equal as long as nothing that is shown changed."""


def _cells_by_account(part: ScoredAccounts) -> list[tuple[int, _Cells | None]]:
    columns = part.columns
    keys = columns.facts.account_id.tolist()
    cells = zip(columns.scores(), columns.band_words(), columns.coverages(), columns.fingerprints(), strict=True)
    model_id = part.model_id
    return [
        (key, (score, band, coverage, model_id, fingerprint) if is_scored else None)
        for key, is_scored, (score, band, coverage, fingerprint) in zip(
            keys, columns.is_scored.tolist(), cells, strict=True
        )
    ]


@dataclass(frozen=True, slots=True)
class _Writes:
    """The rows to close, replace and add."""

    closed: list[dict[str, Any]]
    replaced: list[dict[str, Any]]
    added: list[dict[str, Any]]

    def replace(self, before: tuple[Any, ...], row: dict[str, Any] | None, day: str) -> None:
        """Take in what the snapshot that held (`before`) becomes from a day on; without a row it ends there."""
        if row is not None and before[2] == day:
            self.replaced.append(row | {"id": before[1]})
            return
        self.closed.append({"id": before[1], "to_on": day})
        if row is not None:
            self.added.append(row)

    def run(self, connection: Connection) -> int:
        """Write them; give how many there were."""
        for row, uid in zip(self.added, new_uids(len(self.added)), strict=True):
            row["uid"] = uid
        for query, rows in ((_CLOSE, self.closed), (_REPLACE, self.replaced), (_INSERT, self.added)):
            write_many(connection, query, rows)
        return len(self.added) + len(self.replaced) + len(self.closed)


@dataclass(frozen=True, slots=True)
class SnapshotStamp:
    """The day scores are for, when they were computed, and whether later days may have scores already."""

    day: str
    computed_at: str
    is_past: bool = False


def intervals(connection: Connection, low: int, high: int, since: date, until: date) -> dict[int, list[Interval]]:
    """Give per account the snapshots that held on any day from `since` to `until`, oldest first."""
    found: dict[int, list[Interval]] = defaultdict(list)
    values = {"low": low, "high": high, "since": since.isoformat(), "until": until.isoformat()}
    for account_id, *cells in fetch(connection, _SINCE, values):
        found[account_id].append(Interval(*cells))
    return found


def week_days(until: date, weeks: int) -> tuple[str, ...]:
    """Give the last `weeks` days that are whole weeks before `until`, oldest first, as ISO text."""
    return tuple((until - timedelta(weeks=back)).isoformat() for back in range(weeks - 1, -1, -1))


@dataclass(slots=True)
class PastScores:
    """The scores of one account on the days asked for, as text ("" when there was none), and the one to compare with.

    `score_then` held on the last snapshot that began up to the day to compare with, None without one.
    """

    on_days: list[str]
    score_then: int | None = None


def past_scores(
    connection: Connection, low: int, high: int, days: Sequence[str], compare_on: str
) -> dict[int, PastScores]:
    """Give per account what held on each of `days` (oldest first) and what to compare the score of the last with."""
    count = len(days)
    since = (date.fromisoformat(days[0]) - _BEFORE_THE_FIRST).isoformat()
    values = {"low": low, "high": high, "since": since, "until": days[-1]}
    blank = [""] * count
    places: dict[str | None, int] = {None: count}
    found: dict[int, PastScores] = {}
    for account_id, from_on, to_on, score in fetch(connection, _SCORES, values):
        one = found.get(account_id)
        if one is None:
            one = found[account_id] = PastScores(blank.copy())
        if from_on <= compare_on:
            one.score_then = score
        for day in (from_on, to_on):
            if day not in places:
                places[day] = bisect_left(days, day)
        first, last = places[from_on], places[to_on]
        if first < last and score is not None:
            one.on_days[first:last] = [str(score)] * (last - first)
    return found


def _values(part: ScoredAccounts, place: int, cells: _Cells, stamp: SnapshotStamp) -> dict[str, Any]:
    columns = part.columns
    score, band, coverage, model_id, fingerprint = cells
    return {
        "account_id": int(columns.facts.account_id[place]),
        "from_on": stamp.day,
        "computed_at": stamp.computed_at,
        "model_id": model_id,
        "score": score,
        "band": band,
        "coverage": coverage,
        "factors": columns.stored_factors(place),
        "is_capped": int(columns.bands[place] != columns.unvetoed[place]),
        "fingerprint": fingerprint,
    }

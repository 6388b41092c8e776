"""Fills the ready-made rows of the accounts list from the book, for a range of accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.health.contradictions import CONTRADICTED_BY
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.score_columns import ScoredAccounts
from csworkbench.domain.health.trend import trend
from csworkbench.storage.bulk import fetch, write_many
from csworkbench.storage.health.contradictions import contradictions_of
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.line_cells import HealthCells, due_days, health_cells
from csworkbench.storage.health.overrides import active_overrides
from csworkbench.storage.health.snapshots import PastScores, past_scores, week_days
from csworkbench.storage.late_indexes import MANY_ROWS, indexes_built_late
from csworkbench.storage.tables.derived import account_line

SPARKLINE_WEEKS = 26

_ACCOUNTS = """
SELECT a.id, a.name, a.domain, a.segment, a.tier, a.lifecycle, a.status, a.country, a.owner_id, o.name, m.name,
    a.currency
FROM account a LEFT JOIN owner o ON o.id = a.owner_id LEFT JOIN engagement_model m ON m.id = a.engagement_model_id
WHERE a.id BETWEEN :low AND :high ORDER BY a.id"""

_MONEY = """
SELECT account_id, sum(arr_minor) AS arr, currency FROM contract
WHERE account_id BETWEEN :low AND :high AND arr_minor IS NOT NULL AND coalesce(start_on, :day) <= :day
    AND (end_on IS NULL OR end_on >= :day)
GROUP BY account_id, currency ORDER BY arr"""

_RENEWALS = """
SELECT account_id, min(end_on) AS renewal_on FROM contract
WHERE account_id BETWEEN :low AND :high AND outcome IS NULL AND end_on >= :day GROUP BY account_id"""

_CHECK_INS = """
SELECT account_id, id, min(due_on) AS due_on FROM check_in
WHERE account_id BETWEEN :low AND :high AND state = 'planned' GROUP BY account_id"""

_CONTACTED = """
SELECT account_id, max(happened_on) AS happened_on FROM touch
WHERE account_id BETWEEN :low AND :high AND happened_on <= :day GROUP BY account_id"""


_COLUMNS = tuple(column.name for column in account_line.columns)
_NAMES = ", ".join(_COLUMNS)
_STORED = f"SELECT {_NAMES} FROM account_line WHERE account_id BETWEEN :low AND :high"  # noqa: S608  # own columns
_INSERT = f"INSERT INTO account_line ({_NAMES}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608  # own columns
_SIZES = "SELECT (SELECT count(*) FROM account), (SELECT count(*) FROM account_line)"


@contextmanager
def many_filled(connection: Connection) -> Iterator[None]:
    """Fill the rows of the whole book in the block; when most of them are new, their indexes are built at its end."""
    accounts, lines = connection.exec_driver_sql(_SIZES).one()
    if accounts - lines > max(lines, MANY_ROWS):
        with indexes_built_late(connection, "account_line"):
            yield
    else:
        yield


def fill(connection: Connection, low: int, high: int, day: date, scored: Sequence[ScoredAccounts]) -> None:
    """Write the ready-made rows of the accounts `low` to `high` that are in `scored`; unchanged rows cost no write."""
    values = {"low": low, "high": high, "day": day.isoformat()}

    def read(query: str) -> list[_Row]:
        return fetch(connection, query, values)

    overrides = active_overrides(connection, low, high, day)
    accounts = read(_ACCOUNTS)
    health: dict[int, HealthCells] = {}
    moved: dict[int, _Row] = {}
    past: dict[int, PastScores] = {}
    for part in scored:
        model = part.columns.model
        cells = health_cells(part.columns, overrides)
        compare_on = (day - timedelta(days=model.trend_days)).isoformat()
        past = past_scores(connection, low, high, week_days(day, SPARKLINE_WEEKS), compare_on)
        moved |= {key: _moved(one.computed_score, past.get(key), model.dead_band) for key, one in cells.items()}
        health |= cells
    parts = _Parts(
        {row[0]: row[1:] for row in read(_MONEY)},
        dict(read(_RENEWALS)),
        {row[0]: row[1:] for row in read(_CHECK_INS)},
        dict(read(_CONTACTED)),
        {key: ",".join(one.on_days) for key, one in past.items()},
        health,
        moved,
        contradictions_of(connection, _healthy(scored, health), overrides, AsOf(day, is_past=False)),
    )
    stored = {row[0]: row for row in read(_STORED)}
    lines = [_line(account, parts) for account in accounts if account[0] in health]
    _write(connection, [line for line in lines if stored.get(line[0]) != line], stored)


def _write(connection: Connection, lines: Sequence[_Row], stored: Mapping[int, _Row]) -> None:
    """Insert rows, or set just the cells that differ: an index is written whenever one of its columns is set."""
    new: list[_Row] = []
    changed: defaultdict[tuple[int, ...], list[_Row]] = defaultdict(list)
    for line in lines:
        before = stored.get(line[0])
        if before is None:
            new.append(line)
            continue
        places = tuple(place for place, cell in enumerate(line) if cell != before[place])
        changed[places].append((*(line[place] for place in places), line[0]))
    write_many(connection, _INSERT, new)
    for places, rows in changed.items():
        cells = ", ".join(f"{_COLUMNS[place]} = ?" for place in places)
        write_many(connection, f"UPDATE account_line SET {cells} WHERE account_id = ?", rows)  # noqa: S608


_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    money: Mapping[int, _Row]
    renewals: Mapping[int, str]
    check_ins: Mapping[int, _Row]
    contacted: Mapping[int, str]
    sparklines: Mapping[int, str]
    health: Mapping[int, HealthCells]
    moved: Mapping[int, _Row]
    contradictions: Mapping[int, str]


_NOTHING = (None, None)
_NO_SPARKLINE = "," * (SPARKLINE_WEEKS - 1)


def _line(account: _Row, parts: _Parts) -> _Row:
    """Give the row in the order of the columns of the table."""
    key, name, *profile, currency = account
    health = parts.health[key]
    return (
        key,
        name,
        name.casefold(),
        *profile,
        health.score,
        health.band,
        health.coverage,
        *parts.moved[key],
        parts.sparklines.get(key, _NO_SPARKLINE),
        *parts.money.get(key, (None, currency)),
        parts.renewals.get(key),
        *parts.check_ins.get(key, _NOTHING),
        parts.contacted.get(key),
        *due_days(health.counted_from, health.ideal_days, health.maximum_days),
        health.computed_score,
        health.computed_band,
        health.override_expires_on,
        health.oldest_input_on,
        parts.contradictions.get(key),
    )


def _healthy(scored: Sequence[ScoredAccounts], health: Mapping[int, HealthCells]) -> list[AccountFacts]:
    return [
        facts
        for part in scored
        for facts in part.columns.facts.only(
            CONTRADICTED_BY, [health[key].band == "healthy" for key in part.columns.facts.account_id.tolist()]
        )
    ]


def _moved(score: int | None, past: PastScores | None, dead_band: int) -> _Row:
    found = trend(score, past.score_then if past else None, dead_band)
    return (found.delta, found.direction) if found else _NOTHING

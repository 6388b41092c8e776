"""Fills the ready-made rows of the accounts list from the book, for a range of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.cadence import Cadence, cadence_state
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.overrides import OverrideRow, shown
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.trend import trend
from csworkbench.storage.bulk import fetch, write_many
from csworkbench.storage.health.contradictions import contradictions_of
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.overrides import active_overrides
from csworkbench.storage.health.snapshots import PastScores, past_scores, week_days
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
_UPSERT = " ".join(
    (
        f"INSERT INTO account_line ({_NAMES})",
        f"VALUES ({', '.join('?' * len(_COLUMNS))})",
        "ON CONFLICT (account_id) DO UPDATE SET",
        ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:]),
    )
)


@dataclass(frozen=True, slots=True)
class Scored:
    """What is known of one account on the day: facts and health (None when it is churned)."""

    facts: AccountFacts
    health: HealthRow | None


def fill(
    connection: Connection, low: int, high: int, day: date, model: HealthModel, scored: Mapping[int, Scored]
) -> None:
    """Write the ready-made rows of the accounts `low` to `high` that are in `scored`; unchanged rows cost no write."""
    values = {"low": low, "high": high, "day": day.isoformat()}
    days = week_days(day, SPARKLINE_WEEKS)
    compare_on = (day - timedelta(days=model.trend_days)).isoformat()

    def read(query: str) -> list[_Row]:
        return fetch(connection, query, values)

    overrides = active_overrides(connection, low, high, day)
    parts = _Parts(
        {row[0]: row[1:] for row in read(_MONEY)},
        dict(read(_RENEWALS)),
        {row[0]: row[1:] for row in read(_CHECK_INS)},
        dict(read(_CONTACTED)),
        past_scores(connection, low, high, days, compare_on),
        "," * (SPARKLINE_WEEKS - 1),
        overrides,
        contradictions_of(connection, _healthy(scored, overrides, model), overrides, AsOf(day, is_past=False)),
    )
    stored = {row[0]: row for row in read(_STORED)}
    lines = [_line(account, scored[account[0]], parts, model) for account in read(_ACCOUNTS) if account[0] in scored]
    write_many(connection, _UPSERT, [line for line in lines if stored.get(line[0]) != line])


_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    money: Mapping[int, _Row]
    renewals: Mapping[int, str]
    check_ins: Mapping[int, _Row]
    contacted: Mapping[int, str]
    past: Mapping[int, PastScores]
    no_sparkline: str
    overrides: Mapping[int, OverrideRow]
    contradictions: Mapping[int, str]


_NOTHING = (None, None)
_NO_HEALTH = (None, None, None, None, None)


def _line(account: _Row, scored: Scored, parts: _Parts, model: HealthModel) -> _Row:
    """Give the row in the order of the columns of the table."""
    key, name, *profile, currency = account
    past = parts.past.get(key)
    arr_minor, arr_currency = parts.money.get(key, (None, currency))
    facts = scored.facts
    counted_from = facts.last_two_way_on or facts.onboarded_on or facts.first_contract_start_on
    return (
        key,
        name,
        name.casefold(),
        *profile,
        *_health_cells(scored.health, parts.overrides.get(key), past.score_then if past else None, model),
        ",".join(past.on_days) if past else parts.no_sparkline,
        arr_minor,
        arr_currency,
        parts.renewals.get(key),
        *parts.check_ins.get(key, _NOTHING),
        parts.contacted.get(key),
        *_due_days(counted_from, facts.ideal_days, facts.maximum_days),
        *_honesty_cells(scored.health, parts.overrides.get(key), parts.contradictions.get(key)),
    )


def _healthy(
    scored: Mapping[int, Scored], overrides: Mapping[int, OverrideRow], model: HealthModel
) -> list[AccountFacts]:
    return [
        one.facts
        for key, one in scored.items()
        if one.health is not None
        and shown(one.health.score, one.health.band, overrides.get(key), model.band)[1] == "healthy"
    ]


def _health_cells(health: HealthRow | None, override: OverrideRow | None, then: int | None, model: HealthModel) -> _Row:
    if health is None:
        return _NO_HEALTH
    found = trend(health.score, then, model.dead_band)
    moved = (found.delta, found.direction) if found else _NOTHING
    cells = (health.score, health.band) if override is None else shown(health.score, health.band, override, model.band)
    return (*cells, round(health.coverage, 4), *moved)


def _honesty_cells(health: HealthRow | None, override: OverrideRow | None, against: str | None) -> _Row:
    """Give computed score and band, the end of the override, the day of the oldest input, the contradictions."""
    if health is None:
        return _NO_HEALTH
    expires_on = None if override is None else override.expires_on.isoformat()
    return health.score, health.band, expires_on, _iso(health.oldest_input_on), against


@lru_cache(maxsize=4096)
def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@lru_cache(maxsize=4096)
def _due_days(
    counted_from: date | None, ideal_days: int | None, maximum_days: int | None
) -> tuple[str | None, str | None]:
    """Give the days after which a touch is due and overdue."""
    if counted_from is None:
        return _NOTHING
    if ideal_days is not None and maximum_days is not None:
        ideal_days = min(ideal_days, maximum_days)
    state = cadence_state(Cadence(ideal_days, maximum_days), counted_from, counted_from)
    if state is None:
        return _NOTHING
    due_on, overdue_on = state.next_due_on, state.overdue_on
    return due_on.isoformat() if due_on else None, overdue_on.isoformat() if overdue_on else None

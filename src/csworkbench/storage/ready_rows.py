"""Fills the ready-made rows of the accounts list from the book, for a range of accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, or_, text
from sqlalchemy.dialects.sqlite import Insert, insert

from csworkbench.domain.cadence import Cadence, cadence_state
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.trend import score_to_compare, trend
from csworkbench.storage.health.snapshots import Interval, intervals, scores_on, week_days
from csworkbench.storage.tables.derived import account_line

SPARKLINE_WEEKS = 26

_ACCOUNTS = """
SELECT a.id, a.name, a.domain, a.segment, a.tier, a.lifecycle, a.status, a.country, a.owner_id, a.currency,
    o.name AS owner_name, m.name AS engagement_model
FROM account a LEFT JOIN owner o ON o.id = a.owner_id LEFT JOIN engagement_model m ON m.id = a.engagement_model_id
WHERE a.id BETWEEN :low AND :high ORDER BY a.id"""

_MONEY = """
SELECT account_id, currency, sum(arr_minor) AS arr FROM contract
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


def _upsert() -> Insert:
    query = insert(account_line)
    names = [column.name for column in account_line.columns if column.name != "account_id"]
    differs = or_(*(account_line.c[name].is_distinct_from(query.excluded[name]) for name in names))
    return query.on_conflict_do_update(
        index_elements=["account_id"], set_={name: query.excluded[name] for name in names}, where=differs
    )


_UPSERT = _upsert()


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
    parts = _Parts(
        {row.account_id: row for row in connection.execute(text(_MONEY), values).all()},
        {row.account_id: row.renewal_on for row in connection.execute(text(_RENEWALS), values).all()},
        {row.account_id: row for row in connection.execute(text(_CHECK_INS), values).all()},
        {row.account_id: row.happened_on for row in connection.execute(text(_CONTACTED), values).all()},
        intervals(connection, low, high, day - timedelta(weeks=SPARKLINE_WEEKS + 1), day),
        week_days(day, SPARKLINE_WEEKS),
    )
    rows = [
        _line(account, scored[account.id], parts, day, model)
        for account in connection.execute(text(_ACCOUNTS), values).all()
        if account.id in scored
    ]
    if rows:
        connection.execute(_UPSERT, rows)


@dataclass(frozen=True, slots=True)
class _Parts:
    money: Mapping[int, Any]
    renewals: Mapping[int, str]
    check_ins: Mapping[int, Any]
    contacted: Mapping[int, str]
    snapshots: Mapping[int, list[Interval]]
    days: tuple[str, ...]


def _line(account: Any, scored: Scored, parts: _Parts, day: date, model: HealthModel) -> dict[str, Any]:
    held = parts.snapshots.get(account.id, [])
    money = parts.money.get(account.id)
    check_in = parts.check_ins.get(account.id)
    return {
        "account_id": account.id,
        "name": account.name,
        "name_sort": account.name.casefold(),
        "domain": account.domain,
        "segment": account.segment,
        "tier": account.tier,
        "lifecycle": account.lifecycle,
        "status": account.status,
        "country": account.country,
        "owner_id": account.owner_id,
        "owner_name": account.owner_name,
        "engagement_model": account.engagement_model,
        **_health_cells(scored.health, held, parts.days, day, model),
        "arr_minor": money.arr if money else None,
        "currency": money.currency if money else account.currency,
        "renewal_on": parts.renewals.get(account.id),
        "next_check_in_id": check_in.id if check_in else None,
        "next_check_in_on": check_in.due_on if check_in else None,
        "last_contact_on": parts.contacted.get(account.id),
        **_cadence_cells(scored.facts, day),
    }


def _health_cells(
    health: HealthRow | None, held: list[Interval], days: tuple[str, ...], day: date, model: HealthModel
) -> dict[str, Any]:
    line = scores_on(held, days)
    sparkline = ",".join("" if value is None else str(value) for value in line)
    if health is None:
        cells: dict[str, Any] = dict.fromkeys(("score", "band", "coverage", "trend", "direction"))
        return cells | {"sparkline": sparkline}
    then = score_to_compare(((date.fromisoformat(one.from_on), one.score) for one in held), day, model.trend_days)
    found = trend(health.score, then, model.dead_band)
    return {
        "score": health.score,
        "band": health.band,
        "coverage": round(health.coverage, 4),
        "trend": found.delta if found else None,
        "direction": found.direction if found else None,
        "sparkline": sparkline,
    }


def _cadence_cells(facts: AccountFacts, day: date) -> dict[str, Any]:
    counted_from = facts.last_two_way_on or facts.onboarded_on or facts.first_contract_start_on
    ideal = facts.ideal_days
    maximum = facts.maximum_days
    if ideal is not None and maximum is not None and ideal > maximum:
        ideal = maximum
    state = cadence_state(Cadence(ideal, maximum), counted_from, day)
    return {
        "due_on": state.next_due_on.isoformat() if state and state.next_due_on else None,
        "overdue_on": state.overdue_on.isoformat() if state and state.overdue_on else None,
    }

"""Reads of whole portfolios for reports: ready-made rows for today, and the same cells as of a past day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from csworkbench.domain.health.contradictions import BETWEEN
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.serving import StoredModel
from csworkbench.domain.health.trend import Trend, score_to_compare, trend
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.domain.reports import ReportRow, driver_text
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.snapshots import intervals

_READY = """
SELECT l.account_id, l.name, l.owner_name, l.tier, l.segment, l.score, l.band, l.coverage, l.trend, l.direction,
    l.arr_minor, l.currency, l.renewal_on, l.last_contact_on, s.factors, s.model_id, l.computed_score, l.computed_band,
    l.oldest_input_on, l.contradictions
FROM account_line l LEFT JOIN health_snapshot s ON s.account_id = l.account_id AND s.to_on IS NULL
WHERE l.band IS NOT NULL AND (:owner IS NULL OR l.owner_id = :owner)"""

_KNOWN = """
SELECT count(*) FROM account a
WHERE (:is_past = 0 OR a.known_at <= :known OR a.onboarded_on <= :day) AND (:owner IS NULL OR a.owner_id = :owner)"""

CHANGED_TOO: Mapping[str, tuple[str, ...]] = {
    "account": ("name", "owner_id", "tier", "currency"),
    "contract": ("account_id", "arr_minor", "currency", "outcome", "outcome_on"),
    "action": ("due_on", "side", "state", "done_on"),
}
"""Columns beside those of health that a report shows or counts: of a past day it takes them as they were then."""

_ACCOUNTS = """
SELECT a.id, a.name, a.owner_id, o.name AS owner_name, a.tier, a.segment, a.currency
FROM account a LEFT JOIN owner o ON o.id = a.owner_id WHERE a.id BETWEEN :low AND :high"""

_MONEY = """
SELECT account_id, currency, sum(arr_minor) AS arr FROM contract
WHERE account_id BETWEEN :low AND :high AND arr_minor IS NOT NULL AND coalesce(start_on, :day) <= :day
    AND (end_on IS NULL OR end_on >= :day) AND known_at <= :known
GROUP BY account_id, currency ORDER BY arr"""

_RENEWALS = """
SELECT account_id, min(end_on) AS renewal_on FROM contract
WHERE account_id BETWEEN :low AND :high AND end_on >= :day AND known_at <= :known
    AND (outcome IS NULL OR (:is_past AND outcome_on > :day)) GROUP BY account_id"""

_CONTACTED = """
SELECT account_id, max(happened_on) AS happened_on FROM touch
WHERE account_id BETWEEN :low AND :high AND happened_on <= :day AND known_at <= :known GROUP BY account_id"""


@dataclass(frozen=True, slots=True)
class AccountCells:
    """What a report says of an account beside its health."""

    name: str
    owner_id: int | None
    owner_name: str | None
    tier: str | None
    segment: str | None
    arr_minor: int | None
    currency: str | None
    renewal_on: date | None
    last_contact_on: date | None


def owners(connection: Connection) -> list[tuple[OwnerId, str, str]]:
    """Give key, name and e-mail (empty when unknown) of every owner, by name."""
    query = "SELECT id, name, coalesce(email, '') AS email FROM owner ORDER BY name COLLATE NOCASE, id"
    return [(OwnerId(row.id), row.name, row.email) for row in connection.execute(text(query))]


def count_known(connection: Connection, owner_id: OwnerId | None, as_of: AsOf) -> int:
    """Give how many accounts the book knew on the day, churned ones among them."""
    values = as_of.values(0, 0) | {"owner": owner_id, "is_past": int(as_of.is_past)}
    return int(connection.execute(text(_KNOWN), values).scalar_one())


def ready_rows(
    connection: Connection,
    owner_id: OwnerId | None,
    models: Iterable[tuple[StoredModel, str]],
    overrides: Mapping[int, str],
) -> Iterator[ReportRow]:
    """Give the rows of every scored account from the ready-made lines; valid on the day these were computed for.

    `overrides` says what overrides an account's health, by its key.
    """
    known = {stored.id: stored.model for stored, _ in models}
    labels = {key: [factor.label for factor in model.plan.factors] for key, model in known.items()}
    for row in connection.execute(text(_READY), {"owner": owner_id}):
        yield ReportRow(
            AccountId(row.account_id),
            row.name,
            row.owner_name,
            row.tier,
            row.segment,
            row.score,
            row.band,
            row.coverage or 0.0,
            row.trend,
            row.direction,
            row.arr_minor,
            row.currency,
            _day(row.renewal_on),
            _day(row.last_contact_on),
            _driver(labels.get(row.model_id, []), row.factors),
            row.computed_score,
            row.computed_band,
            overrides.get(row.account_id, ""),
            _day(row.oldest_input_on),
            tuple(row.contradictions.split(BETWEEN)) if row.contradictions else (),
            known[row.model_id].version if row.model_id in known else 0,
        )


def cells_as_of(connection: Connection, low: int, high: int, as_of: AsOf) -> dict[int, AccountCells]:
    """Give the cells of the accounts `low` to `high` as known on a day."""
    values = as_of.values(low, high) | {"is_past": int(as_of.is_past)}
    money = {row.account_id: row for row in connection.execute(text(_MONEY), values)}
    renewals = {row.account_id: row.renewal_on for row in connection.execute(text(_RENEWALS), values)}
    contacted = {row.account_id: row.happened_on for row in connection.execute(text(_CONTACTED), values)}
    found: dict[int, AccountCells] = {}
    for row in connection.execute(text(_ACCOUNTS), values):
        held = money.get(row.id)
        found[row.id] = AccountCells(
            row.name,
            row.owner_id,
            row.owner_name,
            row.tier,
            row.segment,
            held.arr if held else None,
            held.currency if held else row.currency,
            _day(renewals.get(row.id)),
            _day(contacted.get(row.id)),
        )
    return found


def trends(
    connection: Connection, scores: Mapping[int, tuple[int | None, HealthModel]], day: date
) -> dict[int, Trend | None]:
    """Give the trend of each account on a day, against the stored snapshots.

    `scores` says per account key the score on the day and the model that made it, whose trend and dead band count.
    """
    if not scores:
        return {}
    held = intervals(connection, min(scores), max(scores), date.min, day)
    return {
        account_id: trend(
            now,
            score_to_compare(
                ((date.fromisoformat(one.from_on), one.score) for one in held.get(account_id, ())),
                day,
                model.trend_days,
            ),
            model.dead_band,
        )
        for account_id, (now, model) in scores.items()
    }


def _driver(labels: list[str], factors: str | None) -> str:
    cells = json.loads(factors) if factors else []
    if len(cells) != len(labels):
        return ""
    # Per factor: raw value, age, sub-score, effective weight and more (see `factors_to_plain`).
    return driver_text(labels, [0.0 if one[2] is None else one[3] * (100.0 - one[2]) for one in cells])


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)

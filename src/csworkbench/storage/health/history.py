"""Reads of health over time."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, text

from csworkbench.domain.health_history import HealthChangeRow, SnapshotRow
from csworkbench.domain.ids import AccountId
from csworkbench.infra.errors import NotFound

_SNAPSHOTS = """
SELECT s.from_on, s.to_on, s.score, s.band, m.version FROM health_snapshot s JOIN health_model m ON m.id = s.model_id
WHERE s.account_id = :account AND s.from_on <= :until AND (s.to_on IS NULL OR s.to_on > :since) ORDER BY s.from_on"""

_CHANGES = """
SELECT l.account_id, l.name, l.computed_score AS score, l.computed_band AS band, s.score AS score_before,
    s.band AS band_before, l.sparkline
FROM account_line l JOIN health_snapshot s ON s.id = (SELECT h.id FROM health_snapshot h
    WHERE h.account_id = l.account_id AND h.from_on <= :since ORDER BY h.from_on DESC LIMIT 1)
WHERE s.to_on > :since AND s.score IS NOT NULL AND l.computed_score IS NOT NULL
    AND l.computed_score <> s.score AND (:owner IS NULL OR l.owner_id = :owner)
ORDER BY abs(l.computed_score - s.score) DESC, l.name_sort, l.account_id LIMIT :limit"""


def snapshots_of(connection: Connection, account_id: int, since: date, until: date) -> list[SnapshotRow]:
    """Give the snapshots of one account that held on any day from `since` to `until`, oldest first."""
    values = {"account": account_id, "since": since.isoformat(), "until": until.isoformat()}
    return [
        SnapshotRow(
            date.fromisoformat(row.from_on),
            date.fromisoformat(row.to_on) if row.to_on else None,
            row.score,
            row.band,
            row.version,
        )
        for row in connection.execute(text(_SNAPSHOTS), values)
    ]


def largest_changes(connection: Connection, since: date, limit: int, owner_id: int | None) -> list[HealthChangeRow]:
    """Give the accounts whose computed score differs most from the one that held on `since`.

    Overrides are left out on both sides: a score that someone set did not move.
    """
    values = {"since": since.isoformat(), "limit": limit, "owner": owner_id}
    return [
        HealthChangeRow(
            AccountId(row.account_id),
            row.name,
            row.score,
            row.band,
            row.score_before,
            row.band_before,
            tuple(int(part) if part else None for part in row.sparkline.split(",")),
        )
        for row in connection.execute(text(_CHANGES), values)
    ]


def names(connection: Connection, low: int, high: int) -> dict[int, tuple[str, str | None]]:
    """Give name and owner's name of the accounts `low` to `high`."""
    query = """SELECT a.id, a.name, o.name AS owner FROM account a LEFT JOIN owner o ON o.id = a.owner_id
        WHERE a.id BETWEEN :low AND :high"""
    return {row.id: (row.name, row.owner) for row in connection.execute(text(query), {"low": low, "high": high})}


def name_of(connection: Connection, account_id: int) -> str:
    """Give an account's name; NotFound when there is no such account."""
    name = connection.execute(text("SELECT name FROM account WHERE id = :id"), {"id": account_id}).scalar()
    if name is None:
        raise NotFound(f"There is no account with key {account_id}.")
    return str(name)

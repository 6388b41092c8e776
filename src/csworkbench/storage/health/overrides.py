"""Overrides of health in the book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from csworkbench.domain.health.overrides import OverrideRow
from csworkbench.domain.ids import AccountId, OverrideId
from csworkbench.storage import records
from csworkbench.storage.bulk import fetch
from csworkbench.storage.tables.accounts import account
from csworkbench.storage.tables.derived import account_line
from csworkbench.storage.tables.health import health_override

_STANDING = """
SELECT id, account_id, score, band, reason, author, from_on, expires_on FROM health_override
WHERE account_id BETWEEN :low AND :high AND from_on <= :day AND expires_on >= :day ORDER BY id"""


def active_overrides(connection: Connection, low: int, high: int, day: date) -> dict[int, OverrideRow]:
    """Give per account (keys `low` to `high`) the override that holds on a day: of several the one made last."""
    values = {"low": low, "high": high, "day": day.isoformat()}
    found: dict[int, OverrideRow] = {}
    for key, owner, score, band, reason, author, from_on, expires_on in fetch(connection, _STANDING, values):
        days = date.fromisoformat(from_on), date.fromisoformat(expires_on)
        found[owner] = OverrideRow(OverrideId(key), AccountId(owner), score, band, reason, author, *days)
    return found


def add(connection: Connection, values: dict[str, Any]) -> OverrideId:
    """Store an override; give its key."""
    return OverrideId(records.add(connection, health_override, values))


def end(connection: Connection, keys: Iterable[OverrideId], last_on: date) -> None:
    """Let overrides hold up to `last_on` only."""
    query = update(health_override).where(health_override.c.id.in_(list(keys)))
    connection.execute(query.values(expires_on=last_on.isoformat()))


def of_account(connection: Connection, account_id: AccountId) -> list[OverrideRow]:
    """Give every override of one account, the one made last first."""
    query = select(health_override).where(health_override.c.account_id == account_id)
    query = query.order_by(health_override.c.id.desc())
    return [_row(row) for row in connection.execute(query).mappings()]


def list_all(
    connection: Connection, limit: int, since: date | None = None
) -> list[tuple[OverrideRow, str, int | None, str | None]]:
    """Give overrides with the account's name and what was computed last for it, those that end last on top.

    With `since` only those that hold on that day or later.
    """
    columns = (health_override, account.c.name, account_line.c.computed_score, account_line.c.computed_band)
    joined = health_override.join(account, account.c.id == health_override.c.account_id)
    query = select(*columns).select_from(joined.outerjoin(account_line, account_line.c.account_id == account.c.id))
    if since is not None:
        query = query.where(health_override.c.expires_on >= since.isoformat())
    query = query.order_by(health_override.c.expires_on.desc(), account.c.name_key, health_override.c.id).limit(limit)
    return [
        (_row(row), row["name"], row["computed_score"], row["computed_band"])
        for row in connection.execute(query).mappings()
    ]


def _row(row: RowMapping) -> OverrideRow:
    return OverrideRow(
        OverrideId(row["id"]),
        AccountId(row["account_id"]),
        row["score"],
        row["band"],
        row["reason"],
        row["author"],
        records.day_of(row["from_on"]),
        records.day_of(row["expires_on"]),
    )

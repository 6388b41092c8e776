"""What a what-if reads of each account beside its facts: name, ARR, and whether its health is overridden."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from csworkbench.domain.health.what_if_result import AccountCells
from csworkbench.storage.bulk import fetch

_LINES = """
SELECT a.id, a.name, l.arr_minor, l.currency,
    EXISTS (SELECT 1 FROM health_override o WHERE o.account_id = a.id AND o.from_on <= :day AND o.expires_on >= :day)
FROM account a LEFT JOIN account_line l ON l.account_id = a.id WHERE a.id BETWEEN :low AND :high ORDER BY a.id"""


def account_cells(connection: Connection, low: int, high: int, day: date) -> list[AccountCells]:
    """Give name, ARR and whether health is overridden on a day, of the accounts `low` to `high` by key."""
    rows = fetch(connection, _LINES, {"low": low, "high": high, "day": day.isoformat()})
    return [AccountCells(key, name, arr, currency, held == 1) for key, name, arr, currency, held in rows]

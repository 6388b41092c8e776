"""The CSM's own feeling about an account."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from csworkbench.infra.uid import new_uid
from csworkbench.storage.tables.health import pulse


def add(connection: Connection, account_id: int, value: int, reasons: str, given_on: str, given_at: str) -> None:
    """Store one pulse."""
    values = {
        "uid": new_uid(),
        "account_id": account_id,
        "value": value,
        "reasons": reasons or None,
        "given_on": given_on,
        "given_at": given_at,
    }
    connection.execute(insert(pulse), values)

"""The CSM's own feeling about an account."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, insert, select

from csworkbench.domain.health.pulses import PulseRow
from csworkbench.domain.ids import AccountId, PulseId
from csworkbench.infra.uid import new_uid
from csworkbench.storage import records
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


def get(connection: Connection, key: PulseId) -> PulseRow:
    """Give one pulse; NotFound when there is none."""
    return _row(records.get(connection, pulse, key, "pulse"))


def put(connection: Connection, key: PulseId, value: int, reasons: str) -> None:
    """Set value and reasons of a pulse; its day stays."""
    records.put(connection, pulse, key, {"value": value, "reasons": reasons or None})


def drop(connection: Connection, key: PulseId) -> None:
    """Delete a pulse."""
    records.drop(connection, pulse, key)


def list_of(connection: Connection, account_id: AccountId, limit: int) -> list[PulseRow]:
    """Give the pulses of an account, newest first."""
    query = select(pulse).where(pulse.c.account_id == account_id)
    query = query.order_by(pulse.c.given_on.desc(), pulse.c.given_at.desc(), pulse.c.id.desc()).limit(limit)
    return [_row(row) for row in connection.execute(query).mappings()]


def _row(row: RowMapping) -> PulseRow:
    return PulseRow(
        PulseId(row["id"]),
        AccountId(row["account_id"]),
        row["value"],
        row["reasons"] or "",
        records.day_of(row["given_on"]),
    )

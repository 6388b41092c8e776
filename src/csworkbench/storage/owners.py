"""Owners: what is known of them, read and written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from csworkbench.domain.ids import OwnerId
from csworkbench.domain.owners import OwnerDetails
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import account, owner


def list_details(connection: Connection) -> list[OwnerDetails]:
    """Give every owner by name, with the number of their accounts."""
    many = select(func.count()).where(account.c.owner_id == owner.c.id).scalar_subquery()
    query = select(owner, many.label("accounts")).order_by(func.lower(owner.c.name), owner.c.id)
    return [
        OwnerDetails(
            OwnerId(row["id"]), row["name"], row["email"], bool(row["is_me"]), row["hours_per_week"], row["country"],
            row["languages"], row["accounts"],
        )
        for row in connection.execute(query).mappings()
    ]  # fmt: skip


def put(connection: Connection, owner_id: OwnerId, values: Mapping[str, Any]) -> None:
    """Set columns of an owner."""
    records.put(connection, owner, owner_id, values)

"""The changes that touched one account."""

from __future__ import annotations

from sqlalchemy import Connection, select

from csworkbench.domain.history import HistoryRow
from csworkbench.domain.ids import AccountId
from csworkbench.storage.tables.journal import change, change_row


def list_changes_of(connection: Connection, account_id: AccountId, limit: int) -> list[HistoryRow]:
    """Give the newest changes that touched the account or what belongs to it, newest first.

    Imports and other batches are noted for the whole book, not for each account.
    """
    touched = select(change_row.c.change_id).where(change_row.c.account_id == account_id)
    query = select(change).where(change.c.id.in_(touched)).order_by(change.c.id.desc()).limit(limit)
    return [
        HistoryRow(row.id, row.name, row.made_at, row.user, row.device, row.state) for row in connection.execute(query)
    ]

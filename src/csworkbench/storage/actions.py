"""Actions in the book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, case, select

from csworkbench.domain.actions import ActionDraft, ActionRow
from csworkbench.domain.ids import AccountId, ActionId
from csworkbench.infra.errors import NotFound
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import account, contact, owner
from csworkbench.storage.tables.engagement import action


def add(connection: Connection, draft: ActionDraft, made_at: str) -> ActionId:
    """Store an open action."""
    owner_id = draft.owner_id
    if owner_id is None and draft.side == "ours":
        owner_id = connection.execute(select(account.c.owner_id).where(account.c.id == draft.account_id)).scalar()
    values = {
        "account_id": draft.account_id,
        "title": draft.title,
        "side": draft.side,
        "owner_id": owner_id,
        "contact_id": draft.contact_id,
        "due_on": draft.due_on,
        "state": "open",
        "source_table": draft.source_table,
        "source_id": draft.source_id,
        "made_at": made_at,
    }
    return ActionId(records.add(connection, action, values))


def put(connection: Connection, key: ActionId, values: Mapping[str, Any]) -> None:
    """Set columns of an action."""
    records.put(connection, action, key, values)


def get(connection: Connection, key: ActionId) -> ActionRow:
    """Give one action; NotFound when there is none."""
    row = connection.execute(_query().where(action.c.id == key)).mappings().first()
    if row is None:
        raise NotFound(f"There is no action with key {key}; it may have been deleted.")
    return _row(row)


def list_of(connection: Connection, account_id: AccountId, limit: int) -> list[ActionRow]:
    """Give the actions of an account: open ones first by due day (those without one last), then the newest done."""
    is_over = case((action.c.state == "open", 0), else_=1)
    query = _query().where(action.c.account_id == account_id)
    open_due = case((action.c.state == "open", action.c.due_on))
    query = query.order_by(is_over, open_due.asc().nulls_last(), action.c.done_on.desc(), action.c.id).limit(limit)
    return [_row(row) for row in connection.execute(query).mappings()]


def _query() -> Select[Any]:
    columns = (action, owner.c.name.label("owner_name"), contact.c.name.label("contact_name"))
    joined = action.outerjoin(owner, owner.c.id == action.c.owner_id)
    return select(*columns).select_from(joined.outerjoin(contact, contact.c.id == action.c.contact_id))


def _row(row: RowMapping) -> ActionRow:
    return ActionRow(
        ActionId(row["id"]),
        AccountId(row["account_id"]),
        row["title"],
        row["side"],
        row["owner_id"],
        row["owner_name"],
        row["contact_id"],
        row["contact_name"],
        records.optional_day(row["due_on"]),
        row["state"],
        records.optional_day(row["done_on"]),
        row["source_table"],
        row["source_id"],
        records.moment_of(row["made_at"]),
    )

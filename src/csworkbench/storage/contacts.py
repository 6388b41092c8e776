"""Contacts: reads and writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, text, update

from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.ids import AccountId, ContactId
from csworkbench.infra.errors import NotFound
from csworkbench.infra.uid import new_uid
from csworkbench.storage.tables.accounts import contact, external_id

_SELECT = """
SELECT c.*, (SELECT max(t.happened_on) FROM touch_person p JOIN touch t ON t.id = p.touch_id
    WHERE p.contact_id = c.id AND t.is_two_way = 1) AS heard_on
FROM contact c WHERE {where} ORDER BY c.left_on IS NOT NULL, c.roles = '', lower(c.name), c.id"""


def list_contacts(connection: Connection, account_id: AccountId) -> list[ContactRow]:
    """Give the people of an account: those with a role first, those who left last."""
    rows = connection.execute(text(_SELECT.format(where="c.account_id = :key")), {"key": account_id})
    return [_row(dict(row)) for row in rows.mappings()]


def get_contact(connection: Connection, contact_id: ContactId) -> ContactRow:
    """Give one person; NotFound when there is none."""
    row = connection.execute(text(_SELECT.format(where="c.id = :key")), {"key": contact_id}).mappings().one_or_none()
    if row is None:
        raise NotFound(f"There is no contact with key {contact_id}.")
    return _row(dict(row))


def add_contact(connection: Connection, values: Mapping[str, Any], known_at: str) -> ContactId:
    """Store a new person; give the key."""
    row = {"uid": new_uid(), "known_at": known_at, **values}
    return ContactId(connection.execute(insert(contact).returning(contact.c.id), row).scalar_one())


def set_fields(connection: Connection, contact_id: ContactId, values: Mapping[str, Any]) -> None:
    """Set columns of a person."""
    connection.execute(update(contact).where(contact.c.id == contact_id).values(dict(values)))


def delete_contact(connection: Connection, contact_id: ContactId) -> None:
    """Delete a person, with the ids they have elsewhere."""
    where = (external_id.c.record_table == "contact") & (external_id.c.record_id == contact_id)
    connection.execute(delete(external_id).where(where))
    connection.execute(delete(contact).where(contact.c.id == contact_id))


def _row(cells: dict[str, Any]) -> ContactRow:
    cells["roles"] = tuple(part for part in cells["roles"].split(", ") if part)
    cells["do_not_contact"] = bool(cells["do_not_contact"])
    for name in ("left_on", "heard_on"):
        cells[name] = date.fromisoformat(cells[name]) if cells[name] else None
    return ContactRow(**{name: cells[name] for name in ContactRow.__dataclass_fields__})

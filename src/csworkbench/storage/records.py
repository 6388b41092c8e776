"""Single records of the book: add, set, delete, and the people beside a touch or a check-in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select, update

from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.uid import new_uid
from csworkbench.storage.tables.accounts import contact, owner


def add(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert a record with a fresh uid; give its key. Days are given as `date`."""
    row = {"uid": new_uid()} | {name: _stored(value) for name, value in values.items()}
    return int(connection.execute(insert(table).returning(table.c.id), row).scalar_one())


def put(connection: Connection, table: Table, key: int, values: Mapping[str, Any]) -> None:
    """Set columns of one record."""
    row = {name: _stored(value) for name, value in values.items()}
    connection.execute(update(table).where(table.c.id == key).values(row))


def drop(connection: Connection, table: Table, key: int) -> None:
    """Delete one record, and with it what belongs to it."""
    connection.execute(delete(table).where(table.c.id == key))


def get(connection: Connection, table: Table, key: int, what: str) -> RowMapping:
    """Give one record's columns; NotFound says there is no such `what`."""
    row = connection.execute(select(table).where(table.c.id == key)).mappings().first()
    if row is None:
        raise NotFound(f"There is no {what} with key {key}; it may have been deleted.")
    return row


def set_people(connection: Connection, table: Table, column: str, key: int, people: Sequence[int]) -> None:
    """Make `people` the people of a touch or a check-in, writing only what differs."""
    link = table.c[column]
    now = set(connection.execute(select(table.c.contact_id).where(link == key)).scalars())
    gone = now - set(people)
    if gone:
        connection.execute(delete(table).where(link == key, table.c.contact_id.in_(gone)))
    added = [{column: key, "contact_id": one} for one in dict.fromkeys(people) if one not in now]
    if added:
        connection.execute(insert(table), added)


def people_of(
    connection: Connection, table: Table, column: str, keys: Iterable[int]
) -> dict[int, tuple[tuple[int, str], ...]]:
    """Give (key, name) of the people of some touches or check-ins, by name."""
    link = table.c[column]
    query = (
        select(link.label("owner_key"), contact.c.id, contact.c.name)
        .join(contact, contact.c.id == table.c.contact_id)
        .where(link.in_(list(keys)))
        .order_by(contact.c.name, contact.c.id)
    )
    found: dict[int, tuple[tuple[int, str], ...]] = {}
    for row in connection.execute(query):
        found[row.owner_key] = (*found.get(row.owner_key, ()), (row.id, row.name))
    return found


def check_people(connection: Connection, account_id: int, people: Sequence[int]) -> None:
    """Accept people of the account; InvalidInput for anyone else."""
    if not people:
        return
    query = select(contact.c.id).where(contact.c.account_id == account_id, contact.c.id.in_(people))
    if set(people) - set(connection.execute(query).scalars()):
        raise InvalidInput("Someone in the list is not a contact of this account.", field="people")


def check_owner(connection: Connection, owner_id: int | None) -> None:
    """Accept nobody or an owner of the book."""
    if owner_id is not None and connection.execute(select(owner.c.id).where(owner.c.id == owner_id)).first() is None:
        raise InvalidInput("There is no such owner.", field="owner_id")


def day_of(value: str) -> date:
    """Give a stored day."""
    return date.fromisoformat(value)


def optional_day(value: str | None) -> date | None:
    """Give a stored day, None when there is none."""
    return None if value is None else date.fromisoformat(value)


def moment_of(value: str) -> datetime:
    """Give a stored instant, aware, in UTC."""
    return datetime.fromisoformat(value)


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        raise TypeError("instants are handed in as text of infra.clock.utc_text")
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value

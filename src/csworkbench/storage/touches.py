"""Touches in the book."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping, select

from csworkbench.domain.ids import AccountId, TouchId
from csworkbench.domain.touches import TouchDraft, TouchRow
from csworkbench.storage import records
from csworkbench.storage.tables.engagement import touch, touch_person


def add(connection: Connection, draft: TouchDraft, happened_at: str, known_at: str) -> TouchId:
    """Store a touch with its people."""
    values = _values(draft, happened_at) | {"account_id": draft.account_id, "known_at": known_at}
    key = records.add(connection, touch, values)
    records.set_people(connection, touch_person, "touch_id", key, draft.contact_ids)
    return TouchId(key)


def put(connection: Connection, key: TouchId, draft: TouchDraft, happened_at: str) -> None:
    """Make a touch say what the draft says; when it became known stays."""
    records.put(connection, touch, key, _values(draft, happened_at))
    records.set_people(connection, touch_person, "touch_id", key, draft.contact_ids)


def drop(connection: Connection, key: TouchId) -> None:
    """Delete a touch."""
    records.drop(connection, touch, key)


def get(connection: Connection, key: TouchId) -> TouchRow:
    """Give one touch; NotFound when there is none."""
    row = records.get(connection, touch, key, "touch")
    return _row(row, records.people_of(connection, touch_person, "touch_id", [key]).get(key, ()))


def list_of(connection: Connection, account_id: AccountId, limit: int) -> list[TouchRow]:
    """Give the newest touches of an account, newest first."""
    query = select(touch).where(touch.c.account_id == account_id)
    query = query.order_by(touch.c.happened_on.desc(), touch.c.happened_at.desc(), touch.c.id.desc()).limit(limit)
    rows = connection.execute(query).mappings().all()
    people = records.people_of(connection, touch_person, "touch_id", [row["id"] for row in rows])
    return [_row(row, people.get(row["id"], ())) for row in rows]


def _values(draft: TouchDraft, happened_at: str) -> dict[str, object]:
    return {
        "happened_on": draft.happened_on,
        "happened_at": happened_at,
        "channel": draft.channel,
        "direction": draft.direction,
        "is_two_way": draft.is_two_way,
        "kind": draft.kind,
        "notes": draft.notes,
        "outcome": draft.outcome,
    }


def _row(row: RowMapping, people: tuple[tuple[int, str], ...]) -> TouchRow:
    return TouchRow(
        TouchId(row["id"]),
        AccountId(row["account_id"]),
        records.day_of(row["happened_on"]),
        records.moment_of(row["happened_at"]),
        row["channel"],
        row["direction"],
        bool(row["is_two_way"]),
        row["kind"],
        row["notes"],
        row["outcome"],
        people,
    )

"""Check-ins in the book, and what a default due day is counted from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select, text

from csworkbench.domain.cadence import Cadence
from csworkbench.domain.checkins import CheckInDraft, CheckInRow
from csworkbench.domain.ids import AccountId, CheckInId, TouchId
from csworkbench.infra.errors import NotFound
from csworkbench.storage import records
from csworkbench.storage.tables.engagement import check_in, check_in_person

_CADENCE = """
SELECT coalesce(a.ideal_days, m.ideal_days) AS ideal_days, coalesce(a.maximum_days, m.maximum_days) AS maximum_days,
    coalesce((SELECT max(t.happened_on) FROM touch t
              WHERE t.account_id = a.id AND t.is_two_way = 1 AND t.happened_on <= :today),
             a.onboarded_on, (SELECT min(c.start_on) FROM contract c WHERE c.account_id = a.id)) AS counted_from
FROM account a LEFT JOIN engagement_model m ON m.id = a.engagement_model_id WHERE a.id = :account"""


def add(connection: Connection, draft: CheckInDraft, planned_at: str, **more: Any) -> CheckInId:
    """Store a planned check-in with its people; `more` are other columns."""
    values = {
        "account_id": draft.account_id,
        "due_on": draft.due_on,
        "due_time": draft.due_time,
        "time_zone": draft.time_zone,
        "minutes": draft.minutes,
        "kind": draft.kind,
        "channel": draft.channel,
        "agenda": draft.agenda,
        "state": "planned",
        "moved_count": 0,
        "planned_at": planned_at,
        **more,
    }
    key = records.add(connection, check_in, values)
    records.set_people(connection, check_in_person, "check_in_id", key, draft.contact_ids)
    return CheckInId(key)


def put(connection: Connection, key: CheckInId, **values: Any) -> None:
    """Set columns of a check-in."""
    records.put(connection, check_in, key, values)


def get(connection: Connection, key: CheckInId) -> CheckInRow:
    """Give one check-in; NotFound when there is none."""
    row = records.get(connection, check_in, key, "check-in")
    return _row(row, records.people_of(connection, check_in_person, "check_in_id", [key]).get(key, ()))


def list_of(connection: Connection, account_id: AccountId, limit: int) -> list[CheckInRow]:
    """Give the check-ins of an account, those due last first."""
    query = select(check_in).where(check_in.c.account_id == account_id)
    return _rows(connection, query.order_by(check_in.c.due_on.desc(), check_in.c.id.desc()).limit(limit))


def list_where(
    connection: Connection,
    *,
    series_id: int | None = None,
    states: Sequence[str] | None = None,
    first: date | None = None,
    last: date | None = None,
    account_ids: Sequence[int] | None = None,
    limit: int | None = None,
) -> list[CheckInRow]:
    """Give check-ins by day: of a series, in some states, due in a span, of some accounts; without a word, all."""
    query = select(check_in)
    if series_id is not None:
        query = query.where(check_in.c.series_id == series_id)
    if states is not None:
        query = query.where(check_in.c.state.in_(states))
    if first is not None:
        query = query.where(check_in.c.due_on >= first.isoformat())
    if last is not None:
        query = query.where(check_in.c.due_on <= last.isoformat())
    if account_ids is not None:
        query = query.where(check_in.c.account_id.in_(account_ids))
    return _rows(connection, query.order_by(check_in.c.due_on, check_in.c.due_time, check_in.c.id).limit(limit))


def set_people(connection: Connection, key: CheckInId, people: Sequence[int]) -> None:
    """Make `people` (contacts) the attendees of a check-in."""
    records.set_people(connection, check_in_person, "check_in_id", key, people)


def by_uids(connection: Connection, uids: Sequence[str]) -> dict[str, CheckInId]:
    """Give the keys of the check-ins that have these uids, ours or those of a calendar program."""
    found: dict[str, CheckInId] = {}
    for column in (check_in.c.ics_uid, check_in.c.uid):
        query = select(column, check_in.c.id).where(column.in_(uids))
        found |= {str(uid): CheckInId(key) for uid, key in connection.execute(query)}
    return found


def _rows(connection: Connection, query: Select[Any]) -> list[CheckInRow]:
    rows = connection.execute(query).mappings().all()
    people = records.people_of(connection, check_in_person, "check_in_id", [row["id"] for row in rows])
    return [_row(row, people.get(row["id"], ())) for row in rows]


def cadence_of(connection: Connection, account_id: AccountId, today: date) -> tuple[Cadence, date | None]:
    """Give the account's cadence and the day it is counted from: last two-way touch, onboarding or first contract."""
    values = {"account": account_id, "today": today.isoformat()}
    row = connection.execute(text(_CADENCE), values).first()
    if row is None:
        raise NotFound(f"There is no account with key {account_id}.")
    ideal = row.ideal_days
    if ideal is not None and row.maximum_days is not None:
        ideal = min(ideal, row.maximum_days)
    return Cadence(ideal, row.maximum_days), records.optional_day(row.counted_from)


def _row(row: RowMapping, people: tuple[tuple[int, str], ...]) -> CheckInRow:
    return CheckInRow(
        CheckInId(row["id"]),
        AccountId(row["account_id"]),
        records.day_of(row["due_on"]),
        row["due_time"],
        row["time_zone"],
        row["minutes"],
        row["kind"],
        row["channel"],
        row["agenda"],
        row["state"],
        row["moved_count"],
        None if row["touch_id"] is None else TouchId(row["touch_id"]),
        row["reason"],
        people,
        row["uid"],
        row["series_id"],
        records.optional_day(row["scheduled_on"]),
        row["ics_uid"],
        row["ics_sequence"],
    )

"""Check-ins and what else falls on the days of a span, as the calendar shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, text

from csworkbench.domain.calendar_span import CalendarItemRow, CalendarMarkRow, OnTime
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.storage import records
from csworkbench.storage.bulk import fetch

_OF_OWNER = "(:owner IS NULL OR l.owner_id = :owner) AND l.status <> 'churned'"
_PLACES = f"""
SELECT c.id, c.due_on, c.due_time, c.time_zone, c.minutes, c.state
FROM check_in c JOIN account_line l ON l.account_id = c.account_id
WHERE c.state IN ('planned', 'missed', 'held') AND c.due_on BETWEEN :first AND :last AND {_OF_OWNER}
ORDER BY c.due_on, c.due_time, l.name_sort, c.id"""  # noqa: S608  # own words
_OVERDUE = f"""
SELECT c.id FROM check_in c JOIN account_line l ON l.account_id = c.account_id
WHERE c.due_on < :today AND {_OF_OWNER} AND (c.state = 'planned' OR c.state = 'missed'
    AND l.next_check_in_id IS NULL AND (l.last_contact_on IS NULL OR l.last_contact_on < c.due_on))
ORDER BY c.due_on, l.name_sort, c.id"""  # noqa: S608  # own words
_ITEMS = """
SELECT c.id, c.account_id, l.name, l.owner_id, c.due_on, c.due_time, c.time_zone, c.minutes, c.kind, c.channel,
    c.state, c.moved_count, c.series_id, c.agenda, l.score, l.band,
    (SELECT group_concat(p.name, ', ') FROM check_in_person cp JOIN contact p ON p.id = cp.contact_id
        WHERE cp.check_in_id = c.id) AS people
FROM check_in c JOIN account_line l ON l.account_id = c.account_id WHERE c.id IN :keys"""
_MARKS = f"""
SELECT 'promise', a.id, l.account_id, l.name, a.due_on, a.title FROM action a
JOIN account_line l ON l.account_id = a.account_id
WHERE a.state = 'open' AND a.due_on BETWEEN :first AND :last AND {_OF_OWNER}
UNION ALL
SELECT 'renewal', k.id, l.account_id, l.name, k.end_on, coalesce(k.product, '') FROM contract k
JOIN account_line l ON l.account_id = k.account_id
WHERE k.outcome IS NULL AND k.end_on BETWEEN :first AND :last AND {_OF_OWNER}
UNION ALL
SELECT 'review', r.id, l.account_id, l.name, r.held_on, r.kind FROM review r
JOIN account_line l ON l.account_id = r.account_id
WHERE r.state IN ('planned', 'preparing') AND r.held_on BETWEEN :first AND :last AND {_OF_OWNER}
ORDER BY 5, 1, 4, 2"""  # noqa: S608  # own words
_ON_TIME = f"""
SELECT count(due_on), coalesce(sum(due_on >= :today), 0), count(overdue_on), coalesce(sum(overdue_on >= :today), 0)
FROM account_line l WHERE {_OF_OWNER}"""  # noqa: S608  # own words
_OWNERS = "SELECT id, hours_per_week FROM owner WHERE :owner IS NULL OR id = :owner ORDER BY id"


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """When a check-in is due, in its own zone."""

    id: CheckInId
    due_on: date
    due_time: str | None
    time_zone: str | None
    minutes: int | None
    state: str


def places(connection: Connection, first: date, last: date, owner_id: int | None) -> list[PlaceRow]:
    """Give the check-ins due in a span that are planned, missed or held, by day, those without a time first."""
    values = {"first": first.isoformat(), "last": last.isoformat(), "owner": owner_id}
    return [
        PlaceRow(CheckInId(key), date.fromisoformat(on), *rest) for key, on, *rest in fetch(connection, _PLACES, values)
    ]


def overdue(connection: Connection, today: date, owner_id: int | None) -> list[CheckInId]:
    """Give the check-ins whose day passed and that wait for an answer, the oldest first.

    A missed one waits until its account was spoken to after it, or another check-in is planned, as My day has it.
    """
    found = fetch(connection, _OVERDUE, {"today": today.isoformat(), "owner": owner_id})
    return [CheckInId(row[0]) for row in found]


def items(connection: Connection, keys: Sequence[CheckInId]) -> dict[CheckInId, CalendarItemRow]:
    """Give check-ins by key, on the day they are due in their own zone."""
    statement = text(_ITEMS).bindparams(bindparam("keys", list(keys), expanding=True))
    found = {}
    for row in connection.execute(statement).mappings():
        on = records.day_of(row["due_on"])
        found[CheckInId(row["id"])] = CalendarItemRow(
            CheckInId(row["id"]), AccountId(row["account_id"]), row["name"], row["owner_id"], on, row["due_time"],
            row["minutes"], on, row["due_time"], row["time_zone"], row["kind"], row["channel"], row["state"],
            row["moved_count"], row["series_id"], row["people"] or "", row["agenda"] or "", row["score"],
            row["band"] or "insufficient data",
        )  # fmt: skip
    return found


def marks(connection: Connection, first: date, last: date, owner_id: int | None) -> list[CalendarMarkRow]:
    """Give promises due, contracts that end and reviews to hold in a span, by day."""
    values = {"first": first.isoformat(), "last": last.isoformat(), "owner": owner_id}
    return [_mark(row) for row in fetch(connection, _MARKS, values)]


def on_time(connection: Connection, today: date, owner_id: int | None) -> OnTime:
    """Give how many accounts are within their intervals on a day."""
    return OnTime(*fetch(connection, _ON_TIME, {"today": today.isoformat(), "owner": owner_id})[0])


def owners(connection: Connection, owner_id: int | None) -> list[tuple[int | None, int | None]]:
    """Give key and hours per week of one owner or of all."""
    return [(row[0], row[1]) for row in fetch(connection, _OWNERS, {"owner": owner_id})]


def _mark(row: Sequence[Any]) -> CalendarMarkRow:
    kind, key, account_id, account, on, title = row
    return CalendarMarkRow(kind, key, AccountId(account_id), account, date.fromisoformat(on), title)

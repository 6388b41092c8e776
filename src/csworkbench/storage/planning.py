"""What a plan of a period is made from: an owner's accounts with their cadence, people and planned check-ins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, text

from csworkbench.domain.cadence import Cadence
from csworkbench.domain.words import ROLES
from csworkbench.storage import records

_ACCOUNTS = """
SELECT a.id, a.name, coalesce(a.ideal_days, m.ideal_days) AS ideal_days,
    coalesce(a.maximum_days, m.maximum_days) AS maximum_days, l.computed_score, l.arr_minor,
    coalesce((SELECT max(t.happened_on) FROM touch t
              WHERE t.account_id = a.id AND t.is_two_way = 1 AND t.happened_on <= :today),
             a.onboarded_on, (SELECT min(c.start_on) FROM contract c WHERE c.account_id = a.id)) AS counted_from
FROM account a LEFT JOIN engagement_model m ON m.id = a.engagement_model_id
LEFT JOIN account_line l ON l.account_id = a.id
WHERE a.owner_id = :owner AND a.status <> 'churned' ORDER BY a.id"""
_CHECK_INS = """
SELECT c.id, c.account_id, c.due_on, c.due_time, c.time_zone, c.minutes, c.kind, c.series_id, c.channel, c.state,
    (SELECT group_concat(p.contact_id) FROM check_in_person p WHERE p.check_in_id = c.id) AS people
FROM check_in c JOIN account a ON a.id = c.account_id
WHERE a.owner_id = :owner AND c.state IN ('planned', 'missed') AND c.due_on <= :last
    AND (c.state = 'planned' OR (c.kind = 'check-in' AND c.series_id IS NULL AND c.due_on <= :today))
ORDER BY c.due_on, c.id"""
_PEOPLE = """
SELECT id, account_id, roles, influence, do_not_contact FROM contact
WHERE account_id IN :accounts AND (left_on IS NULL OR left_on > :today)"""
_OWNER = "SELECT name, hours_per_week FROM owner WHERE id = :owner"


@dataclass(frozen=True, slots=True)
class PlanAccount:
    """An account to plan for; `weight` is how much hangs on it: risk 0..1 times ARR in minor units."""

    id: int
    name: str
    cadence: Cadence
    counted_from: date | None
    weight: float


@dataclass(frozen=True, slots=True)
class PlanCheckIn:
    """A planned or missed check-in with its attendees.

    A planned one with a time, of a series or of another kind is fixed; a missed one is not, it can be planned again.
    """

    id: int
    account_id: int
    due_on: date
    due_time: str | None
    time_zone: str | None
    minutes: int | None
    channel: str
    contact_ids: tuple[int, ...]
    is_fixed: bool
    is_missed: bool = False


@dataclass(frozen=True, slots=True)
class FirstPeople:
    """Whom to meet, by account; `off_limits` are accounts of which everyone asked not to be contacted."""

    by_account: dict[int, int]
    off_limits: frozenset[int]


def owner_of(connection: Connection, owner_id: int) -> tuple[str, int | None] | None:
    """Give name and hours per week of an owner."""
    row = connection.execute(text(_OWNER), {"owner": owner_id}).first()
    return None if row is None else (row.name, row.hours_per_week)


def accounts_of(connection: Connection, owner_id: int, today: date) -> list[PlanAccount]:
    """Give the accounts of an owner that are customers."""
    found = []
    for row in connection.execute(text(_ACCOUNTS), {"owner": owner_id, "today": today.isoformat()}):
        ideal = row.ideal_days
        if ideal is not None and row.maximum_days is not None:
            ideal = min(ideal, row.maximum_days)
        risk = 0.5 if row.computed_score is None else max(0.1, 1 - row.computed_score / 100)
        cadence = Cadence(ideal, row.maximum_days)
        counted_from = records.optional_day(row.counted_from)
        found.append(PlanAccount(row.id, row.name, cadence, counted_from, risk * (row.arr_minor or 1)))
    return found


def check_ins_of(connection: Connection, owner_id: int, last: date, today: date) -> list[PlanCheckIn]:
    """Give the planned check-ins of an owner's accounts up to a day, and those missed so far, by day."""
    values = {"owner": owner_id, "last": last.isoformat(), "today": today.isoformat()}
    return [
        PlanCheckIn(
            row.id,
            row.account_id,
            records.day_of(row.due_on),
            row.due_time,
            row.time_zone,
            row.minutes,
            row.channel,
            tuple(sorted(int(key) for key in (row.people or "").split(",") if key)),
            row.state == "planned"
            and (row.due_time is not None or row.series_id is not None or row.kind != "check-in"),
            row.state == "missed",
        )
        for row in connection.execute(text(_CHECK_INS), values)
    ]


def first_people(connection: Connection, accounts: Sequence[int], today: date) -> FirstPeople:
    """Give per account whom to meet: by role (champions first), then by influence."""
    statement = text(_PEOPLE).bindparams(bindparam("accounts", list(accounts), expanding=True))
    best: dict[int, tuple[int, int, int]] = {}
    refusing: set[int] = set()
    for row in connection.execute(statement, {"today": today.isoformat()}):
        if row.do_not_contact:
            refusing.add(row.account_id)
            continue
        ranks = [place for place, role in enumerate(ROLES) if role in row.roles.split(", ")]
        found = (min(ranks, default=len(ROLES)), -(row.influence or 0), row.id)
        best[row.account_id] = min(found, best.get(row.account_id, found))
    return FirstPeople({account: key for account, (_, _, key) in best.items()}, frozenset(refusing - best.keys()))

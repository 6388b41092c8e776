"""What asks for attention on a day: lean rows for ranking, then the details of the few that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from csworkbench.domain import my_day
from csworkbench.domain.health.overrides import SOON_DAYS
from csworkbench.domain.ids import AccountId, ContractId
from csworkbench.domain.my_day import DoneRow, RenewalRow

NEWEST = 5000
"""What was told today is looked for among so many newest touches: a large book holds millions."""

_CANDIDATES: Mapping[str, str] = {
    "check-in": """
SELECT c.id, c.due_on, 0 AS is_new, l.account_id, l.score, l.band, l.arr_minor
FROM check_in c JOIN account_line l ON l.account_id = c.account_id
WHERE c.state = 'planned' AND c.due_on <= :until AND l.status <> 'churned' AND (:owner IS NULL OR l.owner_id = :owner)
UNION ALL
SELECT c.id, c.due_on, 0 AS is_new, l.account_id, l.score, l.band, l.arr_minor
FROM check_in c JOIN account_line l ON l.account_id = c.account_id
WHERE c.state = 'missed' AND l.next_check_in_id IS NULL
    AND (l.last_contact_on IS NULL OR l.last_contact_on < c.due_on)
    AND l.status <> 'churned' AND (:owner IS NULL OR l.owner_id = :owner)""",
    "promise": """
SELECT a.id, a.due_on, 0 AS is_new, l.account_id, l.score, l.band, l.arr_minor
FROM action a JOIN account_line l ON l.account_id = a.account_id
WHERE a.state = 'open' AND (a.due_on <= :until OR a.due_on IS NULL AND a.side = 'ours')
    AND l.status <> 'churned' AND (:owner IS NULL OR l.owner_id = :owner)""",
    "feedback": """
SELECT f.id, f.said_on AS due_on, f.state = 'new', l.account_id, l.score, l.band, l.arr_minor
FROM feedback f JOIN account_line l ON l.account_id = f.account_id
WHERE f.state <> 'customer told' AND f.said_on < CASE f.state WHEN 'new' THEN :new_before ELSE :open_before END
    AND f.is_explicit = 1 AND (f.kind NOT IN ('NPS', 'CSAT', 'CES') OR f.words IS NOT NULL)
    AND l.status <> 'churned' AND (:owner IS NULL OR l.owner_id = :owner)""",
    "renewal": """
SELECT min(k.id) AS id, date(l.renewal_on, :window) AS due_on, 0 AS is_new, l.account_id, l.score, l.band, l.arr_minor
FROM account_line l JOIN contract k
    ON k.account_id = l.account_id AND k.end_on = l.renewal_on AND k.outcome IS NULL
WHERE l.renewal_on BETWEEN :today AND :renewal_until AND l.next_check_in_id IS NULL
    AND (l.last_contact_on IS NULL OR l.last_contact_on < date(l.renewal_on, :window))
    AND l.status <> 'churned' AND (:owner IS NULL OR l.owner_id = :owner)
GROUP BY l.account_id""",
    "health": """
SELECT l.account_id AS id, NULL AS due_on, 0 AS is_new, l.account_id, l.score, l.band, l.arr_minor FROM account_line l
WHERE l.trend <= :fall AND l.status <> 'churned' AND (:owner IS NULL OR l.owner_id = :owner)""",
    "override": """
SELECT l.account_id AS id, l.override_expires_on AS due_on, 0 AS is_new, l.account_id, l.score, l.band, l.arr_minor
FROM account_line l WHERE l.override_expires_on BETWEEN :today AND :override_until
    AND (:owner IS NULL OR l.owner_id = :owner)""",
}

_DETAILS: Mapping[str, str] = {
    "check-in": """SELECT c.id, l.name, c.kind, c.channel, c.agenda, c.state, l.last_contact_on FROM check_in c
        JOIN account_line l ON l.account_id = c.account_id WHERE c.id IN (SELECT value FROM json_each(:ids))""",
    "promise": """SELECT a.id, l.name, a.title, a.side FROM action a
        JOIN account_line l ON l.account_id = a.account_id WHERE a.id IN (SELECT value FROM json_each(:ids))""",
    "feedback": """SELECT f.id, l.name, f.kind, f.words, f.severity, f.state FROM feedback f
        JOIN account_line l ON l.account_id = f.account_id WHERE f.id IN (SELECT value FROM json_each(:ids))""",
    "renewal": """SELECT k.id, l.name, k.end_on, l.arr_minor, l.currency, l.last_contact_on FROM contract k
        JOIN account_line l ON l.account_id = k.account_id WHERE k.id IN (SELECT value FROM json_each(:ids))""",
    "health": """SELECT l.account_id AS id, l.name, l.score, l.trend, l.last_contact_on FROM account_line l
        WHERE l.account_id IN (SELECT value FROM json_each(:ids))""",
    "override": """SELECT l.account_id AS id, l.name, l.computed_score, l.computed_band, o.score, o.band, o.reason,
        o.author FROM account_line l JOIN health_override o ON o.id = (SELECT max(h.id) FROM health_override h
            WHERE h.account_id = l.account_id AND h.expires_on = l.override_expires_on)
        WHERE l.account_id IN (SELECT value FROM json_each(:ids))""",
}

_RENEWALS = """
SELECT k.id, l.account_id, l.name, k.product, k.end_on, k.arr_minor, k.currency, l.score, l.band
FROM contract k JOIN account_line l ON l.account_id = k.account_id
WHERE k.outcome IS NULL AND k.end_on BETWEEN :today AND :renewal_until
    AND l.status <> 'churned' AND (:owner IS NULL OR l.owner_id = :owner)
ORDER BY k.end_on, k.arr_minor DESC, l.name_sort, k.id LIMIT :limit"""


_DONE = """
SELECT 'promise' AS kind, a.id, l.account_id, l.name, a.title FROM action a
JOIN account_line l ON l.account_id = a.account_id
WHERE a.state = 'done' AND a.done_on = :today AND (:owner IS NULL OR l.owner_id = :owner)
UNION ALL
SELECT 'check-in', c.id, l.account_id, l.name, c.kind FROM touch t JOIN check_in c ON c.touch_id = t.id
JOIN account_line l ON l.account_id = c.account_id
WHERE t.id > (SELECT max(id) FROM touch) - :newest AND t.known_at >= :since AND c.state = 'held'
    AND (:owner IS NULL OR l.owner_id = :owner)
ORDER BY 4, 2 LIMIT :limit"""


class Candidate(NamedTuple):
    """One thing that may be listed: for feedback `on` is the day it was said (stored form), for others the due day."""

    kind: str
    id: int
    on: str | None
    is_new: int
    account_id: int
    score: int | None
    band: str | None
    arr_minor: int | None


def candidates(connection: Connection, today: date, owner_id: int | None) -> list[Candidate]:
    """Give everything that asks for attention and is not snoozed, of one owner's accounts or of all."""
    values = _values(today, owner_id)
    snoozed = {
        (row.item_kind, row.item_id)
        for row in connection.execute(text("SELECT item_kind, item_id FROM snooze WHERE until_on > :today"), values)
    }
    return [
        Candidate(kind, *row)
        for kind, query in _CANDIDATES.items()
        for row in connection.execute(text(query), values)
        if (kind, row[0]) not in snoozed
    ]


def details(connection: Connection, kind: str, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Give name of the account and what titles and reasons are made of, by key of the record."""
    listed = "[" + ",".join(map(str, ids)) + "]"
    return {row["id"]: dict(row) for row in connection.execute(text(_DETAILS[kind]), {"ids": listed}).mappings()}


def sorted_arr(connection: Connection) -> list[int]:
    """Give every known ARR of the book, least first, for ranks."""
    query = "SELECT arr_minor FROM account_line WHERE arr_minor IS NOT NULL ORDER BY arr_minor"
    return list(connection.execute(text(query)).scalars())


def renewals(connection: Connection, today: date, owner_id: int | None, limit: int) -> list[RenewalRow]:
    """Give the contracts that end within 90 days, nearest first."""
    values = _values(today, owner_id) | {"limit": limit}
    return [
        RenewalRow(
            ContractId(row.id),
            AccountId(row.account_id),
            row.name,
            row.product,
            date.fromisoformat(row.end_on),
            row.arr_minor,
            row.currency,
            row.score,
            row.band,
        )
        for row in connection.execute(text(_RENEWALS), values)
    ]


def due_count(connection: Connection, today: date, owner_id: int | None) -> int:
    """Give how many of the candidates are due up to `today`, without reading them."""
    counted = """SELECT count(*) FROM ({}) q WHERE (q.due_on IS NULL OR q.due_on <= :today) AND NOT EXISTS
        (SELECT 1 FROM snooze s WHERE s.item_kind = :kind AND s.item_id = q.id AND s.until_on > :today)"""
    values = _values(today, owner_id)
    return sum(
        connection.execute(text(counted.format(query)), values | {"kind": kind}).scalar_one()
        for kind, query in _CANDIDATES.items()
    )


def done(connection: Connection, today: date, since: str, owner_id: int | None, limit: int) -> list[DoneRow]:
    """Give the promises kept on a day and the check-ins told about since an instant (stored form), by account."""
    values = {"today": today.isoformat(), "since": since, "newest": NEWEST, "owner": owner_id, "limit": limit}
    return [
        DoneRow(row.kind, row.id, AccountId(row.account_id), row.name, row.title)
        for row in connection.execute(text(_DONE), values)
    ]


def _values(today: date, owner_id: int | None) -> dict[str, Any]:
    return {
        "owner": owner_id,
        "window": f"-{my_day.RENEWAL_WINDOW_DAYS} days",
        "fall": -my_day.FALL_POINTS,
        "today": today.isoformat(),
        "override_until": (today + timedelta(days=SOON_DAYS)).isoformat(),
        "until": (today + timedelta(days=my_day.DAY_WINDOW_DAYS)).isoformat(),
        "renewal_until": (today + timedelta(days=my_day.RENEWAL_WINDOW_DAYS)).isoformat(),
        "new_before": my_day.business_days_before(today, my_day.NEW_FEEDBACK_DAYS).isoformat(),
        "open_before": my_day.business_days_before(today, my_day.OPEN_FEEDBACK_DAYS).isoformat(),
    }

"""What stands beside the list of My day: renewals, the schedule, what was done. In SQL that any connection can run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from csworkbench.domain.ids import AccountId, CheckInId, ContractId
from csworkbench.domain.my_day import RENEWAL_WINDOW_DAYS, AppointmentRow, DoneRow, RenewalRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

Run = Callable[[str, Mapping[str, object]], Sequence[tuple[Any, ...]]]
"""Runs a query with `:name` parameters and gives every row."""

NEWEST = 5000
"""What was told today is looked for among so many newest touches: a large book holds millions."""

_RENEWALS = """
SELECT k.id, l.account_id, l.name, k.product, k.end_on, k.arr_minor, k.currency, l.score, l.band
FROM {contract k} JOIN account_line l ON l.account_id = k.account_id
WHERE k.outcome IS NULL AND k.end_on BETWEEN :today AND :renewal_until AND l.status <> 'churned'
ORDER BY k.end_on, k.arr_minor DESC, l.name_sort, k.id LIMIT :limit"""

_APPOINTMENTS = """
SELECT c.id, l.account_id, l.name, c.due_time, c.time_zone, c.minutes, c.kind, c.agenda,
    (SELECT group_concat(p.name, ', ') FROM check_in_person cp JOIN contact p ON p.id = cp.contact_id
        WHERE cp.check_in_id = c.id), c.channel
FROM check_in c JOIN account_line l ON l.account_id = c.account_id
WHERE c.state = 'planned' AND c.due_on = :today AND c.due_time IS NOT NULL
    AND l.status <> 'churned' AND (:owner IS NULL OR l.owner_id = :owner)
ORDER BY c.due_time, l.name_sort, c.id LIMIT :limit"""

_DONE = """
SELECT 'promise' AS kind, a.id, l.account_id, l.name, a.title FROM {action a}
JOIN account_line l ON l.account_id = a.account_id
WHERE a.state = 'done' AND a.done_on = :today
UNION ALL
SELECT 'check-in', c.id, l.account_id, l.name, c.kind FROM touch t JOIN check_in c ON c.touch_id = t.id
JOIN account_line l ON l.account_id = c.account_id
WHERE t.id > (SELECT max(id) FROM touch) - :newest AND t.known_at >= :since AND c.state = 'held'
    AND (:owner IS NULL OR l.owner_id = :owner)
ORDER BY 4, 2 LIMIT :limit"""


def renewals(run: Run, today: date, owner_id: int | None, limit: int) -> list[RenewalRow]:
    """Give the contracts that end within 90 days, nearest first."""
    until = today + timedelta(days=RENEWAL_WINDOW_DAYS)
    values = {"today": today.isoformat(), "renewal_until": until.isoformat(), "owner": owner_id, "limit": limit}
    return [
        RenewalRow(ContractId(key), AccountId(account_id), name, product, date.fromisoformat(end_on), *rest)
        for key, account_id, name, product, end_on, *rest in run(_of(_RENEWALS, "contract k", owner_id), values)
    ]


def appointments(run: Run, today: date, owner_id: int | None, limit: int) -> list[AppointmentRow]:
    """Give the planned check-ins of a day that have a time, in order."""
    values = {"today": today.isoformat(), "owner": owner_id, "limit": limit}
    return [
        AppointmentRow(
            CheckInId(key), AccountId(account_id), name, at, zone, minutes, kind, agenda or people or channel
        )
        for key, account_id, name, at, zone, minutes, kind, agenda, people, channel in run(_APPOINTMENTS, values)
    ]


def account_name(connection: Connection, table: str, key: int) -> str | None:
    """Give the name of the account that a record of a table belongs to, None when there is no such record."""
    from csworkbench.storage.bulk import fetch

    owner_of = "x.id" if table == "account" else "x.account_id"
    query = "SELECT a.name FROM {table} x JOIN account a ON a.id = {key} WHERE x.id = :key"
    found = fetch(connection, query.format(table=table, key=owner_of), {"key": key})
    return found[0][0] if found else None


def done(run: Run, today: date, since: str, owner_id: int | None, limit: int) -> list[DoneRow]:
    """Give the promises kept on a day and the check-ins told about since an instant (stored form), by account."""
    values = {"today": today.isoformat(), "since": since, "newest": NEWEST, "owner": owner_id, "limit": limit}
    return [
        DoneRow(row[0], row[1], AccountId(row[2]), *row[3:]) for row in run(_of(_DONE, "action a", owner_id), values)
    ]


def _of(query: str, table: str, owner_id: int | None) -> str:
    """Let a query read `table` ("name alias", in braces) of one owner's accounts, which are few, or of all."""
    alias = table.split()[-1]
    mine = f"account mine CROSS JOIN {table} ON mine.owner_id = :owner AND {alias}.account_id = mine.id"
    return query.replace("{" + table + "}", table if owner_id is None else mine)

"""The reads of a working day: My day, a month of the calendar, the plan of a month for 300 accounts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks.books import DAY, clock
from benchmarks.timing import Pair, alternate
from csworkbench.domain.calendar_span import CalendarQuery, month_span
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.domain.planning.preview import PlanRequest
from csworkbench.infra.tokens import Token
from csworkbench.services import accounts
from csworkbench.services.calendar_span import read_overdue, read_span
from csworkbench.services.day import my_day
from csworkbench.services.planning.plans import preview_plan
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage.backup import copy_into
from csworkbench.storage.connection import connect

PLANNED_ACCOUNTS = 300
_DUE = """
SELECT c.id, l.name, l.score, c.due_on FROM check_in c JOIN account_line l ON l.account_id = c.account_id
WHERE c.state IN ('planned', 'missed') AND c.due_on <= :last AND (:owner IS NULL OR l.owner_id = :owner)"""
_PROMISED = """
SELECT a.id, l.name, l.score, a.due_on FROM action a JOIN account_line l ON l.account_id = a.account_id
WHERE a.state = 'open' AND (:owner IS NULL OR l.owner_id = :owner)"""
_SAID = """
SELECT f.id, l.name, l.score, f.said_on FROM feedback f JOIN account_line l ON l.account_id = f.account_id
WHERE f.state <> 'customer told' AND (:owner IS NULL OR l.owner_id = :owner)"""
_SPAN = """
SELECT c.id, l.name, c.due_on, c.due_time, c.minutes FROM check_in c JOIN account_line l ON l.account_id = c.account_id
WHERE c.state IN ('planned', 'missed', 'held') AND c.due_on BETWEEN :first AND :last
    AND (:owner IS NULL OR l.owner_id = :owner)"""


def day(path: Path, runs: int, *, is_team: bool) -> Pair:
    """The list of My day, against the driver's read of open check-ins, promises and feedback."""
    with closing(open_workbench(path, clock(), write=False)) as workbench:
        owner = None if is_team else _me(path)
        bare = connect(path, read_only=True)
        values = {"owner": owner, "last": DAY.isoformat()}

        def floor() -> None:
            bare.execute(_DUE, values).fetchall()
            for query in (_PROMISED, _SAID):
                bare.execute(query, {"owner": owner}).fetchall()

        pair = alternate(lambda: my_day(workbench, owner), floor, runs)
        bare.close()
    return pair


def month(path: Path, runs: int, *, is_team: bool) -> Pair:
    """A month of the calendar with its tray, against the driver's read of the month's check-ins."""
    first, last = month_span(DAY, 0)
    with closing(open_workbench(path, clock(), write=False)) as workbench:
        owner = None if is_team else OwnerId(_me(path))
        bare = connect(path, read_only=True)
        values = {"first": first.isoformat(), "last": last.isoformat(), "owner": owner}
        query = CalendarQuery(first, last, owner)

        def ours() -> None:
            read_span(workbench, query, Token())
            read_overdue(workbench, owner)

        pair = alternate(ours, lambda: bare.execute(_SPAN, values).fetchall(), runs)
        bare.close()
    return pair


def plan(path: Path, folder: Path, runs: int) -> Pair:
    """A plan of next month for an owner of 300 accounts, against the driver's read of that owner's check-ins."""
    copy = folder / "planned.cswb"
    copy_into(path, copy)
    owner = _me(path)
    with closing(open_workbench(copy, clock())) as workbench:
        keys = [AccountId(key) for key in range(1, PLANNED_ACCOUNTS + 1)]
        accounts.edit_accounts(workbench, keys, "owner_id", OwnerId(owner))
        request = PlanRequest(OwnerId(owner), date(2026, 12, 1), date(2026, 12, 31), 8, time_zone="Europe/Oslo")
        bare = connect(copy, read_only=True)
        values = {"first": "2026-12-01", "last": "2026-12-31", "owner": owner}
        pair = alternate(
            lambda: preview_plan(workbench, request, Token()),
            lambda: bare.execute(_SPAN, values).fetchall(),
            runs,
        )
        bare.close()
    copy.unlink()
    return pair


def _me(path: Path) -> int:
    bare = connect(path, read_only=True)
    try:
        return int(bare.execute("SELECT min(id) FROM owner").fetchone()[0])
    finally:
        bare.close()

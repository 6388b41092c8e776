"""A small book whose scores were worked out by hand.

Only usage (35 of the weight) and goals (15) are known, so coverage is 50 % and a score is 0.7 x usage + 0.3 x goals;
usage is 0.6 x active ratio + 0.4 x usage trend.

| account | active / seats | before | usage | goals | score |
|---|---|---|---|---|---|
| Aurora | 40 / 50: 100 | 40: 70 | 88 | 1 of 1: 100 | 61.6 + 30 = 92 healthy |
| Birch | 10 / 50: 30 | 20: 0 | 18 | 0 of 1: 0 | 12.6 + 0 = 13 at risk |
| Cedar | 25 / 50: 70 | 25: 70 | 70 | 1 of 2: 50 | 49 + 15 = 64 watch |
| Drift | pulse 5 only: 100 at 5 % coverage, insufficient data | | | | |
| Elm | churned: not scored | | | | |
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Table, insert

from csworkbench.infra.clock import FixedClock
from csworkbench.infra.uid import new_uid
from csworkbench.services.workbench import Workbench, create_workbench
from csworkbench.storage.tables.accounts import account, owner
from csworkbench.storage.tables.engagement import goal, touch
from csworkbench.storage.tables.health import pulse
from csworkbench.storage.tables.money import contract
from csworkbench.storage.tables.signals import signal_point, signal_series

TODAY = date(2026, 11, 23)
KNOWN = "2026-01-02T09:00:00.000Z"


def clock_at(day: date) -> FixedClock:
    return FixedClock(datetime(day.year, day.month, day.day, 9, tzinfo=UTC), day)


def make_book(path: Path) -> Workbench:
    """Give a new book with the accounts above; Maya owns Aurora and Birch, Tom the rest."""
    workbench = create_workbench(path, clock_at(TODAY))
    with workbench.change("Fill the book") as change:
        c = change.connection
        maya = _add(c, owner, name="Maya Lind", email="maya@example.com")
        tom = _add(c, owner, name="Tom Örd", email="tom@example.com")
        aurora = add_account(c, "Aurora", maya, tier="A", segment="Enterprise")
        add_facts(c, aurora, change.change_id, active=40, before=40, goals=("on track",))
        add_contract(c, aurora, 120_000_00, "EUR", TODAY + timedelta(days=12))
        birch = add_account(c, "Birch", maya, tier="B")
        add_facts(c, birch, change.change_id, active=10, before=20, goals=("missed",))
        add_contract(c, birch, 30_000_50, "EUR", TODAY + timedelta(days=90))
        cedar = add_account(c, "Cedar", tom, segment='=HYPERLINK("http://x")')
        add_facts(c, cedar, change.change_id, active=25, before=25, goals=("on track", "at risk"))
        add_contract(c, cedar, 9_000_00, "USD", TODAY + timedelta(days=91))
        drift = add_account(c, "Drift", tom)
        _add(c, pulse, account_id=drift, value=5, given_on="2026-11-20", given_at="2026-11-20T09:00:00.000Z")
        add_account(c, "Elm", tom, status="churned", status_on="2026-11-01")
    return workbench


def add_account(c: Connection, name: str, owner_id: int, **more: object) -> int:
    values = {"status": "active", "known_at": KNOWN} | more
    return _add(c, account, name=name, name_key=name.casefold(), owner_id=owner_id, **values)


def add_facts(
    c: Connection, account_id: int, change_id: int, *, active: float, before: float, goals: tuple[str, ...]
) -> None:
    for metric, points in (
        (
            "active_users",
            [(TODAY - timedelta(days=back), active if back < 30 else before) for back in range(0, 120, 10)],
        ),
        ("seats", [(TODAY - timedelta(days=300), 50)]),
    ):
        series = _add(c, signal_series, account_id=account_id, metric=metric, source="test")
        rows = [
            {"series_id": series, "on_day": day.isoformat(), "value": value, "change_id": change_id}
            for day, value in points
        ]
        c.execute(insert(signal_point), rows)
    for status in goals:
        _add(c, goal, account_id=account_id, objective="Grow", status=status, updated_on="2026-11-01", known_at=KNOWN)


def add_contract(c: Connection, account_id: int, arr_minor: int, currency: str, end_on: date) -> None:
    _add(
        c, contract, account_id=account_id, product="Suite", arr_minor=arr_minor, currency=currency,
        end_on=end_on.isoformat(), known_at=KNOWN,
    )  # fmt: skip


def add_touch(c: Connection, account_id: int, day: date) -> None:
    _add(
        c, touch, account_id=account_id, happened_on=day.isoformat(), happened_at=f"{day.isoformat()}T09:00:00.000Z",
        channel="email", direction="outbound", kind="other", known_at=f"{day.isoformat()}T09:00:00.000Z",
    )  # fmt: skip


def _add(c: Connection, table: Table, **values: object) -> int:
    query = insert(table).returning(table.c.id)
    return int(c.execute(query, {"uid": new_uid(), **values}).scalar_one())

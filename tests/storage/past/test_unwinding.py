"""A copy brought back to a day is the book as it stood at the end of that day, table by table."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, insert, select, update

from csworkbench.infra.clock import utc_text
from csworkbench.infra.tokens import Token
from csworkbench.infra.uid import new_uid
from csworkbench.storage.connection import connect
from csworkbench.storage.journal.triggers import journaled_tables
from csworkbench.storage.past.copying import copy_book
from csworkbench.storage.past.making import bring_back
from csworkbench.storage.tables import metadata
from csworkbench.storage.workbench import Workbench, create_book, open_book

FIRST = date(2026, 3, 2)
T = metadata.tables
Rows = dict[str, list[tuple[Any, ...]]]


class MovingClock:
    """A clock that the test moves, a minute on with every look."""

    def __init__(self, day: date) -> None:
        self.instant = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)

    def now(self) -> datetime:
        self.instant += timedelta(minutes=1)
        return self.instant

    def today(self) -> date:
        return self.instant.date()


def no_derive(connection: Connection, found: object, clock: object, token: object = None) -> None:
    """Leave what is derived alone."""


def add(c: Connection, table: str, **values: Any) -> int:
    if "uid" in T[table].columns:
        values["uid"] = new_uid()
    return int(c.execute(insert(T[table]).returning(T[table].c.id), values).scalar_one())


def rows_of(c: Connection) -> Rows:
    return {
        table.name: sorted((tuple(row) for row in c.execute(select(table))), key=repr)
        for table in journaled_tables()
        if table.name not in ("saved_view", "external_id")
    }


@dataclass
class Scribe:
    """Makes one change after another in a book, as a seeded generator says."""

    book: Workbench
    clock: MovingClock
    random: random.Random

    def pick(self, c: Connection, table: str) -> int | None:
        keys = list(c.execute(select(T[table].c.id).order_by(T[table].c.id)).scalars())
        return self.random.choice(keys) if keys else None

    def write(self) -> None:
        acts: list[Callable[[Connection, str, str], None]] = [
            self._add_account, self._add_contact, self._add_touch, self._add_feedback, self._add_others,
            self._edit_account, self._edit_contact, self._edit_states, self._delete_something, self._rename_model,
        ]  # fmt: skip
        act = self.random.choice(acts)
        with self.book.change(act.__name__) as change:
            act(change.connection, utc_text(self.clock.instant), self.clock.today().isoformat())

    def _add_account(self, c: Connection, now: str, _day: str) -> None:
        model = self.pick(c, "engagement_model") or add(
            c, "engagement_model", name=f"model {self.random.random()}", ideal_days=30
        )
        name = f"Account {self.random.random()}"
        add(c, "account", name=name, name_key=name, status="active", known_at=now, engagement_model_id=model)

    def _add_contact(self, c: Connection, now: str, _day: str) -> None:
        if account := self.pick(c, "account"):
            add(c, "contact", account_id=account, name="Ada", known_at=now, reports_to_id=self.pick(c, "contact"))

    def _add_touch(self, c: Connection, now: str, day: str) -> None:
        if account := self.pick(c, "account"):
            values = {"channel": "call", "direction": "outbound", "kind": "QBR", "notes": "Words"}
            touch = add(
                c, "touch", account_id=account, happened_on=day, happened_at=now, known_at=now, is_two_way=1, **values
            )
            if contact := self.pick(c, "contact"):
                add(c, "touch_person", touch_id=touch, contact_id=contact)

    def _add_feedback(self, c: Connection, now: str, day: str) -> None:
        if account := self.pick(c, "account"):
            feedback = add(
                c, "feedback", account_id=account, kind="complaint", state="new", said_on=day, said_at=now, known_at=now
            )
            theme = self.pick(c, "theme") or add(c, "theme", name=f"theme {self.random.random()}")
            add(c, "feedback_theme", feedback_id=feedback, theme_id=theme)

    def _add_others(self, c: Connection, now: str, day: str) -> None:
        if account := self.pick(c, "account"):
            add(c, "action", account_id=account, title="Send it", side="ours", state="open", made_at=now)
            add(c, "goal", account_id=account, objective="More", status="on track", updated_on=day, known_at=now)
            add(c, "pulse", account_id=account, value=3, given_on=day, given_at=now)
            add(
                c,
                "health_override",
                account_id=account,
                band="watch",
                reason="So",
                from_on=day,
                expires_on="2027-01-01",
            )
            add(
                c, "check_in", account_id=account, due_on="2026-12-01", kind="check-in", channel="call",
                state="planned", moved_count=0, planned_at=now,
            )  # fmt: skip
            review = add(
                c,
                "review",
                account_id=account,
                template="qbr",
                kind="QBR",
                state="preparing",
                made_at=now,
                changed_at=now,
            )
            add(c, "review_section", review_id=review, key="value", title="Value", position=0, body="Text")

    def _edit_account(self, c: Connection, _now: str, day: str) -> None:
        values = self.random.choice(
            [
                {"name": f"N {self.random.random()}"},
                {"status": "churned", "status_on": day},
                {"tier": "A", "notes": "x"},
            ]
        )
        c.execute(update(T["account"]).where(T["account"].c.id == self.pick(c, "account")).values(values))

    def _edit_contact(self, c: Connection, _now: str, day: str) -> None:
        values = self.random.choice([{"roles": "sponsor"}, {"left_on": day}, {"name": "Bea", "roles": "champion"}])
        c.execute(update(T["contact"]).where(T["contact"].c.id == self.pick(c, "contact")).values(values))

    def _edit_states(self, c: Connection, now: str, day: str) -> None:
        told = {"state": "customer told", "told_at": now, "told_by": "Me", "told_channel": "call"}
        for table, values in (
            ("action", {"state": "done", "done_on": day}),
            ("goal", {"status": "achieved", "updated_on": day}),
            ("check_in", {"state": "held", "touch_id": self.pick(c, "touch")}),
            ("feedback", told),
            ("review", {"state": "held", "held_on": day, "changed_at": now}),
            ("review_section", {"body": f"Later {self.random.random()}"}),
            ("health_override", {"expires_on": day}),
        ):
            c.execute(update(T[table]).where(T[table].c.id == self.pick(c, table)).values(values))

    def _delete_something(self, c: Connection, _now: str, _day: str) -> None:
        name = self.random.choice(["account", "contact", "touch", "feedback", "action", "engagement_model", "theme"])
        c.execute(delete(T[name]).where(T[name].c.id == self.pick(c, name)))

    def _rename_model(self, c: Connection, _now: str, _day: str) -> None:
        model = T["engagement_model"]
        values = {"name": f"model {self.random.random()}", "ideal_days": self.random.randint(1, 90)}
        c.execute(update(model).where(model.c.id == self.pick(c, "engagement_model")).values(values))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("past") / "book.cswb"
    create_book(path, MovingClock(FIRST), no_derive).close()
    return path


def brought_back(book: Path, day: date, into: Path) -> Rows:
    into.unlink(missing_ok=True)
    copy_book(book, into)
    bring_back(into, day, Token(), lambda _: None)
    raw = connect(into)
    try:
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        for index in ("account_words", "contact_words", "touch_words", "feedback_words", "review_words"):
            raw.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        names = [table.name for table in journaled_tables() if table.name not in ("saved_view", "external_id")]
        return {name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}
    finally:
        raw.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), undos=st.booleans())
def test_the_copy_is_the_book_of_that_day(template: Path, tmp_path: Path, seed: int, *, undos: bool) -> None:
    path = tmp_path / "went-on.cswb"
    path.write_bytes(template.read_bytes())
    clock = MovingClock(FIRST)
    scribe = Scribe(open_book(path, clock, no_derive, write=True, check=False), clock, random.Random(seed))
    stood: dict[date, Rows] = {}
    try:
        for _ in range(5):
            for _ in range(scribe.random.randint(3, 9)):
                scribe.write()
                last = scribe.book.last_change
                if undos and last is not None and not last.is_empty and scribe.random.random() < 0.3:
                    scribe.book.undo()
                    if scribe.random.random() < 0.5:
                        scribe.book.redo()
            with scribe.book.read() as c:
                stood[clock.today()] = rows_of(c)
            clock.instant += timedelta(days=1)
    finally:
        scribe.book.close()
    for day, rows in stood.items():
        found = brought_back(path, day, tmp_path / "copy.part")
        for name, expected in rows.items():
            assert found[name] == expected, (day, name)

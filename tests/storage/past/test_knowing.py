"""Imported history: what came later than the day goes, what was said or done later is open again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, update

from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Token
from csworkbench.infra.uid import new_uid
from csworkbench.storage.connection import connect
from csworkbench.storage.past.copying import copy_book
from csworkbench.storage.past.making import bring_back, first_day
from csworkbench.storage.tables import metadata
from csworkbench.storage.workbench import Workbench, create_book, open_book

TODAY = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
NOW = "2026-11-23T09:00:00.000Z"
DAY = date(2026, 6, 30)
BEFORE, AFTER = "2026-06-30", "2026-07-01"
T = metadata.tables


def at(day: str) -> str:
    return f"{day}T12:00:00.000Z"


def add(c: Connection, table: str, **values: Any) -> int:
    if "uid" in T[table].columns:
        values["uid"] = new_uid()
    return int(c.execute(insert(T[table]).returning(T[table].c.id), values).scalar_one())


def no_derive(connection: Connection, found: object, clock: object, token: object = None) -> None:
    """Leave what is derived alone."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("knowing") / "a.cswb"
    create_book(path, TODAY, no_derive).close()
    return path.read_bytes()


@pytest.fixture
def book(template: bytes, tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "a.cswb"
    path.write_bytes(template)
    opened = open_book(path, TODAY, no_derive, write=True, check=False)
    with opened.change("Import accounts from a.csv", batch=True) as change:
        account(change.connection)
    yield opened
    opened.close()


def account(c: Connection, **values: Any) -> int:
    more = {"name": "Acme", "name_key": "acme", "status": "active", "known_at": NOW, "onboarded_on": "2026-01-01"}
    return add(c, "account", **(more | values))


def then(book: Workbench, query: str, day: date = DAY) -> list[tuple[Any, ...]]:
    """Give what a query says in a copy brought back to the day."""
    part = book.path.with_suffix(".part")
    part.unlink(missing_ok=True)
    copy_book(book.path, part)
    bring_back(part, day, Token(), lambda _: None)
    raw = connect(part)
    try:
        for index in ("account_words", "contact_words", "touch_words", "feedback_words", "review_words"):
            raw.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        return list(raw.execute(query).fetchall())
    finally:
        raw.close()


ROWS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "touch": (
        "touch", {"channel": "call", "direction": "outbound", "kind": "QBR", "happened_at": NOW},
        {"happened_on": "D", "known_at": "I"},
    ),
    "feedback": ("feedback", {"kind": "praise", "state": "new", "said_at": NOW}, {"said_on": "D", "known_at": "I"}),
    "ticket": ("ticket", {"severity": "low"}, {"opened_at": "I", "known_at": "I"}),
    "contract": ("contract", {"product": "Suite"}, {"known_at": "I"}),
    "contact": ("contact", {"name": "Ada"}, {"known_at": "I"}),
    "goal": ("goal", {"objective": "More", "status": "on track"}, {"updated_on": "D", "known_at": "I"}),
    "goal updated later": (
        "goal", {"objective": "More", "status": "on track", "known_at": at("2026-01-01")}, {"updated_on": "D"},
    ),
    "outcome": ("outcome", {"kind": "renewed"}, {"happened_on": "D", "known_at": "I"}),
    "action": ("action", {"title": "Send", "side": "ours", "state": "open"}, {"made_at": "I"}),
    "check-in": (
        "check_in", {"due_on": "2026-09-01", "kind": "QBR", "channel": "call", "state": "planned", "moved_count": 0},
        {"planned_at": "I"},
    ),
    "review": (
        "review", {"template": "qbr", "kind": "QBR", "state": "planned", "changed_at": NOW}, {"made_at": "I"},
    ),
    "pulse": ("pulse", {"value": 3}, {"given_on": "D", "given_at": "I"}),
    "override": (
        "health_override", {"band": "watch", "reason": "So", "expires_on": "2026-12-31"}, {"from_on": "D"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_rows_known_later_are_gone_and_earlier_ones_stay(book: Workbench, name: str) -> None:
    table, values, dated = ROWS[name]
    with book.change("Import rows from b.csv", batch=True) as change:
        keys = [
            add(
                change.connection, table, account_id=1, **values,
                **{key: day if kind == "D" else at(day) for key, kind in dated.items()},
            )
            for day in (BEFORE, AFTER)
        ]  # fmt: skip
    assert then(book, f"SELECT id FROM {table}") == [(keys[0],)]


STATES: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "churned": ("account", {}, {"status": "churned", "status_on": "D"}, {"status": "active", "status_on": None}),
    "onboarded": ("account", {"known_at": at(BEFORE)}, {"onboarded_on": "D"}, {"onboarded_on": None}),
    "left": ("contact", {"name": "Ada", "known_at": at(BEFORE)}, {"left_on": "D"}, {"left_on": None}),
    "contract lost": (
        "contract", {"product": "Suite", "known_at": at(BEFORE)},
        {"outcome": "lost", "outcome_on": "D", "reason": "Price"},
        {"outcome": None, "outcome_on": None, "reason": None},
    ),
    "ticket closed": (
        "ticket", {"severity": "low", "opened_at": at("2026-05-01"), "known_at": at("2026-05-01")},
        {"closed_at": "I"}, {"closed_at": None},
    ),
    "customer told": (
        "feedback", {"kind": "praise", "said_on": "2026-05-01", "said_at": NOW, "known_at": at("2026-05-01")},
        {"state": "customer told", "told_at": "I", "told_by": "Me", "told_channel": "call"},
        {"state": "new", "told_at": None, "told_by": None, "told_channel": None},
    ),
    "action done": (
        "action", {"title": "Send", "side": "ours", "made_at": at("2026-05-01")}, {"state": "done", "done_on": "D"},
        {"state": "open", "done_on": None},
    ),
    "check-in missed": (
        "check_in", {"kind": "QBR", "channel": "call", "moved_count": 0, "planned_at": at("2026-05-01")},
        {"state": "missed", "due_on": "D", "reason": "Ill"}, {"state": "planned", "due_on": "D", "reason": None},
    ),
    "review held": (
        "review", {"template": "qbr", "kind": "QBR", "made_at": at("2026-05-01"), "changed_at": at("2026-05-01")},
        {"state": "held", "held_on": "D"}, {"state": "planned", "held_on": None},
    ),
}  # fmt: skip


def dated(values: dict[str, Any], day: str) -> dict[str, Any]:
    return {key: {"D": day, "I": at(day)}.get(value, value) for key, value in values.items()}


@pytest.mark.parametrize("name", STATES)
def test_states_of_a_later_day_are_set_back(book: Workbench, name: str) -> None:
    table, values, later, back = STATES[name]
    with book.change("Import rows from b.csv", batch=True) as change:
        c = change.connection
        for day in (BEFORE, AFTER):
            row = values | dated(later, day)
            if table == "account":
                account(c, **(row if "onboarded_on" in row else row | {"onboarded_on": "2026-01-01"}))
            else:
                add(c, table, account_id=1, **row)
    columns = list(later)
    found = then(book, f"SELECT {', '.join(columns)} FROM {table} ORDER BY id DESC LIMIT 2")
    assert dict(zip(columns, found[1], strict=True)) == dated(later, BEFORE)
    assert dict(zip(columns, found[0], strict=True)) == dated(back, AFTER)


def test_what_a_person_entered_ahead_of_its_day_stays(book: Workbench) -> None:
    with book.change("Note that Ada leaves") as change:
        add(change.connection, "contact", account_id=1, name="Ada", known_at=NOW, left_on="2026-12-31")
    assert then(book, "SELECT left_on FROM contact", date(2026, 11, 24)) == [("2026-12-31",)]


def test_a_held_check_in_is_planned_again_before_its_touch(book: Workbench) -> None:
    touch = {"channel": "call", "direction": "outbound", "kind": "QBR", "happened_at": NOW}
    with book.change("Import rows from b.csv", batch=True) as change:
        c = change.connection
        for day in (BEFORE, AFTER):
            key = add(c, "touch", account_id=1, **touch, happened_on=day, known_at=at(day))
            add(
                c, "check_in", account_id=1, due_on="2026-06-01", kind="QBR", channel="call", state="held",
                moved_count=0, planned_at=at("2026-05-01"), touch_id=key,
            )  # fmt: skip
    assert then(book, "SELECT state, touch_id FROM check_in ORDER BY id") == [("held", 1), ("planned", None)]


def test_signals_snapshots_and_models_end_with_the_day(book: Workbench) -> None:
    with book.change("Import signals from b.csv", batch=True) as change:
        c = change.connection
        for metric, days in (("logins", (BEFORE, AFTER)), ("errors", (AFTER,))):
            series = add(c, "signal_series", account_id=1, metric=metric, source="x")
            for day in days:
                c.execute(insert(T["signal_point"]), {
                    "series_id": series, "on_day": day, "value": 1.5, "change_id": change.change_id,
                })  # fmt: skip
    with book.change("Save models") as change:
        for version, made in enumerate((NOW, at(BEFORE), at(AFTER)), start=1):
            add(change.connection, "health_model", version=version, definition="{}", made_at=made)
    row = {"account_id": 1, "computed_at": NOW, "band": "watch", "coverage": 1.0, "factors": "[]"}
    with book.derived_write() as c:
        for from_on, to_on, model in (
            ("2026-05-01", BEFORE, 1), (BEFORE, "2026-08-01", 2), (BEFORE, None, 3), (AFTER, None, 1),
        ):  # fmt: skip
            add(c, "health_snapshot", **row, from_on=from_on, to_on=to_on, model_id=model)
    assert then(book, "SELECT metric, on_day FROM signal_series s JOIN signal_point p ON p.series_id = s.id") == [
        ("logins", BEFORE)
    ]
    assert then(book, "SELECT metric FROM signal_series") == [("logins",)]
    assert then(book, "SELECT from_on, to_on, model_id FROM health_snapshot ORDER BY id") == [
        ("2026-05-01", BEFORE, 1),
        (BEFORE, None, 2),
    ]
    assert then(book, "SELECT version FROM health_model ORDER BY 1") == [(1,), (2,)]


def test_texts_written_into_an_imported_review_later_are_left_out(book: Workbench) -> None:
    values = {"account_id": 1, "template": "qbr", "kind": "QBR", "state": "preparing", "made_at": at("2026-05-01")}
    with book.change("Import rows from b.csv", batch=True) as change:
        for changed in (BEFORE, AFTER):
            review = add(change.connection, "review", **values, changed_at=at(changed))
            add(change.connection, "review_section", review_id=review, key="v", title="V", position=0, body="Text")
    assert then(book, "SELECT body FROM review_section ORDER BY id") == [("Text",), ("",)]


def test_a_value_put_right_later_stands_as_it_was(book: Workbench) -> None:
    early = FixedClock(datetime(2026, 6, 1, 9, tzinfo=UTC))
    book.clock = early
    with book.change("Import signals from a.csv", batch=True) as change:
        c = change.connection
        series = add(c, "signal_series", account_id=1, metric="logins", source="x")
        point = {"series_id": series, "on_day": "2026-05-01", "value": 1.5, "change_id": change.change_id}
        c.execute(insert(T["signal_point"]), point)
    book.clock = TODAY
    for value in (7.0, 8.0):
        with book.change("Import signals from b.csv", batch=True) as change:
            change.connection.execute(update(T["signal_point"]).values(value=value, change_id=change.change_id))
    assert then(book, "SELECT value FROM signal_point") == [(1.5,)]


@pytest.mark.parametrize("gone", [1, 4])
def test_the_search_finds_nothing_of_what_was_said_later(book: Workbench, gone: int) -> None:
    touch = {"channel": "call", "direction": "outbound", "kind": "QBR", "happened_at": NOW, "notes": "Words"}
    with book.change("Import rows from b.csv", batch=True) as change:
        for number in range(5):
            day = AFTER if number < gone else BEFORE
            add(change.connection, "touch", account_id=1, **touch, happened_on=day, known_at=at(day))
    found = then(book, "SELECT rowid FROM touch_words WHERE touch_words MATCH 'words' ORDER BY rowid")
    assert found == [(number + 1,) for number in range(gone, 5)]


def test_ids_of_other_programs_go_with_their_records(book: Workbench) -> None:
    with book.change("Import accounts from b.csv", batch=True) as change:
        later = account(change.connection, name="Later", onboarded_on=None)
        for key in (1, later):
            values = {"record_table": "account", "record_id": key, "source": "crm", "value": str(key)}
            add(change.connection, "external_id", **values)
    assert then(book, "SELECT record_id FROM external_id") == [(1,)]


def test_nothing_can_be_undone_and_the_history_ends_with_the_day(book: Workbench) -> None:
    assert then(book, "SELECT name FROM change") == []
    assert then(book, "SELECT name, state FROM change", date(2026, 11, 23)) == [("Import accounts from a.csv", "kept")]


def test_the_first_day_is_that_of_the_first_account(book: Workbench) -> None:
    with book.read() as c:
        assert first_day(c) == date(2026, 1, 1)
    with book.change("Delete") as change:
        change.connection.exec_driver_sql("DELETE FROM account")
    with book.read() as c:
        assert first_day(c) == date(2026, 1, 1)

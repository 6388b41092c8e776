"""The journal: nothing escapes it, and undo and redo restore every table to equality."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from csworkbench.infra.clock import SystemClock
from csworkbench.infra.errors import NotFound
from csworkbench.storage.journal.replay import ChangedSince
from csworkbench.storage.journal.triggers import journaled_tables
from csworkbench.storage.workbench import Workbench, create_book, open_book

NOW = "2026-01-01T00:00:00.000Z"
ACCOUNT = f"INSERT INTO account (uid, name, name_key, status, known_at) VALUES (:uid, :uid, 'k', 'active', '{NOW}')"


def no_derive(connection, found, clock, token=None) -> None:
    """Leave what is derived alone."""


@pytest.fixture
def book(tmp_path: Path):
    workbench = create_book(tmp_path / "a.cswb", SystemClock(), no_derive)
    yield workbench
    workbench.close()


def dump(workbench: Workbench) -> dict[str, list[tuple]]:
    with workbench.read() as connection:
        return {table.name: [tuple(row) for row in connection.execute(table.select())] for table in journaled_tables()}


def fill(connection: Connection, change_id: int) -> None:
    """Put one row into every kind of table that hangs on an account."""
    connection.execute(text(ACCOUNT), [{"uid": "a"}, {"uid": "b"}])
    for statement in (
        "INSERT INTO owner (uid, name) VALUES ('o', 'Maya')",
        "UPDATE account SET owner_id = 1, parent_id = 1 WHERE id = 2",
        f"INSERT INTO contact (uid, account_id, name, known_at) VALUES ('c', 1, 'Ada', '{NOW}')",
        "INSERT INTO external_id (uid, record_table, record_id, source, value) VALUES ('e', 'account', 1, 's', '1')",
        f"""INSERT INTO touch (uid, account_id, happened_on, happened_at, channel, direction, kind, known_at)
            VALUES ('t', 1, '2026-01-02', '{NOW}', 'call', 'outbound', 'QBR', '{NOW}')""",
        "INSERT INTO touch_person (touch_id, contact_id) VALUES (1, 1)",
        f"""INSERT INTO check_in (uid, account_id, due_on, kind, channel, state, moved_count, touch_id, planned_at)
            VALUES ('ci', 1, '2026-02-01', 'check-in', 'call', 'held', 0, 1, '{NOW}')""",
        "INSERT INTO signal_series (uid, account_id, metric, source) VALUES ('s', 1, 'logins', 'x')",
        f"INSERT INTO signal_point VALUES (1, '2026-01-01', {1 / 3!r}, {change_id}), (1, '2026-01-02', 2, {change_id})",
    ):
        connection.execute(text(statement))


WRITES = {
    "update with cascade of text": "UPDATE account SET notes = 'O''Neil \"x\" \\ \u2028 {}', tier = 'A' WHERE id = 1",
    "delete with cascades and set nulls": "DELETE FROM account WHERE id = 1",
    "set null by deleting an owner": "DELETE FROM owner WHERE id = 1",
    "touch deleted, check-in kept": "DELETE FROM touch WHERE id = 1",
    "point replaced": "INSERT OR REPLACE INTO signal_point VALUES (1, '2026-01-01', 9.75, 1)",
    "key changed by delete and insert": "UPDATE signal_point SET value = value * 1.1",
    "bulk update": "UPDATE account SET country = 'DE'",
}


@pytest.mark.parametrize("statement", WRITES.values(), ids=WRITES.keys())
def test_undo_and_redo_restore_every_table(book: Workbench, statement: str) -> None:
    born = dump(book)
    with book.change("Fill") as change:
        fill(change.connection, change.change_id)
    start = dump(book)
    with book.change("Write") as change:
        change.connection.execute(text(statement))
    end = dump(book)
    assert end != start
    book.undo()
    assert dump(book) == start
    book.redo()
    assert dump(book) == end
    book.undo()
    book.undo()
    assert dump(book) == born


@pytest.mark.parametrize("table", journaled_tables(), ids=lambda table: table.name)
def test_no_table_can_be_written_outside_a_change(book: Workbench, table) -> None:
    values = ", ".join("999" if str(one.type) != "TEXT" else f"'w{index}'" for index, one in enumerate(table.columns))
    with book.derived_write() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints=ON")
        with pytest.raises(IntegrityError, match="write outside a named change"):
            connection.exec_driver_sql(f'INSERT INTO "{table.name}" VALUES ({values})')


def test_batch_is_one_step_and_survives_a_restart(book: Workbench) -> None:
    with book.change("Before") as change:
        change.connection.execute(text(ACCOUNT), [{"uid": "first"}])
    start = dump(book)
    with book.change("Import 5,000 accounts", batch=True) as change:
        change.connection.execute(text(ACCOUNT), [{"uid": f"u{n}"} for n in range(5000)])
        change.connection.execute(text("UPDATE account SET tier = 'B' WHERE id IN (1, 7)"))
        change.connection.execute(
            text("INSERT INTO signal_series (uid, account_id, metric, source) VALUES ('s', 7, 'm', 'x')")
        )
        change.connection.execute(text(f"INSERT INTO signal_point VALUES (1, '2026-01-01', 0.1, {change.change_id})"))
    assert book.last_change is not None
    assert book.last_change.tables == {"account", "signal_series", "signal_point"}
    assert book.last_change.accounts is None
    end = dump(book)
    book.undo()
    assert dump(book) == start
    book.close()
    again = open_book(book.path, SystemClock(), no_derive, write=True)
    try:
        assert again.undo_state().redo_name == "Import 5,000 accounts"
        again.redo()
        assert dump(again) == end
    finally:
        again.close()


def test_change_that_touches_nothing_leaves_no_trace(book: Workbench) -> None:
    with book.change("Nothing"):
        pass
    assert book.history() == []
    assert book.last_change is not None
    assert book.last_change.is_empty


def test_failed_change_leaves_nothing(book: Workbench) -> None:
    def half() -> None:
        with book.change("Half") as change:
            change.connection.execute(text(ACCOUNT), [{"uid": "a"}])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert book.history() == []
    assert dump(book)["account"] == []


def test_same_merge_key_makes_one_step(book: Workbench) -> None:
    for words in ("one", "one two", "one two three"):
        with book.change("Write a note", merge_key="note:1") as change:
            change.connection.execute(text(f"INSERT INTO owner (uid, name) VALUES ('{words}', '{words}')"))
    assert [row.name for row in book.history()] == ["Write a note"]
    book.undo()
    assert dump(book)["owner"] == []


def test_new_change_ends_what_could_be_redone(book: Workbench) -> None:
    for uid in ("a", "b"):
        with book.change(f"Add {uid}") as change:
            change.connection.execute(text(ACCOUNT), [{"uid": uid}])
    book.undo()
    with book.change("Add c") as change:
        change.connection.execute(text(ACCOUNT), [{"uid": "c"}])
    with pytest.raises(NotFound, match="nothing to redo"):
        book.redo()
    assert [(row.name, row.state) for row in book.history()] == [
        ("Add c", "done"),
        ("Add b", "dropped"),
        ("Add a", "done"),
    ]


def test_undo_refuses_when_a_row_changed_behind_its_back(book: Workbench) -> None:
    with book.change("Add") as change:
        change.connection.execute(text(ACCOUNT), [{"uid": "a"}])
    with book.derived_write() as connection:
        connection.execute(text("UPDATE journal_state SET mode = 3"))
        connection.execute(text("UPDATE account SET name = 'other'"))
        connection.execute(text("UPDATE journal_state SET mode = 0"))
    with pytest.raises(ChangedSince, match="nothing was undone"):
        book.undo()
    assert book.undo_state().undo_name == "Add"


def test_birth_is_never_undone(book: Workbench) -> None:
    with book.birth() as change:
        change.connection.execute(text("INSERT INTO owner (uid, name) VALUES ('o', 'Maya')"))
    with pytest.raises(NotFound, match="nothing to undo"):
        book.undo()
    assert [(row.name, row.state) for row in book.history()] == [("New book", "kept")]


def test_sequence_has_no_gaps(book: Workbench) -> None:
    for number in range(3):
        with book.change("Nothing"):
            pass
        with book.change("Add") as change:
            change.connection.execute(text(ACCOUNT), [{"uid": f"u{number}"}])
    with book.read() as connection:
        assert connection.execute(text("SELECT sequence FROM change ORDER BY id")).scalars().all() == [1, 2, 3]

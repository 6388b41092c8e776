"""Ready-made rows of many new accounts: their indexes are the same afterwards, and few cells cost few index writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from csworkbench.infra.clock import SystemClock
from csworkbench.storage import ready_rows
from csworkbench.storage.late_indexes import MANY_ROWS, LateIndexes, indexes_built_late
from csworkbench.storage.workbench import Workbench, create_book

ACCOUNT = "INSERT INTO account (uid, name, name_key, status, known_at) VALUES (?, ?, ?, 'active', ?)"
NOW = "2026-01-01T00:00:00.000Z"
INDEXES = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'account_line' AND type = 'index' ORDER BY name"


def derive_nothing(connection, found, clock, token=None) -> None:
    """Leave what is derived alone."""


@pytest.fixture
def book(tmp_path: Path):
    workbench = create_book(tmp_path / "a.cswb", SystemClock(), derive_nothing)
    yield workbench
    workbench.close()


def indexes(workbench: Workbench) -> list[tuple[str, str]]:
    with workbench.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(INDEXES)]


def add(workbench: Workbench, number: int) -> None:
    with workbench.change("Add") as change:
        rows = [(f"u{key}", f"n{key}", f"n{key}", NOW) for key in range(number)]
        change.connection.exec_driver_sql(ACCOUNT, rows)


def test_dropped_indexes_come_back_as_they_were(book: Workbench) -> None:
    before = indexes(book)
    with book.derived_write() as connection:
        with indexes_built_late(connection, "account_line"):
            assert connection.exec_driver_sql(INDEXES).all() == []
        assert [tuple(row) for row in connection.exec_driver_sql(INDEXES)] == before
    assert len(before) > 10


def test_unique_indexes_stay(book: Workbench) -> None:
    with book.derived_write() as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE t (a, b UNIQUE)")
        late = LateIndexes(connection)
        late.put_off("external_id")
        left = connection.exec_driver_sql("PRAGMA index_list(external_id)").all()
        assert left
        assert all(row.unique for row in left)
        late.build()
        assert len(connection.exec_driver_sql("PRAGMA index_list(external_id)").all()) > len(left)


def test_a_failure_leaves_the_indexes(book: Workbench) -> None:
    before = indexes(book)
    with (
        pytest.raises(ZeroDivisionError),
        book.derived_write() as connection,
        indexes_built_late(connection, "account_line"),
    ):
        raise ZeroDivisionError
    assert indexes(book) == before


@pytest.mark.parametrize(("number", "is_late"), [(3, False), (MANY_ROWS, False), (MANY_ROWS + 1, True)])
def test_only_many_new_rows_put_the_indexes_off(book: Workbench, number: int, *, is_late: bool) -> None:
    add(book, number)
    with book.derived_write() as connection, ready_rows.many_filled(connection):
        assert (connection.exec_driver_sql(INDEXES).all() == []) is is_late


def test_only_the_cells_that_differ_are_set(book: Workbench) -> None:
    add(book, 3)
    columns = ready_rows._COLUMNS
    lines = [(key, f"n{key}", f"n{key}", *([None] * (len(columns) - 3))) for key in (1, 2, 3)]
    lines = [change(line, status="active", sparkline="") for line in lines]
    after = [lines[0], change(lines[1], trend=4, direction="rising"), change(lines[2], trend=5, direction=None)]
    with book.derived_write() as connection:
        ready_rows._write(connection, lines[:2], {})
        ready_rows._write(connection, after[1:], {1: lines[0], 2: lines[1]})
        found = connection.exec_driver_sql("SELECT * FROM account_line ORDER BY account_id").mappings().all()
        assert [tuple(row[name] for name in columns) for row in found] == after


def change(line: tuple, **cells: object) -> tuple:
    kept = list(line)
    for name, value in cells.items():
        kept[ready_rows._COLUMNS.index(name)] = value
    return tuple(kept)

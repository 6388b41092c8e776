"""The kept order of all accounts: true again after every write, and the key figures walk one index."""

from pathlib import Path

import pytest

from csworkbench.domain.accounts import SORTS
from csworkbench.infra.clock import SystemClock
from csworkbench.storage import line_rows
from csworkbench.storage.orders import ids_in_order
from csworkbench.storage.workbench import Workbench, create_book

ACCOUNT = "INSERT INTO account (id, uid, name, name_key, status, known_at) VALUES (?, ?, ?, ?, 'active', ?)"
LINE = "INSERT INTO account_line (account_id, name, name_sort, status, arr_minor) VALUES (?, ?, ?, 'active', ?)"
NOW = "2026-01-01T00:00:00.000Z"


def derive_nothing(connection, found, clock, token=None) -> None:
    """Leave what is derived alone."""


@pytest.fixture
def book(tmp_path: Path):
    workbench = create_book(tmp_path / "a.cswb", SystemClock(), derive_nothing)
    for key, name, arr in ((1, "b", 10), (2, "a", None), (3, "c", 30)):
        add(workbench, key, name, arr)
    yield workbench
    workbench.close()


def add(workbench: Workbench, key: int, name: str, arr: int | None) -> None:
    with workbench.change(f"Add {name}") as change:
        change.connection.exec_driver_sql(ACCOUNT, (key, f"u{key}", name, name, NOW))
        change.connection.exec_driver_sql(LINE, (key, name, name, arr))


def ordered(workbench: Workbench, sort: str, *, descending: bool = False) -> list[int]:
    with workbench.read() as connection:
        return ids_in_order(connection, sort, descending=descending).tolist()


def test_each_order_is_asked_for_anew_and_blanks_come_last(book: Workbench) -> None:
    assert ordered(book, "name") == [2, 1, 3]
    assert ordered(book, "arr") == [1, 3, 2]
    assert ordered(book, "arr", descending=True) == [3, 1, 2]
    assert ordered(book, "name", descending=True) == [3, 1, 2]
    assert ordered(book, "name") == [2, 1, 3]


def test_the_order_is_kept_until_something_is_written(book: Workbench) -> None:
    with book.read() as connection:
        kept = ids_in_order(connection, "name", descending=False)
        assert ids_in_order(connection, "name", descending=False) is kept
    add(book, 4, "aa", 5)
    assert ordered(book, "name") == [2, 4, 1, 3]
    book.undo()
    assert ordered(book, "name") == [2, 1, 3]


def test_own_writes_are_seen_at_once(book: Workbench) -> None:
    with book.change("Rename") as change:
        assert ids_in_order(change.connection, "name", descending=False).tolist() == [2, 1, 3]
        change.connection.exec_driver_sql("UPDATE account_line SET name_sort = 'z' WHERE account_id = 2")
        assert ids_in_order(change.connection, "name", descending=False).tolist() == [1, 3, 2]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_walks_an_index(book: Workbench, sort: str, *, descending: bool) -> None:
    order = line_rows.order_by(sort, descending=descending)
    assert "COVERING INDEX" in plan(book, f"SELECT account_id FROM account_line{order}")


def test_the_key_figures_walk_one_index(book: Workbench) -> None:
    assert plan(book, line_rows._TOTALS, "2026-04-01") == (
        "SCAN account_line USING COVERING INDEX ix_account_line_figures"
    )


def plan(workbench: Workbench, query: str, *values: object) -> str:
    with workbench.read() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
    return "; ".join(row[3] for row in rows)

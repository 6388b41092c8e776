"""Imports: of new accounts and of the same file again, against the least that getting the rows into the book costs."""

from __future__ import annotations

import csv
import itertools
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.books import clock
from benchmarks.stalls import stalls
from benchmarks.timing import Pair, alternate
from csworkbench.domain.history import ChangeSet
from csworkbench.infra.clock import Clock
from csworkbench.infra.tokens import Token
from csworkbench.services.derive import derive_change
from csworkbench.services.imports import apply_import
from csworkbench.services.imports.request import ImportRequest
from csworkbench.services.workbench import create_workbench
from csworkbench.storage.connection import connect
from csworkbench.storage.workbench import Derive, Workbench, open_book

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from benchmarks.measures import Case

_NUMBERS = itertools.count()
_REAL_TABLES = """SELECT sql FROM sqlite_master
    WHERE tbl_name IN ('owner', 'engagement_model', 'account', 'external_id') AND type IN ('table', 'index')
    AND sql IS NOT NULL ORDER BY type DESC"""
_UPSERT = """INSERT INTO account (id, uid, name, name_key, domain, country, segment, tier, status, known_at)
    SELECT CAST(substr(id, 2) AS INTEGER) + 1, '019abcde-0000-7000-8000-' || id, name, lower(name), web, country, trade,
        tier, 'active', '2026-01-01T00:00:00.000Z' FROM stage WHERE true
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, domain = excluded.domain,
        country = excluded.country, segment = excluded.segment, tier = excluded.tier"""
_IDS = """INSERT OR IGNORE INTO external_id (uid, record_table, record_id, source, value)
    SELECT '019abcde-0001-7000-8000-' || id, 'account', CAST(substr(id, 2) AS INTEGER) + 1, 'generic', id FROM stage"""


def bring_in(case: Case) -> Pair:
    """A CSV of accounts into an empty, open book, its health apart, against `_Floor`."""
    return _anew(case, _no_health)


def bring_in_with_health(case: Case) -> Pair:
    """The same with the health of every imported account; with the window's longest silence from looking to done."""
    pair = _anew(case, derive_change)
    return replace(pair, stall=stalls(case, "import", fresh_book(case), accounts_file(case))["import"])


def undo(case: Case) -> Pair:
    """The import taken back, health and all, against deleting its rows by the driver; with the longest silence."""
    request = ImportRequest(accounts_file(case), "accounts")
    with ExitStack() as opened:
        books = [opened.enter_context(_open(case, derive_change)) for _ in range(_runs(case) + 1)]
        for book in books:
            apply_import(book, request)
        floors = []
        for book in books:
            copy = case.folder / f"undo-{next(_NUMBERS)}.cswb"
            with closing(connect(book.path)) as bare:
                bare.execute("VACUUM INTO ?", (str(copy),))
            floors.append(copy)
        ours, floor = iter(books), iter(floors)
        pair = alternate(lambda: next(ours).undo(), lambda: _delete_all(next(floor)), _runs(case))
    return replace(pair, stall=stalls(case, "import", fresh_book(case), accounts_file(case))["undo"])


def _delete_all(book: Path) -> None:
    with closing(connect(book)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE journal_state SET mode = 3")
        for table in ("health_snapshot", "account_line", "external_id", "account"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608  # our own tables
        connection.execute("UPDATE journal_state SET mode = 0")
        connection.execute("COMMIT")


def _anew(case: Case, derive: Derive) -> Pair:
    request = ImportRequest(accounts_file(case), "accounts")
    floor = _Floor(request.path, case)
    runs = _runs(case)
    with ExitStack() as opened:
        books = iter([opened.enter_context(_open(case, derive)) for _ in range(runs + 1)])
        return alternate(lambda: apply_import(next(books), request), floor.anew, runs)


def bring_in_again(case: Case) -> Pair:
    """The same file once more, when nothing in it is new, against `_Floor` into the tables that have its rows."""
    request = ImportRequest(accounts_file(case), "accounts")
    floor = _Floor(request.path, case)
    with _open(case, _no_health) as book:
        apply_import(book, request)
        floor.anew()
        return alternate(lambda: apply_import(book, request), floor.again, _runs(case))


def _runs(case: Case) -> int:
    return max(1, min(3, case.runs // 3))


def accounts_file(case: Case) -> Path:
    """Give a CSV of as many accounts as the case has."""
    file = case.folder / f"accounts-{case.accounts}.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["Account ID", "Account Name", "Website", "Country", "Industry", "Tier"])
        for number in range(case.accounts):
            name = f"Company {number} Holding"
            writer.writerow([f"A{number}", name, f"company{number}.example", "DE", "Logistics", "ABC"[number % 3]])
    return file


def _open(case: Case, derive: Derive) -> AbstractContextManager[Workbench]:
    return closing(open_book(fresh_book(case), clock(), derive, write=True))


def fresh_book(case: Case) -> Path:
    """Give the path of a new, empty book."""
    book = case.folder / f"import-{next(_NUMBERS)}.cswb"
    create_workbench(book, clock()).close()
    return book


def _no_health(connection: Connection, found: ChangeSet, clock: Clock, token: Token | None = None) -> None:
    """Leave health alone: it is measured on its own."""


class _Floor:
    """The driver's executemany into a plain table, then one upsert into the real, indexed account table.

    The ids of the source go into their table by another. No checks, no matching, no journal, no search index.
    """

    def __init__(self, file: Path, case: Case) -> None:
        self._file = file
        self._folder = case.folder
        self._path = case.folder / "bare-import.db"
        book = connect(fresh_book(case), read_only=True)
        self._statements = [row[0] for row in book.execute(_REAL_TABLES)]
        book.close()

    def anew(self) -> None:
        """Into empty tables."""
        for each in self._folder.glob(f"{self._path.name}*"):
            each.unlink()
        connection = connect(self._path)
        for statement in self._statements:
            connection.execute(statement)
        self._fill(connection)

    def again(self) -> None:
        """Into the tables that hold the rows already."""
        self._fill(connect(self._path))

    def _fill(self, connection: Any) -> None:
        connection.execute("CREATE TEMP TABLE stage (id, name, web, country, trade, tier)")
        connection.execute("BEGIN IMMEDIATE")
        with self._file.open(encoding="utf-8", newline="") as handle:
            rows = csv.reader(handle)
            next(rows)
            connection.executemany("INSERT INTO stage VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.execute(_UPSERT)
        connection.execute(_IDS)
        connection.execute("COMMIT")
        connection.close()

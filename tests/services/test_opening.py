"""The first page: what the list says, read without anything heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from csworkbench.domain.accounts import SORTS, AccountDraft, AccountQuery
from csworkbench.infra.errors import BookDamaged, BookTooNew, NotFound
from csworkbench.services import accounts
from csworkbench.services.opening import open_first_page
from csworkbench.storage.connection import connect

PROBE = """
import sys
from pathlib import Path
from csworkbench.infra.clock import SystemClock
from csworkbench.services.opening import open_first_page
page = open_first_page(Path(sys.argv[1]), SystemClock())
print(page.count, *sorted({name.partition(".")[0] for name in sys.modules}))
"""
HEAVY = {"sqlalchemy", "alembic", "numpy", "pandas", "pydantic", "PySide6", "matplotlib", "jinja2"}


def _fill(workbench):
    accounts.add_owner(workbench, "Maya")
    for number in range(7):
        accounts.add_account(workbench, AccountDraft(name=f"Account {number}", tier="ABC"[number % 3]))


@pytest.mark.parametrize("descending", [False, True])
def test_the_first_page_is_the_beginning_of_the_list(workbench, descending):
    _fill(workbench)
    for sort in SORTS:
        page = open_first_page(workbench.path, workbench.clock, 4, sort, descending=descending)
        ids = accounts.find_accounts(workbench, AccountQuery(sort=sort, descending=descending))
        assert page is not None
        assert list(page.lines) == accounts.load_account_lines(workbench, ids[:4])
        assert page.count == 7
        assert page.totals == accounts.portfolio_totals(workbench)
        assert page.me == accounts.list_owners(workbench)[0]


def test_an_unknown_sort_falls_back_to_the_score(workbench):
    _fill(workbench)
    assert open_first_page(workbench.path, workbench.clock, 9, "x; DROP") == open_first_page(
        workbench.path, workbench.clock, 9
    )


def test_nothing_heavy_is_loaded(workbench):
    _fill(workbench)
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(workbench.path)], capture_output=True, text=True, check=True
    )
    count, *loaded = done.stdout.split()
    assert count == "7"
    assert not HEAVY.intersection(loaded)
    assert {"csworkbench", "sqlcipher3"} <= set(loaded)


def _set_version(path, version):
    connection = connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_other_versions_and_other_files(workbench, tmp_path):
    path = tmp_path / "copy.cswb"
    with pytest.raises(NotFound):
        open_first_page(path, workbench.clock)
    path.write_bytes(b"")
    with pytest.raises(BookDamaged):
        open_first_page(path, workbench.clock)
    path.write_bytes(b"no book at all, just text " * 100)
    with pytest.raises(BookDamaged):
        open_first_page(path, workbench.clock)


def test_an_older_book_waits_and_a_newer_one_is_refused(workbench):
    _set_version(workbench.path, 1)
    assert open_first_page(workbench.path, workbench.clock) is None
    _set_version(workbench.path, 999)
    with pytest.raises(BookTooNew):
        open_first_page(workbench.path, workbench.clock)

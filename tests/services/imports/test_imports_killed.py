"""An import killed at any moment leaves the book as it was, or wholly imported and undoable; the lender goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
SCRIPT = Path(__file__).with_name("killing_imports.py")
ROWS = 6000


def killed(importing, where: str, number: int) -> None:
    """Import in a process that dies; the book stays open here all the time."""
    rows = "\n".join(f"A{one},Account {one}" for one in range(ROWS))
    file = importing.file("Id,Name\n" + rows, "large.csv")
    command = [sys.executable, str(SCRIPT), str(importing.workbench.path), str(file), where, str(number)]
    assert subprocess.run(command, check=False, capture_output=True).returncode < 0


def check_sound(importing) -> None:
    assert importing.rows("PRAGMA integrity_check") == [("ok",)]
    assert importing.rows("PRAGMA foreign_key_check") == []
    assert importing.rows("SELECT mode FROM journal_state") == [(0,)]
    triggers = importing.rows("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%words_insert'")
    assert triggers[0][0] >= 5


@pytest.mark.parametrize(("where", "number"), [("report", 1), ("report", 2), ("report", 3), ("seal", 1)])
def test_killed_before_the_commit_it_leaves_no_trace(importing, where, number):
    importing.run("accounts", "Id,Name\nZ1,First")
    start = importing.dump()
    killed(importing, where, number)
    check_sound(importing)
    assert importing.dump() == start
    assert importing.counts("accounts", "Id,Name\nZ2,Second") == (1, 0, 0, 0, 0)


def test_killed_after_the_commit_it_is_whole_and_can_be_undone(importing):
    start = importing.dump()
    killed(importing, "never", 1)
    check_sound(importing)
    assert importing.rows("SELECT count(*) FROM account") == [(ROWS,)]
    assert importing.rows("SELECT count(*) FROM account_parts WHERE account_parts MATCH 'count 59'")[0][0] > 0
    assert importing.workbench.undo_state().undo_name == "Import accounts from large.csv"
    importing.workbench.undo()
    assert importing.dump() == start
    importing.workbench.redo()
    assert importing.rows("SELECT count(*) FROM account") == [(ROWS,)]

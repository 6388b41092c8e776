"""What is loaded and made when the window is painted for the first time: only what it shows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from csworkbench.app.book_making import make_empty_book
from csworkbench.infra.clock import SystemClock
from csworkbench.infra.tokens import Token

PROBE = """
import linecache, os, sys
from csworkbench.__main__ import main
from csworkbench.app.first_paint import FirstPaint

def report(_paint):
    print(*sys.modules)
    print(*linecache.cache)
    print("QStyle" in vars(sys.modules["PySide6.QtWidgets"]), flush=True)
    os._exit(0)

FirstPaint._on_painted = report
main()
"""
LATER = {
    "PySide6.QtNetwork": "listening for a second start",
    "click": "the command line",
    "concurrent.futures": "the threads",
    "configparser": "nothing of ours",
    "csworkbench.app.backstage": "what goes on behind the window",
    "csworkbench.app.page_loading": "pages not visited yet",
    "csworkbench.cli": "the command line",
    "csworkbench.domain.history": "changes",
    "csworkbench.domain.health": "the rules of health",
    "csworkbench.domain.segments": "the filter language",
    "csworkbench.services.workbench": "the open book",
    "csworkbench.ui.accounts.filter_editor": "a filter that is wanted",
    "csworkbench.ui.forms": "the forms",
    "csworkbench.ui.shell.failure_dialog": "a failure",
    "csworkbench.ui.shell.first_run": "the first run",
    "csworkbench.ui.shell.palette": "the palette",
    "decimal": "amounts that are computed with",
    "html": "copied rows",
    "logging.handlers": "the first line of the log",
    "multiprocessing": "the child process",
    "socket": "nothing of ours",
    "sqlalchemy": "the open book",
    "zoneinfo": "meetings in other time zones",
}
"""What must not be there yet, and what it is for."""


def _loaded(book_folder: Path, page: str) -> set[str]:
    return set(_told(book_folder, page)[0].split())


def _told(book_folder: Path, page: str) -> list[str]:
    """Start the program and give what it tells at its first paint: modules, and files whose source was read."""
    (book_folder / "settings.ini").write_text(f'[window]\npage = "{page}"\n', "utf-8")
    surroundings = {**os.environ, "CSWORKBENCH_DATA": str(book_folder), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, env=surroundings, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


MOST_MODULES = {"accounts": 112, "my_day": 87}
"""Modules of our own at the first paint: each costs a third of a millisecond and more. Load later what can wait."""


@pytest.mark.parametrize("page", ["accounts", "my_day"])
def test_first_paint_waits_for_nothing_it_does_not_show(tmp_path: Path, page: str):
    make_empty_book(tmp_path / "book.cswb", SystemClock(), Token())
    loaded = _loaded(tmp_path, page)
    assert f"csworkbench.ui.{page}.page" in loaded
    early = {name: use for name, use in LATER.items() if name in loaded}
    assert not early
    others = {"accounts", "account", "my_day", "calendar", "reports"} - {page}
    assert not [name for name in others if f"csworkbench.ui.{name}.page" in loaded]


def test_only_accounts_reads_its_rows_before_the_first_paint(tmp_path: Path):
    make_empty_book(tmp_path / "book.cswb", SystemClock(), Token())
    assert "sqlcipher3" in _loaded(tmp_path, "accounts")
    assert "sqlcipher3" not in _loaded(tmp_path, "my_day")


@pytest.mark.parametrize("page", ["accounts", "my_day"])
def test_no_more_modules_than_the_first_paint_needs(tmp_path: Path, page: str):
    make_empty_book(tmp_path / "book.cswb", SystemClock(), Token())
    own = sorted(name for name in _loaded(tmp_path, page) if name.startswith("csworkbench."))
    assert len(own) <= MOST_MODULES[page], own


def test_no_import_reads_sources(tmp_path: Path):
    """PySide's hook on imports does, in search of a request for another spelling of its names."""
    make_empty_book(tmp_path / "book.cswb", SystemClock(), Token())
    modules, read, _ = _told(tmp_path, "accounts")
    assert "csworkbench.ui.bridge.workspace" in modules.split()
    assert not [path for path in read.split() if path.endswith("workspace.py")]


def test_styles_are_not_named_before_they_are_needed(tmp_path: Path):
    """`QStyle` sets up six hundred names; what would do so for a window that shows its rows is found here."""
    make_empty_book(tmp_path / "book.cswb", SystemClock(), Token())
    assert _told(tmp_path, "accounts")[2:] == ["False"]
    assert _told(tmp_path, "my_day")[2:] == ["False"]

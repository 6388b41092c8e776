"""Pages that were not visited yet are imported behind the window, module by module; a broken one holds nothing up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csworkbench.app.book_making import make_empty_book
from csworkbench.app.page_loading import PageLoading
from csworkbench.app.pages import page_packages
from csworkbench.app.session import Session
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.places import BookRequest
from csworkbench.ui.bridge.runner import ImmediateRunner
from csworkbench.ui.theme.theme import Theme

PACKAGES = ["sample_meadow", "sample_ruin", "sample_shore"]


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give the packages of three pages; the second has a module that fails."""
    for name in PACKAGES:
        folder = tmp_path / name
        folder.mkdir()
        for part in ("__init__", "list", "page"):
            (folder / f"{part}.py").write_text("", "utf-8")
    (tmp_path / "sample_ruin" / "list.py").write_text("1 / 0\n", "utf-8")
    (tmp_path / "sample_meadow" / "__init__.py").write_text("loaded = []\n", "utf-8")
    for part in ("list", "page"):
        code = f"from sample_meadow import loaded\nloaded.append({part!r})\n"
        (tmp_path / "sample_meadow" / f"{part}.py").write_text(code, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield PACKAGES
    for name in [one for one in sys.modules if one.split(".")[0] in PACKAGES]:
        del sys.modules[name]


def test_each_page_is_imported_piece_by_piece_and_last_of_all(packages: list[str], qtbot: QtBot):
    operations = Operations(ImmediateRunner())
    told: list[object] = []
    operations.failed.connect(told.append)
    loading = PageLoading(operations, packages, operations)
    with qtbot.waitSignal(loading.finished):
        loading.start()
    assert sys.modules["sample_meadow"].loaded == ["list", "page"]
    assert "sample_shore.page" in sys.modules
    assert told == [], "what is wrong with a page is told when it is visited"
    operations.deleteLater()


def test_a_session_loads_its_pages_behind_the_window(
    qtbot: QtBot, qapp: QApplication, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path))
    book = make_empty_book(tmp_path / "mine.cswb", clock, Token())
    theme = Theme("light")
    theme.apply(qapp)
    session = Session(BookRequest(book), theme, Settings(tmp_path / "settings.ini"), clock)
    with qtbot.waitSignal(session.workspace.workbench_ready, timeout=20_000):
        session.start()
    (loading,) = session.findChildren(PageLoading)
    checked: list[object] = []
    monkeypatch.setattr(session.workspace.workbench, "check", lambda _token: checked.append(len(sys.modules)))
    with qtbot.waitSignal(loading.finished, timeout=30_000):
        assert checked == [], "the check of the book takes long and comes after the pages"
    qtbot.waitUntil(lambda: len(checked) == 1, timeout=20_000)
    assert [name for name in page_packages() if f"{name}.page" not in sys.modules] == []
    with qtbot.waitSignal(session.ended, timeout=20_000):
        session.window.close()
    session.shutdown()

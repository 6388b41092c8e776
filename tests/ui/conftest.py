"""What tests of windows share: a theme that is worn, a clock that stands still."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from csworkbench.infra.clock import FixedClock
from csworkbench.ui.theme.theme import Theme
from tests.ui.books import OpenBook, open_book


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Give the light theme, applied to the application."""
    made = Theme("light")
    made.apply(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def clock() -> FixedClock:
    """Give a clock that stands at Monday 23 November 2026, 09:00 UTC."""
    return FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23))


@pytest.fixture
def book(tmp_path: Path, theme: Theme, clock: FixedClock) -> Iterator[OpenBook]:
    """Give an open book without accounts, closed afterwards."""
    made = open_book(tmp_path, theme, clock)
    yield made
    made.workbench.close()
    made.workspace.deleteLater()


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread or a visible window behind."""
    if "qapp" not in request.fixturenames and "qtbot" not in request.fixturenames:
        yield
        return
    app = request.getfixturevalue("qapp")
    threads = set(threading.enumerate())
    windows = {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    yield
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [thread.name for thread in set(threading.enumerate()) - threads if thread.is_alive()]
    seen = [w for w in QApplication.topLevelWidgets() if w.isVisible() and id(w) not in windows]
    shown = [type(widget).__name__ for widget in seen]
    for widget in seen:
        widget.hide()
    assert not left, f"threads left behind: {left}"
    assert not shown, f"windows left behind: {shown}"

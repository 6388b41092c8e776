"""A settings page over a small demonstration book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Token
from csworkbench.services.demo import make_demo
from csworkbench.services.workbench import open_workbench
from csworkbench.ui.settings.page import SettingsPage
from tests.ui.books import OpenBook, open_book

CLOCK = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 23))


@pytest.fixture(scope="session")
def demo_bytes(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("settings") / "demo.cswb"
    make_demo(path, 40, 3, CLOCK, Token())
    return path.read_bytes()


@pytest.fixture
def demo(demo_bytes, tmp_path, theme, clock) -> Iterator[OpenBook]:
    path = tmp_path / "test.csbook"
    path.write_bytes(demo_bytes)
    made = open_book(tmp_path, theme, clock, made=open_workbench(path, clock))
    yield made
    made.workbench.close()
    made.workspace.deleteLater()


@pytest.fixture
def page(demo: OpenBook, qtbot) -> SettingsPage:
    made = SettingsPage(demo.workspace)
    qtbot.addWidget(made)
    demo.workspace.hub.changed.connect(made.refresh)
    made.resize(1100, 560)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.on_workbench_ready()
    made.on_shown()
    return made

"""A session over midnight: the new day is shown at once, its figures are computed, and nothing runs on afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from csworkbench.app.book_making import make_empty_book
from csworkbench.app.running_day import RunningDay
from csworkbench.app.session import Session
from csworkbench.domain.history import ChangeSet
from csworkbench.infra.midnight import next_midnight
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.services.workbench import day_of_figures, needs_day_start
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import BookRequest
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.theme.theme import Theme


class BlankPage(Page):
    key = "blank"

    @property
    def title(self) -> str:
        return "Blank"


class HandClock:
    """A clock that a test moves; it is handed to the child process as it stands."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.astimezone().date()


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2026, 11, 23, 12, tzinfo=UTC))


@pytest.fixture
def session(qtbot, qapp, clock, tmp_path: Path, monkeypatch) -> Iterator[Session]:
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path))
    book = make_empty_book(tmp_path / "mine.cswb", clock, Token())
    theme = Theme("light")
    theme.apply(qapp)
    entries = [PageEntry("blank", "Blank", "day", BlankPage)]
    made = Session(BookRequest(book), theme, Settings(tmp_path / "settings.ini"), clock, entries)
    made.start()
    qtbot.waitUntil(lambda: made.workspace.is_ready and not needs_day_start(made.workspace.workbench), timeout=30_000)
    yield made
    made.window.close()
    made.shutdown()
    (running,) = made.findChildren(RunningDay)
    assert not [timer for timer in running.findChildren(QTimer) if timer.isActive()]


def test_at_midnight_the_figures_are_of_the_new_day(session: Session, clock: HandClock, qtbot):
    workspace = session.workspace
    told: list[ChangeSet] = []
    workspace.hub.changed.connect(told.append)
    before = clock.today()
    clock.instant = next_midnight(clock) + timedelta(seconds=1)
    session.findChildren(RunningDay)[0].look()
    assert [(change.change_id, change.accounts) for change in told] == [(0, None)]
    qtbot.waitUntil(lambda: day_of_figures(workspace.workbench) == before + timedelta(days=1), timeout=30_000)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=30_000)

"""A morning with the calendar in the whole program, by keys alone: look, move, plan, move a week, take it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csworkbench.app.session import Session
from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.settings import Settings
from csworkbench.services.accounts import add_account, add_owner, choose_me
from csworkbench.services.checkins import get_check_in, list_check_ins, schedule_check_in
from csworkbench.services.workbench import closing, create_workbench
from csworkbench.ui.bridge.places import BookRequest
from csworkbench.ui.calendar.page import CalendarPage
from csworkbench.ui.forms.check_in_form import CheckInForm
from csworkbench.ui.theme.theme import Theme

MONDAY = date(2026, 11, 23)


@pytest.fixture
def keys(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> tuple[AccountId, CheckInId, CheckInId]:
    monkeypatch.setenv("CSWORKBENCH_DATA", str(tmp_path))
    with closing(create_workbench(tmp_path / "mine.cswb", clock)) as wb:
        maya = add_owner(wb, "Maya Chen")
        choose_me(wb, maya)
        umbra = add_account(wb, AccountDraft("Umbra Health", owner_id=maya))
        coho = add_account(wb, AccountDraft("Coho Winery", owner_id=maya))
        late = schedule_check_in(wb, CheckInDraft(umbra, MONDAY - timedelta(days=4)))
        planned = schedule_check_in(wb, CheckInDraft(coho, MONDAY + timedelta(days=1), due_time="10:00"))
    return umbra, late, planned


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, clock: FixedClock, tmp_path: Path, keys) -> Iterator[Session]:
    theme = Theme("light")
    theme.apply(qapp)
    made = Session(BookRequest(tmp_path / "mine.cswb"), theme, Settings(tmp_path / "settings.ini"), clock)
    made.window.resize(1366, 768)
    with qtbot.waitSignal(made.workspace.workbench_ready, timeout=20_000):
        made.start()
    yield made
    with qtbot.waitSignal(made.ended, timeout=20_000):
        made.window.close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of the pop-up with suggestions
def test_a_morning_with_the_calendar(session: Session, keys, qtbot: QtBot):
    umbra, late, planned = keys
    wb = session.workspace.workbench

    def press(text: str) -> None:
        qtbot.keySequence(QApplication.focusWidget() or session.window, text)

    def due(key: CheckInId) -> date:
        return get_check_in(wb, key).due_on

    qtbot.keyClick(session.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    page = session.window.stack.page
    assert isinstance(page, CalendarPage)
    qtbot.waitUntil(lambda: page.body.span is not None and page.body.tray.isVisible())
    assert page.subtitle == "1 overdue"

    press("J")
    assert page.choice.item is not None
    assert page.choice.item.check_in_id == planned
    press("Alt+Right")
    qtbot.waitUntil(lambda: due(planned) == MONDAY + timedelta(days=2))
    qtbot.waitUntil(lambda: page.choice.day == MONDAY + timedelta(days=2))

    page.body.tray.list.setFocus()
    press("Home")
    assert page.choice.item is not None
    assert page.choice.item.check_in_id == late
    press("Alt+PgDown")
    qtbot.waitUntil(lambda: due(late) == MONDAY + timedelta(days=3))
    qtbot.waitUntil(lambda: not page.body.tray.isVisible())

    page.focus_body()
    press("W")
    qtbot.waitUntil(lambda: page.body.week.span is not None and len(page.body.week.span.items) == 2)
    press("Ctrl+A")
    press("Alt+PgDown")
    qtbot.waitUntil(lambda: due(planned) == MONDAY + timedelta(days=9) and due(late) == MONDAY + timedelta(days=10))
    qtbot.keyClick(session.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: due(planned) == MONDAY + timedelta(days=2) and due(late) == MONDAY + timedelta(days=3))

    page.focus_body()
    press("T")
    qtbot.waitUntil(lambda: page.body.week.span is not None and len(page.body.week.span.items) == 2)
    page.choice.choose_day(MONDAY)
    press("C")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), CheckInForm))
    form = QApplication.activeModalWidget()
    assert isinstance(form, CheckInForm)
    qtbot.keyClicks(form.account, "Umbra Health")
    qtbot.waitUntil(lambda: form.account.value() == umbra)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(list_check_ins(wb, umbra)) == 2)
    qtbot.waitUntil(lambda: page.body.week.span is not None and len(page.body.week.span.items) == 3)
    assert list_check_ins(wb, umbra)[-1].due_on == MONDAY, "the day that was current"

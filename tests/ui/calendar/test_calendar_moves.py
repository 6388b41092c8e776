"""Moves from the calendar: keys held down, other zones, the past, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from csworkbench.domain.calendar_span import CalendarItemRow
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.infra.tokens import Token
from csworkbench.services.checkins import schedule_check_in
from csworkbench.ui.bridge.places import PastDay
from csworkbench.ui.bridge.runner import Done, ImmediateRunner, Lane, Work, outcome_of
from csworkbench.ui.bridge.workspace import NO_EDITS
from csworkbench.ui.calendar.choice import DropPlace
from csworkbench.ui.calendar.page import CalendarPage
from csworkbench.ui.forms.guarded_change import ReasonForm
from tests.ui.calendar.conftest import MONDAY, Desk, press
from tests.ui.calendar.test_calendar_page import form


class LateRunner(ImmediateRunner):
    """Keeps work until it is told to do it, reads and writes in any order the test wants."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[tuple[Lane, Callable[[], None]]] = []

    def submit(self, lane: Lane, work: Work, token: Token, done: Done) -> None:
        self.jobs.append((lane, lambda: done(outcome_of(work, token))))

    def run(self, lane: Lane | None = None) -> bool:
        """Do the oldest job of a lane, or of all; tell whether there was one."""
        found = next((job for job in self.jobs if lane in (None, job[0])), None)
        if found is not None:
            self.jobs.remove(found)
            found[1]()
        return found is not None

    def run_all(self) -> None:
        while self.run():
            pass


def chosen(page: CalendarPage) -> CalendarItemRow:
    """Give the check-in that is current."""
    assert page.choice.item is not None
    return page.choice.item


@pytest.fixture
def late(page: CalendarPage) -> LateRunner:
    runner = LateRunner()
    page.workspace.operations.runner = runner
    return runner


@pytest.mark.parametrize("rhythm", ["", "writer", "writer reader", "reader writer reader", "writer writer reader"])
def test_a_key_held_down_moves_as_often_as_it_was_pressed(
    page: CalendarPage, desk: Desk, qtbot: QtBot, late: LateRunner, rhythm: str
):
    for _ in range(20):
        press(qtbot, page, "Alt+Right")
        for lane in rhythm.split():
            late.run(lane)  # type: ignore[arg-type]
    late.run_all()
    assert desk.due(desk.timed) == (MONDAY + timedelta(days=20), "10:30")
    assert chosen(page).check_in_id == desk.timed
    assert page.choice.day == MONDAY + timedelta(days=20)


def test_a_key_held_down_asks_for_one_reason_only(page: CalendarPage, desk: Desk, qtbot: QtBot, late: LateRunner):
    busy = CheckInDraft(desk.umbra, MONDAY + timedelta(days=2), contact_ids=(int(desk.rao),))
    schedule_check_in(desk.book.workbench, busy)
    press(qtbot, page, "; ".join(["Alt+Right"] * 3))
    late.run_all()
    asked = form(ReasonForm)
    assert isinstance(asked, ReasonForm)
    asked.reject()
    late.run_all()
    assert desk.due(desk.timed) == (MONDAY, "10:30")
    press(qtbot, page, "Alt+Left")
    late.run_all()
    assert desk.due(desk.timed) == (MONDAY - timedelta(days=1), "10:30"), "what was left is forgotten"


def test_a_move_that_was_cancelled_holds_nothing_up(page: CalendarPage, desk: Desk, qtbot: QtBot, late: LateRunner):
    press(qtbot, page, "Alt+Right; Alt+Right")
    for one in page.workspace.operations.running:
        one.token.cancel()
    late.run_all()
    page.read()
    late.run_all()
    press(qtbot, page, "Alt+Right")
    late.run_all()
    assert desk.due(desk.timed) == (MONDAY + timedelta(days=1), "10:30")


def test_what_is_overdue_goes_on_to_today(page: CalendarPage, desk: Desk, qtbot: QtBot):
    page.choice.choose(page.body.tray.list.entries.items[0])
    press(qtbot, page, "Alt+Right")
    assert desk.due(desk.late) == (MONDAY, None)
    press(qtbot, page, "Alt+Right")
    assert desk.due(desk.late) == (MONDAY + timedelta(days=1), None)


def test_half_hours_stay_within_the_day(page: CalendarPage, desk: Desk, qtbot: QtBot):
    early = schedule_check_in(desk.book.workbench, CheckInDraft(desk.coho, MONDAY, due_time="00:15"))
    page.read()
    press(qtbot, page, "K; W; Alt+Up")
    assert desk.due(early) == (MONDAY, "00:15")
    assert desk.book.toasts.said[-1].startswith("That would be another day.")


def test_a_check_in_of_another_zone_keeps_its_hour_over_there(page: CalendarPage, desk: Desk, qtbot: QtBot):
    there = CheckInDraft(desk.coho, date(2027, 3, 10), due_time="09:15", time_zone="America/New_York")
    key = schedule_check_in(desk.book.workbench, there)
    page.walk.show_day(date(2027, 3, 10))
    assert chosen(page).check_in_id == key
    press(qtbot, page, "Alt+PgDown")  # New York changes its clocks on the 14th
    assert desk.due(key) == (date(2027, 3, 17), "09:15")
    assert "09:15 in America/New_York" in page.body.details.first.text()


def test_on_a_past_day_nothing_moves_and_no_form_opens(page: CalendarPage, desk: Desk, qtbot: QtBot):
    page.workspace.past = PastDay(MONDAY, page.workspace.path, MONDAY + timedelta(days=9))
    item, said = chosen(page), desk.book.toasts.said
    for keys in ("Alt+Right", "E", "F2", "N", "Del", "Space", "C", "Ctrl+A; Alt+PgDown"):
        press(qtbot, page, keys)
        assert said.pop() == NO_EDITS, keys
    page.acts.drop([item], DropPlace(MONDAY + timedelta(days=2)), page.mapToGlobal(page.pos()))
    assert said.pop() == NO_EDITS
    assert (desk.forms, page.findChildren(QDialog), desk.due(desk.timed)) == ([], [], (MONDAY, "10:30"))

"""The calendar by keys: what is seen, what is chosen, what is stored."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.infra.errors import WorkbenchError
from csworkbench.services.accounts import add_account
from csworkbench.services.checkins import get_check_in, schedule_check_in
from csworkbench.services.holidays import add_closed_day
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.calendar.calendar_keys import KEYS
from csworkbench.ui.calendar.page import CalendarPage
from csworkbench.ui.calendar.page_actions import to_plan
from csworkbench.ui.calendar.periods import period_of
from csworkbench.ui.calendar.plan_period.dialog import PlanPeriodDialog
from csworkbench.ui.forms.guarded_change import ReasonForm
from csworkbench.ui.forms.move_form import CancelForm, MissForm, MoveForm
from tests.ui.calendar.conftest import MONDAY, Desk, press

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


def agenda(page: CalendarPage) -> list[str]:
    """Give the lines of the agenda."""
    model = page.body.agenda.entries
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def form(kind: type) -> object:
    """Give the open form of a kind."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def test_the_agenda_tells_day_by_day(page: CalendarPage):
    assert agenda(page) == [
        "Mon 23 Nov · today · 1 check-in · 1 h of 8 h",
        "Umbra Health: Check-in",
        "Wed 25 Nov · in 2 days · 1 check-in · 30 min of 8 h",
        "Coho Winery: Check-in",
        "Fri 27 Nov · in 4 days · nothing planned",
        "Promise: Coho Winery, Send the price list",
    ]
    assert page.subtitle == "1 overdue"
    assert page.body.toolbar.period.text() == "23 Nov – 20 Dec 2026"
    assert page.body.toolbar.load.text().startswith("2 check-ins · 1 h 30 min of 1")


def test_the_model_keeps_qts_rules(page: CalendarPage):
    tester = QAbstractItemModelTester(page.body.agenda.entries, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.read()
    assert page.body.agenda.entries.rowCount() == 6
    tester.deleteLater()


@pytest.mark.parametrize("view", ["A", "W", "M"])
def test_j_and_k_walk_through_the_check_ins_of_each_view(page: CalendarPage, desk: Desk, qtbot: QtBot, view: str):
    press(qtbot, page, view)
    assert page.choice.item is not None
    assert page.choice.item.check_in_id == desk.timed
    press(qtbot, page, "J")
    assert (page.choice.item.check_in_id, page.choice.day) == (desk.plain, WEDNESDAY)
    press(qtbot, page, "J; K")
    assert page.choice.item.check_in_id == desk.timed
    assert "Coho Winery" not in page.body.details.first.text()


def test_the_line_below_says_all_of_the_chosen_check_in(page: CalendarPage, qtbot: QtBot):
    assert page.body.details.first.text().startswith("Umbra Health · Check-in · Mon 23 Nov, 10:30, 1 h · ")
    assert page.body.details.second.text() == "Dr. Rao"


def test_arrows_walk_through_days_and_periods_follow(page: CalendarPage, qtbot: QtBot):
    press(qtbot, page, "M; Right; Down")
    assert page.choice.day == MONDAY + timedelta(days=8)
    assert page.choice.item is None
    press(qtbot, page, "PgDown")
    assert page.body.toolbar.period.text() == "December 2026"
    press(qtbot, page, "T")
    assert (page.body.toolbar.period.text(), page.choice.day) == ("November 2026", MONDAY)
    press(qtbot, page, "W")
    assert page.body.toolbar.period.text() == "23 Nov – 29 Nov 2026"
    press(qtbot, page, "Left")
    assert page.body.toolbar.period.text() == "16 Nov – 22 Nov 2026"


@pytest.mark.parametrize(
    ("view", "keys", "days"),
    [
        ("A", "Alt+Right", 1),
        ("A", "Alt+Down", 1),
        ("A", "Alt+Left", -1),
        ("M", "Alt+Down", 7),
        ("M", "Alt+Up", -7),
        ("W", "Alt+PgDown", 7),
        ("W", "Alt+Right; Alt+Right", 2),
    ],
)
def test_alt_and_arrows_move_the_check_in(
    page: CalendarPage, desk: Desk, qtbot: QtBot, view: str, keys: str, days: int
):
    press(qtbot, page, view)
    press(qtbot, page, keys)
    assert desk.due(desk.timed) == (MONDAY + timedelta(days=days), "10:30")
    assert page.choice.item is not None
    assert page.choice.item.check_in_id == desk.timed, "it stays chosen where it went"
    for _ in keys.split("; "):
        page.workspace.undo.undo()
    assert desk.due(desk.timed) == (MONDAY, "10:30")


def test_in_the_week_alt_up_and_down_move_by_half_an_hour(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "W; Alt+Down; Alt+Down; Alt+Up")
    assert desk.due(desk.timed) == (MONDAY, "11:00")
    press(qtbot, page, "J; Alt+Down")
    assert desk.due(desk.plain) == (WEDNESDAY, None)
    assert desk.book.toasts.said[-1].startswith("It has no time of day yet")


def test_alt_with_an_arrow_belongs_to_back_and_forward_while_nothing_is_chosen(page: CalendarPage):
    def takes_it() -> bool:
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        event.ignore()
        QApplication.sendEvent(page.body.current_view, event)
        return event.isAccepted()

    assert takes_it()
    page.choice.choose_day(TUESDAY)
    assert not takes_it()


def test_a_week_of_check_ins_moves_in_three_keys_as_one_change(page: CalendarPage, desk: Desk, qtbot: QtBot):
    number = len(desk.book.workbench.history())
    press(qtbot, page, "W; Ctrl+A; Alt+PgDown")
    assert desk.due(desk.timed) == (MONDAY + timedelta(days=7), "10:30")
    assert desk.due(desk.plain) == (WEDNESDAY + timedelta(days=7), None)
    assert len(desk.book.workbench.history()) == number + 1
    assert len(page.choice.items) == 2
    page.workspace.undo.undo()
    assert desk.due(desk.plain) == (WEDNESDAY, None)


def test_several_moved_onto_a_closed_day_go_on_to_the_next_one(page: CalendarPage, desk: Desk, qtbot: QtBot):
    closed = ClosedDayDraft("Cellar closed", WEDNESDAY + timedelta(days=7), account_id=desk.coho)
    add_closed_day(desk.book.workbench, closed)
    press(qtbot, page, "W; Ctrl+A; Alt+PgDown")
    assert desk.due(desk.plain) == (WEDNESDAY + timedelta(days=8), None)


def test_shift_j_chooses_more_and_a_plain_walk_forgets_them(page: CalendarPage, qtbot: QtBot):
    press(qtbot, page, "Shift+J")
    assert len(page.choice.items) == 2
    assert page.body.details.first.text() == "2 check-ins chosen"
    press(qtbot, page, "K")
    assert len(page.choice.items) == 1


def test_past_the_fatigue_guard_a_reason_is_asked_for(page: CalendarPage, desk: Desk, qtbot: QtBot):
    busy = CheckInDraft(desk.umbra, WEDNESDAY, contact_ids=(int(desk.rao),))
    schedule_check_in(desk.book.workbench, busy)
    press(qtbot, page, "Alt+Right")
    asked = form(ReasonForm)
    assert isinstance(asked, ReasonForm)
    assert "Dr. Rao" in asked.said.text()
    assert desk.due(desk.timed) == (MONDAY, "10:30"), "nothing is stored before that"
    asked.fields.set_values({"override_reason": "She asked for it"})
    asked.save()
    assert desk.due(desk.timed) == (TUESDAY, "10:30")


@pytest.mark.parametrize(("key", "kind"), [("E", MoveForm), ("N", MissForm), ("Del", CancelForm)])
def test_keys_open_the_forms_of_a_check_in(page: CalendarPage, qtbot: QtBot, key: str, kind: type):
    press(qtbot, page, key)
    opened = form(kind)
    assert isinstance(opened, kind)
    opened.close()  # type: ignore[attr-defined]


def test_space_tells_about_the_touch_and_c_plans_on_the_current_day(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "Space")
    assert (desk.forms[-1].kind, desk.forms[-1].record_id) == ("touch", desk.timed)
    press(qtbot, page, "M; Right; C")
    assert (desk.forms[-1].kind, desk.forms[-1].day) == ("check_in", TUESDAY)
    press(qtbot, page, "Left; Left; C")
    assert desk.forms[-1].day is None, "no check-in is planned for a day that passed"


def test_enter_opens_the_account_or_plans_where_nothing_is(page: CalendarPage, desk: Desk, qtbot: QtBot):
    with qtbot.waitSignal(page.workspace.account_asked) as asked:
        press(qtbot, page, "Return")
    assert asked.args == [desk.umbra]
    press(qtbot, page, "M; Right; Return")
    assert (desk.forms[-1].kind, desk.forms[-1].day) == ("check_in", TUESDAY)


def test_enter_on_a_promise_opens_its_account(page: CalendarPage, desk: Desk, qtbot: QtBot):
    page.body.agenda.setCurrentIndex(page.body.agenda.entries.index(5))
    with qtbot.waitSignal(page.workspace.account_asked) as asked:
        press(qtbot, page, "Return")
    assert asked.args == [desk.coho]


def test_o_shows_the_team_and_it_is_remembered(page: CalendarPage, desk: Desk, qtbot: QtBot):
    assert not any("Zava" in line for line in agenda(page))
    press(qtbot, page, "O")
    assert any("Zava" in line for line in agenda(page))
    assert page.body.side.whose.currentText() == "My team"
    page.on_hidden()
    assert desk.book.workspace.settings.text("calendar/whose") == "team"


def test_another_owner_can_be_chosen(page: CalendarPage, qtbot: QtBot):
    box = page.body.side.whose
    box.setFocus()
    qtbot.keyClicks(box, "Jonas")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    box.activated.emit(box.currentIndex())
    assert [line for line in agenda(page) if ":" in line and "·" not in line] == ["Zava: Check-in"]


def test_kinds_can_be_left_out(page: CalendarPage, desk: Desk, qtbot: QtBot):
    box = page.body.side.boxes["promise"]
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert not any("Promise" in line for line in agenda(page))
    page.on_hidden()
    assert desk.book.workspace.settings.texts("calendar/hidden") == ["promise"]


def test_conflicts_are_said_in_words(page: CalendarPage, desk: Desk, qtbot: QtBot):
    schedule_check_in(desk.book.workbench, CheckInDraft(desk.coho, MONDAY, due_time="11:00"))
    add_closed_day(desk.book.workbench, ClosedDayDraft("Offsite", MONDAY, owner_id=desk.maya))
    page.read()
    assert page.body.details.second.text().startswith("The owner is off: Offsite; at the same time as Coho Winery.")
    assert agenda(page)[0].startswith("Mon 23 Nov · today · Offsite · 2 check-ins")


def test_the_current_day_is_told_to_screen_readers(page: CalendarPage, qtbot: QtBot):
    press(qtbot, page, "M")
    words = page.body.month.accessibleDescription()
    assert "Check-in with Umbra Health, Mon 23 Nov, 10:30, 1 h" in words
    assert "Mon 23 Nov (today): 1 check-in · 1 h of 8 h" in words


def test_how_many_accounts_are_on_time_stands_beside(page: CalendarPage, desk: Desk):
    assert page.body.side.share.text() in ("No cadence yet",) or "on time" in page.body.side.share.text()


def test_back_brings_view_and_day_back(page: CalendarPage, qtbot: QtBot):
    press(qtbot, page, "W; PgDown")
    state = page.state()
    press(qtbot, page, "A; T")
    page.restore_state(state)
    assert (page.view, page.body.toolbar.period.text()) == ("week", "30 Nov – 6 Dec 2026")
    page.go_to(Place("calendar", spot="month"))
    assert page.view == "month"


def test_the_small_month_leads_to_a_day(page: CalendarPage, qtbot: QtBot):
    days = page.body.side.month.days
    days.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown):
        qtbot.keyClick(days, key)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert page.choice.day == date(2027, 1, 1)
    assert page.body.toolbar.period.text() == "1 Jan – 28 Jan 2027"


def test_a_book_that_cannot_be_read_is_said_with_a_way_on(
    page: CalendarPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    from csworkbench.services import calendar_span

    def fail(*_args: object) -> None:
        raise WorkbenchError("The book is busy.", "Try again in a moment.")

    with monkeypatch.context() as patched:
        patched.setattr(calendar_span, "read_span", fail)
        page.read()
    assert page.body.stack.currentWidget() is page.body.nothing
    page.body.nothing.activated.emit()
    assert page.body.stack.currentWidget() is page.body.agenda


def test_plan_a_period_starts_with_what_is_still_to_come(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "M")
    page.workspace.actions.action("calendar.plan_period").trigger()
    dialog = form(PlanPeriodDialog)
    assert isinstance(dialog, PlanPeriodDialog)
    request = dialog.frame.parameters.request()
    assert request is not None
    assert (request.first, request.last, request.owner_id) == (MONDAY, date(2026, 11, 30), desk.maya)
    dialog.close()


def test_of_a_period_that_passed_the_weeks_ahead_are_planned(page: CalendarPage):
    passed = period_of("month", date(2026, 10, 1))
    assert to_plan(passed, MONDAY) == (MONDAY, MONDAY + timedelta(days=27))
    assert to_plan(period_of("week", MONDAY), MONDAY) == (MONDAY, MONDAY + timedelta(days=6))


def test_each_key_of_the_calendar_is_told_and_leads_somewhere(page: CalendarPage):
    assert list(page.keys.deeds().keys() ^ KEYS.keys()) == []
    parts = [part for key in page.page_keys() for part in key.parts]
    assert len(set(parts)) == len(parts)
    assert page.body.help.text().startswith("J K check-ins · Space held")


def test_escape_leaves_only_the_current_one_of_several_chosen(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "W; Ctrl+A")
    assert len(page.choice.items) == 2
    press(qtbot, page, "Esc")
    assert [item.check_in_id for item in page.choice.items] == [desk.timed]


def test_home_and_end_lead_to_the_edges_of_the_period(page: CalendarPage, qtbot: QtBot):
    press(qtbot, page, "M; End")
    assert page.choice.day == date(2026, 11, 30)
    press(qtbot, page, "Home")
    assert page.choice.day == date(2026, 11, 1)


def test_shift_with_an_arrow_chooses_more_in_the_list(page: CalendarPage, qtbot: QtBot):
    press(qtbot, page, "Shift+Down")
    assert len(page.choice.items) == 2


def test_a_name_is_found_by_typing_also_when_its_letters_are_keys(page: CalendarPage, desk: Desk, qtbot: QtBot):
    zoom = add_account(desk.book.workbench, AccountDraft("Zoom Atelier", owner_id=desk.maya))
    late = schedule_check_in(desk.book.workbench, CheckInDraft(zoom, WEDNESDAY))
    page.read()
    qtbot.keyClicks(page.body.agenda, "zoom a")
    assert page.choice.item is not None
    assert (page.choice.item.check_in_id, page.view, desk.forms) == (late, "agenda", [])


def test_many_at_once_stay_wide_enough_to_tell_apart(page: CalendarPage, desk: Desk, qtbot: QtBot):
    for _ in range(9):
        schedule_check_in(desk.book.workbench, CheckInDraft(desk.coho, MONDAY, due_time="10:30", minutes=60))
    press(qtbot, page, "W")
    page.read()
    view = page.body.week
    blocks = [one for one in view.blocks if one.item is not None and one.item.at == "10:30"]
    column = view.rect_of_day(MONDAY)
    assert len(blocks) == 10
    assert min(block.rect.width() for block in blocks) >= 60
    assert all(column.contains(block.rect.center()) and block.rect.right() <= column.right() for block in blocks)
    assert len({block.rect.x() for block in blocks}) == 10
    assert page.body.details.second.text().startswith("At the same time as Coho Winery.")


def test_times_are_shown_as_clocks_show_them_here(page: CalendarPage, qtbot: QtBot):
    before = QLocale()
    try:
        QLocale.setDefault(QLocale("en_US"))
        page.read()
        assert "10:30 AM" in page.body.details.first.text().replace("\u202f", " ")
        press(qtbot, page, "W")
        page.body.week.grab()
    finally:
        QLocale.setDefault(before)


def test_h_says_that_it_was_held_as_planned(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "H")
    assert get_check_in(desk.book.workbench, desk.timed).state == "held"
    page.workspace.undo.undo()
    assert get_check_in(desk.book.workbench, desk.timed).state == "planned"


def test_without_a_check_in_chosen_a_key_says_how_to_choose_one(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "M; Right; E")
    assert desk.book.toasts.said[-1] == "Choose a check-in first: J and K walk through them."


def test_each_check_in_of_a_very_full_day_can_be_reached(page: CalendarPage, desk: Desk, qtbot: QtBot):
    for _ in range(60):
        schedule_check_in(desk.book.workbench, CheckInDraft(desk.coho, TUESDAY))
    page.read()
    assert sum(line == "Coho Winery: Check-in" for line in agenda(page)) == 61
    press(qtbot, page, "O")
    heading = next(line for line in agenda(page) if line.startswith("Tue 24 Nov"))
    assert heading.endswith("first 40 shown, all of them with one owner chosen at the left")


def test_home_and_end_walk_to_the_ends_of_the_agenda(page: CalendarPage, desk: Desk, qtbot: QtBot):
    press(qtbot, page, "End; Home")
    assert page.choice.item is not None
    assert page.choice.item.check_in_id == desk.timed

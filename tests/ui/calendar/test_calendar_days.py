"""Which days the calendar shows: midnight, the edges of time, nothing planned, nobody to plan with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from csworkbench.domain.history import ChangeSet
from csworkbench.infra.clock import FixedClock
from csworkbench.ui.calendar.page import CalendarPage
from csworkbench.ui.calendar.periods import period_of
from tests.ui.books import OpenBook
from tests.ui.calendar.conftest import MONDAY, Desk, press
from tests.ui.calendar.test_calendar_page import agenda

TUESDAY = MONDAY + timedelta(days=1)


def turn_day(page: CalendarPage, to: date) -> None:
    """Let another day begin, as the program tells it."""
    clock = FixedClock(datetime(to.year, to.month, to.day, 0, 1, tzinfo=UTC), to)
    page.workspace.clock = page.walk._clock = page.workspace.workbench.clock = clock
    page.refresh(ChangeSet(0, "", frozenset({"account_line"}), None))


@pytest.mark.parametrize("view", ["A", "W", "M"])
def test_at_midnight_today_goes_on_and_the_tray_with_it(page: CalendarPage, desk: Desk, qtbot: QtBot, view: str):
    press(qtbot, page, view)
    assert page.choice.item is not None
    turn_day(page, TUESDAY)
    assert page.subtitle == "2 overdue"
    assert page.body.span is not None
    assert page.body.span.today == TUESDAY
    assert page.choice.item is not None, "the check-in that was chosen stays so, in the tray now"
    assert page.choice.item.check_in_id == desk.timed
    if view == "A":
        assert agenda(page)[0].startswith("Tue 24 Nov · today")


def test_who_stood_on_today_stands_on_the_new_day(page: CalendarPage, qtbot: QtBot):
    press(qtbot, page, "M")
    turn_day(page, MONDAY + timedelta(days=7))
    page.choice.choose_day(MONDAY + timedelta(days=7))
    turn_day(page, date(2026, 12, 1))
    assert (page.choice.day, page.body.toolbar.period.text()) == (date(2026, 12, 1), "December 2026")


@pytest.mark.parametrize("view", ["A", "W", "M"])
@pytest.mark.parametrize(("edge", "key"), [(date(2199, 12, 31), "PgDown"), (date(1970, 1, 1), "PgUp")])
def test_time_ends_quietly(page: CalendarPage, qtbot: QtBot, view: str, edge: date, key: str):
    press(qtbot, page, view)
    page.walk.show_day(edge)
    for _ in range(3):
        page.walk.step_period(1 if key == "PgDown" else -1)
        page.walk.step_day(1 if key == "PgDown" else -1)
        press(qtbot, page, key)
    assert page.choice.day == edge
    assert page.body.span is not None
    days = page.body.side.month.days
    days.set_day(date.max if key == "PgDown" else date.min)
    for name in ("PgDown", "PgUp", "Up", "Down", "Left", "Right", "Home", "End"):
        qtbot.keySequence(days, name)


@pytest.mark.parametrize(("month", "weeks"), [(date(2027, 2, 5), 4), (date(2026, 8, 5), 6), (date(2026, 11, 5), 6)])
def test_a_month_has_as_many_weeks_as_it_needs(month: date, weeks: int):
    period = period_of("month", month)
    assert ((period.last - period.first).days + 1) // 7 == weeks


@pytest.mark.parametrize(("name", "first"), [("en_US", 6), ("ar_EG", 5), ("de_DE", 0)])
def test_weeks_begin_where_they_begin_here(page: CalendarPage, qtbot: QtBot, name: str, first: int):
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(name))
        press(qtbot, page, "W")
        assert page.period.first.weekday() == first
        press(qtbot, page, "M")
        assert page.body.span is not None
        assert page.body.span.query.first.weekday() == first
    finally:
        QLocale.setDefault(before)


def test_weeks_without_anything_say_so_and_keys_go_on(page: CalendarPage, qtbot: QtBot):
    page.walk.show_day(date(2027, 6, 1))
    assert page.body.agenda.entries.rowCount() == 0
    words = page.body.agenda.accessibleDescription()
    assert words.startswith("Nothing is planned from 1 Jun to 28 Jun 2027.")
    press(qtbot, page, "T")
    assert page.body.agenda.accessibleDescription() == ""


def test_a_book_without_accounts_says_what_to_do(book: OpenBook, qtbot: QtBot):
    asked: list[str] = []
    book.workspace.set_form_opener(lambda request: asked.append(request.kind))
    page = CalendarPage(book.workspace)
    qtbot.addWidget(page)
    page.resize(1254, 642)
    page.on_workbench_ready()
    assert page.body.stack.currentWidget() is page.body.nothing
    page.body.nothing.activated.emit()
    assert asked == ["import"]


def test_an_owner_who_is_gone_is_not_looked_at_any_more(page: CalendarPage, desk: Desk):
    page._on_whose_chosen("4711")
    assert page.body.side.whose.currentText() == "My calendar"
    page.on_hidden()
    assert desk.book.workspace.settings.text("calendar/whose") == "me"


def test_while_nobody_is_me_the_calendar_says_that_it_shows_everyone(page: CalendarPage):
    side = page.body.side
    assert page._reading is not None
    side.set_owners([replace(one, is_me=False) for one in page._reading.owners], "me")
    assert side.whose.currentText() == "Everyone: no owner is you yet"

"""My day over midnight, before the book is open, and by its other keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csworkbench.domain.history import ChangeSet
from csworkbench.infra.clock import utc_text
from csworkbench.services.checkins import get_check_in
from csworkbench.ui.bridge.places import PastDay
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.move_form import MissForm
from csworkbench.ui.my_day.day_entries import item_key
from csworkbench.ui.my_day.page import MyDayPage
from csworkbench.ui.theme.theme import Theme
from tests.ui.books import OpenBook
from tests.ui.my_day.conftest import Day, shown_page


@dataclass
class HandClock:
    """A clock that a test moves."""

    instant: datetime
    day: date

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.day


def stand_on(page: MyDayPage, kind: str) -> None:
    """Make the first item of a kind the current one."""
    page.list.show_item(next(item_key(item) for item in page.list.entries.items if item.kind == kind))


def test_at_midnight_the_day_is_another_one(page: MyDayPage, day: Day):
    workspace = day.book.workspace
    assert page.subtitle.startswith("Monday 23 November · 2 things due, 1 overdue")
    clock = HandClock(datetime(2026, 11, 24, 0, 0, 1, tzinfo=UTC), date(2026, 11, 24))
    workspace.clock = clock
    day.book.workbench.clock = clock
    workspace.hub.publish(ChangeSet(0, "", frozenset({"account_line"}), None))
    assert page.subtitle.startswith("Tuesday 24 November · 2 things due, 2 overdue")
    assert page.changes.accessibleName() == "Health changes since yesterday"
    assert workspace.settings.text("my_day/seen_on") == "2026-11-23"


def test_a_clock_set_back_is_no_session(page: MyDayPage, day: Day):
    workspace = day.book.workspace
    clock = HandClock(datetime(2026, 11, 20, 9, tzinfo=UTC), date(2026, 11, 20))
    workspace.clock = clock
    day.book.workbench.clock = clock
    page.read()
    assert page.subtitle.startswith("Friday 20 November")
    assert workspace.settings.text("my_day/seen_on") == ""


def test_a_look_at_a_past_day_is_no_session(page: MyDayPage, day: Day):
    workspace = day.book.workspace
    workspace.past = PastDay(date(2026, 9, 1), day.book.workbench.path, date(2026, 11, 23))
    page.on_hidden()
    assert workspace.settings.text("my_day/seen_on") == ""
    workspace.past = None
    page.on_hidden()
    assert workspace.settings.text("my_day/seen_on") == "2026-11-23"


def test_the_day_is_shown_before_the_book_is_open(day: Day, theme: Theme, qtbot: QtBot):
    book = day.book
    unopened = Workspace(theme, book.workspace.operations, book.workspace.settings, book.workspace.clock,
                         book.workbench.path)  # fmt: skip
    page = MyDayPage(unopened)
    qtbot.addWidget(page)
    page.show()
    page.on_first_paint()
    qtbot.waitUntil(lambda: bool(page.list.entries.items))
    assert [item.title for item in page.list.entries.items] == [
        "Check-in (call)", "SSO rollout", "Send the price list",
    ]  # fmt: skip
    assert [button.line.time for button in page.schedule.lines] == ["10:30"]
    assert not page.changes.lines
    page.close()
    unopened.deleteLater()


def test_m_switches_between_mine_and_the_team(page: MyDayPage, day: Day, qtbot: QtBot):
    def accounts() -> set[str]:
        return {item.account_name for item in page.list.entries.items}

    assert accounts() == {"Umbra Health"}
    qtbot.keyClick(page.list, Qt.Key.Key_M)
    assert accounts() == {"Umbra Health", "Zava"}
    assert day.book.workspace.settings.flag("my_day/team")
    qtbot.keyClick(page.list, Qt.Key.Key_M)
    assert accounts() == {"Umbra Health"}


def test_n_says_that_it_was_not_held_and_undo_takes_it_back(page: MyDayPage, day: Day, qtbot: QtBot):
    stand_on(page, "check-in")
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MissForm) and w.isVisible())
    qtbot.keyClicks(form.fields.widget("reason"), "Nobody came")
    qtbot.keyClick(form.fields.widget("reason"), Qt.Key.Key_Return)
    row = get_check_in(day.book.workbench, day.late)
    assert (row.state, row.reason) == ("missed", "Nobody came")
    day.book.workspace.undo.undo()
    assert get_check_in(day.book.workbench, day.late).state == "planned"


def test_n_on_what_is_yet_to_come_only_says_so(page: MyDayPage, day: Day, qtbot: QtBot):
    stand_on(page, "promise")
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    assert day.book.toasts.said[-1].startswith("Only a check-in")


def test_the_details_say_why_and_show_the_three_terms(page: MyDayPage):
    item = page.list.current_item
    assert item is not None
    assert page.details.isVisibleTo(page)
    assert page.details.reason.text() == item.reason
    line = "Place 0.20 = risk 0.50 (health not known) × money 0.50 (ARR not known) × urgency 0.79 (4 days late)"
    assert page.details.terms.text() == line
    assert "Urgency 0.79: 4 days late" in page.details.terms.accessibleName()
    tip = page.list.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert "Urgency 0.79: 4 days late" in tip
    assert "0.20 = 0.50 × 0.50 × 0.79" in tip


@pytest.mark.parametrize("kind", ["cadence", "silence", "renewal"])
def test_e_plans_a_check_in_where_one_is_missing(page: MyDayPage, day: Day, kind: str):
    from dataclasses import replace

    item = page.list.current_item
    assert item is not None
    page.acts.move(replace(item, kind=kind))
    assert [(form.kind, form.account_id) for form in day.forms] == [("check_in", day.umbra)]


def test_schedule_times_are_local(book: OpenBook, qtbot: QtBot):
    from csworkbench.domain.accounts import AccountDraft
    from csworkbench.domain.checkins import CheckInDraft
    from csworkbench.services.accounts import add_account
    from csworkbench.services.checkins import schedule_check_in

    key = add_account(book.workbench, AccountDraft("Acme"))
    draft = CheckInDraft(key, date(2026, 11, 23), due_time="17:30", time_zone="Asia/Kathmandu")
    schedule_check_in(book.workbench, draft)
    page = shown_page(book, qtbot)
    local = datetime(2026, 11, 23, 11, 45, tzinfo=UTC).astimezone()
    assert [button.line.time for button in page.schedule.lines] == [f"{local:%H:%M}"]
    assert utc_text(local) == "2026-11-23T11:45:00.000Z"
    page.close()


def at(page: MyDayPage, day: Day, instant: datetime) -> HandClock:
    clock = HandClock(instant, instant.date())
    day.book.workspace.clock = day.book.workbench.clock = clock
    return clock


def test_as_the_day_goes_on_it_asks_whether_a_check_in_happened(page: MyDayPage, day: Day):
    """The check-in at 10:30 is over a little later, though nothing changed in the book."""

    def reason() -> str:
        return next(item.reason for item in page.list.entries.items if item.target_id == day.timed)

    start = datetime(2026, 11, 23, 10, 29).astimezone()
    clock = at(page, day, start)
    page.read()
    assert reason().startswith("Check-in due today at 10:30")
    clock.instant = start + timedelta(minutes=4)
    page.again.look()
    assert reason().startswith("Check-in due today"), "not every look reads the book"
    clock.instant = start + timedelta(minutes=5)
    page.again.look()
    assert reason().startswith("Did it happen? It was planned earlier today")
    clock.instant = datetime(2026, 11, 23, 20, 0).astimezone()
    page.again.look()
    assert page.title == "Good evening, Maya"


def test_after_sleep_the_window_looks_when_it_wakes(page: MyDayPage, day: Day):
    clock = at(page, day, datetime(2026, 11, 23, 9, 0).astimezone())
    page.read()
    clock.instant = datetime(2026, 11, 23, 20, 0).astimezone()
    QApplication.sendEvent(page, QEvent(QEvent.Type.WindowActivate))
    assert page.title == "Good evening, Maya"


def test_a_clock_that_was_set_back_is_looked_at_too(page: MyDayPage, day: Day):
    clock = at(page, day, datetime(2026, 11, 23, 20, 0).astimezone())
    page.read()
    clock.instant = datetime(2026, 11, 23, 9, 0).astimezone()
    page.again.look()
    assert page.title == "Good morning, Maya"


def test_a_hidden_page_reads_nothing(page: MyDayPage, day: Day):
    clock = at(page, day, datetime(2026, 11, 23, 9, 0).astimezone())
    page.read()
    page.hide()
    clock.instant = datetime(2026, 11, 23, 20, 0).astimezone()
    page.again.look()
    assert page.list.entries.items
    asked: list[bool] = []
    page.again.asked.connect(lambda: asked.append(True))
    page.again.look()
    assert not asked
    page.show()
    assert asked == [True], "what is shown again is read again"

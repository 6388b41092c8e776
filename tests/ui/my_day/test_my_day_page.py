"""My day by keys and clicks over a real book: what is seen and what is stored."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from csworkbench.domain.day import DayItemRow, day_item
from csworkbench.domain.ids import AccountId, ContractId
from csworkbench.domain.my_day import MyDay, RenewalRow
from csworkbench.infra.settings import Settings
from csworkbench.services.actions import complete_action, get_action
from csworkbench.services.checkins import complete_check_in, get_check_in
from csworkbench.ui.forms.move_form import MoveForm
from csworkbench.ui.my_day.day_entries import day_words, due_words, grouped, order_words
from csworkbench.ui.my_day.greeting import end_session, greeting, last_session, since_words
from csworkbench.ui.my_day.page import MyDayPage
from csworkbench.ui.my_day.side_lines import renewal_words
from csworkbench.ui.my_day.snooze_form import SnoozeForm
from csworkbench.ui.widgets.heading_list import Heading
from tests.ui.books import OpenBook
from tests.ui.my_day.conftest import Day, shown_page

TODAY = date(2026, 11, 23)


def lines(page: MyDayPage) -> list[str]:
    """Give what the list says, headings and all."""
    model = page.list.entries
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def stand_on(page: MyDayPage, text: str) -> None:
    """Make the item that holds `text` the current one."""
    page.list.setCurrentIndex(page.list.entries.index(next(i for i, line in enumerate(lines(page)) if text in line)))


def item(due_on: date | None) -> DayItemRow:
    return day_item("check-in", "Call", "", (AccountId(1), "Acme"), due_on, (50, "watch"), None, TODAY, 1)


def test_the_list_is_grouped_and_the_header_counts(page: MyDayPage):
    shown = lines(page)
    assert shown[0] == "Overdue, 1"
    assert shown[2] == "Today, 1"
    assert shown[4] == "This week, 1"
    assert shown[5] == "Umbra Health: Send the price list"
    assert page.title == "Good morning, Maya"
    assert page.subtitle == "Monday 23 November · 2 things due, 1 overdue"


def test_the_model_keeps_qts_rules(page: MyDayPage):
    tester = QAbstractItemModelTester(page.list.entries, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.read()
    assert page.list.entries.rowCount() == 6
    tester.deleteLater()


def test_a_check_in_is_done_by_telling_about_the_touch(page: MyDayPage, day: Day, qtbot: QtBot):
    assert page.list.current_item is not None
    assert page.list.current_item.target_id == day.late
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    asked = day.forms[-1]
    assert (asked.kind, asked.account_id, asked.record_id) == ("touch", day.umbra, day.late)


def test_space_keeps_a_promise_and_undo_takes_it_back(page: MyDayPage, day: Day, qtbot: QtBot):
    stand_on(page, "Send the price list")
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert get_action(day.book.workbench, day.promise).state == "done"
    assert not any("price list" in line for line in lines(page))
    assert page.list.current_item is not None, "the focus stays on the list"
    page.workspace.undo.undo()
    assert get_action(day.book.workbench, day.promise).state == "open"
    assert any("price list" in line for line in lines(page))


def test_a_click_on_the_circle_does_the_same(page: MyDayPage, day: Day, qtbot: QtBot):
    stand_on(page, "Send the price list")
    rect = page.list.visualRect(page.list.currentIndex())
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.x() + 22, rect.center().y()))
    assert get_action(day.book.workbench, day.promise).state == "done"


def open_snooze(page: MyDayPage, qtbot: QtBot) -> SnoozeForm:
    stand_on(page, "Send the price list")
    qtbot.keyClick(page.list, Qt.Key.Key_S)
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SnoozeForm) and w.isVisible())
    return form


def test_snooze_asks_until_when_and_why(page: MyDayPage, day: Day, qtbot: QtBot):
    form = open_snooze(page, qtbot)
    form.save()
    assert form.isVisible(), "without a reason nothing is stored"
    form.fields.set_values({"until": TODAY, "reason": "They are away"})
    form.save()
    assert form.isVisible(), "today is no day to come back on"
    form.fields.set_values({"until": date(2026, 12, 1), "reason": "They are away"})
    form.save()
    assert not any("price list" in line for line in lines(page))
    assert get_action(day.book.workbench, day.promise).state == "open"
    page.workspace.undo.undo()
    assert any("price list" in line for line in lines(page))


def test_enter_opens_the_account(page: MyDayPage, day: Day, qtbot: QtBot):
    with qtbot.waitSignal(page.workspace.account_asked) as asked:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.args == [day.umbra]


def test_the_team_shows_everybody_and_is_remembered(page: MyDayPage, day: Day, qtbot: QtBot):
    assert not any("Zava" in line for line in lines(page))
    qtbot.mouseClick(page.whose.chips()[1], Qt.MouseButton.LeftButton)
    assert any("Zava" in line for line in lines(page))
    assert day.book.workspace.settings.flag("my_day/team") is True


def test_the_schedule_holds_what_has_a_time(page: MyDayPage, day: Day, qtbot: QtBot):
    assert page.schedule.isVisible()
    assert [(one.line.time, one.line.title, one.line.detail) for one in page.schedule.lines] == [
        ("10:30", "Umbra Health", "SSO rollout")
    ]
    with qtbot.waitSignal(page.workspace.account_asked):
        qtbot.keyClick(page.schedule.lines[0], Qt.Key.Key_Space)


def test_an_empty_book_offers_the_demo(book: OpenBook, qtbot: QtBot):
    page = shown_page(book, qtbot)
    assert page.nothing.isVisible()
    assert page.nothing.accessibleName() == "Your day starts with accounts"
    with qtbot.waitSignal(book.workspace.book_asked):
        page.nothing.activated.emit()
    assert page.schedule.isHidden()


def test_the_page_fits_the_smallest_window(page: MyDayPage):
    assert page.minimumSizeHint().width() <= 1180 - 80 - 32
    assert page.minimumSizeHint().height() <= 600 - 44 - 20 - 30


def test_the_menu_offers_what_the_keys_do(page: MyDayPage):
    item_now = page.list.current_item
    assert item_now is not None
    assert [action.text() for action in page.list.menu_for(item_now).actions()] == [
        "Done\tSpace",
        "Move to…\tE",
        "Edit…\tF2",
        "Held as planned\tH",
        "Not held…\tN",
        "Plan a check-in…\tC",
        "Snooze…\tS",
        "Open account\tEnter",
    ]
    promise = next(one for one in page.list.entries.items if one.kind == "promise")
    keys = [action.text().split("\t")[1] for action in page.list.menu_for(promise).actions()]
    assert keys == ["Space", "E", "C", "S", "Enter"]


def test_what_goes_by_itself_is_not_ticked_off(page: MyDayPage, day: Day):
    fallen = day_item("health", "Health fell", "", (day.umbra, "Umbra Health"), None, (30, "at risk"), None, TODAY)
    page.acts.finish(fallen)
    assert day.forms == []
    assert "Snooze it" in day.book.toasts.said[-1]


def test_journey_work_off_the_day(page: MyDayPage, day: Day, qtbot: QtBot):
    wb = day.book.workbench
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current_item is not None
    assert page.list.current_item.target_id == day.timed, "arrows step over headings"
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert get_action(wb, day.promise).state == "done"
    assert page.subtitle.endswith("2 things due, 1 overdue")
    assert get_check_in(wb, day.late).state == "planned"


@pytest.mark.parametrize(
    ("due_on", "group", "words"),
    [
        (date(2026, 11, 20), "Overdue", ("3 days late", "at_risk")),
        (date(2026, 11, 22), "Overdue", ("1 day late", "at_risk")),
        (TODAY, "Today", ("today", "watch")),
        (None, "Today", ("today", "watch")),
        (date(2026, 11, 29), "This week", ("Sun 29 Nov", "muted")),
        (date(2026, 12, 9), "Later", ("Wed 9 Dec", "muted")),
    ],
)
def test_groups_and_due_words(qapp: QApplication, due_on: date | None, group: str, words: tuple[str, str]):
    entry = grouped([item(due_on)], TODAY)
    assert entry[0] == Heading(group, 1)
    assert due_words(item(due_on), TODAY) == words


def test_what_is_due_is_counted_without_the_days_to_come():
    assert day_words([item(date(2026, 11, 24))], TODAY) == "nothing due"
    assert day_words([item(TODAY)], TODAY) == "1 thing due"
    assert day_words([item(TODAY)], TODAY, 3) == day_words([item(TODAY)], TODAY, None) == "at least 1 thing due"


@pytest.mark.parametrize(("hour", "words"), [(8, "Good morning"), (13, "Good afternoon"), (20, "Good evening")])
def test_the_greeting_goes_by_the_clock(hour: int, words: str):
    local = datetime(2026, 11, 23, hour, tzinfo=datetime(2026, 11, 23, tzinfo=UTC).astimezone().tzinfo)
    assert greeting(local, "Maya Chen") == f"{words}, Maya"
    assert greeting(local, "") == words


@pytest.mark.parametrize(
    ("seen", "since", "words"),
    [
        ("", date(2026, 11, 16), "16 Nov"),
        ("2026-11-23", date(2026, 11, 16), "16 Nov"),
        ("2026-11-22", date(2026, 11, 22), "yesterday"),
        ("2026-11-20", date(2026, 11, 20), "Friday"),
        ("rubbish", date(2026, 11, 16), "16 Nov"),
    ],
)
def test_changes_are_told_since_the_last_session(
    qapp: QApplication, tmp_path: Path, seen: str, since: date, words: str
):
    settings = Settings(tmp_path / "settings.ini")
    settings.set("my_day/seen_on", seen)
    assert last_session(settings, TODAY) == since
    assert since_words(since, TODAY) == words


def test_a_second_session_on_one_day_tells_the_same_changes(qapp: QApplication, tmp_path: Path):
    settings = Settings(tmp_path / "settings.ini")
    for day, since in ((19, 12), (20, 19), (20, 19), (23, 20), (23, 20)):
        today = date(2026, 11, day)
        assert last_session(settings, today) == date(2026, 11, since)
        end_session(settings, today)
        end_session(settings, today)


def done_line(page: MyDayPage) -> str:
    return next(line for line in lines(page) if line.startswith("Done"))


def test_what_was_done_today_folds_at_the_end(page: MyDayPage, day: Day, qtbot: QtBot):
    stand_on(page, "Send the price list")
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert lines(page)[-1] == "Done, 1, folded"
    stand_on(page, "Done, 1")
    qtbot.keyClick(page.list, Qt.Key.Key_Right)
    assert lines(page)[-2:] == ["Done, 1, unfolded", "Umbra Health: Send the price list"]
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert get_action(day.book.workbench, day.promise).state == "open", "Space takes it up again"
    assert not any(line.startswith("Done") for line in lines(page))


def test_a_held_check_in_is_among_what_was_done(page: MyDayPage, day: Day, qtbot: QtBot):
    complete_check_in(day.book.workbench, day.late)
    page.read()
    stand_on(page, "Done, 1")
    rect = page.list.visualRect(page.list.currentIndex())
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert lines(page)[-1] == "Umbra Health: Check-in held"
    page.read()
    assert done_line(page) == "Done, 1, unfolded", "a refresh keeps it unfolded"
    with qtbot.waitSignal(page.workspace.account_asked) as asked:
        stand_on(page, "Check-in held")
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert asked.args == [day.umbra]


def test_when_all_is_done_the_done_group_is_left(page: MyDayPage, day: Day):
    wb = day.book.workbench
    complete_check_in(wb, day.late)
    complete_check_in(wb, day.timed)
    complete_action(wb, day.promise)
    page.read()
    assert lines(page)[-1] == "Done, 3, folded"


def test_e_moves_a_check_in_to_a_day_as_one_says_it(page: MyDayPage, day: Day, qtbot: QtBot):
    assert page.list.current_item is not None
    qtbot.keyClick(page.list, Qt.Key.Key_E)
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MoveForm) and w.isVisible())
    qtbot.waitUntil(form.isActiveWindow)
    line = form.fields.widget("due_on").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.selectedText() == line.text(), "typing replaces the day"
    qtbot.keyClicks(line, "fri")
    assert line.text() == "fri"
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert get_check_in(day.book.workbench, day.late).due_on == date(2026, 11, 27)
    assert not any(line.startswith("Overdue") for line in lines(page))
    page.workspace.undo.undo()
    assert get_check_in(day.book.workbench, day.late).due_on == date(2026, 11, 19)


def test_the_same_day_is_no_move(page: MyDayPage, day: Day, qtbot: QtBot):
    stand_on(page, "Send the price list")
    qtbot.keyClick(page.list, Qt.Key.Key_F2)
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MoveForm) and w.isVisible())
    form.save()
    assert form.isVisible()
    form.fields.put({"due_on": date(2026, 11, 30)})
    form.save()
    assert get_action(day.book.workbench, day.promise).due_on == date(2026, 11, 30)


def test_nothing_is_claimed_before_the_book_was_read(book: OpenBook, qtbot: QtBot):
    page = MyDayPage(book.workspace)
    qtbot.addWidget(page)
    page.show()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert not any("No score moved" in text or "No renewal" in text for text in said)
    page.on_workbench_ready()
    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "No score moved." in said


@pytest.mark.parametrize(
    ("more", "words"),
    [(0, "by risk × ARR × due date"), (7, "the first 1 by risk × ARR × due date, 7 more"),
     (None, "the first 1 by risk × ARR × due date")],
)  # fmt: skip
def test_a_list_that_is_cut_says_so(more: int | None, words: str):
    assert order_words(MyDay([item(TODAY)], [], more)) == words


def test_renewals_that_are_cut_are_not_summed_up_as_if_they_were_all():
    def row(key: int) -> RenewalRow:
        return RenewalRow(ContractId(key), AccountId(1), "Acme", "Suite", TODAY, 10_000_00, "EUR", 50, "watch")

    assert renewal_words([row(key) for key in range(49)]) == "€490 k across 49"
    assert renewal_words([row(key) for key in range(50)]) == "€500 k across the first 50"
    assert renewal_words([]) == ""

"""My day by keys alone: what each key opens, changes and takes back; and what is said while health catches up."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.history import ChangeSet
from csworkbench.infra.clock import FixedClock
from csworkbench.services.actions import add_action
from csworkbench.services.checkins import get_check_in
from csworkbench.services.workbench import start_day
from csworkbench.ui.forms.check_in_edit_form import CheckInEditForm
from csworkbench.ui.forms.move_form import MoveForm
from csworkbench.ui.my_day.day_entries import item_key
from csworkbench.ui.my_day.page import MyDayPage
from csworkbench.ui.my_day.side_lines import figures_words
from csworkbench.ui.my_day.snooze_form import SnoozeForm
from tests.ui.my_day.conftest import Day

KEY = Qt.Key


def stand_on(page: MyDayPage, kind: str) -> None:
    page.list.show_item(next(item_key(item) for item in page.list.entries.items if item.kind == kind))


def form_of(kind: type) -> object:
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return form


@pytest.mark.parametrize("kind", ["check-in", "promise"])
def test_c_plans_with_the_account_of_any_row(page: MyDayPage, day: Day, qtbot: QtBot, kind: str):
    stand_on(page, kind)
    qtbot.keyClick(page.list, KEY.Key_C)
    (asked,) = day.forms
    assert (asked.kind, asked.account_id, asked.record_id, asked.account_name) == (
        "check_in", day.umbra, None, "Umbra Health",
    )  # fmt: skip


def test_f2_edits_a_check_in_and_undo_takes_it_back(page: MyDayPage, day: Day, qtbot: QtBot):
    qtbot.keyClick(page.list, KEY.Key_F2)
    form = form_of(CheckInEditForm)
    assert isinstance(form, CheckInEditForm)
    agenda = form.fields.widget("agenda")
    target = agenda.focusProxy() or agenda
    qtbot.keyClicks(target, "Budget")
    form.save()
    assert get_check_in(day.book.workbench, day.late).agenda == "Budget"
    assert page.list.current_item is not None
    assert page.list.current_item.title == "Budget"
    day.book.workspace.undo.undo()
    assert get_check_in(day.book.workbench, day.late).agenda is None


def test_f2_on_a_promise_asks_for_its_day(page: MyDayPage, qtbot: QtBot):
    stand_on(page, "promise")
    qtbot.keyClick(page.list, KEY.Key_F2)
    form = form_of(MoveForm)
    assert isinstance(form, MoveForm)
    form.fields.settle()
    form.close()


def test_snoozing_takes_s_a_reason_and_enter(page: MyDayPage, day: Day, qtbot: QtBot):
    qtbot.keyClick(page.list, KEY.Key_S)
    form = form_of(SnoozeForm)
    assert isinstance(form, SnoozeForm)
    qtbot.keyClicks(form.fields.widget("reason"), "They are away")
    qtbot.keyClick(form.fields.widget("reason"), KEY.Key_Return)
    assert not form.isVisible()
    assert ("check-in", day.late) not in {(item.kind, item.target_id) for item in page.list.entries.items}
    day.book.workspace.undo.undo()
    assert ("check-in", day.late) in {(item.kind, item.target_id) for item in page.list.entries.items}


def test_what_is_stored_is_shown_while_health_is_brought_up_to_today(page: MyDayPage, day: Day):
    workspace, wb = day.book.workspace, day.book.workbench
    start_day(wb)
    page.read()
    assert page.changes.note == ""
    clock = FixedClock(datetime(2026, 11, 24, 8, tzinfo=UTC), date(2026, 11, 24))
    workspace.clock = wb.clock = clock
    workspace.hub.publish(ChangeSet(0, "", frozenset({"account_line"}), None))
    assert page.changes.note == "Health is that of 23 Nov; it is being brought up to today."
    assert page.list.entries.items
    start_day(wb)
    workspace.hub.publish(ChangeSet(0, "", frozenset({"account_line"}), None))
    assert page.changes.note == ""


@pytest.mark.parametrize(
    ("figures_on", "is_read_only", "words"),
    [
        (None, False, ""),
        (date(2026, 11, 23), False, ""),
        (date(2026, 11, 20), False, "Health is that of 20 Nov; it is being brought up to today."),
        (date(2026, 11, 20), True, "Health is that of 20 Nov."),
    ],
)
def test_of_which_day_health_is(figures_on: date | None, is_read_only: bool, words: str):
    assert figures_words(figures_on, date(2026, 11, 23), is_read_only=is_read_only) == words


def test_what_is_in_sight_stays_when_the_day_is_read_again(page: MyDayPage, day: Day, qtbot: QtBot):
    wb = day.book.workbench
    for number in range(40):
        add_action(wb, ActionDraft(day.umbra, f"Promise {number:02}", due_on=date(2026, 11, 23)))
    page.read()
    bar = page.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 600)
    first = page.list.currentIndex().row()
    bar.setValue(600)
    page.read()
    assert (bar.value(), page.list.currentIndex().row()) == (600, first), "scrolled away from the current row"
    page.list.scrollToBottom()
    qtbot.keyClick(page.list, KEY.Key_End)
    held = page.list.current_item
    page.read()
    assert page.list.current_item == held
    assert page.list.viewport().rect().intersects(page.list.visualRect(page.list.currentIndex()))


def test_home_and_page_up_lead_to_the_first_row_under_its_heading(page: MyDayPage, qtbot: QtBot):
    first = page.list.entries.items[0]
    for back in (KEY.Key_Home, KEY.Key_PageUp):
        qtbot.keyClick(page.list, KEY.Key_End)
        assert page.list.current_item not in (None, first)
        qtbot.keyClick(page.list, back)
        assert page.list.current_item == first

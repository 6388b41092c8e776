"""Editing records on the account page by keys and clicks: touches, check-ins, goals, feedback."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from csworkbench.domain.goals import GoalDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.touches import TouchDraft
from csworkbench.services.actions import list_actions
from csworkbench.services.checkins import list_check_ins
from csworkbench.services.contacts import list_contacts
from csworkbench.services.fatigue import list_overrides
from csworkbench.services.feedback import list_feedback
from csworkbench.services.goals import list_goals, set_goal
from csworkbench.services.series.changes import edit_check_in
from csworkbench.services.touches import list_touches, log_touch
from csworkbench.ui.account.page import TABS, AccountPage
from csworkbench.ui.bridge.places import FormRequest, Place
from csworkbench.ui.forms.calendar_file.export_form import CalendarExportForm
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.goal_form import GoalForm
from csworkbench.ui.forms.guarded_change import ReasonForm
from csworkbench.ui.forms.move_form import CancelForm, MoveForm
from csworkbench.ui.forms.told_form import ToldForm
from csworkbench.ui.forms.touch_edit_form import TouchEditForm
from tests.ui.books import OpenBook


@pytest.fixture
def page(book: OpenBook, northwind: AccountId, qtbot: QtBot) -> AccountPage:
    """The page of the lively account, shown."""
    made = AccountPage(book.workspace)
    qtbot.addWidget(made)
    book.workspace.hub.changed.connect(made.refresh)
    made.resize(1254, 642)
    made.go_to(Place("account", northwind))
    with qtbot.waitExposed(made):
        made.show()
    made.on_shown()
    return made


def open_form(kind: type[Form]) -> Form:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def stand_on(page: AccountPage, kind: str) -> None:
    """Make the first event of a kind the current one."""
    entries = page.timeline.list.entries
    row = next(row for row in entries.events if row.kind == kind)
    place = entries.place_of(row)
    assert place is not None
    page.timeline.list.setCurrentIndex(entries.index(place))


def test_f2_edits_a_touch_and_undo_takes_it_back(page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot):
    stand_on(page, "touch")
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_F2)
    form = open_form(TouchEditForm)
    assert form.fields.value("notes") == "Kick-off"
    form.fields.put({"notes": "Kick-off, with the sponsor", "channel": "video", "happened_on": date(2026, 11, 3)})
    form.save()
    touch = list_touches(book.workbench, northwind)[0]
    assert (touch.notes, touch.channel, touch.happened_on) == (
        "Kick-off, with the sponsor", "video", date(2026, 11, 3),
    )  # fmt: skip
    assert any("with the sponsor" in row.detail for row in page.timeline.list.entries.events)
    book.workspace.undo.undo()
    assert list_touches(book.workbench, northwind)[0].notes == "Kick-off"


def test_del_deletes_a_touch_with_undo(page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot):
    stand_on(page, "touch")
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_Delete)
    assert list_touches(book.workbench, northwind) == []
    assert "Deleted a touch" in book.toasts.said[-1]
    book.workspace.undo.undo()
    assert len(list_touches(book.workbench, northwind)) == 1


def test_a_check_in_is_moved_from_the_timeline(page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot):
    stand_on(page, "check_in")
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_E)
    form = open_form(MoveForm)
    line = form.fields.widget("due_on").findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "+2w")
    form.save()
    assert list_check_ins(book.workbench, northwind)[0].due_on == date(2026, 12, 7)


def test_a_check_in_is_cancelled_with_a_reason(page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot):
    stand_on(page, "check_in")
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_Delete)
    form = open_form(CancelForm)
    form.save()
    assert form.isVisible(), "without a reason nothing is cancelled"
    form.fields.put({"reason": "They are on holiday"})
    form.save()
    row = list_check_ins(book.workbench, northwind)[0]
    assert (row.state, row.reason) == ("cancelled", "They are on holiday")
    stand_on(page, "check_in")
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_F2)
    assert book.toasts.said[-1] == "That check-in is cancelled already."
    book.workspace.undo.undo()
    assert list_check_ins(book.workbench, northwind)[0].state == "planned"


def test_a_promise_is_moved_from_the_timeline(page: AccountPage, qtbot: QtBot):
    stand_on(page, "action")
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_Return)
    form = open_form(MoveForm)
    form.fields.put({"due_on": date(2026, 12, 1)})
    form.save()
    assert any("1 Dec" in box.accessibleName() for box in page.promises.boxes)


@pytest.mark.parametrize("place", ["card", "timeline"])
def test_h_says_that_it_was_held_as_planned(
    page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot, place: str
):
    if place == "timeline":
        stand_on(page, "check_in")
    qtbot.keyClick(page.timeline.list if place == "timeline" else page.next.more_button, Qt.Key.Key_H)
    (row,) = list_check_ins(book.workbench, northwind)
    assert row.state == "held"
    touch = list_touches(book.workbench, northwind)[0]
    assert (touch.happened_on, touch.channel, touch.is_two_way, touch.notes) == (date(2026, 11, 23), "call", True, None)
    book.workspace.undo.undo()
    assert list_check_ins(book.workbench, northwind)[0].state == "planned"


def test_held_past_the_guard_wants_a_reason(page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot):
    (ada,) = list_contacts(book.workbench, northwind)
    (row,) = list_check_ins(book.workbench, northwind)
    edit_check_in(book.workbench, row.id, {"contact_ids": (ada.id,)})
    log_touch(book.workbench, TouchDraft(northwind, date(2026, 11, 20), contact_ids=(ada.id,)))
    qtbot.keyClick(page.next.more_button, Qt.Key.Key_H)
    form = open_form(ReasonForm)
    assert isinstance(form, ReasonForm)
    assert "1 business day after the call of 20 Nov" in form.said.text()
    assert list_check_ins(book.workbench, northwind)[0].state == "planned"
    form.fields.put({"override_reason": "She called back"})
    form.save()
    assert list_check_ins(book.workbench, northwind)[0].state == "held"
    assert [one.reason for one in list_overrides(book.workbench)] == ["She called back"]


def test_del_drops_a_promise_and_undo_takes_it_up(
    page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot
):
    stand_on(page, "action")
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_Delete)
    assert list_actions(book.workbench, northwind)[0].state == "dropped"
    assert page.promises.boxes == []
    stand_on(page, "action")
    qtbot.keyClick(page.timeline.list, Qt.Key.Key_Delete)
    assert book.toasts.said[-1] == "That promise is dropped already."
    book.workspace.undo.undo()
    assert list_actions(book.workbench, northwind)[0].state == "open"


def test_menus_offer_what_an_event_allows(page: AccountPage):
    by_kind = {row.kind: row for row in page.timeline.list.entries.events}
    words = {kind: [one.text() for one in page.timeline.list.menu_for(row).actions()] for kind, row in by_kind.items()}
    assert words["touch"] == ["Edit…\tF2", "Delete\tDel"]
    assert words["check_in"] == [
        "Move to…\tF2", "It took place…\tSpace", "Edit…\tShift+E", "Held as planned\tH",
        "Mark as missed…\tN", "Export to a calendar…\tX",
        "Cancel check-in…\tDel",
    ]  # fmt: skip
    assert words["feedback"] == []


def test_the_next_check_in_card_moves_and_cancels_by_keys(page: AccountPage, qtbot: QtBot):
    qtbot.keyClick(page.next.more_button, Qt.Key.Key_E)
    open_form(MoveForm).reject()
    qtbot.keyClick(page.next.more_button, Qt.Key.Key_Delete)
    open_form(CancelForm).reject()
    qtbot.keyClick(page.next.more_button, Qt.Key.Key_X)
    open_form(CalendarExportForm).reject()
    menu = page.next.more_button.menu()
    assert isinstance(menu, QMenu)
    assert [one.text().split("\t")[0] for one in menu.actions()] == [
        "Move to…", "Edit…", "Held as planned", "Mark as missed…", "Cancel check-in…", "Export to a calendar…",
    ]  # fmt: skip


def test_a_goal_is_set_edited_and_moved(page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot):
    page.show_tab("goals")
    assert page.goals.empty.isVisible()
    page.goals.empty.activated.emit()
    form = open_form(GoalForm)
    form.save()
    assert form.fields.error_of("objective")
    form.fields.put({"objective": "Close the month faster", "baseline": "8", "target": "3"})
    form.save()
    assert [row.objective for row in list_goals(book.workbench, northwind)] == ["Close the month faster"]
    assert page.goals.table.isVisible()
    assert "8 to 3" in page.goals.said.text()
    qtbot.keyClick(page.goals.table, Qt.Key.Key_F2)
    form = open_form(GoalForm)
    form.fields.put({"actual": "5"})
    form.save()
    moves = page.goals.moves_menu()
    assert moves is not None
    assert [one.text() for one in moves.actions()] == [
        "Mark as at risk", "Mark as achieved", "Mark as missed", "Mark as dropped",
    ]  # fmt: skip
    moves.actions()[1].trigger()
    goal = list_goals(book.workbench, northwind)[0]
    assert (goal.status, goal.actual, goal.baseline) == ("achieved", "5", "8")
    book.workspace.undo.undo()
    assert list_goals(book.workbench, northwind)[0].status == "on track"
    assert page.goals.current() is not None, "the selection stays"


def test_m_offers_the_moves_by_keyboard(
    page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    draft = GoalDraft(northwind, "Close the month faster")
    book.workspace.change(page, lambda workbench, _token: set_goal(workbench, draft))
    page.go_to(Place("account", northwind, "goals"))
    page.goals.table.setFocus()
    menus: list[QMenu] = []
    monkeypatch.setattr(page.goals, "pop_up", lambda menu, _at: menus.append(menu))
    qtbot.keyClick(page.goals.table, Qt.Key.Key_M)
    menus[0].actions()[0].trigger()
    assert list_goals(book.workbench, northwind)[0].status == "at risk"


def test_feedback_goes_its_way_until_the_customer_is_told(page: AccountPage, book: OpenBook, northwind: AccountId):
    page.show_tab("feedback")
    assert "Sync is slow" in page.feedback.said.text()
    menu = page.feedback.moves_menu()
    assert menu is not None
    menu.actions()[0].trigger()
    assert list_feedback(book.workbench, northwind)[0].state == "acknowledged"
    told = page.feedback.moves_menu()
    assert told is not None
    told.actions()[-1].trigger()
    form = open_form(ToldForm)
    form.save()
    assert form.fields.error_of("by"), "who told the customer is needed"
    form.fields.put({"by": "Maya Chen"})
    form.save()
    row = list_feedback(book.workbench, northwind)[0]
    assert (row.state, row.told_by, row.told_channel) == ("customer told", "Maya Chen", "email")
    assert "Customer told 23 Nov 2026 by Maya Chen (email)." in page.feedback.said.text()


def test_nothing_to_tell_needs_a_reason(page: AccountPage, book: OpenBook, northwind: AccountId):
    row = list_feedback(book.workbench, northwind)[0]
    page.record_acts.move_feedback(row, "customer told")
    form = open_form(ToldForm)
    assert isinstance(form, ToldForm)
    form.nothing.click()
    form.save()
    assert form.fields.error_of("reason")
    form.fields.put({"reason": "They withdrew it"})
    form.save()
    closed = list_feedback(book.workbench, northwind)[0]
    assert (closed.state, closed.reason, closed.told_at) == ("customer told", "They withdrew it", None)


def test_feedback_is_logged_from_its_tab(page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot):
    asked: list[FormRequest] = []
    book.workspace.set_form_opener(asked.append)
    page.show_tab("feedback")
    qtbot.keyClick(page.feedback.table, Qt.Key.Key_Insert)
    assert (asked[0].kind, asked[0].account_id) == ("feedback", northwind)


@pytest.mark.parametrize("width", [1068, 1254])
def test_no_table_of_records_scrolls_sideways(page: AccountPage, width: int):
    page.resize(width, 500)
    for key in ("feedback", "contacts"):  # there is no goal, so the table of goals is not on show
        page.show_tab(key)
        table = getattr(page, key).table
        assert table.isVisible()
        assert table.horizontalScrollBar().maximum() == 0, key
    assert TABS[2] == "goals"

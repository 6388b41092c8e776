"""Planning a period in the window: seen, changed by hand and written, by keys alone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from csworkbench.domain.accounts import AccountQuery
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.services import accounts, checkins, touches
from csworkbench.ui.bridge.places import PastDay
from csworkbench.ui.calendar.plan_period.opening import open_plan_period
from csworkbench.ui.widgets.texts import weekday_day
from tests.ui.calendar.plan_period.conftest import FIRST, LAST

IDEAL = date(2026, 12, 7)


def shown(dialog, column):
    """Give what the table shows in a column."""
    model = dialog.frame.table.plan
    place = [one.key for one in model.columns].index(column)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def retype(dialog, field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    dialog.plan()


def settle(qtbot, dialog):
    """Wait until what was typed into a cell is taken: Qt does that from the event loop."""
    table = dialog.frame.table
    qtbot.waitUntil(lambda: table.state() != QAbstractItemView.State.EditingState)
    qtbot.waitUntil(lambda: not dialog.findChild(QTimer, "choose").isActive())


def change(qtbot, dialog, text):
    """Change the day of the current row by keys."""
    table = dialog.frame.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    (editor,) = [one for one in table.findChildren(QLineEdit) if one.isVisible()]
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, dialog)


def planned(book):
    return [
        one
        for account in accounts.find_accounts(book.workbench, AccountQuery())
        for one in checkins.list_check_ins(book.workbench, account)
        if one.state == "planned"
    ]


def test_the_plan_is_there_when_it_opens(dialog):
    frame = dialog.frame
    assert frame.outcome.words.text() == "All 8 check-ins that are due have a place."
    assert frame.apply_button.text() == "Plan 8 check-ins"
    assert frame.parameters.owner.currentText() == "Maya Lind"
    assert shown(dialog, "account") == sorted(shown(dialog, "account"))
    assert set(shown(dialog, "on")) == {weekday_day(IDEAL), ""}
    assert shown(dialog, "at")[0] == "09:00–09:30"
    assert (shown(dialog, "person")[0], shown(dialog, "there")[:2]) == ("Ann 00", ["13:30", "10:30"])
    assert set(shown(dialog, "why")) == {"on its ideal date"}
    assert frame.tabs.tabText(0) == "Planned 8"
    assert not frame.tabs.isTabEnabled(1)
    assert "the fullest is Mon 7 Dec: 4:00 h of 8:00 h" in frame.bars.summary()
    assert frame.parameters.hours.placeholderText() == "8, as usual"
    assert frame.parameters.facts.text().endswith("near its ideal date.")


def test_a_smaller_cap_spreads_them_and_says_why(dialog):
    retype(dialog, dialog.frame.parameters.hours, "1:00")
    assert len(set(shown(dialog, "on"))) > 3
    assert any("Mon 7 Dec is full" in why for why in shown(dialog, "why"))
    assert max(one.minutes for one in dialog.draft.load()) == 60
    assert "+1 d" in shown(dialog, "shift")


def test_written_with_one_key_and_undone_as_one(dialog, dues):
    number = len(dues.workbench.history())
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert len(planned(dues)) == 8
    assert {(one.due_on, one.time_zone) for one in planned(dues)} == {(IDEAL, "Europe/Berlin")}
    assert len(dues.workbench.history()) == number + 1
    assert dues.toasts.said == ["Planned 8 check-ins for 2026-12"]
    dues.workbench.undo()
    assert planned(dues) == []


def test_a_row_is_left_out_with_space(dialog, dues):
    table = dialog.frame.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert dialog.frame.apply_button.text() == "Plan 7 check-ins"
    assert shown(dialog, "why")[1] == "left out"
    box = table.plan.index(1, 0)
    assert box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert box.data(Qt.ItemDataRole.AccessibleTextRole) == "Cedar 01: left out"
    assert dialog.draft.load()[4].minutes == 210
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(planned(dues)) == 7


def test_all_rows_are_left_out_and_taken_in_again(dialog):
    table = dialog.frame.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert dialog.frame.apply_button.text() == "Plan 0 check-ins"
    assert not dialog.frame.apply_button.isEnabled()
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert dialog.frame.apply_button.text() == "Plan 8 check-ins"
    assert dialog.frame.apply_button.isEnabled()


def test_a_tick_is_turned_with_the_mouse(dialog):
    table = dialog.frame.table
    rect = table.visualRect(table.plan.index(2, 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.left() + 12 + 6, rect.center().y()))
    assert len(dialog.draft.chosen) == 7


def test_a_row_gets_a_day_and_time_of_its_own(dialog, dues, qtbot):
    change(qtbot, dialog, "wed 9 10:30")
    assert (shown(dialog, "account")[-1], shown(dialog, "at")[-1]) == ("Cedar 00", "10:30–11:00")
    assert shown(dialog, "there")[-1] == "15:00"
    assert "Ann 00 · 15:00 there" in dialog.frame.details.first.text()
    assert shown(dialog, "why")[-1] == "the day and time are yours"
    assert dialog.frame.table.currentIndex().row() == 7, "the keys stay on the row"
    assert dialog.frame.bars.current == date(2026, 12, 9)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (moved,) = [one for one in planned(dues) if one.due_on == date(2026, 12, 9)]
    assert moved.due_time == "10:30"


def test_what_a_person_may_choose_is_said_and_what_not_bars(dialog, qtbot):
    change(qtbot, dialog, "sat 12 dec")
    assert shown(dialog, "why")[-1].startswith("Your choice, but Sat 12 Dec is no business day")
    assert dialog.frame.apply_button.isEnabled()
    assert dialog.draft.load()[-1].on == date(2026, 12, 31)
    change(qtbot, dialog, "mon 7 dec 09:30")
    assert "09:30 overlaps with Cedar 01 at 09:30" in " ".join(shown(dialog, "why"))
    assert not dialog.frame.apply_button.isEnabled()
    assert dialog.frame.problem == "1 row can't be planned like that: change or untick."
    QTest.keyClick(dialog.frame.table, Qt.Key.Key_Space)
    assert dialog.frame.apply_button.isEnabled()
    assert dialog.frame.problem == ""


def test_what_is_being_typed_is_not_lost_when_it_is_planned(dialog, dues, qtbot):
    table = dialog.frame.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    (editor,) = [one for one in table.findChildren(QLineEdit) if one.isVisible()]
    editor.selectAll()
    QTest.keyClicks(editor, "wed 9 10:30")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, dialog)
    assert dialog.isVisible()
    assert dialog.draft.own[0].on == date(2026, 12, 9)
    assert planned(dues) == []
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert date(2026, 12, 9) in {one.due_on for one in planned(dues)}


def test_nonsense_is_refused_in_words(dialog, qtbot):
    change(qtbot, dialog, "never")
    assert "“never” is no date" in dialog.frame.details.second.text()
    assert dialog.draft.own == []
    table = dialog.frame.table
    table.setCurrentIndex(table.plan.index(0, 2))
    change(qtbot, dialog, "25:00")
    assert "“25:00” is no time of day" in dialog.frame.details.second.text()


def test_changes_by_hand_stay_when_it_is_planned_again(dialog, qtbot):
    change(qtbot, dialog, "wed 9 10:30")
    retype(dialog, dialog.frame.parameters.minutes, "45")
    assert dialog.draft.own[0].account == "Cedar 00"
    assert shown(dialog, "at")[-1] == "10:30–11:15"


@pytest.mark.parametrize(
    ("name", "text", "key", "said"),
    [
        ("first", "foo", "first", "“foo” is no date"),
        ("last", "1 nov", "last", "A period has 1 to 62 days."),
        ("hours", "x", "hours_per_day", "Give hours"),
        ("hours", "25", "hours_per_day", "at most 24 hours"),
        ("minutes", "x", "minutes", "Give minutes."),
        ("minutes", "2", "minutes", "5 to 480"),
        ("day_from", "18", "day_to", "ends before it begins"),
        ("zone", "Mars/Base", "time_zone", "no time zone"),
    ],
)
def test_errors_stand_beside_their_fields(dialog, name, text, key, said):
    field = getattr(dialog.frame.parameters, name)
    dialog.frame.parameters.zone.setCompleter(None)  # its list can't be shown without a screen
    retype(dialog, getattr(field, "line", field), text)
    assert said in dialog.frame.parameters.error_of(key)
    assert not dialog.frame.apply_button.isEnabled()
    assert dialog.frame.outcome.words.text() == "Mend the fields at the left to see a plan."


def test_who_can_not_fit_is_listed_with_the_proof(dues, dialog):
    for account in accounts.find_accounts(dues.workbench, AccountQuery()):
        accounts.edit_account(dues.workbench, account, ideal_days=30, maximum_days=31)
    retype(dialog, dialog.frame.parameters.hours, "1")
    frame = dialog.frame
    assert frame.tabs.tabText(1) == "Without a place 4"
    frame.tabs.setCurrentWidget(frame.left)
    model = frame.left.left
    assert model.index(0, 3).data() == "can't fit, proven"
    assert "4 other check-ins take all room" in frame.details.second.text()
    assert frame.outcome.words.text().startswith("4 of 8 check-ins that are due have a place; 4 can't fit")


def test_a_book_that_changed_meanwhile_is_not_written_to(dialog, dues):
    account = accounts.resolve_account(dues.workbench, "Cedar 03")
    touches.log_touch(dues.workbench, TouchDraft(account, date(2026, 11, 22)))
    number = len(dues.workbench.history())
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert "Cedar 03: this is no longer due as it was planned" in dialog.frame.outcome.words.text()
    assert "Nothing was planned." in dialog.frame.outcome.words.text()
    assert len(dues.workbench.history()) == number
    assert not dialog.frame.apply_button.isEnabled()
    dialog.frame.outcome.again.click()
    (row,) = [one for one in dialog.draft.rows if one.account == "Cedar 03"]
    assert row.ideal_on == date(2026, 12, 22)
    assert dialog.frame.apply_button.isEnabled()


def test_planned_ones_are_moved_and_told_so(dues, dialog):
    account = accounts.resolve_account(dues.workbench, "Cedar 00")
    key = checkins.schedule_check_in(dues.workbench, CheckInDraft(account, date(2026, 11, 20)))
    other = accounts.resolve_account(dues.workbench, "Cedar 01")
    fixed = CheckInDraft(other, date(2026, 12, 3), kind="training", due_time="09:00")
    checkins.schedule_check_in(dues.workbench, fixed)
    dialog.plan()
    assert "1 check-in of the period stays" in dialog.frame.parameters.facts.text()
    dialog.frame.table.setCurrentIndex(dialog.frame.table.plan.index(0, 1))
    assert "was on 20 Nov" in dialog.frame.details.first.text()
    dialog.apply()
    assert checkins.get_check_in(dues.workbench, key).due_on == IDEAL


def test_esc_asks_once_when_something_was_changed(dialog):
    table = dialog.frame.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "Esc once more leaves" in dialog.frame.problem
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_esc_leaves_at_once_when_nothing_was_changed(dialog, dues):
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert planned(dues) == []


def test_the_newest_parameters_win(dialog, runner):
    runner.is_holding = True
    retype(dialog, dialog.frame.parameters.hours, "1")
    assert not dialog.frame.apply_button.isEnabled(), "an old plan is not written"
    retype(dialog, dialog.frame.parameters.hours, "2")
    first, second = (token for _, token, _ in runner.held)
    assert (first.is_cancelled, second.is_cancelled) == (True, False)
    runner.let_go()
    assert dialog.draft.preview.request.hours_per_day == 2
    assert dialog.frame.apply_button.isEnabled()


def test_planning_is_cancelled(dialog, runner, qtbot):
    runner.is_holding = True
    retype(dialog, dialog.frame.parameters.hours, "1")
    qtbot.waitUntil(lambda: dialog.frame.outcome.is_progress_shown)
    dialog.frame.outcome.cancel.click()
    assert runner.held[0][1].is_cancelled
    assert dialog.frame.outcome.words.text() == "Planning was cancelled; nothing was changed."
    assert not dialog.frame.apply_button.isEnabled()
    runner.is_holding = False
    runner.let_go()
    dialog.frame.outcome.again.click()
    assert dialog.frame.apply_button.isEnabled()


def test_another_owner_has_nothing_due(dialog):
    dialog.frame.parameters.owner.setCurrentIndex(1)
    dialog.plan()
    assert dialog.frame.outcome.words.text() == "Nothing is due that is not planned already."
    assert not dialog.frame.apply_button.isEnabled()
    assert dialog.frame.details.first.text() == "No row chosen"


def test_bars_are_walked_with_arrows(dialog):
    bars = dialog.frame.bars
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Home)
    assert bars.current == date(2026, 12, 1)
    for _ in range(4):
        QTest.keyClick(bars, Qt.Key.Key_Right)
    assert bars.accessibleDescription() == "Mon 7 Dec: 4:00 h of 8:00 h"
    assert dialog.frame.table.current_key() == dialog.draft.rows[0].key


def test_everything_that_takes_keys_has_a_name(dialog):
    nameless = [
        type(widget).__name__
        for widget in dialog.findChildren(QLineEdit)
        if widget.isVisible() and not widget.accessibleName()
    ]
    assert nameless == []
    for widget in (dialog.frame.table, dialog.frame.left, dialog.frame.bars, dialog.frame.parameters.owner):
        assert widget.accessibleName()


def test_access_keys_are_unique(dialog):
    from csworkbench.ui.calendar.plan_period.parameters import FIELDS

    keys = [text[text.index("&") + 1].casefold() for _, text, _, _ in FIELDS]
    assert len(set(keys)) == len(keys)


def test_a_past_day_is_refused(dues, theme):
    dues.workspace.past = PastDay(date(2026, 10, 1), dues.workspace.path, date(2026, 11, 23))
    assert open_plan_period(dues.workspace, None, None, FIRST, LAST) is None
    assert "past day" in dues.toasts.said[0]


def test_parameters_are_kept_for_the_next_time(dialog, dues):
    retype(dialog, dialog.frame.parameters.minutes, "45")
    retype(dialog, dialog.frame.parameters.day_from, "8")
    assert dialog.frame.parameters.day_from.text() == "08:00"
    dialog.apply()
    assert dues.workspace.settings.number("plan/minutes") == 45
    assert dues.workspace.settings.text("plan/day_from") == "08:00"

"""Keystrokes: plan a check-in, and log a held call with notes, one action and the next date."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.goals import GoalDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.series import SeriesDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.services.accounts import edit_account
from csworkbench.services.actions import add_action, list_actions
from csworkbench.services.checkins import default_due_on, get_check_in, list_check_ins, schedule_check_in
from csworkbench.services.contacts import edit_contact, list_contacts
from csworkbench.services.fatigue import list_overrides
from csworkbench.services.feedback import log_feedback
from csworkbench.services.goals import set_goal
from csworkbench.services.series.changes import get_series, list_series_check_ins, schedule_series
from csworkbench.services.touches import list_touches, log_touch
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.forms.check_in_form import OF_SERIES, CheckInForm
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import BoxInput
from csworkbench.ui.forms.opening import open_form
from tests.ui.books import OpenBook

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, book: OpenBook, kind: str, account: AccountId, record: int | None = None) -> Form:
    form = open_form(book.workspace, None, FormRequest(kind, account, record))  # type: ignore[arg-type]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.activateWindow()
    return form


def focused(form: Form) -> QWidget:
    widget = form.focusWidget()
    assert widget is not None
    return widget


def planned(book: OpenBook, acme: AccountId, before: set[int]):
    return [row for row in list_check_ins(book.workbench, acme) if row.state == "planned" and row.id not in before]


@pytest.mark.parametrize(
    ("keys", "day", "time"),
    [("2w", date(2026, 12, 7), None), ("tue 10", date(2026, 11, 24), "10:00"),
     ("1st business day of next month", date(2026, 12, 1), None), ("4 dec 14:30", date(2026, 12, 4), "14:30")],
)  # fmt: skip
def test_a_natural_day_and_enter_plan_it(qtbot: QtBot, book: OpenBook, acme: AccountId, keys, day, time) -> None:
    before = {int(row.id) for row in list_check_ins(book.workbench, acme)}
    form = opened(qtbot, book, "check_in", acme)
    qtbot.keyClicks(focused(form), keys)
    qtbot.keyClick(focused(form), Qt.Key.Key_Return)
    assert not form.isVisible()
    (row,) = planned(book, acme, before)
    assert (row.due_on, row.due_time) == (day, time)


def test_enter_alone_takes_the_day_of_the_cadence(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    before = {int(row.id) for row in list_check_ins(book.workbench, acme)}
    form = opened(qtbot, book, "check_in", acme)
    qtbot.keyClick(focused(form), Qt.Key.Key_Return)
    assert not form.isVisible()
    assert len(planned(book, acme, before)) == 1


def test_leaving_the_field_shows_the_time_beside(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    qtbot.keyClicks(focused(form), "tue 10")
    qtbot.keyClick(focused(form), Qt.Key.Key_Tab)
    assert form.fields.value("due_time") == "10:00"
    assert form.fields.value("due_on") == date(2026, 11, 24)


def test_a_series(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    form.fields.put({"due_on": date(2026, 12, 31), "repeat": "monthly"})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    rows = sorted((row for row in list_check_ins(book.workbench, acme) if row.series_id), key=lambda row: row.due_on)
    assert [row.due_on for row in rows][:3] == [date(2026, 12, 31), date(2027, 1, 29), date(2027, 2, 26)]


def type_in(qtbot: QtBot, form: Form, key: str, text: str) -> None:
    widget = form.fields.widget(key).focusProxy() or form.fields.widget(key)
    target = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    assert target is not None
    target.setFocus()
    if isinstance(target, QLineEdit):
        target.selectAll()
    qtbot.keyClicks(target, text)


def series_days(book: OpenBook, acme: AccountId) -> list[date]:
    return sorted(row.due_on for row in list_check_ins(book.workbench, acme) if row.series_id)


def test_a_series_is_typed_as_one_says_it(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    assert isinstance(form, CheckInForm)
    assert not any(form.fields.has(key) for key in OF_SERIES)
    type_in(qtbot, form, "due_on", "1 dec")
    type_in(qtbot, form, "repeat", "last friday of the month")
    assert all(form.fields.has(key) for key in OF_SERIES)
    assert form.repeat.meant.text() == "Every month on the last Friday: 25 Dec, 29 Jan, 26 Feb…"
    type_in(qtbot, form, "ends", "3 times")
    assert form.repeat.meant.text() == "Every month on the last Friday, 3 times: 25 Dec, 29 Jan, 26 Feb…"
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    assert series_days(book, acme) == [date(2026, 12, 25), date(2027, 1, 29), date(2027, 2, 26)]


def test_a_series_from_completion_until_a_day(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    type_in(qtbot, form, "due_on", "1 dec")
    type_in(qtbot, form, "repeat", "every 6 weeks")
    type_in(qtbot, form, "ends", "until 31 dec 2027")
    form.fields.put({"is_from_completion": True, "shift": "following"})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    (row,) = [one for one in list_check_ins(book.workbench, acme) if one.series_id]
    series = get_series(book.workbench, row.series_id or 0)
    assert (series.rule, series.is_from_completion, series.shift) == (
        "FREQ=WEEKLY;INTERVAL=6;BYDAY=TU;UNTIL=20271231", True, "following",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("repeat", "ends", "field", "said"),
    [("now and then", "", "repeat", "is no repeat"), ("weekly", "soon", "ends", "is no end"),
     ("weekly", "until 1 nov 2026", "ends", "is no end")],
)  # fmt: skip
def test_what_is_no_repeat_is_said_beside_it(qtbot: QtBot, book: OpenBook, acme, repeat, ends, field, said) -> None:
    form = opened(qtbot, book, "check_in", acme)
    type_in(qtbot, form, "repeat", repeat)
    type_in(qtbot, form, "ends", ends)
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert form.isVisible()
    assert said in form.fields.error_of(field)
    assert list_check_ins(book.workbench, acme) == []


def test_a_series_past_the_guard_wants_a_reason(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    type_in(qtbot, form, "repeat", "weekly")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert "5 touches within 30 days" in form.fields.error_of("override_reason")
    type_in(qtbot, form, "override_reason", "Go-live")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    assert {row.reason for row in list_overrides(book.workbench)} == {"Go-live"}


def test_the_meant_day_stands_beside_while_it_is_typed(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    assert isinstance(form, CheckInForm)
    for text, meant in (
        ("tue 10", "Tue 24 Nov 2026, 10:00"), ("in 2 weeks", "Mon 7 Dec 2026"),
        ("1st business day of next month", "Tue 1 Dec 2026"), ("someday", ""),
    ):  # fmt: skip
        type_in(qtbot, form, "due_on", text)
        assert (form.day.meant.text(), form.day.meant.isVisible()) == (meant, bool(meant)), text


def test_business_days_are_those_of_both_sides(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    edit_account(book.workbench, acme, country="US")
    form = opened(qtbot, book, "check_in", acme)
    assert isinstance(form, CheckInForm)
    type_in(qtbot, form, "due_on", "1st business day of january")
    assert form.day.meant.text() == "Mon 4 Jan 2027", "New Year is a Friday"
    qtbot.keyClick(form.day.line, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert [row.due_on for row in list_check_ins(book.workbench, acme)] == [date(2027, 1, 4)]


def test_people_of_the_last_check_in_come_again(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada, ben = list_contacts(book.workbench, acme)
    form = opened(qtbot, book, "check_in", acme)
    assert form.fields.value("people") == (int(ada.id),), "the champion, as there was no check-in yet"
    assert not form.is_dirty
    form.reject()
    schedule_check_in(book.workbench, CheckInDraft(acme, date(2026, 12, 8), contact_ids=(ben.id,)))
    form = opened(qtbot, book, "check_in", acme)
    assert form.fields.value("people") == (int(ben.id),)
    form.reject()
    edit_contact(book.workbench, ben.id, do_not_contact=True)
    form = opened(qtbot, book, "check_in", acme)
    assert form.fields.value("people") == (int(ada.id),)


def test_the_agenda_starts_with_promises_feedback_and_goals(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    add_action(book.workbench, ActionDraft(acme, "Send the price list", due_on=date(2026, 11, 27)))
    log_feedback(book.workbench, FeedbackDraft(acme, "complaint", date(2026, 11, 14), "Sync is slow"))
    set_goal(book.workbench, GoalDraft(acme, "Close the month faster"))
    form = opened(qtbot, book, "check_in", acme)
    agenda = str(form.fields.value("agenda"))
    assert agenda.splitlines() == [
        "We promised: Send the price list (by 27 Nov)",
        "Feedback of 14 Nov, complaint (new): Sync is slow",
        "Goal: Close the month faster (on track)",
    ]


def test_what_is_to_be_spoken_of_today_is_not_kept_for_a_series(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    add_action(book.workbench, ActionDraft(acme, "Send the price list"))
    form = opened(qtbot, book, "check_in", acme)
    type_in(qtbot, form, "repeat", "monthly")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    members = [row for row in list_check_ins(book.workbench, acme) if row.series_id]
    assert {row.agenda for row in members} == {None}
    held = opened(qtbot, book, "touch", acme, int(members[-1].id))
    notes = held.fields.widget("notes")
    assert isinstance(notes, BoxInput)
    assert notes.placeholderText() == "We promised: Send the price list", "it is found out when it is held"
    held.reject()
    form = opened(qtbot, book, "check_in", acme)
    type_in(qtbot, form, "due_on", "1 mar 2027")
    type_in(qtbot, form, "repeat", "yearly")
    form.fields.put({"agenda": "Contract", "people": ()})
    form.save()
    assert not form.isVisible()
    assert "Contract" in {row.agenda for row in list_check_ins(book.workbench, acme)}


def test_what_was_spoken_of_last_stands_under_the_title(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    assert form._about.text() == ""
    form.reject()
    ada = list_contacts(book.workbench, acme)[0].id
    log_touch(book.workbench, TouchDraft(acme, date(2026, 11, 2), notes="Kick-off\nall went well", contact_ids=(ada,)))
    form = opened(qtbot, book, "check_in", acme)
    assert form._about.text() == "Last touch 2 Nov, call with Ada Byron: Kick-off all went well"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # of the pop-up with suggestions
def test_an_account_that_is_chosen_in_the_form_prefills_it_too(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    add_action(book.workbench, ActionDraft(acme, "Send the price list"))
    form = open_form(book.workspace, None, FormRequest("check_in"))
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    assert isinstance(form, CheckInForm)
    qtbot.keyClicks(form.account, "Acme & Sons")
    assert "Send the price list" in str(form.fields.value("agenda"))
    assert len(form.fields.value("people")) == 1


def test_minutes_and_zone_are_kept(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    form.fields.put({"minutes": "an hour"})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert "whole minutes" in form.fields.error_of("minutes")
    form.fields.put({"minutes": "45", "due_time": "15:00", "time_zone": "Asia/Kathmandu"})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    (row,) = list_check_ins(book.workbench, acme)
    assert (row.minutes, row.due_time, row.time_zone) == (45, "15:00", "Asia/Kathmandu")


def test_a_held_call_is_one_form_and_one_change(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    key = schedule_check_in(book.workbench, CheckInDraft(acme, date(2026, 11, 23), agenda="Talk about May"))
    changes = len(book.workbench.history())
    form = opened(qtbot, book, "touch", acme, int(key))
    qtbot.keyClicks(focused(form), "Roll-out is on")
    form.fields.put({"actions": "Send the plan @ fri", "pulse": 4, "follow_up_on": date(2026, 12, 7)})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    assert get_check_in(book.workbench, key).state == "held"
    assert list_touches(book.workbench, acme)[0].notes == "Roll-out is on"
    assert [(one.title, one.due_on) for one in list_actions(book.workbench, acme)][:1] == [
        ("Send the plan", date(2026, 11, 27))
    ]
    assert len(book.workbench.history()) == changes + 1


def test_that_a_series_plans_its_next_one_is_said(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    single = schedule_check_in(book.workbench, CheckInDraft(acme, date(2026, 11, 23)))
    form = opened(qtbot, book, "touch", acme, int(single))
    assert form._about.text() == "This completes the planned check-in."
    form.reject()
    series = schedule_series(book.workbench, SeriesDraft(acme, date(2026, 11, 23), "monthly"))
    member = list_series_check_ins(book.workbench, series)[0]
    form = opened(qtbot, book, "touch", acme, int(member.id))
    assert form._about.text().endswith("Its series plans the next one.")


def test_a_day_of_an_action_that_is_not_understood(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "touch", acme)
    form.fields.put({"actions": "Send @ someday"})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert form.isVisible()
    assert "no day" in form.fields.error_of("actions")


def test_the_day_offered_is_no_week_end(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    log_touch(book.workbench, TouchDraft(acme, date(2026, 11, 19)))
    by_cadence = default_due_on(book.workbench, acme)
    form = opened(qtbot, book, "check_in", acme)
    offered = form.fields.value("due_on")
    assert offered.weekday() < 5
    assert (offered - by_cadence).days == (7 - by_cadence.weekday() if by_cadence.weekday() > 4 else 0)

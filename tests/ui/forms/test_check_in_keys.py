"""Keystrokes: plan a check-in, and log a held call with notes, one action and the next date."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.touches import TouchDraft
from csworkbench.services.actions import list_actions
from csworkbench.services.checkins import default_due_on, get_check_in, list_check_ins, schedule_check_in
from csworkbench.services.touches import list_touches, log_touch
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.forms.form import Form
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

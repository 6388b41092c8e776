"""A check-in of a series is moved, edited or cancelled in the window: this one, this and later ones, or all."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.series import SeriesDraft
from csworkbench.services.checkins import get_check_in, schedule_check_in
from csworkbench.services.contacts import edit_contact, list_contacts
from csworkbench.services.fatigue import list_overrides
from csworkbench.services.series.changes import get_series, list_series_check_ins, schedule_series
from csworkbench.ui.forms.check_in_edit_form import CheckInEditForm
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.move_form import CancelForm, MissForm, MoveForm
from tests.ui.books import OpenBook

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
FIRST = date(2026, 12, 2)


def shown(qtbot: QtBot, form: Form) -> Form:
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    form.open()
    with qtbot.waitActive(form):
        form.activateWindow()
    return form


def choose(qtbot: QtBot, form: Form, letter: Qt.Key, scope: str) -> None:
    """Press Alt with a letter; the choice is made once the button is shown as pressed."""
    qtbot.keyClick(form, letter, ALT)
    qtbot.waitUntil(lambda: form.fields.value("scope") == scope)


@pytest.fixture
def weekly(book: OpenBook, acme: AccountId) -> int:
    """A weekly series on Wednesdays from 2 December on."""
    return schedule_series(book.workbench, SeriesDraft(acme, FIRST, "weekly", agenda="Weekly"))


def days(book: OpenBook, key: int, state: str = "planned") -> list[date]:
    return [row.due_on for row in list_series_check_ins(book.workbench, key) if row.state == state]


def move_form(qtbot: QtBot, book: OpenBook, place: int, weekly: int) -> MoveForm:
    row = list_series_check_ins(book.workbench, weekly)[place]
    form = shown(qtbot, MoveForm(book.workspace, "check-in", int(row.id), row.due_on, "Acme"))
    assert isinstance(form, MoveForm)
    return form


@pytest.mark.parametrize(
    ("letter", "first", "second", "third"),
    [
        (None, date(2026, 12, 2), date(2026, 12, 11), date(2026, 12, 16)),
        (Qt.Key.Key_L, date(2026, 12, 2), date(2026, 12, 11), date(2026, 12, 18)),
        (Qt.Key.Key_A, date(2026, 12, 4), date(2026, 12, 11), date(2026, 12, 18)),
    ],
)
def test_moving_asks_which_ones(qtbot: QtBot, book: OpenBook, acme, weekly: int, letter, first, second, third) -> None:
    form = move_form(qtbot, book, 1, weekly)
    assert form.scope == "this"
    assert form.fields.has("scope")
    qtbot.keyClicks(form.day.line, "11 dec")
    if letter is not None:
        choose(qtbot, form, letter, "later" if letter == Qt.Key.Key_L else "all")
    qtbot.keyClick(form.day.line, Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    rows = sorted(day for key in (weekly, weekly + 1) for day in _days_if(book, key))
    assert rows[:3] == [first, second, third]


def _days_if(book: OpenBook, key: int) -> list[date]:
    try:
        get_series(book.workbench, key)
    except Exception:  # noqa: BLE001 - there is no second series when all were moved
        return []
    return days(book, key)


def test_what_it_is_stands_under_the_title(qtbot: QtBot, book: OpenBook, acme: AccountId, weekly: int) -> None:
    form = move_form(qtbot, book, 0, weekly)
    assert form._about.text() == "Acme · every week on Wednesday"
    qtbot.keyClicks(form.day.line, "3 dec")
    qtbot.keyClick(form.day.line, Qt.Key.Key_Return)
    again = move_form(qtbot, book, 0, weekly)
    assert again._about.text() == "Acme · every week on Wednesday · moved once"


def test_of_no_series_nothing_is_asked(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    key = schedule_check_in(book.workbench, CheckInDraft(acme, FIRST))
    for form in (
        MoveForm(book.workspace, "check-in", int(key), FIRST),
        CancelForm(book.workspace, int(key), FIRST),
        CheckInEditForm(book.workspace, get_check_in(book.workbench, key)),
    ):
        shown(qtbot, form)
        assert not form.fields.has("scope")
        form.reject()


def test_the_zone_of_a_time_is_said_where_it_is_moved(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    draft = CheckInDraft(acme, FIRST, due_time="09:00", time_zone="Europe/Amsterdam")
    form = shown(
        qtbot, MoveForm(book.workspace, "check-in", int(schedule_check_in(book.workbench, draft)), FIRST, "Acme")
    )
    qtbot.waitUntil(lambda: form.fields.value("due_time") == "09:00")
    assert form._about.text() == "Acme · time in Europe/Amsterdam"
    form.reject()


def test_a_series_from_completion_has_one_to_move_and_can_be_ended(qtbot: QtBot, book: OpenBook, acme) -> None:
    key = schedule_series(book.workbench, SeriesDraft(acme, FIRST, "monthly", is_from_completion=True))
    (row,) = list_series_check_ins(book.workbench, key)
    move = shown(qtbot, MoveForm(book.workspace, "check-in", int(row.id), FIRST))
    assert not move.fields.has("scope")
    move.reject()
    cancel = shown(qtbot, CancelForm(book.workspace, int(row.id), FIRST))
    assert cancel.fields.has("scope")
    qtbot.keyClicks(cancel.fields.widget("reason"), "They left")
    choose(qtbot, cancel, Qt.Key.Key_A, "all")
    qtbot.keyClick(cancel.fields.widget("reason"), Qt.Key.Key_Return)
    assert days(book, key) == []


def test_cancelling_the_later_ones(qtbot: QtBot, book: OpenBook, acme: AccountId, weekly: int) -> None:
    row = list_series_check_ins(book.workbench, weekly)[2]
    form = shown(qtbot, CancelForm(book.workspace, int(row.id), row.due_on, "Acme"))
    radios = form.fields.widget("scope").findChildren(QRadioButton)
    assert [one.text().replace("&", "") for one in radios] == ["This one", "This and later", "All"]
    qtbot.keyClicks(form.fields.widget("reason"), "On hold")
    choose(qtbot, form, Qt.Key.Key_L, "later")
    qtbot.keyClick(form.fields.widget("reason"), Qt.Key.Key_Return)
    assert days(book, weekly) == [FIRST, date(2026, 12, 9)]
    assert {one.reason for one in list_series_check_ins(book.workbench, weekly)[2:]} == {"On hold"}
    book.workspace.undo.undo()
    assert len(days(book, weekly)) > 3


def test_editing_this_and_later_ones(qtbot: QtBot, book: OpenBook, acme: AccountId, weekly: int) -> None:
    ben = next(one for one in list_contacts(book.workbench, acme) if one.name == "Ben Okri")
    rows = list_series_check_ins(book.workbench, weekly)
    form = shown(qtbot, CheckInEditForm(book.workspace, rows[1], "Acme"))
    assert form.fields.value("agenda") == "Weekly"
    form.fields.put({"agenda": "Weekly, with the sponsor", "minutes": "45", "contact_ids": (int(ben.id),)})
    choose(qtbot, form, Qt.Key.Key_L, "later")
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert "5 touches within 30 days" in form.fields.error_of("override_reason"), "a weekly call is much for one person"
    form.fields.put({"override_reason": "Ben asked for it"})
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    first, second, third = (get_check_in(book.workbench, one.id) for one in rows[:3])
    assert (first.agenda, first.minutes, first.people) == ("Weekly", None, ())
    for one in (second, third):
        assert (one.agenda, one.minutes) == ("Weekly, with the sponsor", 45)
        assert [name for _, name in one.people] == ["Ben Okri"]


def test_edit_says_what_is_wrong_beside_its_field(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    key = schedule_check_in(book.workbench, CheckInDraft(acme, FIRST))
    form = shown(qtbot, CheckInEditForm(book.workspace, get_check_in(book.workbench, key)))
    form.save()
    assert form._problem.text() == "Nothing was changed."
    for field, wrong, said in (
        ("minutes", "long", "whole minutes"), ("due_time", "25:00", "no time of day"),
        ("time_zone", "Mars/Base", "no time zone"),
    ):  # fmt: skip
        form.fields.put({field: wrong})
        form.save()
        assert said in form.fields.error_of(field)
        form.fields.put({field: None})
    form.fields.put({"channel": "video", "due_time": "10:30", "time_zone": "Asia/Kolkata"})
    form.save()
    row = get_check_in(book.workbench, key)
    assert (row.channel, row.due_time, row.time_zone) == ("video", "10:30", "Asia/Kolkata")


def test_other_people_past_the_guard_want_a_reason(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    edit_contact(book.workbench, ada, do_not_contact=True)
    key = schedule_check_in(book.workbench, CheckInDraft(acme, FIRST))
    form = shown(qtbot, CheckInEditForm(book.workspace, get_check_in(book.workbench, key)))
    form.fields.put({"contact_ids": (int(ada),)})
    form.save()
    assert "asked not to be contacted" in form.fields.error_of("override_reason")
    form.fields.put({"override_reason": "Her own wish"})
    form.save()
    assert get_check_in(book.workbench, key).people == ((int(ada), "Ada Byron"),)
    assert [row.reason for row in list_overrides(book.workbench)] == ["Her own wish"]


def test_a_time_typed_with_the_day_moves_it_too(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    key = schedule_check_in(book.workbench, CheckInDraft(acme, FIRST, due_time="09:00"))
    form = shown(qtbot, MoveForm(book.workspace, "check-in", int(key), FIRST))
    assert isinstance(form, MoveForm)
    assert form.fields.value("due_time") == "09:00"
    qtbot.keyClicks(form.day.line, "4 dec 14:30")
    assert form.day.meant.text() == "Fri 4 Dec 2026, 14:30"
    qtbot.keyClick(form.day.line, Qt.Key.Key_Tab)
    assert form.fields.value("due_time") == "14:30"
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    row = get_check_in(book.workbench, key)
    assert (row.due_on, row.due_time, row.moved_count) == (date(2026, 12, 4), "14:30", 1)


def test_missed_wants_a_reason(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    key = schedule_check_in(book.workbench, CheckInDraft(acme, date(2026, 11, 20)))
    form = shown(qtbot, MissForm(book.workspace, int(key), date(2026, 11, 20)))
    reason = form.fields.widget("reason")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert form.fields.error_of("reason")
    qtbot.keyClicks(reason, "Nobody came")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert (get_check_in(book.workbench, key).state, get_check_in(book.workbench, key).reason) == (
        "missed", "Nobody came",
    )  # fmt: skip

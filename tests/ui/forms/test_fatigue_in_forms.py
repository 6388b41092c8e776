"""The fatigue guard in the forms: said beside the fields while they are filled, stored only with a reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.touches import TouchDraft
from csworkbench.services.checkins import list_check_ins, schedule_check_in
from csworkbench.services.contacts import edit_contact, list_contacts
from csworkbench.services.fatigue import list_overrides
from csworkbench.services.touches import list_touches, log_touch
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.forms.contact_form import ContactForm
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.move_form import MoveForm
from csworkbench.ui.forms.opening import open_form
from tests.ui.books import OpenBook


def opened(qtbot: QtBot, book: OpenBook, kind: str, account_id: AccountId) -> Form:
    form = open_form(book.workspace, None, FormRequest(kind, account_id))  # type: ignore[arg-type]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.activateWindow()
    return form


def set_value(form: Form, key: str, value: object) -> None:
    form.fields.widget(key).set_value(value)  # type: ignore[attr-defined]


def type_in(qtbot: QtBot, form: Form, key: str, text: str) -> None:
    target = form.fields.widget(key).focusProxy() or form.fields.widget(key)
    if isinstance(target, QLineEdit):
        target.selectAll()
    qtbot.keyClicks(target, text)


def save(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_planning_too_soon_is_said_and_wants_a_reason(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    log_touch(book.workbench, TouchDraft(acme, date(2026, 11, 23), contact_ids=(ada,)))
    form = opened(qtbot, book, "check_in", acme)
    type_in(qtbot, form, "due_on", "tomorrow")
    assert not form.fields.has("override_reason")
    set_value(form, "people", [ada])
    qtbot.waitUntil(lambda: form.fields.has("override_reason"))
    said = form.fields.widget("guard").text()  # type: ignore[attr-defined]
    assert "Ada Byron: 1 business day after the call of 23 Nov 2026" in said
    assert "Next free date: 26 Nov 2026" in said
    save(qtbot, form)
    assert form.isVisible()
    assert form.fields.error_of("override_reason") == "Say why it is done all the same."
    type_in(qtbot, form, "override_reason", "Go-live")
    save(qtbot, form)
    assert [row.due_on for row in list_check_ins(book.workbench, acme)] == [date(2026, 11, 24)]
    assert [row.reason for row in list_overrides(book.workbench)] == ["Go-live"]


def test_another_day_takes_the_warning_away(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    log_touch(book.workbench, TouchDraft(acme, date(2026, 11, 23), contact_ids=(ada,)))
    form = opened(qtbot, book, "check_in", acme)
    set_value(form, "people", [ada])
    type_in(qtbot, form, "due_on", "tomorrow")
    qtbot.waitUntil(lambda: form.fields.has("override_reason"))
    type_in(qtbot, form, "due_on", "26 nov")
    qtbot.waitUntil(lambda: not form.fields.has("override_reason"))
    save(qtbot, form)
    assert not form.isVisible()
    assert list_overrides(book.workbench) == []


def test_a_free_day_typed_in_haste_is_stored_at_once(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    log_touch(book.workbench, TouchDraft(acme, date(2026, 11, 23), contact_ids=(ada,)))
    form = opened(qtbot, book, "check_in", acme)
    type_in(qtbot, form, "due_on", "tomorrow")
    qtbot.waitUntil(lambda: form.fields.has("override_reason"))
    type_in(qtbot, form, "due_on", "26 nov")
    form.save()
    assert not form.isVisible()
    assert [row.due_on for row in list_check_ins(book.workbench, acme)] == [date(2026, 11, 26)]


def test_saving_before_the_guard_has_spoken_is_refused_beside_the_field(
    qtbot: QtBot, book: OpenBook, acme: AccountId
) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    edit_contact(book.workbench, ada, do_not_contact=True)
    form = opened(qtbot, book, "touch", acme)
    set_value(form, "people", [ada])
    save(qtbot, form)
    assert form.isVisible()
    assert "asked not to be contacted" in form.fields.error_of("override_reason")
    assert list_touches(book.workbench, acme) == []
    type_in(qtbot, form, "override_reason", "She called us back")
    save(qtbot, form)
    assert len(list_touches(book.workbench, acme)) == 1


def test_inbound_touch_is_never_too_much(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    edit_contact(book.workbench, ada, do_not_contact=True)
    form = opened(qtbot, book, "touch", acme)
    set_value(form, "people", [ada])
    qtbot.waitUntil(lambda: form.fields.has("override_reason"))
    set_value(form, "direction", "inbound")
    qtbot.waitUntil(lambda: not form.fields.has("override_reason"))
    save(qtbot, form)
    assert not form.isVisible()


def test_contact_says_when_it_is_free_and_keeps_good_hours(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada = list_contacts(book.workbench, acme)[0]
    log_touch(book.workbench, TouchDraft(acme, date(2026, 11, 23), contact_ids=(ada.id,)))
    form = ContactForm(book.workspace, acme, ada)
    qtbot.addWidget(form)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    form.show()
    assert "Next free date: 26 Nov 2026" in form._about.text()
    set_value(form, "good_hours", "when it rains")
    form.save()
    assert "can't be read as good hours" in form.fields.error_of("good_hours")
    set_value(form, "good_hours", "not on Fridays")
    form.save()
    assert list_contacts(book.workbench, acme)[0].good_hours == "not on Fridays"


def test_moving_past_it_wants_a_reason(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    edit_contact(book.workbench, ada, preferred_channel="email")
    log_touch(book.workbench, TouchDraft(acme, date(2026, 11, 23), contact_ids=(ada,)))
    key = schedule_check_in(book.workbench, CheckInDraft(acme, date(2026, 12, 1), contact_ids=(ada,)))
    form = MoveForm(book.workspace, "check-in", int(key), date(2026, 12, 1))
    qtbot.addWidget(form)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    form.show()
    set_value(form, "due_on", date(2026, 11, 25))
    form.save()
    assert "2 business days after the call of 23 Nov" in form.fields.error_of("override_reason")
    assert "prefers" not in form.fields.error_of("override_reason")
    set_value(form, "override_reason", "They asked for it")
    form.save()
    assert [row.due_on for row in list_check_ins(book.workbench, acme)] == [date(2026, 11, 25)]
    assert [row.reason for row in list_overrides(book.workbench)] == ["They asked for it"]

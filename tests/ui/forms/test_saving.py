from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountQuery
from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import find_accounts, get_account
from csworkbench.services.actions import list_actions
from csworkbench.services.checkins import list_check_ins
from csworkbench.services.contacts import list_contacts
from csworkbench.services.feedback import list_feedback
from csworkbench.services.health import explain
from csworkbench.services.touches import list_touches
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.forms.contact_form import ContactForm
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.opening import FORMS, open_form
from tests.ui.books import OpenBook

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(qtbot: QtBot, book: OpenBook, kind: str, account_id: AccountId | None = None) -> Form:
    form = open_form(book.workspace, None, FormRequest(kind, account_id))  # type: ignore[arg-type]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    activate(qtbot, form)
    return form


def activate(qtbot: QtBot, form: Form) -> None:
    with qtbot.waitActive(form):
        form.activateWindow()


def type_in(qtbot: QtBot, form: Form, key: str, text: str) -> None:
    widget: QWidget = form.fields.widget(key)
    target = widget.focusProxy() or widget
    if isinstance(target, QLineEdit | QPlainTextEdit):
        target.selectAll()
    qtbot.keyClicks(target, text)


def save(qtbot: QtBot, form: Form) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)


def test_a_touch_is_stored_seen_and_undone(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "touch", acme)
    type_in(qtbot, form, "notes", "Spoke about the roll-out")
    type_in(qtbot, form, "happened_on", "yesterday")
    form.fields.widget("people").set_value([list_contacts(book.workbench, acme)[0].id])  # type: ignore[attr-defined]
    save(qtbot, form)
    assert not form.isVisible()
    rows = list_touches(book.workbench, acme)
    assert [(row.happened_on, row.notes, row.kind) for row in rows] == [
        (date(2026, 11, 22), "Spoke about the roll-out", "check-in")
    ]
    assert [name for _, name in rows[0].people] == ["Ada Byron"]
    assert book.toasts.said
    book.workspace.undo.undo_action.trigger()
    assert list_touches(book.workbench, acme) == []


def test_a_check_in_is_planned_and_completed_by_a_touch(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "check_in", acme)
    type_in(qtbot, form, "due_on", "fri")
    type_in(qtbot, form, "agenda", "Renewal")
    save(qtbot, form)
    planned = list_check_ins(book.workbench, acme)
    assert [(row.due_on, row.state, row.agenda) for row in planned] == [(date(2026, 11, 27), "planned", "Renewal")]
    touch = open_form(book.workspace, None, FormRequest("touch", acme, int(planned[0].id)))
    touch.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(touch)
    activate(qtbot, touch)
    type_in(qtbot, touch, "notes", "Held")
    save(qtbot, touch)
    assert [row.state for row in list_check_ins(book.workbench, acme)] == ["held"]
    book.workspace.undo.undo_action.trigger()
    assert [row.state for row in list_check_ins(book.workbench, acme)] == ["planned"]


def test_an_action_is_added_and_undone(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "action", acme)
    type_in(qtbot, form, "title", "Send the price list")
    type_in(qtbot, form, "due_on", "+2w")
    save(qtbot, form)
    rows = list_actions(book.workbench, acme)
    assert [(row.title, row.side, row.due_on) for row in rows] == [("Send the price list", "ours", date(2026, 12, 7))]
    book.workspace.undo.undo_action.trigger()
    assert list_actions(book.workbench, acme) == []


def test_feedback_with_a_score_is_logged(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "feedback", acme)
    form.fields.widget("kind").set_value("NPS")  # type: ignore[attr-defined]
    type_in(qtbot, form, "score", "4")
    type_in(qtbot, form, "words", "The nightly sync drops orders")
    save(qtbot, form)
    rows = list_feedback(book.workbench, acme)
    assert [(row.kind, row.score, row.words) for row in rows] == [("NPS", 4, "The nightly sync drops orders")]
    book.workspace.undo.undo_action.trigger()
    assert list_feedback(book.workbench, acme) == []


def test_a_pulse_is_given_and_undone(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "pulse", acme)
    form.fields.widget("value").setFocus()
    qtbot.keyClick(form.fields.widget("value"), Qt.Key.Key_4)
    save(qtbot, form)
    health = explain(book.workbench, acme)
    assert health is not None
    assert [row.raw for row in health.factors if row.key == "pulse"] == [4.0]
    book.workspace.undo.undo_action.trigger()
    health = explain(book.workbench, acme)
    assert health is not None
    assert [row.raw for row in health.factors if row.key == "pulse"] == [None]


def test_an_account_needs_only_a_name_and_opens(qtbot: QtBot, book: OpenBook) -> None:
    asked: list[AccountId] = []
    book.workspace.account_asked.connect(asked.append)
    form = opened(qtbot, book, "account")
    type_in(qtbot, form, "name", "Globex")
    save(qtbot, form)
    assert [get_account(book.workbench, key).name for key in asked] == ["Globex"]
    book.workspace.undo.undo_action.trigger()
    assert find_accounts(book.workbench, AccountQuery()) == []


def test_a_contact_is_added_and_edited(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = ContactForm(book.workspace, acme)
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    form.open()
    activate(qtbot, form)
    type_in(qtbot, form, "name", "Cleo Laine")
    form.fields.widget("roles").set_value(["sponsor"])  # type: ignore[attr-defined]
    save(qtbot, form)
    found = next(row for row in list_contacts(book.workbench, acme) if row.name == "Cleo Laine")
    assert tuple(found.roles) == ("sponsor",)
    again = ContactForm(book.workspace, acme, found)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(again)
    again.open()
    activate(qtbot, again)
    assert not again.is_dirty
    type_in(qtbot, again, "title", "COO")
    save(qtbot, again)
    row = next(row for row in list_contacts(book.workbench, acme) if row.id == found.id)
    assert (row.title, tuple(row.roles)) == ("COO", ("sponsor",))


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize(
    ("kind", "has_account", "key", "typed", "said"),
    [
        ("touch", False, "account", "", "Choose an account."),
        ("touch", True, "happened_on", "someday", "is no date"),
        ("check_in", True, "due_on", "", "Say on which day."),
        ("action", True, "title", "", "Say what is promised."),
        ("feedback", True, "words", "", "Write what was said."),
        ("pulse", True, "value", None, "Choose a number from 1 to 5."),
        ("account", False, "name", "", "An account needs a name."),
        ("action", False, "account", "Nobody Inc", ""),
    ],
)
def test_the_first_bad_field_says_what_is_wrong_and_has_focus(
    qtbot: QtBot, book: OpenBook, acme: AccountId, kind: str, has_account: bool, key: str, typed: str | None, said: str
) -> None:
    form = opened(qtbot, book, kind, acme if has_account else None)
    if kind == "action":
        type_in(qtbot, form, "title", "Anything" if key == "account" else "")
    if typed is not None:
        widget = form.fields.widget(key)
        target = widget.focusProxy() or widget
        assert isinstance(target, QLineEdit | QPlainTextEdit)
        target.clear()
        qtbot.keyClicks(target, typed)
    save(qtbot, form)
    assert form.isVisible()
    assert said in form.fields.error_of(key)
    assert form.fields.error_of(key)
    target = form.fields.widget(key)
    assert (target.focusProxy() or target).hasFocus()
    assert (target.focusProxy() or target).accessibleDescription() == form.fields.error_of(key)
    assert list_actions(book.workbench, acme) == []


def test_a_score_off_its_scale_is_refused_beside_the_field(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "feedback", acme)
    form.fields.widget("kind").set_value("NPS")  # type: ignore[attr-defined]
    type_in(qtbot, form, "score", "11")
    save(qtbot, form)
    assert form.fields.error_of("score") == "A score of NPS is a whole number from 0 to 10."
    assert list_feedback(book.workbench, acme) == []


def test_escape_asks_once_and_keeps_what_was_typed(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "action", acme)
    type_in(qtbot, form, "title", "Half a")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.keep_button.isVisible()
    form.keep_button.click()
    assert form.fields.value("title") == "Half a"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert list_actions(book.workbench, acme) == []


@pytest.mark.parametrize("kind", list(FORMS))
def test_a_clean_form_leaves_at_once_and_every_field_has_a_name(
    qtbot: QtBot, book: OpenBook, acme: AccountId, kind: str
) -> None:
    form = opened(qtbot, book, kind, acme)
    nameless = [
        child.objectName() or type(child).__name__
        for child in form.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(form) and not child.accessibleName()
        and not child.objectName().startswith("qt_")
    ]  # fmt: skip
    assert nameless == []
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_account_can_be_typed(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    form = opened(qtbot, book, "action")
    type_in(qtbot, form, "account", "Acme & Sons")
    type_in(qtbot, form, "title", "Call back")
    save(qtbot, form)
    assert [row.title for row in list_actions(book.workbench, acme)] == ["Call back"]


@pytest.mark.parametrize("kind", list(FORMS))
def test_access_keys_are_unique(qtbot: QtBot, book: OpenBook, acme: AccountId, kind: str) -> None:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtWidgets import QAbstractButton, QLabel

    form = opened(qtbot, book, kind, acme)
    texts = [label.text() for label in form.findChildren(QLabel) if label.buddy() is not None]
    people = form.fields.widget("people") if form.fields.has("people") else None
    texts += [
        button.text()
        for button in form.findChildren(QAbstractButton)
        if people is None or not people.isAncestorOf(button)
    ]
    keys = [QKeySequence.mnemonic(text).toString() for text in texts]
    used = [key for key in keys if key]
    assert len(used) == len(set(used)), sorted(used)

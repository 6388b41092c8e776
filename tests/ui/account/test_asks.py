"""Asks on the account page: logged for a person, guarded, listed under the contacts, deleted and brought back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.fatigue_rows import AskDraft
from csworkbench.domain.ids import AccountId
from csworkbench.services.contacts import add_contact, list_contacts
from csworkbench.services.fatigue import list_asks, list_overrides, log_ask
from csworkbench.ui.account.page import AccountPage
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.opening import open_form
from tests.ui.books import OpenBook

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def forms() -> list[Form]:
    return []


@pytest.fixture
def page(book: OpenBook, northwind: AccountId, qtbot: QtBot, forms: list[Form]) -> AccountPage:
    """The contacts of the lively account, shown."""
    add_contact(book.workbench, ContactDraft(northwind, "Ben Okri", preferred_channel="call"))
    made = AccountPage(book.workspace)
    qtbot.addWidget(made)
    book.workspace.hub.changed.connect(made.refresh)
    book.workspace.set_form_opener(lambda request: forms.append(open_form(book.workspace, made, request)))
    made.resize(1254, 642)
    made.go_to(Place("account", northwind, "contacts"))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.on_shown()
    return made


def shown(page: AccountPage) -> list[tuple[str, ...]]:
    model = page.contacts.asks.model
    return [tuple(str(model.index(row, at).data()) for at in range(3)) for row in range(model.rowCount())]


def test_an_ask_is_logged_for_the_person_that_is_selected(
    page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot, forms: list[Form]
) -> None:
    assert page.contacts.asks.card._aside.text().startswith("None yet")
    qtbot.keyClick(page.contacts.table, Qt.Key.Key_Down)
    chosen = page.contacts.current()
    assert chosen is not None
    page.contacts.asks.add_button.click()
    (form,) = forms
    who = form.fields.widget("contact_id")
    assert isinstance(who, QComboBox)
    assert who.currentText() == chosen.name
    assert not form.is_dirty
    form.fields.put({"kind": "reference", "channel": "call", "notes": "For the fair"})
    with qtbot.waitActive(form):
        form.activateWindow()
    form.save()
    assert not form.isVisible(), [(k, form.fields.error_of(k)) for k in form.fields.values() if form.fields.error_of(k)]
    (row,) = list_asks(book.workbench, northwind)
    assert (row.contact, row.kind, row.channel, row.asked_on, row.notes) == (
        chosen.name, "reference", "call", date(2026, 11, 23), "For the fair",
    )  # fmt: skip
    assert shown(page) == [(chosen.name, "23 Nov 2026", "Reference")]


def test_the_guard_and_the_wish_are_said_while_it_is_filled(
    page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot, forms: list[Form]
) -> None:
    ben = next(one for one in list_contacts(book.workbench, northwind) if one.name == "Ben Okri")
    log_ask(book.workbench, AskDraft(northwind, ben.id, date(2026, 11, 3), "survey", "call"))
    page.workspace.actions.action("account.ask").trigger()
    (form,) = forms
    form.save()
    assert form.fields.error_of("contact_id") == "Choose who was asked."
    form.fields.put({"contact_id": int(ben.id)})
    qtbot.waitUntil(lambda: form.fields.has("override_reason"))
    said = form.fields.widget("guard").text()  # type: ignore[attr-defined]
    assert "prefers call to email" in said
    assert "20 days from the survey of 3 Nov 2026; at least 90 are wanted" in said
    assert "2 asks within 30 days; at most 1 are wanted" in said
    assert "Next free date: " in said
    form.save()
    assert form.fields.error_of("override_reason")
    form.fields.put({"override_reason": "He offered it"})
    form.save()
    assert len(list_asks(book.workbench, northwind)) == 2
    assert [(row.act, row.reason) for row in list_overrides(book.workbench)] == [("ask", "He offered it")]


def test_del_deletes_an_ask_and_undo_brings_it_back(
    page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot
) -> None:
    ben = next(one for one in list_contacts(book.workbench, northwind) if one.name == "Ben Okri")
    draft = AskDraft(northwind, ben.id, date(2026, 11, 3), "survey", "call")
    book.workspace.change(page, lambda workbench, _token: log_ask(workbench, draft))
    assert shown(page) == [("Ben Okri", "3 Nov 2026", "Survey")]
    page.contacts.asks.table.setFocus()
    qtbot.keyClick(page.contacts.asks.table, Qt.Key.Key_Delete)
    assert (shown(page), list_asks(book.workbench, northwind)) == ([], [])
    assert "Deleted an ask of Ben Okri" in book.toasts.said[-1]
    book.workspace.undo.undo()
    assert shown(page) == [("Ben Okri", "3 Nov 2026", "Survey")]


def test_insert_logs_one_and_nothing_is_clipped(page: AccountPage, qtbot: QtBot, forms: list[Form]) -> None:
    page.resize(1068, 500)
    assert page.contacts.asks.isVisible()
    qtbot.keyClick(page.contacts.asks.table, Qt.Key.Key_Insert)
    assert [type(one).__name__ for one in forms] == ["AskForm"]

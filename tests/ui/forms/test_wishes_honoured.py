"""How a person wants to be reached is honoured in every form: said while it is filled, stored only with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import add_owner, edit_account
from csworkbench.services.checkins import list_check_ins
from csworkbench.services.contacts import edit_contact, list_contacts
from csworkbench.services.fatigue import list_asks, list_overrides
from csworkbench.services.owners import edit_owner
from csworkbench.services.touches import list_touches
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.opening import open_form
from tests.ui.books import OpenBook

WISHES: Mapping[str, tuple[Mapping[str, object], str]] = {
    "channel": ({"preferred_channel": "chat"}, "prefers chat to "),
    "language": ({"language": "fr"}, "speaks fr, which the owner does not"),
    "do not contact": ({"do_not_contact": True}, "asked not to be contacted"),
    "good hours": ({"good_hours": "not on Mondays"}, "likes to be reached not on Mondays"),
}
WITH: Mapping[str, tuple[str, str]] = {
    "check_in": ("people", "due_on"), "touch": ("people", "happened_on"), "ask": ("contact_id", "asked_on"),
}  # fmt: skip
"""By form: the field for the person and that for the day."""


def kept(book: OpenBook, acme: AccountId, kind: str) -> int:
    lists = {"check_in": list_check_ins, "touch": list_touches, "ask": list_asks}
    return len(lists[kind](book.workbench, acme))  # type: ignore[operator]


def filled(qtbot: QtBot, book: OpenBook, acme: AccountId, kind: str, person: int) -> Form:
    form = open_form(book.workspace, None, FormRequest(kind, acme))  # type: ignore[arg-type]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    who, day = WITH[kind]
    form.fields.put({who: (person,) if who == "people" else person, day: date(2026, 11, 23), "channel": "call"})
    return form


@pytest.mark.parametrize("kind", list(WITH))
@pytest.mark.parametrize("wish", list(WISHES))
def test_a_wish_is_said_and_wants_a_reason(qtbot: QtBot, book: OpenBook, acme: AccountId, kind: str, wish: str) -> None:
    owner = add_owner(book.workbench, "Maya Lind")
    edit_owner(book.workbench, owner, languages="en, de")
    edit_account(book.workbench, acme, owner_id=owner)
    ada = list_contacts(book.workbench, acme)[0].id
    values, said = WISHES[wish]
    edit_contact(book.workbench, ada, **values)
    form = filled(qtbot, book, acme, kind, int(ada))
    qtbot.waitUntil(lambda: form.fields.has("override_reason"))
    assert said in form.fields.widget("guard").text()  # type: ignore[attr-defined]
    form.save()
    assert form.fields.error_of("override_reason").endswith("Say why it is done all the same.")
    assert kept(book, acme, kind) == 0
    form.fields.put({"override_reason": "Agreed with her"})
    form.save()
    assert not form.isVisible()
    assert kept(book, acme, kind) == 1
    (override,) = list_overrides(book.workbench)
    assert (override.contact, override.reason) == ("Ada Byron", "Agreed with her")
    assert said in override.concerns


def test_a_check_in_starts_on_the_channel_its_person_prefers(qtbot: QtBot, book: OpenBook, acme: AccountId) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    edit_contact(book.workbench, ada, preferred_channel="video")
    form = open_form(book.workspace, None, FormRequest("check_in", acme))
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(form)
    assert form.fields.value("people") == (int(ada),)
    assert form.fields.value("channel") == "video"
    assert not form.is_dirty
    form.save()
    assert [row.channel for row in list_check_ins(book.workbench, acme)] == ["video"]
    assert list_overrides(book.workbench) == []


@pytest.mark.parametrize("kind", list(WITH))
def test_who_wishes_nothing_is_reached_without_a_word(qtbot: QtBot, book: OpenBook, acme: AccountId, kind: str) -> None:
    ada = list_contacts(book.workbench, acme)[0].id
    form = filled(qtbot, book, acme, kind, int(ada))
    form.save()
    assert not form.isVisible()
    assert (kept(book, acme, kind), list_overrides(book.workbench)) == (1, [])

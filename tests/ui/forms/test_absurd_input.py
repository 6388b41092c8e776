"""Absurd input into the forms: a message beside its field and nothing stored, or clean text in the book."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from csworkbench.domain.ids import AccountId
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.forms.contact_form import ContactForm
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.opening import FORMS, open_form
from tests.ui.books import OpenBook

ABSURD = ("x" * 10_000, "\x00", "\u202e", "   ", "\u200b", "-1", "1e308", "0001-01-01", "31 Dec 9999", "\ud800", "😀")


def made(qtbot: QtBot, book: OpenBook, kind: str, account_id: AccountId) -> Form:
    if kind == "contact":
        form: Form = ContactForm(book.workspace, account_id)
        form.show()
    else:
        form = open_form(book.workspace, None, FormRequest(kind, account_id))  # type: ignore[arg-type]
    qtbot.addWidget(form)
    return form


def changes(book: OpenBook) -> int:
    return len(book.workbench.history())


@pytest.mark.parametrize("text", ABSURD, ids=lambda text: ascii(text[:12]))
@pytest.mark.parametrize("kind", [*FORMS, "contact"])
def test_absurd_text_in_every_field_is_told_or_stored_clean(
    qtbot: QtBot, book: OpenBook, acme: AccountId, kind: str, text: str
) -> None:
    before = changes(book)
    form = made(qtbot, book, kind, acme)
    stored: list[object] = []
    form.saved.connect(stored.append)
    for key in form.fields.values():
        widget = form.fields.widget(key)
        target = widget.focusProxy() or widget
        if key != "account" and isinstance(target, QLineEdit):
            target.setText(text)
        elif isinstance(target, QPlainTextEdit):
            target.setPlainText(text)
    form.save()
    qtbot.waitUntil(lambda: form.save_button.isEnabled() or not form.isVisible())
    told = [form.fields.error_of(key) for key in form.fields.values() if form.fields.error_of(key)]
    assert book.failures == [], "no input is a failure of the program"
    if stored:
        assert (told, changes(book)) == ([], before + 1)
    else:
        assert told, "what is refused has its message beside a field"
        assert all(0 < len(words) < 300 for words in told)
        assert changes(book) == before
        form.fields.settle()
        form.reject()

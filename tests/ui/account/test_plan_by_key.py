"""`C` on an account plans a check-in, in at most four keys; in a text it is a letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csworkbench.domain.ids import AccountId
from csworkbench.services.checkins import list_check_ins
from csworkbench.ui.account.page import AccountPage
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.opening import open_form
from tests.ui.books import OpenBook


@pytest.fixture
def page(qtbot: QtBot, book: OpenBook, northwind: AccountId) -> Iterator[AccountPage]:
    made = AccountPage(book.workspace)
    qtbot.addWidget(made)
    book.workspace.hub.changed.connect(made.refresh)
    made.resize(1254, 620)
    made.on_workbench_ready()
    made.go_to(Place("account", northwind))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.on_shown()
    yield made
    book.workspace.hub.changed.disconnect(made.refresh)


def test_four_keys_plan_a_check_in(page: AccountPage, qtbot: QtBot, book: OpenBook, northwind: AccountId) -> None:
    forms: list[Form] = []
    book.workspace.set_form_opener(lambda request: forms.append(open_form(book.workspace, page, request)))
    before = len(list_check_ins(book.workbench, northwind))
    page.focus_body()
    qtbot.keyClick(page.tabs.tabBar(), Qt.Key.Key_C)
    qtbot.waitActive(forms[0])
    field = forms[0].fields.widget("due_on").focusProxy()
    assert field is not None
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "2w")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(list_check_ins(book.workbench, northwind)) == before + 1


def test_in_a_text_c_is_a_letter(page: AccountPage, qtbot: QtBot, book: OpenBook) -> None:
    forms: list[object] = []
    book.workspace.set_form_opener(forms.append)
    box = page.timeline.composer.box
    box.setFocus()
    qtbot.keyClicks(box, "c")
    assert (box.toPlainText(), forms) == ("c", [])

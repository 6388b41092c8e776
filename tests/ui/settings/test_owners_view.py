"""Owners in the settings: what is known of them is edited in a form, honoured by the guard, and undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csworkbench.services.owners import list_owner_details
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.settings.owner_form import OwnerForm
from csworkbench.ui.settings.owners_view import OwnersView
from csworkbench.ui.settings.page import SettingsPage
from tests.ui.books import OpenBook


@pytest.fixture
def view(page: SettingsPage) -> OwnersView:
    page.go_to(Place("settings", spot="owners"))
    found = page.view("owners")
    assert isinstance(found, OwnersView)
    return found


def shown_form() -> OwnerForm:
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, OwnerForm) and one.isVisible()]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return form


def cells(view: OwnersView, row: int) -> list[str]:
    return [str(view.table.rows.index(row, at).data()) for at in range(view.table.rows.columnCount())]


def test_enter_edits_an_owner_and_undo_takes_it_back(view: OwnersView, demo: OpenBook, qtbot: QtBot) -> None:
    before = list_owner_details(demo.workbench)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    form = shown_form()
    form.fields.put({"languages": "en, de", "country": "Norway", "hours_per_week": "32"})
    form.save()
    assert not form.isVisible(), form._problem.text()
    owner = list_owner_details(demo.workbench)[0]
    assert (owner.name, owner.languages, owner.country, owner.hours_per_week) == (before[0].name, "en, de", "NO", 32)
    assert cells(view, 0)[3:] == ["32", "NO", "en, de"]
    demo.workspace.undo.undo_action.trigger()
    assert list_owner_details(demo.workbench) == before


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [("name", "", "An owner needs a name."), ("hours_per_week", "many", "whole hours"), ("hours_per_week", "200", "80"),
     ("country", "Atlantis", "No holidays are known")],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_it(view: OwnersView, demo: OpenBook, field: str, wrong: str, said: str) -> None:
    before = list_owner_details(demo.workbench)
    view.edit.click()
    form = shown_form()
    form.fields.put({field: wrong})
    form.save()
    assert form.isVisible()
    assert said in form.fields.error_of(field)
    assert list_owner_details(demo.workbench) == before
    form.fields.settle()
    form.close()

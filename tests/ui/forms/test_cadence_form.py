"""Another cadence of several accounts: said first, stored as one change, few here and many beside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import add_account, get_account, list_engagement_models
from csworkbench.services.checkins import list_check_ins
from csworkbench.ui.forms import cadence_form
from csworkbench.ui.forms.cadence_form import CadenceForm
from tests.ui.books import OpenBook


@pytest.fixture
def several(book: OpenBook) -> list[AccountId]:
    models = {one.name: one.id for one in list_engagement_models(book.workbench)}
    return [
        add_account(book.workbench, AccountDraft(name, engagement_model_id=models["low-touch"]))
        for name in ("Acme", "Beta", "Cedar")
    ]


@pytest.fixture
def form(qtbot: QtBot, book: OpenBook, several: list[AccountId]) -> CadenceForm:
    made = CadenceForm(book.workspace, several)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


def test_what_would_change_is_said_and_nothing_is_done(form: CadenceForm, book: OpenBook, several) -> None:
    assert form.model.currentText() == "High-touch"
    said = form.told.toPlainText()
    assert said.startswith("3 accounts with another interval; check-ins: 3 added, 0 moved, 0 dropped")
    assert "Beta: added, " in said
    assert not any(list_check_ins(book.workbench, one) for one in several)


@pytest.mark.parametrize("most_here", [20, 2])
def test_it_is_one_change(form: CadenceForm, book: OpenBook, several, monkeypatch, most_here: int) -> None:
    monkeypatch.setattr(cadence_form, "HERE_AT_MOST", most_here)
    many = len(book.workbench.history())
    form.fields.put({"ideal_days": "20", "maximum_days": "25"})
    form.save()
    assert not form.isVisible(), form._problem.text()
    rows = [get_account(book.workbench, one) for one in several]
    assert {(row.ideal_days, row.maximum_days) for row in rows} == {(20, 25)}
    assert all(len(list_check_ins(book.workbench, one)) == 1 for one in several)
    assert len(book.workbench.history()) == many + 1
    book.workspace.undo.undo()
    assert not any(list_check_ins(book.workbench, one) for one in several)


def test_check_ins_can_be_left_alone(form: CadenceForm, book: OpenBook, several) -> None:
    form.fields.put({"with_check_ins": False})
    form.save()
    assert not any(list_check_ins(book.workbench, one) for one in several)
    assert get_account(book.workbench, several[0]).engagement_model_id == form.model.value()


@pytest.mark.parametrize(
    ("ideal", "most", "field", "said"),
    [("many", None, "ideal_days", "whole days"), ("40", "20", "maximum_days", "not below the ideal")],
)
def test_what_can_not_be_kept_is_said_beside_it(form: CadenceForm, book: OpenBook, ideal, most, field, said) -> None:
    form.fields.put({"ideal_days": ideal, "maximum_days": most})
    form.ask()
    assert said in form.fields.error_of(field)
    form.save()
    assert form.isVisible()
    assert said in form.fields.error_of(field)

"""Details that change the cadence: what planned check-ins would go through is said before anything is stored."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import get_account, list_engagement_models
from csworkbench.services.checkins import list_check_ins
from csworkbench.ui.account.page import AccountPage
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.forms.cadence_form import DetailsCadenceForm
from tests.ui.books import OpenBook


@pytest.fixture
def page(book: OpenBook, northwind: AccountId, qtbot: QtBot) -> AccountPage:
    """The details of the lively account, shown."""
    made = AccountPage(book.workspace)
    qtbot.addWidget(made)
    book.workspace.hub.changed.connect(made.refresh)
    made.resize(1254, 642)
    made.go_to(Place("account", northwind, "details"))
    with qtbot.waitExposed(made):
        made.show()
    made.on_shown()
    return made


def forms() -> list[DetailsCadenceForm]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, DetailsCadenceForm) and one.isVisible()]


def model_id(book: OpenBook, name: str) -> int:
    return next(int(one.id) for one in list_engagement_models(book.workbench) if one.name == name)


def test_another_model_is_previewed_and_then_stored_with_the_rest(
    page: AccountPage, book: OpenBook, northwind: AccountId, qtbot: QtBot
) -> None:
    many = len(book.workbench.history())
    hybrid = model_id(book, "hybrid")
    page.details.fields.put({"engagement_model_id": hybrid, "segment": "Enterprise"})
    page.details.save()
    (form,) = forms()
    assert form.told.toPlainText().startswith("1 account with another interval; check-ins: 1 added")
    assert get_account(book.workbench, northwind).engagement_model_id is None
    qtbot.keyClick(form.save_button, Qt.Key.Key_Space)
    account = get_account(book.workbench, northwind)
    assert (account.engagement_model_id, account.segment) == (hybrid, "Enterprise")
    assert [row.due_on for row in list_check_ins(book.workbench, northwind)] == [date(2026, 12, 17), date(2026, 11, 18)]
    assert len(book.workbench.history()) == many + 1
    assert page.details.changed() == {}


def test_left_nothing_is_stored_and_what_was_typed_stays(page: AccountPage, book: OpenBook, northwind) -> None:
    many = len(book.workbench.history())
    page.details.fields.put({"ideal_days": "20", "maximum_days": "30"})
    page.details.save()
    (form,) = forms()
    form.reject()
    assert page.details.changed() == {"ideal_days": 20, "maximum_days": 30}
    assert len(book.workbench.history()) == many
    page.details.save()
    (again,) = forms()
    again.fields.put({"with_check_ins": False})
    again.save()
    account = get_account(book.workbench, northwind)
    assert (account.ideal_days, account.maximum_days) == (20, 30)
    assert len(list_check_ins(book.workbench, northwind)) == 1


def test_other_details_are_stored_at_once(page: AccountPage, book: OpenBook, northwind: AccountId) -> None:
    page.details.fields.put({"segment": "Enterprise"})
    page.details.save()
    assert forms() == []
    assert get_account(book.workbench, northwind).segment == "Enterprise"


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [({"ideal_days": "many"}, "ideal_days", "1 to"), ({"ideal_days": "40", "maximum_days": "20"}, "", "ideal")],
)
def test_intervals_that_can_not_be_kept_are_said_there(page: AccountPage, values, field: str, said: str) -> None:
    page.details.fields.put(values)
    page.details.save()
    assert forms() == []
    told = (
        page.details.fields.error_of(field)
        if field
        else page.details.message.text() + "".join(page.details.fields.error_of(key) for key in values)
    )
    assert said in told

"""Check-ins from the list of accounts: `C` plans one, a cell moves one, the guard and the series are asked about."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.ids import ContactId
from csworkbench.domain.series import SeriesDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.services.checkins import cancel_check_in, list_check_ins
from csworkbench.services.contacts import add_contact
from csworkbench.services.fatigue import list_overrides
from csworkbench.services.series.changes import list_series_check_ins, schedule_series
from csworkbench.services.touches import log_touch
from csworkbench.ui.accounts.page import AccountsPage
from csworkbench.ui.forms.cadence_form import CadenceForm
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.guarded_change import ReasonForm
from csworkbench.ui.forms.move_form import MoveForm
from csworkbench.ui.forms.opening import open_form
from tests.ui.accounts.conftest import Portfolio


def stand_on(page: AccountsPage, portfolio: Portfolio, name: str, key: str = "name") -> None:
    model = page.accounts.model
    row = model.row_of(portfolio.ids[name])
    assert row is not None
    at = [one.key for one in model.columns].index(key)
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.body.table.selectionModel().setCurrentIndex(model.index(row, at), flags)


def type_day(page: AccountsPage, qtbot: QtBot, text: str) -> None:
    qtbot.keyClick(page.body.table, Qt.Key.Key_F2)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def shown(kind: type[Form]) -> Form:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def active(page: AccountsPage, qtbot: QtBot) -> None:
    with qtbot.waitActive(page):
        page.activateWindow()
    page.focus_body()


def test_four_keys_plan_a_check_in(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    forms: list[Form] = []
    portfolio.book.workspace.set_form_opener(lambda one: forms.append(open_form(page.workspace, page, one)))
    active(page, qtbot)
    stand_on(page, portfolio, "Acme Logistics")
    qtbot.keyClick(page.body.table, Qt.Key.Key_C)
    qtbot.waitActive(forms[0])
    field = forms[0].fields.widget("due_on").focusProxy()
    assert field is not None
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "2w")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    (row,) = list_check_ins(portfolio.book.workbench, portfolio.ids["Acme Logistics"])
    assert row.due_on == date(2026, 12, 7)


def test_in_the_middle_of_a_name_c_is_a_letter(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    active(page, qtbot)
    qtbot.keyClicks(page.body.table, "a")
    qtbot.keyClick(page.body.table, Qt.Key.Key_C)
    assert (page.body.table.current_id, portfolio.forms) == (portfolio.ids["Acme Logistics"], [])


def test_shift_c_begins_a_name(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    active(page, qtbot)
    qtbot.keyClick(page.body.table, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert (page.body.table.current_id, portfolio.forms) == (portfolio.ids["Contoso Retail"], [])


@pytest.mark.parametrize("key", ["name", "owner", "next_check_in"])
def test_in_a_cell_that_is_edited_c_is_a_letter(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot, key: str):
    active(page, qtbot)
    stand_on(page, portfolio, "Umbra Health", key)
    qtbot.keyClick(page.body.table, Qt.Key.Key_F2)
    cell = QApplication.focusWidget()
    assert isinstance(cell, QLineEdit | QComboBox)
    qtbot.keyClick(cell, Qt.Key.Key_C)
    assert portfolio.forms == []


def test_in_the_filter_c_is_a_letter(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    active(page, qtbot)
    page.body.filters.toggle()
    field = page.body.filters.editor.expression
    field.setFocus()
    qtbot.keyClicks(field, "c")
    assert (field.text(), portfolio.forms) == ("c", [])


def test_a_move_past_the_guard_wants_a_reason(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    wb, key = portfolio.book.workbench, portfolio.ids["Contoso Retail"]
    ann = ContactId(int(add_contact(wb, ContactDraft(key, "Ann Ash", roles=("champion",)))))
    log_touch(wb, TouchDraft(key, date(2026, 11, 23), contact_ids=(int(ann),)))
    cancel_check_in(wb, list_check_ins(wb, key)[0].id, "Plan anew")
    page.accounts.find(keep_rows=False)
    stand_on(page, portfolio, "Contoso Retail", "next_check_in")
    type_day(page, qtbot, "tomorrow")
    form = shown(ReasonForm)
    assert isinstance(form, ReasonForm)
    assert "Ann Ash: 1 business day after the call of 23 Nov" in form.said.text()
    qtbot.keyClicks(form.fields.widget("override_reason"), "Outage")
    qtbot.keyClick(form.fields.widget("override_reason"), Qt.Key.Key_Return)
    planned = [row for row in list_check_ins(wb, key) if row.state == "planned"]
    assert [(row.due_on, [name for _, name in row.people]) for row in planned] == [(date(2026, 11, 24), ["Ann Ash"])]
    assert [row.reason for row in list_overrides(wb)] == ["Outage"]


def test_of_a_series_it_is_asked_which_ones(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    wb, key = portfolio.book.workbench, portfolio.ids["Acme Logistics"]
    series = schedule_series(wb, SeriesDraft(key, date(2026, 12, 2), "weekly"))
    page.accounts.find(keep_rows=False)
    stand_on(page, portfolio, "Acme Logistics", "next_check_in")
    type_day(page, qtbot, "4 dec")
    form = shown(MoveForm)
    assert isinstance(form, MoveForm)
    assert form.fields.value("due_on") == date(2026, 12, 4)
    form.fields.put({"scope": "all"})
    qtbot.keyClick(form.day.line, Qt.Key.Key_Return)
    days = [row.due_on for row in list_series_check_ins(wb, series)]
    assert days[:3] == [date(2026, 12, 4), date(2026, 12, 11), date(2026, 12, 18)]


def test_the_cadence_of_selected_accounts_is_asked_for(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    stand_on(page, portfolio, "Acme Logistics")
    qtbot.keyClick(page.body.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    button = page.body.bulk.buttons["cadence"]
    assert button.isVisible()
    assert button.accessibleName() == "Set the cadence of 2 accounts"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    form = shown(CadenceForm)
    assert isinstance(form, CadenceForm)
    assert form.told.toPlainText().startswith("2 accounts with another interval")
    form.reject()
    assert "Set cadence…" in [action.text() for action in page.actions_of_page.context_menu().actions()]

"""Holidays in the settings: worked on and kept by keys, own closed days for whom they are, all undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.services import holidays
from csworkbench.services.accounts import list_owners
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.settings.closed_day_form import ClosedDayForm
from csworkbench.ui.settings.holidays_view import HolidaysView
from csworkbench.ui.settings.page import SettingsPage
from tests.ui.books import OpenBook


@pytest.fixture
def view(page: SettingsPage, qtbot) -> HolidaysView:
    page.go_to(Place("settings", spot="holidays"))
    found = page.view("holidays")
    assert isinstance(found, HolidaysView)
    choose(found, "NO", 2026)
    return found


def choose(view: HolidaysView, code: str, year: int) -> None:
    view.country.setCurrentIndex(view.country.findData(code))
    view.year.setValue(year)


def names(view: HolidaysView) -> list[str]:
    return [view.lines.rows.row_at(place).row.name for place in range(view.lines.rows.rowCount())]


def cells(view: HolidaysView, name: str) -> list[str]:
    place = next(one for one in range(view.holidays.rows.rowCount()) if view.holidays.rows.row_at(one).name == name)
    view.holidays.setCurrentIndex(view.holidays.rows.index(place, 0))
    return [view.holidays.rows.index(place, at).data() for at in range(3)]


def shown_form() -> ClosedDayForm:
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ClosedDayForm) and one.isVisible()]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return form


def put(form: ClosedDayForm, **values: object) -> None:
    for key, value in values.items():
        form.fields.widget(key).set_value(value)  # type: ignore[attr-defined]


def test_lists_the_holidays_of_a_country_and_a_year(view: HolidaysView) -> None:
    days = [view.holidays.rows.row_at(place).day for place in range(view.holidays.rows.rowCount())]
    assert date(2026, 5, 17) in days
    assert len(days) == 12
    choose(view, "US", 2028)
    assert view.holidays.rows.row_at(0).day == date(2028, 1, 1)
    assert cells(view, "Thanksgiving Day") == ["Thanksgiving Day", "Thu 23 Nov 2028", "Closed"]


def test_space_works_on_a_holiday_and_keeps_it_again(view: HolidaysView, demo: OpenBook, qtbot) -> None:
    name = view.holidays.rows.row_at(0).name
    assert cells(view, name)[2] == "Closed"
    view.holidays.setFocus()
    qtbot.keyClick(view.holidays, Qt.Key.Key_Space)
    assert cells(view, name)[2] == "Worked"
    assert view.work_on.text() == "&Keep it closed"
    assert names(view) == [name]
    assert view.lines.rows.index(0, 0).data() == f"Worked: {name}"
    demo.workspace.undo.undo_action.trigger()
    assert cells(view, name)[2] == "Closed"
    demo.workspace.undo.redo_action.trigger()
    qtbot.keyClick(view.holidays, Qt.Key.Key_Space)
    assert cells(view, name)[2] == "Closed"
    assert names(view) == []


def test_days_are_closed_edited_and_deleted_by_keys(view: HolidaysView, demo: OpenBook, qtbot) -> None:
    assert view.stack.currentWidget() is view.empty
    view.add.click()
    form = shown_form()
    form.save()
    assert form.fields.error_of("name") == "Say what the days are."
    put(form, name="Company holidays", first_on=date(2026, 12, 24), last_on=date(2026, 12, 31))
    qtbot.keyClick(form.save_button, Qt.Key.Key_Space)
    assert not form.isVisible()
    row = [view.lines.rows.index(0, at).data() for at in range(3)]
    assert row == ["Company holidays", "24 – 31 Dec 2026", "Everyone"]
    view.lines.setFocus()
    qtbot.keyClick(view.lines, Qt.Key.Key_Return)
    form = shown_form()
    assert form.fields.value("last_on") == date(2026, 12, 31)
    put(form, last_on=date(2026, 12, 23))
    form.save()
    assert "can't come before" in form.fields.error_of("last_on")
    put(form, last_on=None, name="Christmas Eve")
    form.save()
    assert [(one.name, one.last_on) for one in closed(demo)] == [("Christmas Eve", date(2026, 12, 24))]
    qtbot.keyClick(view.lines, Qt.Key.Key_Delete)
    assert closed(demo) == []
    for expected in (["Christmas Eve"], ["Company holidays"], []):
        demo.workspace.undo.undo_action.trigger()
        assert names(view) == expected


def closed(demo: OpenBook):
    return holidays.list_closed_days(demo.workbench, date(2026, 1, 1), date(2027, 12, 31))


def test_they_are_for_an_owner_a_country_or_an_account(view: HolidaysView, demo: OpenBook) -> None:
    owner = list_owners(demo.workbench)[-1]
    for whom, field, value in (
        ("owner", "owner_id", owner.id),
        ("country", "country", "NO"),
        ("account", "account_id", 3),
    ):
        view.add.click()
        form = shown_form()
        put(form, name=whom, first_on=date(2027, 1, 4), whom=whom)
        assert [form.fields.has(one) for one in ("owner_id", "country", "account_id")] == [
            field == one for one in ("owner_id", "country", "account_id")]  # fmt: skip
        if whom == "account":
            form.save()
            assert form.fields.error_of(field) == "Say whose days they are."
            with demo.workbench.read() as connection:
                value = connection.exec_driver_sql("SELECT name FROM account WHERE id = 3").scalar_one()
        put(form, **{field: value})
        form.save()
        assert not form.isVisible()
    assert [(one.owner_id, one.country, one.account_id) for one in closed(demo)] == [
        (owner.id, None, None), (None, "NO", None), (None, None, 3)]  # fmt: skip
    assert {view.lines.rows.index(place, 2).data() for place in range(3)} >= {owner.name, "Norway"}


def test_editing_starts_with_whom_they_are_for(view: HolidaysView, demo: OpenBook) -> None:
    draft = ClosedDayDraft("Stock-taking", date(2027, 1, 4), account_id=3)
    demo.workspace.change(view, lambda wb, _token: holidays.add_closed_day(wb, draft))
    view.edit.click()
    form = shown_form()
    assert (form.fields.value("whom"), form.fields.value("account_id")) == ("account", 3)
    put(form, whom="everyone")
    form.save()
    (row,) = closed(demo)
    assert (row.account_id, row.name) == (None, "Stock-taking")


def test_the_country_is_kept(view: HolidaysView, demo: OpenBook, page: SettingsPage) -> None:
    choose(view, "JP", 2026)
    again = HolidaysView(demo.workspace)
    again.load()
    assert again.country.currentData() == "JP"
    again.deleteLater()


def test_of_a_past_day_nothing_is_changed(view: HolidaysView, demo: OpenBook, monkeypatch) -> None:
    monkeypatch.setattr(demo.workspace, "past", object())
    view.show_book(view.work()(demo.workbench, None))  # type: ignore[arg-type]
    assert not any(one.isEnabled() for one in (view.work_on, view.add, view.edit, view.remove))

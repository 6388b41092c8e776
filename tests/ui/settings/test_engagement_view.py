"""Engagement models in the settings: what a change would do is said first; it is done in one, and undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from csworkbench.domain.fatigue_rows import AskDraft
from csworkbench.services import cadence, fatigue
from csworkbench.services.contacts import list_contacts
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.settings.engagement_form import EngagementForm
from csworkbench.ui.settings.engagement_view import EngagementView
from csworkbench.ui.settings.page import SettingsPage
from tests.ui.books import OpenBook


@pytest.fixture
def view(page: SettingsPage) -> EngagementView:
    page.go_to(Place("settings", spot="engagement"))
    found = page.view("engagement")
    assert isinstance(found, EngagementView)
    return found


def shown_form() -> EngagementForm:
    (form,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, EngagementForm) and one.isVisible()]
    form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return form


def set_value(form: EngagementForm, key: str, value: object) -> None:
    form.fields.widget(key).set_value(value)  # type: ignore[attr-defined]


def test_lists_the_models_with_their_limits(view: EngagementView) -> None:
    names = [view.table.rows.row_at(place).name for place in range(5)]
    assert names == ["high-touch", "customer success manager", "hybrid", "low-touch", "automated retention"]
    assert view.told.text() == "Nothing was done past it."
    assert view.edit.isEnabled()


def test_change_is_previewed_then_made_and_undone(view: EngagementView, demo: OpenBook, qtbot) -> None:
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    form = shown_form()
    before = cadence.list_models(demo.workbench)
    set_value(form, "ideal_days", "7")
    set_value(form, "maximum_days", "10")
    form.ask()
    said = form.told.toPlainText()
    assert "with another interval" in said
    assert "fine → due" in said
    assert cadence.list_models(demo.workbench) == before
    form.save()
    assert not form.isVisible()
    changed = cadence.list_models(demo.workbench)[0]
    assert (changed.ideal_days, changed.maximum_days, changed.qbr_days) == (7, 10, before[0].qbr_days)
    assert view.table.rows.row_at(0).ideal_days == 7
    demo.workspace.undo.undo_action.trigger()
    assert cadence.list_models(demo.workbench) == before


def test_what_can_not_be_kept_is_told_beside_its_field(view: EngagementView, demo: OpenBook) -> None:
    view.edit.click()
    form = shown_form()
    set_value(form, "maximum_days", "3")
    form.save()
    assert form.isVisible()
    assert "not below the ideal" in form.fields.error_of("maximum_days")
    set_value(form, "maximum_days", "many")
    form.save()
    assert form.fields.error_of("maximum_days") == "Give a whole number."
    form.fields.settle()
    form.close()


def test_lists_what_was_done_past_the_guard(view: EngagementView, demo: OpenBook) -> None:
    account, people = next(
        (key, people)
        for key in range(1, 20)
        if (people := [one for one in list_contacts(demo.workbench, key) if one.left_on is None])  # type: ignore[arg-type]
    )
    on = demo.workspace.clock.today()
    for kind in ("reference", "other"):
        draft = AskDraft(account, people[0].id, on, kind, override_reason="Offered it")  # type: ignore[arg-type]
        fatigue.log_ask(demo.workbench, draft)
    assert demo.workbench.last_change is not None
    demo.workspace.hub.publish(demo.workbench.last_change)
    assert view.overrides.isVisible()
    assert view.overrides.rows.row_at(0).reason == "Offered it"

"""The settings page: sections by keys, the list of overrides, places for Back and Forward."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csworkbench.domain.accounts import AccountQuery
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.services import health
from csworkbench.services.accounts import find_accounts
from csworkbench.services.health import models
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.settings.backtest_view import BacktestView
from csworkbench.ui.settings.models_view import ModelsView


def test_sections_are_chosen_by_keys_and_made_when_they_are(page):
    assert (page.section, page.subtitle) == ("models", "Health model")
    assert list(page._views) == ["models"]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert (page.section, page.header_actions()) == ("backtest", ())
    assert isinstance(page.stages.currentWidget(), BacktestView)
    page.go_to(Place("settings", spot="overrides"))
    assert page.place() == Place("settings", spot="overrides")
    page.go_to(Place("settings", spot="nowhere"))
    assert page.section == "overrides"


def test_saving_is_not_offered_where_there_is_nothing_to_save(page):
    save = page._save
    assert not save.isEnabled()
    view = page.view("models")
    view.outline.select(view.drafting.draft.groups[0])
    view.group.weight.box.setValue(1)
    assert (save.isEnabled(), save.text()) == (True, "Save as Default v2")
    page.go_to(Place("settings", spot="backtest"))
    assert not save.isEnabled()


@pytest.fixture
def overridden(page, demo):
    view = page.view("overrides")
    key = next(
        key
        for key in find_accounts(demo.workbench, AccountQuery())
        if health.explain(demo.workbench, key) is not None and health.standing_override(demo.workbench, key) is None
    )
    before = len(health.list_overrides(demo.workbench, is_active_only=True))
    page.go_to(Place("settings", spot="overrides"))
    demo.workspace.change(
        view, lambda wb, token: health.override_health(wb, OverrideDraft(key, "New sponsor", band="healthy"))
    )
    return view, key, before


def test_an_override_is_listed_and_ended(overridden, demo):
    view, key, before = overridden
    assert view.told.text().startswith(f"{before + 1} override")
    row = next(at for at in range(view.table.rows.rowCount()) if view.table.rows.row_at(at).override.account_id == key)
    view.table.setCurrentIndex(view.table.rows.index(row, 0))
    assert view.table.rows.data(view.table.rows.index(row, 2)) == "Healthy"
    view.end.click()
    assert health.standing_override(demo.workbench, key) is None
    assert view.told.text().startswith(f"{before} override")
    assert demo.toasts.said[-1].startswith("Ended the override of ")


def test_enter_opens_the_account(overridden, demo):
    view, _, _ = overridden
    opened: list = []
    demo.workspace.account_asked.connect(opened.append)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert opened == [view.current().override.account_id]


def test_every_field_has_a_name(page):
    from PySide6.QtWidgets import QWidget

    for spot in ("models", "overrides"):
        page.go_to(Place("settings", spot=spot))
        nameless = [
            type(one).__name__ + " " + one.objectName()
            for one in page.view(spot).findChildren(QWidget)
            if one.focusPolicy() != Qt.FocusPolicy.NoFocus
            and one.isVisible()
            and not one.accessibleName()
            and not one.objectName().startswith("qt_")
            and not hasattr(one, "text")
        ]
        assert not nameless, nameless


def test_what_is_not_saved_is_there_again_at_the_next_start(page, demo, qtbot):
    view = page.view("models")
    view.outline.select(view.drafting.draft.groups[0])
    view.group.weight.box.setValue(12)
    view.drafting.draft.watch_up_to = 10
    view.drafting.touch()
    page.on_hidden()
    again = ModelsView(demo.workspace)
    qtbot.addWidget(again)
    again.show()
    assert again.drafting.draft == view.drafting.draft
    assert again.drafting.is_edited
    again.drafting.discard()
    again.keep()
    assert demo.workspace.settings.text("settings/model_draft") == ""
    third = ModelsView(demo.workspace)
    qtbot.addWidget(third)
    third.show()
    assert not third.drafting.is_edited


def test_on_a_past_day_models_are_tried_and_nothing_is_saved(page, demo, monkeypatch):
    view = page.view("models")
    monkeypatch.setattr(demo.workspace, "past", object())
    view.outline.select(view.drafting.draft.groups[0])
    view.group.weight.box.setValue(900)
    assert view.pane.result.changed > 0
    assert not view.can_save
    assert not page._save.isEnabled()
    view.acts.save()
    view.acts.retire()
    assert [row.model.version for row in models.list_models(demo.workbench)] == [1]
    assert len(demo.toasts.said) == 2
    page.on_hidden()
    assert demo.workspace.settings.text("settings/model_draft") == ""

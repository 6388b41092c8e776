"""The model editor by keys: select, type, slide, see what would change, save, undo, send round, compare."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csworkbench.domain.health.draft import ModelDraft, built_in_factor
from csworkbench.domain.health.parts import SignalSource
from csworkbench.services.health import models
from csworkbench.services.health.what_if import try_on_book
from csworkbench.ui.settings.factor_menu import fill_factor_menu
from csworkbench.ui.settings.models_view import ModelsView


@pytest.fixture
def view(page) -> ModelsView:
    return page.view("models")


def select(view: ModelsView, group: int, factor: int | None = None) -> None:
    part = view.drafting.draft.groups[group]
    view.outline.select(part, None if factor is None else part.factors[factor])


def type_number(qtbot, box, text: str) -> None:
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)


def test_the_version_in_use_is_shown_with_what_it_gives_today(view):
    assert view.versions.currentText() == "Default v1 · in use"
    assert [view.outline.topLevelItem(at).text(0) for at in range(3)] == ["Whole model", "Usage", "Outcomes"]
    assert [view.outline.topLevelItem(1).text(at) for at in (1, 2)] == ["35", "35.0%"]
    assert view.pane.result.changed == 0
    assert view.pane.result.scored > 20
    assert not view.can_save
    assert not view.discard.isEnabled()


def test_from_the_outline_to_a_saved_version_by_keys(view, page, demo, qtbot):
    view.outline.setFocus()
    QTest.keyClick(view.outline, Qt.Key.Key_Down)
    assert view.outline.part[0].key == "usage"
    QTest.keyClick(view.outline, Qt.Key.Key_Return)
    assert view.group.weight.box.hasFocus()
    type_number(qtbot, view.group.weight.box, "900")
    assert view.outline.topLevelItem(1).text(1) == "900"
    tried = view.pane.result
    assert tried.changed > 0
    assert tried.changed == view.pane.table.rows.rowCount()
    assert tried.changed == try_on_book(demo.workbench, view.drafting.draft.model(0)).changed
    assert page.header_actions()[0].text() == "Save as Default v2"
    page.header_actions()[0].trigger()
    assert [row.model.version for row in models.list_models(demo.workbench)] == [2, 1]
    assert models.get_model(demo.workbench).groups[0].weight == 900
    assert demo.toasts.said == ["Saved health model Default v2"]
    assert view.versions.currentText() == "Default v2 · in use"
    assert view.pane.result.changed == 0
    assert not view.can_save

    demo.workspace.undo.undo()
    assert view.versions.currentText() == "Default v1 · in use"
    assert [row.model.version for row in models.list_models(demo.workbench)] == [1]
    assert not demo.failures


def test_a_slider_moves_weight_share_and_figures_together(view, qtbot):
    select(view, 0, 0)
    slider = view.factor.weight.slider
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert view.drafting.draft.groups[0].factors[0].weight == 0
    assert view.factor.weight.box.value() == 0
    assert "counts for nothing" in view.factor.problem_words("weight")
    moved = view.pane.result.rescored
    assert moved > 0
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert view.drafting.draft.groups[0].factors[0].weight == 1
    assert view.factor.problem_words("weight") == ""
    assert "Active ratio" in view.pane.told.text() or view.pane.result.rescored != 0


def test_what_is_wrong_stands_beside_its_field_and_keeps_from_saving(view, qtbot):
    view.outline.select(None)
    type_number(qtbot, view.whole.watch, "40")
    assert view.whole.problem_words("watch_up_to") == "The bands overlap: at risk reaches up to 50, watch only to 40."
    assert view.whole.watch.accessibleDescription() == view.whole.problem_words("watch_up_to")
    assert not view.can_save
    assert view.told.text() == "1 thing to mend"
    assert view.pane.told.text().startswith("1 thing to mend first: The bands overlap")
    assert not view.pane.table.isEnabled()
    type_number(qtbot, view.whole.watch, "80")
    assert view.whole.problem_words("watch_up_to") == ""
    assert view.can_save
    assert view.pane.table.isEnabled()
    view.discard.click()
    assert view.whole.watch.value() == 75
    assert not view.can_save


def test_weights_that_are_all_zero_are_told(view):
    for place in range(len(view.drafting.draft.groups)):
        select(view, place)
        view.group.weight.box.setValue(0)
    select(view, 0)
    assert "all groups are zero" in view.group.problem_words("weight")
    assert not view.can_save


def test_policy_vetoes_and_serves_are_chosen(view, demo, qtbot):
    view.outline.select(None)
    view.whole.policy.setFocus()
    QTest.keyClick(view.whole.policy, Qt.Key.Key_Down)
    assert view.drafting.draft.policy == "flat"
    veto = view.whole.vetoes["champion left"]
    QTest.keyClick(veto, Qt.Key.Key_Up)
    assert [kind for kind, _ in view.drafting.draft.vetoes] == ["critical complaint", "in notice"]
    type_number(qtbot, view.whole.name, "Enterprise")
    word = view.whole.segments._boxes[0].objectName()
    QTest.keyClick(view.whole.segments.box(word), Qt.Key.Key_Space)
    assert view.drafting.draft.segments == [word]
    assert view.told.text() == "Not saved yet: a model of its own"
    served = view.pane.result.served
    assert 0 < served < view.pane.result.scored
    view.acts.save()
    assert {(row.model.name, row.state) for row in models.list_models(demo.workbench)} == {
        ("Default", "in use"),
        ("Enterprise", "in use"),
    }
    view.acts.retire()
    assert models.list_models(demo.workbench)[0].state == "retired"
    assert demo.toasts.said[-1] == "Retired health model Enterprise"


def test_the_last_model_for_everyone_can_not_be_retired(view, demo):
    view.acts.retire()
    assert view.told.text().startswith("Every account needs a model")
    assert [row.state for row in models.list_models(demo.workbench)] == ["in use"]


def test_factors_and_groups_come_and_go(view, qtbot):
    select(view, 5, 0)
    view.outline.setFocus()
    QTest.keyClick(view.outline, Qt.Key.Key_Delete)
    assert "pulse" not in view.drafting.taken_keys()
    assert "has no factor" in view.group.problem_words("weight")
    menu = view.add_factor.menu()
    fill_factor_menu(menu, view.drafting, view._on_factor_added)
    menu.actions()[0].trigger()
    assert view.drafting.draft.groups[5].factors == [built_in_factor("pulse")]
    assert view.outline.part[1] is view.drafting.draft.groups[5].factors[0]
    assert not view.can_save

    fill_factor_menu(menu, view.drafting, view._on_factor_added)
    metric = next(action.menu() for action in menu.actions() if action.menu())
    metric.actions()[1].trigger()
    _, added = view.outline.part
    assert added.signal == SignalSource(view.drafting.metrics[0].metric, "mean of 30 days")
    assert view.factor.metric_box.isVisible()
    assert view.can_save
    view.factor.reading_box.setFocus()
    QTest.keyClick(view.factor.reading_box, Qt.Key.Key_Down)
    assert added.signal.reading == "sum of 30 days"
    assert view.pane.result.rescored > 0

    view.add_group.click()
    assert view.group.label.hasFocus()
    assert not view.can_save
    view.remove.click()
    assert view.can_save


def test_a_draft_waits_while_another_version_is_looked_at(view, demo, qtbot):
    select(view, 0)
    view.group.weight.box.setValue(77)
    view.acts.save()
    view.group.weight.box.setValue(12)
    view.versions.setCurrentIndex(1)
    view.versions.activated.emit(1)
    assert view.drafting.draft == ModelDraft.of(models.get_model(demo.workbench, 1))
    assert view.can_save  # an earlier version can be brought back
    view.versions.setCurrentIndex(0)
    view.versions.activated.emit(0)
    assert view.drafting.draft.groups[0].weight == 12
    assert view.drafting.is_edited


def test_a_model_goes_out_and_comes_back_as_a_draft_that_is_compared_first(view, demo, tmp_path):
    path = tmp_path / "sent.json"
    view.acts.ask_save = lambda proposed: path
    view.acts.export()
    assert demo.toasts.said == ["Saved sent.json"]
    whole = json.loads(path.read_text("utf-8"))
    whole["model"]["groups"][0]["weight"] = 5
    path.write_text(json.dumps(whole), "utf-8")
    view.acts.ask_open = lambda folder: path
    view.acts.import_file()
    dialog = view.acts.compared
    cells = [dialog.table.item(0, at).text() for at in range(3)]
    assert cells == ["Usage: weight", "35 (35 %)", "5 (7.143 %)"]
    assert (dialog.before.currentText(), dialog.after.currentText()) == ("Default v1", "As edited")
    dialog.reject()
    assert view.can_save
    assert view.pane.result.rescored > 0
    assert [row.model.version for row in models.list_models(demo.workbench)] == [1]
    view.discard.click()
    assert view.drafting.draft.groups[0].weight == 35


def test_a_file_of_a_newer_program_is_told_beside_the_buttons(view, tmp_path):
    path = tmp_path / "new.json"
    path.write_text(json.dumps({"format": "csworkbench health model", "format_version": 9}), "utf-8")
    view.acts.ask_open = lambda folder: path
    view.acts.import_file()
    assert "written by a newer program" in view.told.text()
    assert not view.drafting.is_edited


def test_enter_on_an_account_opens_it(view, demo, qtbot):
    select(view, 0)
    view.group.weight.box.setValue(900)
    opened: list = []
    demo.workspace.account_asked.connect(opened.append)
    table = view.pane.table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [view.pane.result.changes[0].account_id]


def test_the_figures_are_told_in_words_too(view):
    select(view, 0)
    view.group.weight.box.setValue(900)
    first = view.pane.result.changes[0]
    model = view.pane.table.rows
    spoken = [model.data(model.index(0, at), Qt.ItemDataRole.AccessibleTextRole) for at in range(4)]
    assert spoken[0] == f"Account: {first.name}"
    assert spoken[3].startswith("Band: ")
    cell = view.pane.moves.item(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "stay Healthy" in cell
    assert "insufficient data:" in view.pane.chart.accessibleDescription()

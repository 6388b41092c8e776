"""The backtest view over a real book: asked, run, stopped, failed, read by mouse, keys and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from csworkbench.domain.health.backtest_result import BacktestResult, SurpriseRow
from csworkbench.domain.health.model import default_model
from csworkbench.domain.ids import AccountId
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import BookInUse
from csworkbench.infra.settings import Settings
from csworkbench.infra.tokens import Token
from csworkbench.services.demo import make_demo
from csworkbench.services.health.backtest import running
from csworkbench.services.workbench import Workbench, create_workbench, open_workbench
from csworkbench.storage.health.models import add_model
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.runner import ImmediateRunner, Runner, TaskRunner
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.settings.backtest_charts import RocChart, ScoreSpread
from csworkbench.ui.settings.backtest_view import BacktestView
from tests.ui.pixels import changed, colors, picture

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))
MakeView = Callable[..., BacktestView]


@pytest.fixture(scope="module")
def demo_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.cswb"
    make_demo(path, 60, 4, CLOCK, Token())
    return path


@pytest.fixture
def demo(demo_book: Path, tmp_path: Path) -> Iterator[Workbench]:
    path = tmp_path / "demo.cswb"
    path.write_bytes(demo_book.read_bytes())
    workbench = open_workbench(path, CLOCK)
    yield workbench
    workbench.close()


@pytest.fixture
def make_view(theme, qtbot, tmp_path) -> MakeView:
    def make(workbench: Workbench, runner: Runner | None = None) -> BacktestView:
        settings = Settings(tmp_path / "settings.ini")
        workspace = Workspace(theme, Operations(runner or ImmediateRunner()), settings, CLOCK, workbench.path)
        workspace.set_workbench(workbench)
        view = BacktestView(workspace)
        workspace.setParent(view)
        qtbot.addWidget(view)
        view.resize(1100, 760)
        view.show()
        return view

    return make


def shown_result(view: BacktestView) -> BacktestResult:
    assert view.result is not None
    assert view.stages.currentWidget() is view.results
    return view.result


def test_it_runs_in_the_child_process_and_shows_what_it_found(demo, make_view, qtbot):
    runner = TaskRunner()
    view = make_view(demo, runner)
    assert view.stages.currentWidget() is view.empty
    view.controls.run.click()
    assert view.is_running
    assert view.controls.cancel.isVisible()
    assert not view.controls.run.isEnabled()
    qtbot.waitUntil(lambda: view.result is not None, timeout=60_000)
    result = shown_result(view)
    assert not view.controls.cancel.isVisible()
    assert view.results.scope.text().startswith(f"Model 1: {result.churned:,} churned, {result.stayed:,} stayed")
    assert view.results.horizons.count() == 3
    table = result.horizons[0].confusion
    assert f"flagged: {table.caught} churned" in view.results.confusion.accessibleDescription()
    assert view.results.factors.rows.rowCount() == 10
    runner.shutdown()


def test_cancel_leaves_the_result_before_in_sight(demo, make_view, qtbot):
    runner = TaskRunner()
    view = make_view(demo, runner)
    view.run()
    view.controls.cancel.click()
    assert view.stages.currentWidget() is view.empty
    assert view.controls.run.isEnabled()
    view.run()
    qtbot.waitUntil(lambda: view.result is not None, timeout=60_000)
    first = shown_result(view)
    view.run()
    view.controls.cancel.click()
    assert shown_result(view) is first
    runner.shutdown()


def test_the_tabs_of_the_horizons_change_everything_below(demo, make_view):
    view = make_view(demo)
    view.run()
    result = shown_result(view)
    before = view.results.confusion.accessibleDescription()
    view.results.horizons.setFocus()
    QTest.keyClick(view.results.horizons, Qt.Key.Key_Right)
    assert view.results.horizons.currentIndex() == 1
    assert view.results.confusion.accessibleDescription() != before
    assert view.results.spread.accessibleDescription().count("churned") >= 1
    assert view.results.reds.rows.rowCount() == len(result.horizons[1].reds_that_stayed)


def test_what_is_chosen_is_what_is_asked(demo, make_view):
    with demo.change("Add a model") as change:
        add_model(change.connection, replace(default_model(), version=2, policy="zero"), "2026-01-01T00:00:00.000Z")
    view = make_view(demo)
    controls = view.controls
    assert [controls.against.itemText(at) for at in range(controls.against.count())][1:] == [
        "Version 2, Default",
        "Version 1, Default",
    ]
    controls.model.setCurrentIndex(controls.model.findData(1))
    controls.against.setCurrentIndex(controls.against.findData(2))
    controls.flagged.setCurrentIndex(1)
    view.run()
    result = shown_result(view)
    assert (result.model_version, result.against_version, result.flagged) == (1, 2, "watch")
    assert len(view.results.comparison.text().splitlines()) == 3
    controls.against.setCurrentIndex(0)
    controls.without_assumed.setChecked(True)
    controls.with_customers.setChecked(True)
    view.run()
    result = shown_result(view)
    assert (result.is_without_assumed, result.against_version) == (True, None)
    assert "customers of today" in view.results.notes.text()
    assert not view.results.comparison.isVisible()


def test_a_model_against_itself_says_why_and_can_be_tried_again(demo, make_view):
    view = make_view(demo)
    view.controls.against.setEnabled(True)
    view.controls.against.setCurrentIndex(1)
    view.run()
    assert view.result is None
    assert "can't be compared with itself" in view.empty.accessibleDescription()
    view.controls.against.setCurrentIndex(0)
    view.empty.activated.emit()
    assert view.result is not None


def test_an_unknown_failure_shows_no_insides(demo, make_view, monkeypatch):
    def fail(*_args: object) -> BacktestResult:
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setattr(running, "run_backtest_of_book", fail)
    view = make_view(demo)
    view.run()
    assert "the book is unharmed" in view.empty.accessibleDescription()
    assert "division" not in view.empty.accessibleDescription()


def test_a_known_failure_is_told_in_its_own_words(demo, make_view, monkeypatch):
    def fail(*_args: object) -> BacktestResult:
        raise BookInUse("The book is open elsewhere.")

    monkeypatch.setattr(running, "run_backtest_of_book", fail)
    view = make_view(demo)
    view.run()
    assert view.empty.accessibleDescription() == "The book is open elsewhere."


def test_a_book_without_endings_says_what_to_bring(make_view, tmp_path):
    workbench = create_workbench(tmp_path / "new.cswb", CLOCK)
    view = make_view(workbench)
    view.run()
    assert view.result is None
    assert "Import outcomes" in view.empty.accessibleDescription()
    workbench.close()


def test_enter_on_a_surprise_opens_the_account(demo, make_view):
    view = make_view(demo)
    view.run()
    result = shown_result(view)
    surprise = SurpriseRow(AccountId(7), "Acme", date(2026, 9, 1), "churned", date(2026, 8, 2), 81, "healthy")
    view.results.set_result(
        replace(result, horizons=(replace(result.horizons[0], greens_that_churned=(surprise,)), *result.horizons[1:]))
    )
    table = view.results.greens
    assert [table.rows.index(0, at).data() for at in range(4)] == ["Acme", "81", "2 Aug 2026", "1 Sept 2026"]
    asked: list[object] = []
    view.workspace.account_asked.connect(asked.append)
    table.setCurrentIndex(table.rows.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked == [7]


def test_short_room_leaves_out_columns_and_never_the_verdict(demo, make_view):
    view = make_view(demo)
    view.run()
    table = view.results.factors
    view.resize(1500, 760)
    wide = [at for at in range(8) if not table.isColumnHidden(at)]
    view.resize(640, 760)
    narrow = [at for at in range(8) if not table.isColumnHidden(at)]
    assert wide == list(range(8))
    assert set(narrow) < set(wide)
    assert {0, 1, 2, 5} <= set(narrow)


def test_plots_follow_the_theme_and_what_they_show(theme, qtbot):
    roc, spread = RocChart(theme), ScoreSpread(theme)
    for chart in (roc, spread):
        qtbot.addWidget(chart)
        chart.resize(320, 260)
    nothing = picture(roc), picture(spread)
    roc.set_points([(0, 0), (0.2, 0.7), (1, 1)], "AUC 0.75")
    spread.set_counts([0, 4, 2, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 1, 0, 0, 3, 9, 4, 1])
    light = picture(roc), picture(spread)
    assert min(changed(one, other) for one, other in zip(nothing, light, strict=True)) > 500
    assert colors(light[1])[theme.tokens.at_risk.upper()] > 300
    assert roc.accessibleDescription() == "AUC 0.75"
    assert "10 to 19: 4 churned, 0 stayed" in spread.accessibleDescription()
    assert "90 to 100: 0 churned, 1 stayed" in spread.accessibleDescription()
    theme.set_mode("dark")
    assert min(changed(one, picture(chart)) for one, chart in zip(light, (roc, spread), strict=True)) > 10_000

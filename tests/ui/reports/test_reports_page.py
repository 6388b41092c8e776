from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from python_calamine import CalamineWorkbook

from csworkbench.domain.history import ChangeSet
from csworkbench.domain.reports import ReportRow
from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.settings import Settings
from csworkbench.services.reports_beside import load_saved
from csworkbench.services.workbench import Workbench, create_workbench
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.runner import ImmediateRunner, Runner, TaskRunner
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.reports.page import ReportsPage
from tests.services.report_book import TODAY, clock_at, make_book

MakePage = Callable[[Workbench, Runner], ReportsPage]


@pytest.fixture
def make_page(theme, qtbot, tmp_path) -> MakePage:
    def make(workbench: Workbench, runner: Runner) -> ReportsPage:
        settings = Settings(tmp_path / "settings.ini")
        workspace = Workspace(theme, Operations(runner), settings, clock_at(TODAY), workbench.path)
        workspace.set_workbench(workbench)
        page = ReportsPage(workspace)
        workspace.setParent(page)
        qtbot.addWidget(page)
        page.resize(1000, 640)
        page.show()
        return page

    return make


@pytest.fixture
def book(tmp_path) -> Iterator[Workbench]:
    workbench = make_book(tmp_path / "book.cswb")
    yield workbench
    workbench.close()


@pytest.fixture
def page(book, make_page) -> ReportsPage:
    made: ReportsPage = make_page(book, ImmediateRunner())
    made.on_shown()
    return made


def action(page: ReportsPage, suffix: str) -> QAction:
    return next(one for one in page.header_actions() if one.objectName() == f"reports.{suffix}")


def accounts_of(page: ReportsPage) -> tuple[ReportRow, ...]:
    assert page.drawn is not None
    assert page.drawn.saved is not None
    return load_saved(page.drawn.saved).rows


def test_from_the_first_look_to_files_with_the_same_numbers(book, make_page, qtbot, tmp_path):
    runner = TaskRunner()
    page = make_page(book, runner)
    said: list[str] = []
    page.workspace.say = lambda text, *_: said.append(text)
    page.on_shown()
    assert page.stages.is_building
    assert not action(page, "pdf").isEnabled()
    qtbot.waitUntil(lambda: page.stages.is_preview and page.stages.view.has_picture(0), timeout=30_000)
    out = tmp_path / "out"
    out.mkdir()
    for suffix in ("pdf", "xlsx", "csv"):
        page.export.ask_path = lambda proposed, words: out / proposed.name
        action(page, suffix).trigger()
        name = f"health-report-2026-11-23.{suffix}"
        qtbot.waitUntil(lambda name=name: f"Saved {name}" in said, timeout=30_000)
        assert (out / name).is_file()
    assert len(list(out.iterdir())) == 3
    rows = CalamineWorkbook.from_path(out / "health-report-2026-11-23.xlsx").get_sheet_by_name("Accounts").to_python()
    assert [(row[0], row[4]) for row in rows[1:]] == [(row.name, row.score) for row in accounts_of(page)]
    document = PdfDocument(out / "health-report-2026-11-23.pdf")
    assert len(document) == page.stages.view.page_count
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "n = 4 accounts" in text
    runner.shutdown()


def test_the_preview_is_the_file_that_is_exported(page, tmp_path):
    shown = page.drawn.pdf.read_bytes()
    page.export.ask_path = lambda proposed, words: tmp_path / "mine.pdf"
    action(page, "pdf").trigger()
    assert (tmp_path / "mine.pdf").read_bytes() == shown


def test_a_name_without_its_suffix_gets_it(page, tmp_path):
    page.export.ask_path = lambda proposed, words: tmp_path / "mine"
    action(page, "csv").trigger()
    assert (tmp_path / "mine.csv").is_file()
    assert page.workspace.settings.text("reports/folder") == str(tmp_path)


def test_saying_no_to_the_dialog_writes_nothing(page, tmp_path):
    before = set(tmp_path.iterdir())
    page.export.ask_path = lambda proposed, words: None
    action(page, "xlsx").trigger()
    assert set(tmp_path.iterdir()) == before


def test_a_place_that_refuses_is_told(page, tmp_path, qtbot):
    page.export.ask_path = lambda proposed, words: tmp_path / "nowhere" / "r.csv"
    with qtbot.waitSignal(page.workspace.operations.failed) as failed:
        action(page, "csv").trigger()
    assert isinstance(failed.args[0], WorkbenchError)
    assert "no folder" in str(failed.args[0])


def test_choosing_an_owner_narrows_the_report(page, qtbot):
    box = page.parameters.owner
    assert [box.itemText(index) for index in range(box.count())] == ["All owners", "Maya Lind", "Tom Örd"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert {row.name for row in accounts_of(page)} == {"Aurora", "Birch"}
    assert box.currentText() == "Maya Lind"


def test_a_past_day_is_typed_and_a_future_one_is_refused_beside_the_field(page, qtbot):
    field = page.parameters.day.line
    field.clear()
    qtbot.keyClicks(field, "2026-11-20")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.drawn.head.as_of == TODAY - timedelta(days=3)
    assert page.subtitle == "Health, as of 20 Nov 2026"
    field.clear()
    qtbot.keyClicks(field, "2026-12-01")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.drawn.head.as_of == TODAY - timedelta(days=3)
    assert page.parameters.problem == "Health is known up to today, 23 Nov 2026."


def test_nobody_on_that_day_offers_the_way_back(page, qtbot):
    page.parameters.day.set_day(TODAY - timedelta(days=3000))
    page.build()
    assert page.stages.currentWidget() is page.stages.empty
    assert page.stages.empty.accessibleName() == "No account fits"
    assert not action(page, "pdf").isEnabled()
    page.stages.empty.activated.emit()
    assert page.stages.is_preview
    assert page.drawn.head.scope.accounts == 4


def test_an_empty_book_offers_the_import(make_page, tmp_path):
    empty = create_workbench(tmp_path / "empty.cswb", clock_at(TODAY))
    page = make_page(empty, ImmediateRunner())
    asked: list[str] = []
    page.workspace.set_form_opener(lambda request: asked.append(request.kind))
    page.on_shown()
    assert page.stages.empty.accessibleName() == "No accounts yet"
    page.stages.empty.activated.emit()
    assert asked == ["import"]
    empty.close()


def test_a_failure_says_so_and_can_be_tried_again(page, monkeypatch):
    def refuse(*_args):
        raise WorkbenchError("The disk is full.", "Free some space.")

    monkeypatch.setattr("csworkbench.services.reports_beside.build_health_report", refuse)
    page.build()
    assert page.stages.empty.accessibleName() == "The report was not built"
    assert page.stages.empty.accessibleDescription() == "The disk is full. Free some space."
    monkeypatch.undo()
    page.stages.empty.activated.emit()
    assert page.stages.is_preview


def test_a_change_of_the_book_builds_the_report_again(page, book):
    with book.change("Rename an account") as change:
        change.connection.exec_driver_sql("UPDATE account SET name = 'Borealis' WHERE name = 'Aurora'")
    page.refresh(ChangeSet(9, "Rename an account", frozenset({"account"}), frozenset({1})))
    assert "Borealis" in {row.name for row in accounts_of(page)}


def test_cancel_stops_the_building_and_offers_it_again(book, make_page, qtbot):
    runner = TaskRunner()
    page = make_page(book, runner)
    page.on_shown()
    page.stages.cancel_asked.emit()
    assert page.stages.empty.accessibleName() == "Stopped"
    page.stages.empty.activated.emit()
    qtbot.waitUntil(lambda: page.stages.is_preview, timeout=30_000)
    runner.shutdown()


def test_the_preview_scrolls_by_keys_and_says_where_it_is(page, qtbot):
    view = page.stages.view
    page.focus_body()
    assert view.page_count > 1
    assert view.accessibleDescription() == f"Page 1 of {view.page_count}"
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    last = view.page_count - 1
    assert view.accessibleDescription() == f"Page {last + 1} of {view.page_count}"
    qtbot.waitUntil(lambda: view.has_picture(last))
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current_page == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0


def test_everything_that_takes_the_focus_has_a_name(page):
    from PySide6.QtWidgets import QWidget

    named = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(named) >= 4
    assert not [type(widget).__name__ for widget in named if not widget.accessibleName()]


def test_the_facts_beside_the_preview_are_those_of_the_report(page):
    facts = page.parameters.facts
    assert "n = 4 accounts" in facts
    assert "Left out: 1 churned" in facts
    assert "1 of them with insufficient data" in facts

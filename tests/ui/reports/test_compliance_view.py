"""Cadence compliance in the reports: bars and lines by month, the owner's own, exports with the same figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.settings import Settings
from csworkbench.services.accounts import add_account, add_owner
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import Workbench, create_workbench
from csworkbench.ui.bridge.operations import Operations
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.bridge.runner import ImmediateRunner
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.reports.compliance_view import ComplianceView
from csworkbench.ui.reports.page import ReportsPage
from tests.services.report_book import TODAY, clock_at


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbench]:
    """Maya keeps one of her two accounts in time; Tom keeps none of his."""
    workbench = create_workbench(tmp_path / "book.cswb", clock_at(TODAY))
    maya, tom = add_owner(workbench, "Maya Lind"), add_owner(workbench, "Tom Ord")
    start = TODAY - timedelta(days=400)
    for name, owner, segment in (("Acme", maya, "SMB"), ("Beta", maya, "Bank"), ("Cedar", tom, "Bank")):
        draft = AccountDraft(name, owner_id=owner, segment=segment, ideal_days=20, maximum_days=30, onboarded_on=start)
        key = add_account(workbench, draft)
        if name == "Acme":
            for weeks in range(58):
                log_touch(workbench, TouchDraft(key, TODAY - timedelta(weeks=weeks)))
    yield workbench
    workbench.close()


@pytest.fixture
def page(theme, qtbot: QtBot, tmp_path: Path, book: Workbench) -> ReportsPage:
    settings = Settings(tmp_path / "settings.ini")
    workspace = Workspace(theme, Operations(ImmediateRunner()), settings, clock_at(TODAY), book.path)
    workspace.set_workbench(book)
    made = ReportsPage(workspace)
    workspace.setParent(made)
    workspace.hub.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1080, 620)
    made.show()
    made.on_shown()
    return made


@pytest.fixture
def view(page: ReportsPage, qtbot: QtBot) -> ComplianceView:
    """The report chosen by its chip."""
    chip = page.which.chips()[1]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert page.compliance is not None
    return page.compliance


def cells(view: ComplianceView) -> list[list[str]]:
    assert view.table is not None
    rows = view.table.rows
    return [[str(rows.index(row, at).data()) for at in range(rows.columnCount())] for row in range(rows.rowCount())]


def test_the_book_by_month_and_who_is_worst(page: ReportsPage, view: ComplianceView) -> None:
    assert page.subtitle == "Cadence compliance"
    assert view.chart_card.accessibleName() == "The book: share of accounts within their maximum"
    said = view.bars.accessibleDescription()
    assert said.startswith("December 2025: 33 %; January 2026: 33 %")
    assert said.endswith("November 2026: 33 %")
    found = cells(view)
    assert [row[:3] for row in found] == [
        ["The book", "Book", "3"], ["Bank", "Segment", "2"], ["SMB", "Segment", "1"],
        ["Tom Ord", "Owner", "1"], ["Maya Lind", "Owner", "2"],
    ]  # fmt: skip
    assert found[3][3:] == ["0 %"] * 6 + ["+0"]
    assert found[4][-2] == "50 %"
    assert "n = 3 accounts" in view.facts.text()


def test_the_ideal_and_one_owner(view: ComplianceView, qtbot: QtBot, book: Workbench) -> None:
    qtbot.mouseClick(view.interval.chips()[1], Qt.MouseButton.LeftButton)
    assert view.chart_card.accessibleName() == "The book: share of accounts within their ideal"
    view.owner.setCurrentIndex(view.owner.findText("Maya Lind"))
    view.owner.activated.emit(view.owner.currentIndex())
    assert view.chart_card.accessibleName() == "Maya Lind: share of accounts within their ideal"
    assert [row[0] for row in cells(view)] == ["The book", "Bank", "SMB", "Maya Lind"]
    assert view.lines[0].now == 0.5


def test_a_touch_moves_the_figures(page: ReportsPage, view: ComplianceView, book: Workbench) -> None:
    assert view.lines[0].now is not None
    before = view.lines[0].now
    cedar = next(row for row in range(1, 4) if row == 3)
    for day in range(20):
        log_touch(book, TouchDraft(cedar, date(2026, 11, 1) + timedelta(days=day)))  # type: ignore[arg-type]
    log_touch(book, TouchDraft(cedar, date(2026, 10, 20)))  # type: ignore[arg-type]
    assert book.last_change is not None
    page.workspace.hub.publish(book.last_change)
    assert view.lines[0].now > before


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_files_hold_the_counts(page: ReportsPage, view: ComplianceView, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / "out" / f"compliance.{suffix}"
    target.parent.mkdir()
    view.export.ask_path = lambda proposed, words: target
    shown = [action.objectName() for action in page.header_actions()]
    assert shown == ["reports.cadence_csv", "reports.cadence_xlsx"]
    page.workspace.actions.action(f"reports.cadence_{suffix}").trigger()
    assert target.is_file()
    if suffix == "xlsx":
        assert target.stat().st_size > 2_000
        return
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    book = next(row for row in rows if row["Of"] == "book" and row["Month"] == "2026-11-01")
    assert (book["Name"], book["Accounts with a maximum"], book["Within maximum"]) == ("The book", "3", "1")
    assert book["Within maximum, %"] == "33.33"


def test_back_and_forward_know_the_report(page: ReportsPage, view: ComplianceView) -> None:
    assert page.place() == Place("reports", spot="cadence")
    for spot in ("health", "cadence"):
        page.go_to(Place("reports", spot=spot))
        assert page.place().spot == spot
    page.focus_body()
    assert view.table is not None


def test_nothing_known_is_said(theme, qtbot: QtBot, tmp_path: Path) -> None:
    workbench = create_workbench(tmp_path / "empty.cswb", clock_at(TODAY))
    workspace = Workspace(
        theme, Operations(ImmediateRunner()), Settings(tmp_path / "s.ini"), clock_at(TODAY), workbench.path
    )
    workspace.set_workbench(workbench)
    made = ComplianceView(workspace, lambda: tmp_path)
    workspace.setParent(made)
    qtbot.addWidget(made)
    made.build()
    assert made.stack.currentWidget() is made.empty
    assert not any(action.isEnabled() for action in made.actions_of_view)
    workbench.close()

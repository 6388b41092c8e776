"""Exporting the list: what is on the screen is what stands in the file."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from csworkbench.services.accounts import edit_account
from csworkbench.ui.accounts.page import AccountsPage
from tests.ui.accounts.conftest import Portfolio


def shown_names(page: AccountsPage) -> list[str]:
    model = page.accounts.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def export(page: AccountsPage, target: Path) -> None:
    page.export.files.ask_path = lambda proposed, words: target
    next(one for one in page.header_actions() if one.objectName() == "accounts.export").trigger()


def test_filter_order_and_columns_are_those_of_the_list(page: AccountsPage, portfolio: Portfolio, tmp_path: Path):
    wanted = replace(page.accounts.filter, expression='owner = "Maya Chen"', sort="name", descending=True)
    page.accounts.set_filter(wanted)
    page.body.table.show_column("trend", is_shown=False)
    page.body.table.show_column("tier", is_shown=True)
    target = tmp_path / "mine.csv"
    export(page, target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [
        "Account", "Health", "Band", "ARR", "Currency", "Renewal", "Next check-in", "Last contact", "Tier",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == shown_names(page) == ["Umbra Health", "Fabrikam Foods", "Blue Yonder Air"]
    umbra = next(row for row in rows if row[0] == "Umbra Health")
    assert umbra[6:] == ["2026-11-18", "2026-11-03", "A"]
    assert portfolio.book.toasts.said[-1] == "Saved mine.csv"


def test_a_workbook_holds_days_and_numbers(page: AccountsPage, tmp_path: Path):
    target = tmp_path / "mine.xlsx"
    export(page, target)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_name("Accounts").to_python()
    assert [row[0] for row in rows[1:]] == shown_names(page)
    day = rows[0].index("Next check-in")
    found = next(row for row in rows if row[0] == "Umbra Health")[day]
    assert found == date(2026, 11, 18)


def test_a_name_is_never_a_formula(page: AccountsPage, portfolio: Portfolio, tmp_path: Path):
    edit_account(portfolio.book.workbench, portfolio.ids["Umbra Health"], name='=HYPERLINK("http://x","y")')
    target = tmp_path / "mine.csv"
    export(page, target)
    text = target.read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "\n=HYPERLINK" not in text


def test_a_place_that_refuses_is_told_and_nothing_is_written(page: AccountsPage, portfolio: Portfolio, tmp_path: Path):
    export(page, tmp_path / "nowhere" / "mine.csv")
    assert "no folder" in str(portfolio.book.failures[-1])
    assert not (tmp_path / "nowhere").exists()


def test_the_button_says_what_it_exports(page: AccountsPage, qtbot: QtBot):
    words = [action.text() for action in page.header_actions()]
    assert words == ["Import", "Export", "New account"]
    action = page.header_actions()[1]
    assert "in this order" in action.toolTip()
    qtbot.keyClick(page.body.table, Qt.Key.Key_Escape)
    assert action.isEnabled()

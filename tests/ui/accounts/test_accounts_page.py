"""The Accounts page by keys and clicks over a real book: what is seen and what is stored."""

from __future__ import annotations

import re
from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import add_account, get_account, list_views, load_account_lines
from csworkbench.ui.accounts.page import AccountsPage
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.theme.theme import Theme
from tests.ui.accounts.conftest import NAMES, Portfolio, shown_page
from tests.ui.books import OpenBook


def names(page: AccountsPage) -> list[str]:
    """Give the names in the order shown."""
    model = page.accounts.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def column(page: AccountsPage, key: str) -> int:
    return [one.key for one in page.accounts.model.columns].index(key)


def stand_on(page: AccountsPage, name: str, key: str = "name") -> QModelIndex:
    """Make a cell the current one, its row the selection."""
    index = page.accounts.model.index(names(page).index(name), column(page, key))
    page.body.table.selectionModel().setCurrentIndex(
        index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    )
    return index


def editor(page: AccountsPage) -> QLineEdit | QComboBox:
    """Give the editor that is open in the table."""
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit | QComboBox)
    assert page.body.table.isAncestorOf(focus)
    return focus


def test_the_list_the_cards_and_the_views_say_what_is_in_the_book(page: AccountsPage):
    assert names(page) == sorted(NAMES, key=str.casefold)
    assert page.body.cards.cards["portfolio"].accessibleName().startswith("Portfolio: 6 accounts")
    assert "3 due, 1 overdue" in page.body.cards.cards["check_ins"].accessibleName()
    shown = {chip.item.text: chip.item.count for chip in page.body.views.chips.chips()}
    assert shown["All"] == 6
    assert shown["My accounts"] == 3


def test_the_model_keeps_qts_rules(page: AccountsPage, portfolio: Portfolio):
    tester = QAbstractItemModelTester(page.accounts.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.search("o")
    page.search("")
    add_account(portfolio.book.workbench, AccountDraft("Newcomer"))
    page.accounts.find(keep_rows=False)
    assert "Newcomer" in names(page)
    tester.deleteLater()


@pytest.mark.parametrize("key", ["name", "owner", "tier", "segment", "lifecycle", "next_check_in", "last_contact"])
def test_every_column_sorts_by_value_with_blanks_last_both_ways(page: AccountsPage, key: str):
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        check_sorted(page, key, order)


def check_sorted(page: AccountsPage, key: str, order: Qt.SortOrder):
    page.body.table.horizontalHeader().setSortIndicator(column(page, key), order)
    field = {"owner": "owner_name", "next_check_in": "next_check_in_on", "last_contact": "last_contact_on"}.get(
        key, key
    )
    lines = load_account_lines(page.workspace.workbench, [AccountId(one) for one in page.accounts.model.ids])
    values = [getattr(line, field) for line in lines]
    known = [value.casefold() if isinstance(value, str) else value for value in values if value is not None]
    assert known == sorted(known, reverse=order == Qt.SortOrder.DescendingOrder)
    assert values[len(known) :] == [None] * (len(values) - len(known))
    if key != "name":
        assert len(known) < len(values), "the book has a blank in this column"


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_it_round(page: AccountsPage, qtbot: QtBot):
    header = page.body.table.horizontalHeader()
    at = column(page, "arr")
    spot = header.viewport().rect().topLeft()
    spot.setX(header.sectionViewportPosition(at) + header.sectionSize(at) // 2)
    spot.setY(header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (page.accounts.filter.sort, page.accounts.filter.descending) == ("arr", False)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (page.accounts.filter.sort, page.accounts.filter.descending) == ("arr", True)


def test_keys_sort_by_the_current_column(page: AccountsPage, qtbot: QtBot):
    stand_on(page, "Acme Logistics", "last_contact")
    qtbot.keyClick(page.body.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert (page.accounts.filter.sort, page.accounts.filter.descending) == ("last_contact", True)
    assert names(page)[0] == "Zenith & Co"


def test_search_narrows_says_so_and_clears_in_one_click(page: AccountsPage, qtbot: QtBot):
    page.search("yonder")
    assert names(page) == ["Blue Yonder Air"]
    assert page.body.filters.words.text() == "Filter: “yonder”"
    qtbot.mouseClick(page.body.filters.clear_button, Qt.MouseButton.LeftButton)
    assert len(names(page)) == 6
    assert page.body.filters.active.isHidden()


def test_no_match_offers_to_clear(page: AccountsPage):
    page.search("nobody at all")
    assert page.body.stack.currentWidget() is page.body.nothing
    assert page.body.nothing.state.accessibleName() == "No account found"
    page.body.nothing.state.activated.emit()
    assert len(names(page)) == 6
    assert page.body.stack.currentWidget() is page.body.table


def test_conditions_typed_into_the_search_are_shown_the_filter(page: AccountsPage):
    page.search('band = "at risk"')
    said = [label.text() for label in page.body.nothing.state.findChildren(QLabel)]
    assert any("the filter (Ctrl+Shift+F)" in text for text in said)
    page.search("nobody at all")
    said = [label.text() for label in page.body.nothing.state.findChildren(QLabel)]
    assert not any("the filter (Ctrl+Shift+F)" in text for text in said)


def test_an_expression_filters_and_a_wrong_one_names_the_column(page: AccountsPage, qtbot: QtBot):
    page.body.filters.toggle()
    qtbot.keyClicks(page.body.filters.editor.expression, "tier = A")
    assert set(names(page)) == {"Umbra Health", "Zenith & Co"}
    page.body.filters.editor.expression.clear()
    qtbot.keyClicks(page.body.filters.editor.expression, "teir = A")
    assert page.body.filters.editor.problem.text() == 'Column 1: there is no field "teir". Did you mean "tier"?'
    assert page.body.filters.editor.expression.property("invalid") is True
    assert len(names(page)) == 6, "a wrong expression leaves the list as it was"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("tier", "A", {"Umbra Health", "Zenith & Co"}),
        ("owner", "Jonas Weber", {"Zenith & Co", "Contoso Retail"}),
        ("segment", "SMB", {"Fabrikam Foods", "Zenith & Co"}),
        ("owner", "is missing", {"Acme Logistics"}),
    ],
)
def test_quick_filters(page: AccountsPage, field: str, value: str, expected: set[str]):
    combo = page.body.filters.editor.combos[field]
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
    assert set(names(page)) == expected


def test_cards_filter(page: AccountsPage, qtbot: QtBot):
    card = page.body.cards.cards["check_ins"]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert names(page) == ["Umbra Health", "Fabrikam Foods", "Contoso Retail"]
    assert card.isChecked()
    qtbot.keyClick(page.body.cards.cards["portfolio"], Qt.Key.Key_Return)
    assert len(names(page)) == 6
    assert not card.isChecked()


def test_selection_survives_sort_filter_and_refresh_by_id(page: AccountsPage, portfolio: Portfolio):
    wanted = {portfolio.ids["Umbra Health"], portfolio.ids["Contoso Retail"]}
    page.body.table.select_ids(wanted)
    page.filtering.sort_by_current(True)
    assert set(page.body.table.selected_ids) == wanted
    page.search("yonder")
    assert names(page) == ["Blue Yonder Air"]
    page.search("")
    assert set(page.body.table.selected_ids) == wanted
    add_account(portfolio.book.workbench, AccountDraft("Aaa First"))
    page.accounts.find(keep_rows=False)
    assert set(page.body.table.selected_ids) == wanted


def test_enter_opens_the_account(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    stand_on(page, "Fabrikam Foods")
    with qtbot.waitSignal(page.workspace.account_asked) as asked:
        qtbot.keyClick(page.body.table, Qt.Key.Key_Return)
    assert asked.args == [portfolio.ids["Fabrikam Foods"]]


def test_letters_find_a_name_by_its_beginning(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    qtbot.keyClicks(page.body.table, "fab")
    assert page.body.table.current_id == portfolio.ids["Fabrikam Foods"]


def test_tier_is_edited_in_place_enter_moves_down(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    page.body.table.show_column("tier", is_shown=True)
    stand_on(page, "Acme Logistics", "tier")
    qtbot.keyClick(page.body.table, Qt.Key.Key_F2)
    combo = editor(page)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("B"))
    qtbot.keyClick(combo, Qt.Key.Key_Return)
    wb = portfolio.book.workbench
    assert get_account(wb, portfolio.ids["Acme Logistics"]).tier == "B"
    index = page.body.table.currentIndex()
    assert (index.row(), index.column()) == (1, column(page, "tier"))
    assert wb.undo_state().undo_name == "Edit tier of Acme Logistics"


def test_esc_leaves_a_cell_as_it_was(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    stand_on(page, "Acme Logistics")
    qtbot.keyClick(page.body.table, Qt.Key.Key_F2)
    qtbot.keyClicks(editor(page), "Something else")
    qtbot.keyClick(editor(page), Qt.Key.Key_Escape)
    assert get_account(portfolio.book.workbench, portfolio.ids["Acme Logistics"]).name == "Acme Logistics"


@pytest.mark.parametrize(("name", "typed"), [("Umbra Health", "fri"), ("Acme Logistics", "2026-11-27")])
def test_the_next_check_in_is_moved_or_planned_in_place(
    page: AccountsPage, portfolio: Portfolio, qtbot: QtBot, name: str, typed: str
):
    stand_on(page, name, "next_check_in")
    qtbot.keyClick(page.body.table, Qt.Key.Key_F2)
    line = editor(page)
    assert isinstance(line, QLineEdit)
    line.clear()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    row = load_account_lines(portfolio.book.workbench, [portfolio.ids[name]])[0]
    assert row.next_check_in_on == date(2026, 11, 27)


def test_a_day_that_is_none_keeps_the_editor_open_and_says_so(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    stand_on(page, "Umbra Health", "next_check_in")
    qtbot.keyClick(page.body.table, Qt.Key.Key_F2)
    line = editor(page)
    assert isinstance(line, QLineEdit)
    line.setText("someday")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert editor(page) is line
    assert line.property("invalid") is True
    assert any("someday" in said for said in portfolio.book.toasts.said)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    row = load_account_lines(portfolio.book.workbench, [portfolio.ids["Umbra Health"]])[0]
    assert row.next_check_in_on == date(2026, 11, 18)


def test_bulk_edit_counts_and_is_one_undo_step(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    wb = portfolio.book.workbench
    assert page.body.bulk.isHidden()
    qtbot.keyClick(page.body.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.body.bulk.words.text() == "6 accounts selected"
    assert page.body.bulk.buttons["owner_id"].accessibleName() == "Set owner of 6 accounts"
    menu = page.body.field_menus.menus["owner_id"]
    next(action for action in menu.actions() if action.text() == "Jonas Weber").trigger()
    assert {get_account(wb, one).owner_id for one in portfolio.ids.values()} == {portfolio.jonas}
    assert wb.undo_state().undo_name == "Set owner of 6 accounts"
    wb.undo()
    assert [get_account(wb, portfolio.ids[name]).owner_id for name in NAMES].count(portfolio.maya) == 3


def test_shift_and_arrows_select_several_and_one_can_be_left(page: AccountsPage, qtbot: QtBot):
    stand_on(page, "Acme Logistics")
    qtbot.keyClick(page.body.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.body.table.selected_count == 2
    assert page.body.bulk.isVisible()
    qtbot.mouseClick(page.body.bulk.buttons["clear"], Qt.MouseButton.LeftButton)
    assert page.body.table.selected_count == 1
    assert page.body.bulk.isHidden()


def test_copy_puts_text_and_html_on_the_clipboard(page: AccountsPage, qtbot: QtBot):
    stand_on(page, "Umbra Health")
    qtbot.keyClick(page.body.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in mime.text().splitlines()]
    assert lines[0][:2] == ["Account", "Health"]
    assert lines[1][0] == "Umbra Health"
    assert "2026-11-18" in lines[1]
    assert re.search("<td>Umbra Health</td>", bytes(mime.data("text/html").data()).decode())


def test_a_view_is_saved_shown_with_its_count_and_deleted(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    combo = page.body.filters.editor.combos["tier"]
    combo.setCurrentIndex(combo.findData("A"))
    combo.activated.emit(combo.currentIndex())
    page.body.views.ask_name()
    qtbot.keyClicks(page.body.views.name_field, "Top tier")
    qtbot.keyClick(page.body.views.name_field, Qt.Key.Key_Return)
    shown = {chip.item.text: chip.item.count for chip in page.body.views.chips.chips()}
    assert shown["Top tier"] == 2
    assert page.body.views.chips.current == "Top tier"
    assert set(names(page)) == {"Umbra Health", "Zenith & Co"}
    page.filtering.choose_view("All")
    assert len(names(page)) == 6
    page.filtering.choose_view("Top tier")
    assert set(names(page)) == {"Umbra Health", "Zenith & Co"}
    page.filtering.delete_view()
    assert "Top tier" not in [view.name for view in list_views(portfolio.book.workbench, "accounts")]
    assert len(names(page)) == 6


def test_the_details_follow_the_selection_and_open_forms(page: AccountsPage, portfolio: Portfolio, qtbot: QtBot):
    stand_on(page, "Umbra Health")
    pane = page.body.pane
    assert pane.name.text() == "Umbra Health"
    qtbot.waitUntil(lambda: bool(pane.bars), timeout=2000)
    assert sum(bar.isVisible() for bar in pane.bars) > 2
    qtbot.mouseClick(pane.touch_button, Qt.MouseButton.LeftButton)
    asked = portfolio.forms[-1]
    line = load_account_lines(portfolio.book.workbench, [portfolio.ids["Umbra Health"]])[0]
    assert (asked.kind, asked.account_id, asked.record_id) == ("touch", line.account_id, line.next_check_in_id)


def test_the_pane_goes_by_the_width_until_f9_says_otherwise(page: AccountsPage, qtbot: QtBot):
    assert page.body.pane.isVisible()
    page.resize(1100, 600)
    assert not page.body.pane.isVisible()
    qtbot.keyClick(page.body.table, Qt.Key.Key_F9)
    assert page.body.pane.isVisible()
    qtbot.keyClick(page.body.table, Qt.Key.Key_F9)
    page.resize(1300, 600)
    assert not page.body.pane.isVisible()


def test_state_comes_back(portfolio: Portfolio, qtbot: QtBot):
    first = AccountsPage(portfolio.book.workspace)
    first.on_workbench_ready()
    first.body.table.show_column("tier", is_shown=True)
    first.body.table.move_current_column(1)
    first.filtering.choose_view("My accounts")
    first.accounts.model.sort(column(first, "tier"), Qt.SortOrder.DescendingOrder)
    first.body.table.show_id(portfolio.ids["Fabrikam Foods"])
    before = [entry.partition(":")[0] for entry in first.body.table.column_state()]
    first.on_hidden()
    shiboken6.delete(first)
    again = shown_page(portfolio.book, qtbot)
    assert again.body.views.chips.current == "My accounts"
    assert (again.accounts.filter.sort, again.accounts.filter.descending) == ("tier", True)
    assert again.body.table.current_id == portfolio.ids["Fabrikam Foods"]
    assert [entry.partition(":")[0] for entry in again.body.table.column_state()] == before
    assert not again.body.table.isColumnHidden(column(again, "tier"))


def test_an_empty_book_says_how_to_begin(book: OpenBook, qtbot: QtBot):
    forms: list[str] = []
    book.workspace.set_form_opener(lambda request: forms.append(request.kind))
    page = shown_page(book, qtbot)
    nothing = page.body.nothing
    assert page.body.stack.currentWidget() is nothing
    assert nothing.state.accessibleName() == "No accounts yet"
    nothing.state.activated.emit()
    qtbot.mouseClick(nothing.buttons["new"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(book.workspace.book_asked):
        qtbot.mouseClick(nothing.buttons["demo"], Qt.MouseButton.LeftButton)
    assert forms == ["import", "account"]


def test_a_place_selects_its_account_and_its_view(page: AccountsPage, portfolio: Portfolio):
    page.go_to(Place("accounts", portfolio.ids["Zenith & Co"]))
    assert page.body.table.current_id == portfolio.ids["Zenith & Co"]
    page.go_to(Place("accounts", spot="My accounts"))
    assert set(names(page)) == {"Umbra Health", "Blue Yonder Air", "Fabrikam Foods"}


def test_a_switch_of_the_theme_repaints_the_table(page: AccountsPage, theme: Theme):
    before = page.body.table.viewport().grab().toImage().pixelColor(400, 200)
    theme.set_mode("dark")
    after = page.body.table.viewport().grab().toImage().pixelColor(400, 200)
    assert before.lightness() > 200 > 100 > after.lightness()


def test_the_page_fits_the_smallest_window(page: AccountsPage):
    assert page.minimumSizeHint().width() <= 1180 - 80 - 32
    assert page.minimumSizeHint().height() <= 600 - 44 - 20 - 30


def test_journey_find_an_account_at_a_glance_and_move_its_check_in(
    page: AccountsPage, portfolio: Portfolio, qtbot: QtBot
):
    page.search("umbra")
    page.focus_body()
    assert page.body.table.current_id == portfolio.ids["Umbra Health"]
    qtbot.keyClick(page.body.table, Qt.Key.Key_Right)
    while page.body.table.currentIndex().column() != column(page, "next_check_in"):
        qtbot.keyClick(page.body.table, Qt.Key.Key_Right)
    qtbot.keyClick(page.body.table, Qt.Key.Key_F2)
    line = editor(page)
    assert isinstance(line, QLineEdit)
    line.setText("+1w")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    index = page.accounts.model.index(0, column(page, "next_check_in"))
    assert index.data() == "Mon 30 Nov, in 7 days"
    page.workspace.undo.undo()
    assert page.accounts.model.index(0, column(page, "next_check_in")).data() == "Wed 18 Nov, 5 days overdue"

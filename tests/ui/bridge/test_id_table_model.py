from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from csworkbench.ui.bridge.columns import RIGHT, Column
from csworkbench.ui.bridge.id_table_model import ID_ROLE, PAGES_KEPT, ROW_ROLE, IdTableModel


@dataclass(frozen=True)
class Thing:
    id: int
    name: str


COLUMNS = (
    Column[Thing]("name", "Name", lambda row: row.name, sort="name", edit=lambda row: row.name),
    Column[Thing]("id", "Number", lambda row: str(row.id), alignment=RIGHT),
)


class Book:
    def __init__(self) -> None:
        self.asked: list[int] = []
        self.prefix = "thing"
        self.gone: set[int] = set()

    def load(self, ids: Sequence[int]) -> list[Thing]:
        self.asked.append(len(ids))
        return [Thing(number, f"{self.prefix} {number}") for number in reversed(ids) if number not in self.gone]


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def model(book, qapp) -> IdTableModel[Thing]:
    return IdTableModel(COLUMNS, book.load, lambda row: row.id, commit=lambda *edit: True)


def test_it_obeys_the_rules_of_models(model, qtbot):
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for ids in (range(1, 1000), range(500, 0, -1), [], [7], range(3)):
        model.set_ids(ids)
        model.drop([7])
    model.drop(None)
    assert tester.model() is model
    assert model.rowCount() == 3


def test_rows_come_by_pages_of_200_and_about_20_pages_are_kept(model, book):
    model.set_ids(range(100_000))
    assert book.asked == []
    assert model.index(0, 0).data() == "thing 0"
    assert model.index(199, 1).data() == "199"
    assert book.asked == [200]
    for page in range(30):
        model.index(page * 200, 0).data()
    assert len(book.asked) == 30
    model.index(29 * 200, 0).data()
    model.index((30 - PAGES_KEPT) * 200, 0).data()
    assert len(book.asked) == 30
    model.index(0, 0).data()
    assert len(book.asked) == 31


def test_flags_ids_and_headings_never_fetch(model, book):
    model.set_ids(range(1000))
    assert model.index(900, 0).flags() & Qt.ItemFlag.ItemIsEditable
    assert not model.index(900, 1).flags() & Qt.ItemFlag.ItemIsEditable
    assert model.index(900, 0).data(ID_ROLE) == 900
    assert model.index(900, 1).data(Qt.ItemDataRole.TextAlignmentRole) == RIGHT
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert book.asked == []


def test_selection_and_current_stay_with_their_ids(model, qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setModel(model)
    model.set_ids([1, 2, 3, 4])
    select = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    view.setCurrentIndex(model.index(3, 0))
    view.selectionModel().select(model.index(1, 0), select)
    model.set_ids([4, 9, 2, 1, 3])
    assert {index.data(ID_ROLE) for index in view.selectionModel().selectedRows()} == {2, 4}
    assert view.currentIndex().data(ID_ROLE) == 4
    model.set_ids([9, 2])
    assert {index.data(ID_ROLE) for index in view.selectionModel().selectedRows()} == {2}


def test_changed_rows_are_loaded_again_and_others_are_not(model, book, qtbot):
    model.set_ids(range(600))
    for row in (0, 200, 400):
        model.index(row, 0).data()
    book.prefix = "new"
    with qtbot.waitSignal(model.dataChanged) as told:
        model.drop([250, 99_999])
    assert (told.args[0].row(), told.args[1].row()) == (200, 399)
    assert model.index(250, 0).data() == "new 250"
    assert model.index(0, 0).data() == "thing 0"
    assert len(book.asked) == 4


def test_rows_given_beforehand_need_no_load(model, book):
    model.set_ids([1, 2])
    model.set_rows([Thing(1, "one"), Thing(2, "two")])
    assert model.index(1, 0).data() == "two"
    assert book.asked == []
    model.set_ids([2, 1])
    assert model.index(0, 0).data() == "two"
    assert book.asked == []


def test_a_row_that_is_gone_shows_nothing(model, book):
    book.gone = {2}
    model.set_ids([1, 2])
    assert model.index(1, 0).data() is None
    assert model.index(1, 0).data(ROW_ROLE) is None
    assert model.index(0, 0).data(ROW_ROLE) == Thing(1, "thing 1")


def test_cells_say_what_they_are(model):
    model.set_ids([5])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Name: thing 5"
    assert model.index(0, 0).data(Qt.ItemDataRole.EditRole) == "thing 5"


def test_edits_go_to_the_commit_and_only_in_editable_views(book, qapp):
    edits: list[tuple[int, str, object]] = []

    def commit(row_id: int, key: str, value: object) -> bool:
        edits.append((row_id, key, value))
        return value != "no"

    model = IdTableModel(COLUMNS, book.load, lambda row: row.id, commit=commit)
    model.set_ids([5])
    assert model.setData(model.index(0, 0), "yes")
    assert not model.setData(model.index(0, 0), "no")
    assert edits == [(5, "name", "yes"), (5, "name", "no")]


def test_sorting_asks_for_another_order(model, qtbot):
    with qtbot.waitSignal(model.sort_asked) as asked:
        model.sort(0, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["name", True]
    with qtbot.assertNotEmitted(model.sort_asked):
        model.sort(1)


def test_places_and_ranges(model):
    model.set_ids([30, 10, 20])
    assert (model.row_of(20), model.row_of(99), model.id_at(0), model.id_at(3)) == (2, None, 30, None)
    assert model.ids_between(1, 9) == [10, 20]

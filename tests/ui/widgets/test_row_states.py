"""What is told of rows and cells is what the style is told of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QTableView

from csworkbench.ui.widgets.row_states import row_state


class Watching(QStyledItemDelegate):
    """Keeps what was told of each item that was drawn, and what the style was told."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.told: dict[tuple[int, int], tuple[bool, ...]] = {}
        self.styled: dict[tuple[int, int], tuple[bool, ...]] = {}

    def paint(self, painter, option, index) -> None:
        states = (QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_MouseOver, QStyle.StateFlag.State_HasFocus)
        place = (index.row(), index.column())
        self.styled[place] = tuple(bool(option.state & state) for state in states)
        self.told[place] = tuple(row_state(option, index))


def hover(view: QAbstractItemView, at: QPoint) -> None:
    """Let the mouse be over a point of the viewport: where it is already, moving it there tells nobody."""
    QTest.mouseMove(view.viewport(), at + QPoint(0, 60))
    QTest.mouseMove(view.viewport(), at)


@pytest.mark.parametrize("kind", [QTableView, QListView])
def test_rows_tell_what_the_style_is_told(kind: type[QAbstractItemView], qtbot):
    model = QStandardItemModel(4, 3)
    view = kind()
    qtbot.addWidget(view)
    view.setModel(model)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    watching = Watching(view)
    view.setItemDelegate(watching)
    view.setMouseTracking(True)
    view.resize(400, 200)
    view.show()
    qtbot.waitActive(view)
    view.setFocus()
    view.setCurrentIndex(model.index(2, 0))
    hover(view, view.visualRect(model.index(1, 0)).center())
    qtbot.waitUntil(lambda: watching.styled.get((1, 0), (False, False))[1])
    view.viewport().repaint()
    assert watching.told == watching.styled
    assert watching.told[1, 0] == (False, True, False)
    assert watching.told[2, 0] == (True, False, True)
    view.clearFocus()
    view.viewport().repaint()
    assert watching.told == watching.styled

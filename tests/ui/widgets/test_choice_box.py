"""A box of choices keeps its letters where they are commands of the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.ui.forms.inputs import ChoiceInput
from csworkbench.ui.widgets.choice_box import ChoiceBox


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    box = ChoiceBox()
    box.addItems(["Call", "Chat", "Email"])
    box.setCurrentIndex(2)
    column.addWidget(box)
    column.addWidget(ChoiceInput("Channel", [("email", "Email"), ("call", "Call")]))
    column.addWidget(QPushButton("Button"))
    action = QAction("Plan", made)
    action.setShortcut(QKeySequence("C"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    made.addAction(action)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def planned(page: QWidget) -> list[bool]:
    found: list[bool] = []
    page.actions()[0].triggered.connect(lambda: found.append(True))
    return found


@pytest.mark.parametrize("kind", [ChoiceBox, ChoiceInput])
def test_a_letter_chooses(page: QWidget, qtbot: QtBot, kind: type[ChoiceBox]) -> None:
    found = planned(page)
    box = next(one for one in page.findChildren(ChoiceBox) if type(one) is kind)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_C)
    assert (box.currentText(), found) == ("Call", [])


def test_elsewhere_it_is_the_command(page: QWidget, qtbot: QtBot) -> None:
    found = planned(page)
    button = page.findChild(QPushButton)
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_C)
    assert found == [True]

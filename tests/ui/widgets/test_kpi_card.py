from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.kpi_card import KpiCard
from tests.ui.pixels import changed, colors, picture


@pytest.fixture
def card(theme: Theme, qtbot: QtBot) -> KpiCard:
    made = KpiCard(theme, "risk", "At risk", "at_risk")
    qtbot.addWidget(made)
    made.setCheckable(True)
    made.set_figures("3 accounts", "€412 k ARR")
    made.resize(made.sizeHint())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_click_and_check(card: KpiCard, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(card.clicked, timeout=1000):
        qtbot.keyClick(card, key)
    assert card.isChecked()


def test_mouse_clicks(card: KpiCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.clicked, timeout=1000):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)


def test_name_says_everything(card: KpiCard) -> None:
    assert card.accessibleName() == "At risk: 3 accounts, €412 k ARR"
    assert card.sizeHint().height() == 52


def test_checked_and_focus_are_visible(card: KpiCard, theme: Theme) -> None:
    card.clearFocus()
    before = picture(card)
    card.setChecked(True)
    checked = picture(card)
    assert colors(checked)[theme.tokens.accent_soft] > 1000
    card.setChecked(False)
    card.setFocus()
    assert changed(before, picture(card)) >= card.width() + card.height()


def test_card_grows_with_its_text(card: KpiCard, theme: Theme) -> None:
    width = card.sizeHint().width()
    card.set_figures("3,000,000 accounts", "€412 k ARR")
    assert card.sizeHint().width() > width
    assert card.minimumSizeHint() == card.sizeHint()

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.flow_layout import FlowLayout
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
    card.set_figures("3,000 accounts", "€412 k ARR", short="3,000")
    assert card.minimumSizeHint().width() < card.sizeHint().width(), "the noun may go, the figures stay"
    assert card.accessibleName() == "At risk: 3,000 accounts, €412 k ARR"


def test_four_cards_stay_in_one_line_as_long_as_their_values_fit(theme: Theme, qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    flow = FlowLayout(row, 10, stretches=True)
    cards = [KpiCard(theme, "risk", "Renewals, 90 days", "at_risk") for _ in range(4)]
    for card in cards:
        card.set_figures("10,000 accounts", "€517.85 M +2", short="10,000")
        flow.addWidget(card)
    least = sum(card.minimumSizeHint().width() for card in cards) + 30
    row.resize(least, 60)
    flow.setGeometry(row.rect())
    assert {card.y() for card in cards} == {0}
    assert cards[-1].geometry().right() < least
    assert all(card.width() >= card.minimumSizeHint().width() for card in cards)
    assert flow.heightForWidth(least - 1) > flow.heightForWidth(least), "then they wrap"

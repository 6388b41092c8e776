from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.theme.tokens import DARK, LIGHT
from csworkbench.ui.widgets.buttons import (
    ButtonKind,
    ThemedIcon,
    make_action,
    make_button,
    make_icon_button,
    make_search_field,
)
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.flow_layout import FlowLayout
from csworkbench.ui.widgets.painting import avatar_colors, initials, paint_avatar
from tests.ui.pixels import changed, colors, picture

KINDS: list[ButtonKind] = ["secondary", "primary", "danger", "flat", "link"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Northwind Traders", "NT"),
        ("acme", "AC"),
        ("3M", "3M"),
        ("Ünal & Söhne", "ÜS"),
        ("", "?"),
        ("- -", "?"),
        ("ß", "SS"),
        ("漢字 会社", "漢会"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_avatar_is_the_same_each_time_and_names_spread() -> None:
    assert avatar_colors(LIGHT, "Acme") == avatar_colors(LIGHT, "Acme")
    assert LIGHT.avatars.index(avatar_colors(LIGHT, "Acme")) == DARK.avatars.index(avatar_colors(DARK, "Acme"))
    assert len({avatar_colors(LIGHT, f"Account {number}") for number in range(60)}) == len(LIGHT.avatars)


def test_avatar_is_drawn(theme: Theme) -> None:
    image = QImage(28, 28, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painter.setFont(theme.font())
    paint_avatar(painter, QRectF(0, 0, 28, 28), theme.tokens, "Fabrikam Foods")
    painter.end()
    ink, ground = avatar_colors(theme.tokens, "Fabrikam Foods")
    assert colors(image)[ground] > 400
    assert colors(image)[ink] > 10


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_button_shows_focus_and_is_large_enough(theme: Theme, qtbot: QtBot, kind: ButtonKind, mode: str) -> None:
    theme.set_mode("dark" if mode == "dark" else "light")
    page = QWidget()
    page.resize(200, 80)
    qtbot.addWidget(page)
    button = make_button(theme, "&Import", "import", kind, page)
    other = QLineEdit(page)
    other.move(0, 44)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    other.setFocus()
    before = picture(button)
    button.setFocus()
    assert changed(before, picture(button)) >= button.width() + button.height()
    assert min(button.width(), button.height()) >= 24
    assert button.accessibleName() == "Import"


def test_focus_does_not_move_the_layout(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    made: list[QPushButton] = [make_button(theme, "Import", "import", kind, page) for kind in KINDS]
    other = QLineEdit(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    for button in made:
        other.setFocus()
        size = button.sizeHint()
        button.setFocus()
        assert button.hasFocus()
        button.style().polish(button)
        assert button.sizeHint() == size


def test_icons_of_buttons_and_actions_follow_the_theme(theme: Theme, qtbot: QtBot) -> None:
    button = make_icon_button(theme, "filter", "Filter", "text")
    qtbot.addWidget(button)
    action = make_action(theme, "Filter", "filter", button)
    size = QSize(16, 16)
    assert LIGHT.text in colors(button.icon().pixmap(size).toImage())
    theme.set_mode("dark")
    for icon in (button.icon(), action.icon()):
        seen = colors(icon.pixmap(size).toImage())
        assert DARK.text in seen
        assert LIGHT.text not in seen
    assert (button.accessibleName(), button.toolTip()) == ("Filter", "Filter")
    assert min(button.minimumWidth(), button.minimumHeight()) >= 24


def test_themed_icon_can_show_another(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icon = ThemedIcon(theme, button, "filter", "text", button)
    before = button.icon().pixmap(16, 16).toImage()
    icon.set_icon("healthy", "healthy")
    after = button.icon().pixmap(16, 16).toImage()
    assert changed(before, after) > 20
    assert LIGHT.healthy in colors(after)


def test_search_field_has_a_name(theme: Theme, qtbot: QtBot) -> None:
    line = make_search_field(theme, "Search", "Search accounts")
    qtbot.addWidget(line)
    assert (line.accessibleName(), line.placeholderText()) == ("Search", "Search accounts")


def test_empty_state_says_why_and_what_next(theme: Theme, qtbot: QtBot) -> None:
    state = EmptyState(theme)
    qtbot.addWidget(state)
    state.resize(500, 320)
    state.set_content("filter", "No account matches", "The filter leaves out <all> 16 accounts.", "Clear filter")
    state.show()
    (button,) = state.findChildren(QPushButton)
    with qtbot.waitSignal(state.activated, timeout=1000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.text() == "Clear filter"
    assert state.accessibleDescription() == "The filter leaves out <all> 16 accounts."
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in state.findChildren(QLabel))
    state.set_content("error", "Could not read", "The file is gone.", is_error=True)
    assert not button.isVisible()
    assert colors(picture(state))[LIGHT.at_risk_ground] > 500


def test_card_header_hides_when_empty(theme: Theme, qtbot: QtBot) -> None:
    card = Card(theme, "Renewals", "€1.15 M across 11")
    qtbot.addWidget(card)
    assert card.accessibleName() == "Renewals"
    card.show()
    tall = card.sizeHint().height()
    card.set_title("")
    card.set_aside("")
    card.header.invalidate()
    assert card.sizeHint().height() < tall


def test_flow_layout_wraps_stretches_and_mirrors(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page, 10, stretches=True)
    parts = [QLabel("x") for _ in range(4)]
    for part in parts:
        part.setMinimumSize(100, 30)
        flow.addWidget(part)
    page.resize(430, 100)
    page.show()
    assert flow.heightForWidth(430) == 30
    assert flow.heightForWidth(330) == 70
    assert flow.heightForWidth(50) == 150
    assert (parts[0].x(), parts[3].geometry().right()) == (0, 429)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow.setGeometry(page.rect())
    assert (parts[3].x(), parts[0].geometry().right()) == (0, 429)
    assert flow.takeAt(0) is not None
    assert flow.count() == 3
    assert flow.itemAt(3) is None
    assert flow.takeAt(7) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("kind", [*KINDS, "icon"])
def test_enter_presses_the_button_with_the_focus(theme: Theme, qtbot: QtBot, kind: str, key: Qt.Key) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    other = QPushButton("Save", dialog)
    other.setDefault(True)
    wanted = next((one for one in KINDS if one == kind), None)
    button = make_button(theme, "Go", kind=wanted, parent=dialog) if wanted else make_icon_button(theme, "close", "Go")
    button.setParent(dialog)
    if isinstance(button, QPushButton):
        button.setAutoDefault(False)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("button"))
    other.clicked.connect(lambda: pressed.append("other"))
    dialog.show()
    qtbot.keyClick(button, key)
    assert pressed == ["button"]
    qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert pressed.count("button") == 1

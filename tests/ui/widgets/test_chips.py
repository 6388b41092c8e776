from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.chips import ChipItem, ChipRow
from tests.ui.pixels import changed, picture

ITEMS = [ChipItem("all", "All", 16), ChipItem("mine", "My accounts", 6), ChipItem("risk", "At risk", 3)]


@pytest.fixture
def row(theme: Theme, qtbot: QtBot) -> ChipRow:
    made = ChipRow(theme, "Saved views")
    qtbot.addWidget(made)
    made.set_chips(ITEMS, "all")
    made.resize(500, 40)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.chips()[0].setFocus()
    return made


def _focused(row: ChipRow) -> list[str]:
    return [chip.item.key for chip in row.chips() if chip.hasFocus()]


def test_arrows_move_and_space_and_enter_choose(row: ChipRow, qtbot: QtBot) -> None:
    chosen: list[str] = []
    row.chosen.connect(chosen.append)
    qtbot.keyClick(row.chips()[0], Qt.Key.Key_Right)
    assert _focused(row) == ["mine"]
    assert row.current == "all"
    qtbot.keyClick(row.chips()[1], Qt.Key.Key_Space)
    assert (row.current, chosen) == ("mine", ["mine"])
    qtbot.keyClick(row.chips()[1], Qt.Key.Key_End)
    qtbot.keyClick(row.chips()[2], Qt.Key.Key_Return)
    assert (row.current, chosen) == ("risk", ["mine", "risk"])
    qtbot.keyClick(row.chips()[2], Qt.Key.Key_Right)
    assert _focused(row) == ["risk"]
    qtbot.keyClick(row.chips()[2], Qt.Key.Key_Home)
    assert _focused(row) == ["all"]


def test_exactly_one_is_checked_and_a_second_click_keeps_it(row: ChipRow, qtbot: QtBot) -> None:
    for chip in (row.chips()[2], row.chips()[2], row.chips()[1]):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert [each for each in row.chips() if each.isChecked()] == [chip]


def test_row_is_one_tab_stop(row: ChipRow) -> None:
    row.set_current("risk")
    stops = [chip.item.key for chip in row.chips() if chip.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["risk"]


def test_names_and_sizes(row: ChipRow) -> None:
    assert [chip.accessibleName() for chip in row.chips()] == ["All, 16", "My accounts, 6", "At risk, 3"]
    assert all(chip.height() >= 24 and chip.width() >= 24 for chip in row.chips())


def test_row_wraps(row: ChipRow) -> None:
    row.resize(160, 200)
    assert row.heightForWidth(160) > row.heightForWidth(500)
    tops = [chip.y() for chip in row.chips()]
    assert tops == sorted(tops)
    assert len(set(tops)) > 1
    assert all(chip.geometry().right() < 160 for chip in row.chips())


def test_new_counts_keep_the_focus(row: ChipRow, qtbot: QtBot) -> None:
    qtbot.keyClick(row.chips()[0], Qt.Key.Key_Right)
    row.set_chips([ChipItem("all", "All", 17), ChipItem("mine", "My accounts", 7)], "all")
    assert _focused(row) == ["mine"]
    row.set_current("gone")
    assert row.current == ""


def test_focus_is_visible(row: ChipRow) -> None:
    chip = row.chips()[1]
    before = picture(chip)
    chip.setFocus()
    assert changed(before, picture(chip)) >= chip.width() + chip.height()


def test_long_name_elides_with_a_tool_tip(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow(theme, "Saved views")
    qtbot.addWidget(row)
    row.set_chips([ChipItem("x", "<b>" + "long " * 60, 1)])
    chip = row.chips()[0]
    assert chip.sizeHint().width() < 330
    assert "&lt;b&gt;" in chip.toolTip()

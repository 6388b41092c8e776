"""The curve: dragged, moved by keys, typed; always within its neighbours and 0..100."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from csworkbench.ui.settings.curve_editor import CurveEditor

POINTS = [(0.0, 0.0), (0.5, 50.0), (1.0, 100.0)]


@pytest.fixture
def editor(theme, qtbot) -> CurveEditor:
    made = CurveEditor(theme)
    qtbot.addWidget(made)
    made.resize(300, 400)
    made.set_points(list(POINTS))
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(editor) -> list:
    found: list = []
    editor.changed.connect(found.append)
    return found


def press(editor, *keys, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(editor.canvas, key, modifier)


def test_arrow_keys_move_the_selected_point(editor, told):
    press(editor, Qt.Key.Key_PageDown, Qt.Key.Key_Up)
    assert told[-1] == [(0.0, 0.0), (0.5, 51.0), (1.0, 100.0)]
    press(editor, Qt.Key.Key_Right)
    assert told[-1][1] == (0.51, 51.0)
    press(editor, Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert told[-1][1] == (0.51, 41.0)
    assert [editor.table.item(1, at).text() for at in (0, 1)] == ["0.51", "41"]


def test_a_point_stays_between_its_neighbours_and_within_the_scores(editor, told):
    press(editor, Qt.Key.Key_PageDown)
    press(editor, *[Qt.Key.Key_Right] * 12, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert told[-1][1][0] == 1.0
    press(editor, *[Qt.Key.Key_Up] * 12, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert told[-1][1] == (1.0, 100.0)
    press(editor, *[Qt.Key.Key_Left] * 30, modifier=Qt.KeyboardModifier.ShiftModifier)
    assert told[-1][1] == (0.0, 100.0)


def test_the_mouse_drags_a_point(editor, told):
    canvas = editor.canvas
    start = canvas._spot(0.5, 50.0).toPoint()
    end = canvas._spot(0.7, 80.0).toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(canvas, start + QPoint(3, -3))
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=end)
    at, score = told[-1][1]
    assert at == pytest.approx(0.7, abs=0.02)
    assert score == pytest.approx(80, abs=2)
    assert (told[-1][0], told[-1][2]) == (POINTS[0], POINTS[2])


def test_points_are_added_and_removed(editor, told):
    press(editor, Qt.Key.Key_Insert)
    assert told[-1] == [(0.0, 0.0), (0.25, 25.0), (0.5, 50.0), (1.0, 100.0)]
    press(editor, Qt.Key.Key_Delete)
    assert told[-1] == POINTS
    press(editor, Qt.Key.Key_Delete, Qt.Key.Key_Delete, Qt.Key.Key_Delete)
    assert len(told[-1]) == 1
    assert not editor.remove.isEnabled()
    QTest.mouseDClick(editor.canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
    assert len(told[-1]) == 2


def test_a_place_is_typed(editor, told, qtbot):
    editor.table.setCurrentCell(1, 0)
    editor.table.item(1, 0).setText("0,62")
    assert told[-1] == [(0.0, 0.0), (0.62, 50.0), (1.0, 100.0)]
    assert editor.canvas.chosen == 1
    editor.table.item(1, 1).setText("much")
    assert len(told) == 1
    assert editor.problem.text() == "“much” is no number; the point stays as it was."
    assert editor.table.item(1, 1).text() == "50"
    editor.table.item(1, 1).setText("nan")
    assert len(told) == 1
    editor.table.item(1, 1).setText("55")
    assert told[-1][1] == (0.62, 55.0)
    assert editor.problem.isHidden()


def test_a_curve_of_the_cadence_moves_up_and_down_only(editor, told):
    editor.set_points([("ideal", 100.0), ("maximum", 50.0), ("2 x maximum", 0.0)])
    press(editor, Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Insert)
    assert told == [[("ideal", 99.0), ("maximum", 50.0), ("2 x maximum", 0.0)]]
    assert not editor.add.isEnabled()
    assert not editor.table.item(0, 0).flags() & Qt.ItemFlag.ItemIsEditable


def test_the_curve_is_told_in_words(editor):
    assert editor.canvas.accessibleDescription() == "0 gives 0, 0.5 gives 50, 1 gives 100"


def test_values_that_are_no_numbers_are_painted_all_the_same(editor):
    editor.set_points([(float("nan"), 0.0), (3.0, 4.0)])
    assert not editor.grab().isNull()
    editor.set_points([(5.0, 40.0)])
    press(editor, Qt.Key.Key_Right)
    assert not editor.grab().isNull()

"""From the calendar to a written plan by keys alone, as `docs/keystrokes.md` promises."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from csworkbench.ui.calendar.page import CalendarPage
from csworkbench.ui.calendar.plan_period.dialog import PlanPeriodDialog

DOCUMENT = Path(__file__).parents[4] / "docs" / "keystrokes.md"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_what_is_due_is_planned_with_two_keys(dues, qtbot):
    page = CalendarPage(dues.workspace)
    qtbot.addWidget(page)
    page.resize(1254, 642)
    page.on_workbench_ready()
    with qtbot.waitExposed(page):
        page.show()
    page.on_shown()
    page.activateWindow()
    pressed = 0

    def press(key, modifier):
        nonlocal pressed
        pressed += 1
        qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifier)

    press(Qt.Key.Key_P, CONTROL | SHIFT)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PlanPeriodDialog) and one.isVisible()]
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    assert dialog.frame.apply_button.text() == "Plan 8 check-ins"
    press(Qt.Key.Key_Return, CONTROL)
    assert not dialog.isVisible()
    assert dues.workbench.undo_state().undo_name.startswith("Plan 8 check-ins")
    found = re.search(
        r"^\| Plan all that is due in the period on show \|.*\| (\d+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE
    )
    assert found is not None
    assert pressed == int(found[1])

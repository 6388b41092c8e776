"""Keys counted on the real pages and forms: what is typed as text is free, every other key counts.

`docs/keystrokes.md` promises these numbers.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.services.actions import list_actions
from csworkbench.services.checkins import get_check_in, list_check_ins
from csworkbench.services.day import my_day
from csworkbench.services.touches import get_touch
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.opening import open_form
from csworkbench.ui.my_day.page import MyDayPage
from csworkbench.ui.shell.book_finder import BookFinder
from csworkbench.ui.shell.palette import CommandPalette
from tests.ui.my_day.conftest import Day

NONE, ALT, CONTROL = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier,
)  # fmt: skip
DOCUMENT = Path(__file__).parents[3] / "docs" / "keystrokes.md"


class Keyboard:
    """Presses keys where the focus is and counts those that are no text."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.pressed = 0

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.pressed += 1
        self._qtbot.keyClick(self.focus, key, modifier)

    def text(self, words: str) -> None:
        self._qtbot.keyClicks(self.focus, words)

    def wait_for(self, kind: type[Form] = Form) -> Form:
        """Wait until a form has the keyboard."""

        def has_keyboard() -> bool:
            window, focus = QApplication.activeWindow(), QApplication.focusWidget()
            return isinstance(window, kind) and focus is not None and window.isAncestorOf(focus)

        self._qtbot.waitUntil(has_keyboard)
        found = QApplication.activeWindow()
        assert isinstance(found, kind)
        return found


@pytest.fixture
def keys(page: MyDayPage, day: Day, qtbot: QtBot) -> Keyboard:
    """The keyboard over My day, whose forms are real ones."""
    day.book.workspace.set_form_opener(lambda request: open_form(day.book.workspace, page.window(), request))
    with qtbot.waitActive(page):
        page.activateWindow()
    page.focus_body()
    return Keyboard(qtbot)


def promised(what: str) -> int:
    """Give the number that the document promises for a row."""
    found = re.search(rf"^\| {re.escape(what)} \|.*\| (\d+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None, what
    return int(found[1])


def test_log_a_held_call_with_notes_an_action_and_the_next_date(page: MyDayPage, day: Day, keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_Space)
    form = keys.wait_for()
    keys.text("SSO is live, roll-out next")
    keys.press(Qt.Key.Key_S, ALT)
    keys.text("Send the plan @ fri")
    keys.press(Qt.Key.Key_X, ALT)
    keys.text("2w")
    keys.press(Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    held = get_check_in(day.book.workbench, day.late)
    assert (held.state, held.touch_id is not None) == ("held", True)
    assert held.touch_id is not None
    assert get_touch(day.book.workbench, held.touch_id).notes == "SSO is live, roll-out next"
    actions = [(one.title, one.due_on) for one in list_actions(day.book.workbench, day.umbra)]
    assert ("Send the plan", date(2026, 11, 27)) in actions
    planned = [row.due_on for row in list_check_ins(day.book.workbench, day.umbra) if row.state == "planned"]
    assert date(2026, 12, 7) in planned
    assert day.book.workbench.undo_state().undo_name == "Hold check-in with Umbra Health", "all of it is one change"
    assert keys.pressed == promised("Log a held call with notes, an action and the next date")


def test_snooze(page: MyDayPage, day: Day, keys: Keyboard) -> None:
    before = len(my_day(day.book.workbench, None).items)
    keys.press(Qt.Key.Key_S)
    form = keys.wait_for()
    keys.text("Waiting for their answer")
    keys.press(Qt.Key.Key_Return, CONTROL)
    assert not form.isVisible()
    assert len(my_day(day.book.workbench, None).items) == before - 1
    assert keys.pressed == promised("Snooze")


def test_plan(page: MyDayPage, day: Day, keys: Keyboard) -> None:
    before = {row.id for row in list_check_ins(day.book.workbench, day.umbra)}
    keys.press(Qt.Key.Key_C)
    form = keys.wait_for()
    keys.text("2w")
    keys.press(Qt.Key.Key_Return)
    assert not form.isVisible()
    (made,) = [row for row in list_check_ins(day.book.workbench, day.umbra) if row.id not in before]
    assert made.due_on == date(2026, 12, 7)
    assert keys.pressed == promised("Plan a check-in with the selected account")
    assert keys.pressed + len("2w") <= 4, "four keys in all"


def test_plan_from_anywhere(page: MyDayPage, day: Day, keys: Keyboard) -> None:
    workspace = day.book.workspace
    palette = CommandPalette(workspace.theme, workspace.actions, BookFinder(workspace), [], page)
    keys.pressed += 1  # Ctrl+K is the window's; it opens the palette
    palette.open()
    keys.text("plan check-in umbra")
    keys.press(Qt.Key.Key_Return)
    form = keys.wait_for()
    keys.text("in 2 weeks")
    keys.press(Qt.Key.Key_Return)
    assert not form.isVisible()
    days = [row.due_on for row in list_check_ins(day.book.workbench, day.umbra)]
    assert date(2026, 12, 7) in days
    assert keys.pressed == promised("Plan a check-in with any account, from anywhere")


def test_move(page: MyDayPage, day: Day, keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_E)
    form = keys.wait_for()
    keys.text("fri")
    keys.press(Qt.Key.Key_Return)
    assert not form.isVisible()
    assert get_check_in(day.book.workbench, day.late).due_on == date(2026, 11, 27)
    assert keys.pressed == promised("Move a check-in")


def test_held_with_nothing_to_tell(page: MyDayPage, day: Day, keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_H)
    assert get_check_in(day.book.workbench, day.late).state == "held"
    assert day.book.workbench.undo_state().undo_name == "Complete check-in with Umbra Health"
    assert keys.pressed == promised("Say that a check-in was held, with nothing to tell")


def test_missed(page: MyDayPage, day: Day, keys: Keyboard) -> None:
    keys.press(Qt.Key.Key_N)
    form = keys.wait_for()
    keys.text("Nobody came")
    keys.press(Qt.Key.Key_Return)
    assert not form.isVisible()
    row = get_check_in(day.book.workbench, day.late)
    assert (row.state, row.reason) == ("missed", "Nobody came")
    assert keys.pressed == promised("Say that a check-in was missed, and why")

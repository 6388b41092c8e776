"""Limits in the settings by keys: typed, saved as one change, shown on My day's terms, and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from csworkbench.services.time_limits import get_limits, set_limits
from csworkbench.ui.bridge.places import PastDay, Place
from csworkbench.ui.settings.limits_view import LimitsView
from csworkbench.ui.settings.page import SettingsPage
from tests.ui.books import OpenBook

DAYS = {"champion": 30, "sponsor": 90, "economic buyer": 120, "end user": 60, "acknowledge": 1, "answer": 5,
        "detractor": 2}  # fmt: skip


@pytest.fixture
def view(page: SettingsPage) -> LimitsView:
    page.go_to(Place("settings", spot="limits"))
    found = page.view("limits")
    assert isinstance(found, LimitsView)
    return found


def shown(view: LimitsView) -> dict[str, int]:
    return {name: box.value() for name, box in view.boxes.items()}


def type_days(view: LimitsView, qtbot, name: str, days: int) -> None:
    box = view.boxes[name]
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, str(days))
    qtbot.keyClick(box, Qt.Key.Key_Tab)


def test_shows_what_holds(view: LimitsView) -> None:
    assert shown(view) == DAYS
    assert not view.save.isEnabled()
    assert not view.usual.isEnabled()
    for box in view.boxes.values():
        (label,) = [one for one in view.findChildren(QLabel) if one.buddy() is box]
        assert "&" in label.text()
    access = [
        label.text()[label.text().index("&") + 1].lower()
        for label in view.findChildren(QLabel)
        if label.buddy() is not None
    ]
    access += [button.text()[button.text().index("&") + 1].lower() for button in (view.save, view.usual)]
    assert len(set(access)) == len(access), "each access key reaches one thing"


def test_typed_days_are_saved_as_one_change_and_taken_back(view: LimitsView, demo: OpenBook, qtbot) -> None:
    type_days(view, qtbot, "champion", 20)
    type_days(view, qtbot, "answer", 3)
    assert view.told.text() == "2 limits changed, not saved yet"
    assert dict(get_limits(demo.workbench).items) == DAYS
    view.save.setFocus()
    qtbot.keyClick(view.save, Qt.Key.Key_Return)
    assert dict(get_limits(demo.workbench).items) == DAYS | {"champion": 20, "answer": 3}
    assert not view.save.isEnabled()
    assert view.told.text() == ""
    assert demo.workspace.undo.undo_action.isEnabled()
    demo.workspace.undo.undo_action.trigger()
    assert dict(get_limits(demo.workbench).items) == shown(view) == DAYS


def test_usual_values_are_filled_in_and_saved_only_then(view: LimitsView, demo: OpenBook, qtbot) -> None:
    demo.workspace.change(view, lambda book, _token: set_limits(book, {"sponsor": 45}))
    assert view.boxes["sponsor"].value() == 45
    view.usual.click()
    assert shown(view) == DAYS
    assert get_limits(demo.workbench)["sponsor"] == 45
    view.save.click()
    assert get_limits(demo.workbench)["sponsor"] == 90


def test_what_is_typed_stays_when_the_book_changes(view: LimitsView, demo: OpenBook, qtbot) -> None:
    type_days(view, qtbot, "champion", 20)
    demo.workspace.change(view, lambda book, _token: set_limits(book, {"sponsor": 45}))
    assert shown(view) == DAYS | {"champion": 20, "sponsor": 45}
    assert view.changed == {"champion": 20}


def test_a_past_day_is_not_changed(view: LimitsView, demo: OpenBook, qtbot) -> None:
    demo.workspace.past = PastDay(demo.workspace.clock.today(), demo.workbench.path, demo.workspace.clock.today())
    type_days(view, qtbot, "champion", 20)
    assert not view.save.isEnabled()

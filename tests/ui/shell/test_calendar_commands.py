"""The window's commands for calendar files: by key, in the menu, in the palette."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu

from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.calendar_file.export_form import CalendarExportForm
from csworkbench.ui.forms.calendar_file.import_dialog import CalendarImportDialog
from csworkbench.ui.shell.commands import fill_menu
from tests.ui.books import OpenBook

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
COMMANDS = [
    ("book.calendar_export", Qt.Key.Key_E, CalendarExportForm),
    ("book.calendar_import", Qt.Key.Key_I, CalendarImportDialog),
]


@pytest.mark.parametrize(("name", "key", "kind"), COMMANDS)
def test_keys_open_the_dialogs(make_window, workspace: Workspace, book: OpenBook, qtbot, name, key, kind) -> None:
    workspace.set_workbench(book.workbench)
    window = make_window()
    qtbot.keyClick(window, key, BOTH)
    (dialog,) = window.findChildren(kind)
    assert dialog.isVisible()
    assert isinstance(dialog, QDialog)
    dialog.reject()


def test_an_import_waits_for_the_book(make_window, workspace: Workspace, qtbot) -> None:
    window = make_window()
    qtbot.keyClick(window, Qt.Key.Key_I, BOTH)
    assert window.findChildren(CalendarImportDialog) == []


def test_they_are_in_the_menu(make_window, workspace: Workspace, qtbot) -> None:
    window = make_window()
    menu = QMenu()
    qtbot.addWidget(menu)
    fill_menu(window, menu)
    words = [action.text() for action in menu.actions()]
    assert "Export check-ins as a calendar file…" in words
    assert "Import a calendar file…" in words


@pytest.mark.parametrize(
    ("typed", "found"), [("ics", "calendar file"), ("outlook", "calendar file"), ("subscribe", "Export")]
)
def test_the_palette_finds_them_by_other_words(make_window, typed: str, found: str) -> None:
    window = make_window()
    window.palette_panel.open(typed)
    assert found in window.palette_panel.texts()[0]
    window.palette_panel.close()

"""The window's own commands: pages, history, search, palette, theme, help, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from csworkbench.ui.bridge.places import FormRequest, Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.shell.page_stack import PageStack
from csworkbench.ui.shell.past_day import add_past_commands
from csworkbench.ui.shell.rail import Rail
from csworkbench.ui.theme.theme import MODES, ThemeMode


class Deeds(Protocol):
    """What the commands of the window do and set; the window is one."""

    workspace: Workspace
    stack: PageStack
    rail: Rail
    back_action: QAction
    forward_action: QAction
    theme_actions: QActionGroup

    def go_to(self, place: Place) -> None:
        """Show a place."""
        ...

    def set_history(self, can_back: bool, can_forward: bool) -> None:
        """Enable Back and Forward."""
        ...

    def open_palette(self) -> None:
        """Open the command palette."""
        ...

    def focus_search(self) -> None:
        """Put the focus into the search."""
        ...

    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        ...

    def show_about(self) -> None:
        """Open About."""
        ...

    def set_theme(self, mode: ThemeMode) -> None:
        """Switch the theme."""
        ...

    def open_own_book(self) -> None:
        """Leave the demonstration book."""
        ...

    def remove_demo(self) -> None:
        """Delete the demonstration book."""
        ...

    def quit(self) -> None:
        """Close the window."""
        ...


_THEME_WORDS: Mapping[ThemeMode, str] = {
    "system": "Theme: like the system",
    "light": "Theme: light",
    "dark": "Theme: dark",
    "contrast": "Theme: high contrast",
}
_SETTINGS = (
    ("models", "Edit the health model", "settings weights factors curves bands what-if"),
    ("backtest", "Backtest the health model", "settings churn renewals proof weights"),
    ("overrides", "List the overrides of health", "settings expiry"),
    ("reminders", "Set reminders and quiet hours", "settings tray notifications snooze"),
    ("holidays", "Edit holidays and closed days", "settings calendar vacation country business days off"),
)
"""Sections of the settings page: spot, words, and what else finds them."""
GROUP = "Everywhere"


def add_commands(owner: QWidget, window: Deeds, entries: Sequence[PageEntry]) -> None:
    """Register every command of the window."""
    _add_navigation(owner, window, entries)
    _add_tools(owner, window)
    _add_help(owner, window)
    _add_look(owner, window)
    _add_book(owner, window)


def _add_navigation(owner: QWidget, window: Deeds, entries: Sequence[PageEntry]) -> None:
    add = window.workspace.actions.add
    in_rail = [entry for entry in entries if entry.is_in_rail]
    for number, entry in enumerate(in_rail, start=1):
        show = partial(window.go_to, Place(entry.key))
        add(f"go.{entry.key}", f"Go to {entry.word}", show, owner=owner, shortcut=f"Ctrl+{number}", is_everywhere=True)
    for spot, text, words in _SETTINGS if any(entry.key == "settings" for entry in entries) else ():
        add(f"go.{spot}", text, partial(window.go_to, Place("settings", spot=spot)), owner=owner, words=words)
    window.back_action = add(
        "go.back", "Back", window.stack.back, owner=owner, shortcut="Alt+Left", icon="chevron-left", is_everywhere=True
    )
    window.forward_action = add(
        "go.forward",
        "Forward",
        window.stack.forward,
        owner=owner,
        shortcut="Alt+Right",
        icon="chevron-right",
        is_everywhere=True,
    )
    window.set_history(can_back=False, can_forward=False)


def _add_tools(owner: QWidget, window: Deeds) -> None:
    add = window.workspace.actions.add
    add(
        "tools.palette",
        "Find anything or run a command",
        window.open_palette,
        owner=owner,
        shortcut="Ctrl+K",
        icon="search",
        is_everywhere=True,
        in_palette=False,
    )
    add("tools.search", "Search on this page", window.focus_search, owner=owner, shortcut="Ctrl+F", is_everywhere=True)
    add("tools.menu", "Menu", window.rail.open_menu, owner=owner, shortcut="F10", is_everywhere=True, in_palette=False)


def _add_help(owner: QWidget, window: Deeds) -> None:
    add = window.workspace.actions.add
    add(
        "help.shortcuts",
        "Keyboard shortcuts",
        window.show_shortcuts,
        owner=owner,
        shortcut="F1; Ctrl+?",
        icon="keyboard",
        words="help keys hotkeys",
        is_everywhere=True,
    )
    add("help.about", "About CS Workbench", window.show_about, owner=owner, icon="info", words="version licences help")
    undo = window.workspace.undo
    for action in (undo.undo_action, undo.redo_action):
        window.workspace.actions.adopt(action, owner=owner, words="take back")
    add("app.quit", "Quit", window.quit, owner=owner, shortcut="Ctrl+Q", words="exit close", is_everywhere=True)


def _add_look(owner: QWidget, window: Deeds) -> None:
    theme = window.workspace.theme
    window.theme_actions = QActionGroup(owner)
    for mode in MODES:
        action = window.workspace.actions.add(
            f"theme.{mode}",
            _THEME_WORDS[mode],
            partial(window.set_theme, mode),
            owner=owner,
            words="colours dark mode accessibility black",
        )
        action.setCheckable(True)
        action.setChecked(theme.mode == mode)
        window.theme_actions.addAction(action)


def _add_book(owner: QWidget, window: Deeds) -> None:
    workspace = window.workspace
    import_file = partial(workspace.open_form, FormRequest("import"))
    workspace.actions.add(
        "book.import", "Import a file…", import_file, owner=owner, icon="import", words="csv excel xlsx load"
    )
    workspace.actions.add(
        "book.calendar_export",
        "Export check-ins as a calendar file…",
        partial(_export_calendar, owner, workspace),
        owner=owner,
        shortcut="Ctrl+Shift+E",
        icon="calendar",
        words="ics ical subscribe outlook google folder",
        is_everywhere=True,
    )
    workspace.actions.add(
        "book.calendar_import",
        "Import a calendar file…",
        partial(_import_calendar, owner, workspace),
        owner=owner,
        shortcut="Ctrl+Shift+I",
        icon="calendar",
        words="ics ical invitation outlook google",
        is_everywhere=True,
    )
    add_past_commands(owner, workspace)
    if workspace.is_demo:
        workspace.actions.add("book.own", "Close the demo, open my book", window.open_own_book, owner=owner)
        workspace.actions.add(
            "book.remove_demo", "Delete the demo book…", window.remove_demo, owner=owner, icon="trash"
        )


def _export_calendar(owner: QWidget, workspace: Workspace) -> None:
    from csworkbench.ui.forms.calendar_file.opening import open_calendar_export

    open_calendar_export(workspace, owner.window())


def _import_calendar(owner: QWidget, workspace: Workspace) -> None:
    from csworkbench.ui.forms.calendar_file.opening import open_calendar_import

    open_calendar_import(workspace, owner.window())


def fill_menu(window: Deeds, menu: QMenu) -> None:
    """Put the commands that belong to no page into the menu at the foot of the rail."""
    registry = window.workspace.actions
    undo = window.workspace.undo
    menu.addActions([undo.undo_action, undo.redo_action])
    menu.addSeparator()
    calendar = ("book.calendar_import", "book.calendar_export")
    for key in ("book.import", *calendar, "book.past_day", "book.today", "book.own", "book.remove_demo"):
        if registry.has(key):
            menu.addAction(registry.action(key))
    menu.addSeparator()
    look = menu.addMenu("Theme")
    look.addActions(window.theme_actions.actions())
    for key in ("tools.palette", "help.shortcuts", "help.about"):
        menu.addAction(registry.action(key))
    menu.addSeparator()
    menu.addAction(registry.action("app.quit"))

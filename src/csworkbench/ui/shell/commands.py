"""The window's own commands: pages, history, search, palette, theme, help, undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from csworkbench.ui.bridge.places import FormRequest, Place
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.theme.theme import MODES

if TYPE_CHECKING:
    from csworkbench.ui.shell.window import Window

_THEME_WORDS = {"system": "Theme: like the system", "light": "Theme: light", "dark": "Theme: dark"}
GROUP = "Everywhere"


def add_commands(window: Window, entries: Sequence[PageEntry]) -> None:
    """Register every command of the window."""
    _add_navigation(window, entries)
    _add_tools(window)
    _add_look(window)
    _add_book(window)


def _add_navigation(window: Window, entries: Sequence[PageEntry]) -> None:
    add = window.workspace.actions.add
    in_rail = [entry for entry in entries if entry.is_in_rail]
    for number, entry in enumerate(in_rail, start=1):
        show = partial(window.go_to, Place(entry.key))
        add(f"go.{entry.key}", f"Go to {entry.word}", show, owner=window, shortcut=f"Ctrl+{number}", is_everywhere=True)
    window.back_action = add(
        "go.back", "Back", window.stack.back, owner=window, shortcut="Alt+Left", icon="chevron-left", is_everywhere=True
    )
    window.forward_action = add(
        "go.forward",
        "Forward",
        window.stack.forward,
        owner=window,
        shortcut="Alt+Right",
        icon="chevron-right",
        is_everywhere=True,
    )
    window.set_history(can_back=False, can_forward=False)


def _add_tools(window: Window) -> None:
    add = window.workspace.actions.add
    add(
        "tools.palette",
        "Find anything or run a command",
        window.palette_panel.open,
        owner=window,
        shortcut="Ctrl+K",
        icon="search",
        is_everywhere=True,
        in_palette=False,
    )
    add("tools.search", "Search on this page", window.focus_search, owner=window, shortcut="Ctrl+F", is_everywhere=True)
    add("tools.menu", "Menu", window.rail.open_menu, owner=window, shortcut="F10", is_everywhere=True, in_palette=False)
    add(
        "help.shortcuts",
        "Keyboard shortcuts",
        window.show_shortcuts,
        owner=window,
        shortcut="F1; Ctrl+?",
        icon="keyboard",
        words="help keys hotkeys",
        is_everywhere=True,
    )
    add("help.about", "About CS Workbench", window.show_about, owner=window, icon="info", words="version licences help")
    undo = window.workspace.undo
    for action in (undo.undo_action, undo.redo_action):
        window.workspace.actions.adopt(action, owner=window, words="take back")
    add("app.quit", "Quit", window.close, owner=window, shortcut="Ctrl+Q", words="exit close", is_everywhere=True)


def _add_look(window: Window) -> None:
    theme = window.workspace.theme
    window.theme_actions = QActionGroup(window)
    for mode in MODES:
        action = window.workspace.actions.add(
            f"theme.{mode}",
            _THEME_WORDS[mode],
            partial(window.set_theme, mode),
            owner=window,
            words="colours dark mode",
        )
        action.setCheckable(True)
        action.setChecked(theme.mode == mode)
        window.theme_actions.addAction(action)


def _add_book(window: Window) -> None:
    workspace = window.workspace
    import_file = partial(workspace.open_form, FormRequest("import"))
    workspace.actions.add(
        "book.import", "Import a file…", import_file, owner=window, icon="import", words="csv excel xlsx load"
    )
    if workspace.is_demo:
        workspace.actions.add("book.own", "Close the demo, open my book", window.open_own_book, owner=window)
        workspace.actions.add(
            "book.remove_demo", "Delete the demo book…", window.remove_demo, owner=window, icon="trash"
        )


def fill_menu(window: Window, menu: QMenu) -> None:
    """Put the commands that belong to no page into the menu at the foot of the rail."""
    registry = window.workspace.actions
    undo = window.workspace.undo
    menu.addActions([undo.undo_action, undo.redo_action])
    menu.addSeparator()
    for key in ("book.import", "book.own", "book.remove_demo"):
        if registry.has(key):
            menu.addAction(registry.action(key))
    menu.addSeparator()
    look = menu.addMenu("Theme")
    look.addActions(window.theme_actions.actions())
    for key in ("tools.palette", "help.shortcuts", "help.about"):
        menu.addAction(registry.action(key))
    menu.addSeparator()
    menu.addAction(registry.action("app.quit"))

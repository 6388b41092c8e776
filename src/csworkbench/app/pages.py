"""Which pages this program has; each is imported at its first visit."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from PySide6.QtWidgets import QWidget

from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.entries import PageEntry

_PAGES = (
    ("my_day", "My day", "day", "MyDayPage", True, ""),
    ("accounts", "Accounts", "accounts", "AccountsPage", True, ""),
    ("account", "Account", "accounts", "AccountPage", False, "accounts"),
    ("calendar", "Calendar", "calendar", "CalendarPage", True, ""),
    ("reports", "Reports", "reports", "ReportsPage", True, ""),
    ("settings", "Settings", "settings", "SettingsPage", True, ""),
)


def page_entries() -> list[PageEntry]:
    """Give the pages in the order of the rail."""
    return [
        PageEntry(key, word, icon, _Maker(key, name), is_in_rail, rail_key)
        for key, word, icon, name, is_in_rail, rail_key in _PAGES
    ]


def page_packages() -> list[str]:
    """Give the packages of the pages, each with a module `page`."""
    return [f"csworkbench.ui.{key}" for key, *_ in _PAGES]


class _Maker:
    """Imports a page's module and makes the page."""

    def __init__(self, key: str, name: str) -> None:
        self._key = key
        self._name = name

    def __call__(self, workspace: Workspace, parent: QWidget) -> Page:
        return self.page_class()(workspace, parent)

    def page_class(self) -> type[Page]:
        """Import the page's module and give its class."""
        return cast(type[Page], getattr(import_module(f"csworkbench.ui.{self._key}.page"), self._name))

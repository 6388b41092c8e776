"""The commands and menus of the accounts page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.ui.accounts.page import AccountsPage

GROUP = "Accounts"


class PageActions:
    """Makes the actions once and fills the menus.

    Attributes:
        header: the buttons of the header.
    """

    def __init__(self, page: AccountsPage) -> None:
        """Register the actions of `page`."""
        self._page = page
        body = page.body
        self.import_action = self._add(
            "import", "Import", partial(page.ask_form, "import"), "Ctrl+I", "import", "load csv excel accounts"
        )
        self.new_action = self._add(
            "new",
            "New account",
            partial(page.ask_form, "account"),
            "Ctrl+N",
            "plus",
            "add create customer",
            "on_accent",
        )
        self.new_action.setProperty("primary", True)
        self.header = (self.import_action, self.new_action)
        self.pane_action = self._add("pane", "Show or hide details", page.toggle_pane, "F9", "info", "details pane")
        self._add("filter", "Filter the list", body.filters.toggle, "Ctrl+Shift+F", "filter", "expression narrow")
        self._add("clear", "Clear the filter", page.filtering.clear, "Ctrl+Shift+X", "close", "all accounts reset")
        self.copy_action = self._add("copy", "Copy the selected rows", page.copy_rows, "", "copy", "clipboard excel")
        self._save_action = self._add("save_view", "Save this view as…", body.views.ask_name, "", "save", "keep filter")
        self._delete_action = self._add("delete_view", "Delete this view", page.filtering.delete_view, "", "trash")
        self._add(
            "sort_up",
            "Sort by this column, ascending",
            partial(page.filtering.sort_by_current, False),
            "Alt+Up",
            "sort",
        )
        self._add(
            "sort_down",
            "Sort by this column, descending",
            partial(page.filtering.sort_by_current, True),
            "Alt+Down",
            "sort",
        )
        self._left = self._add("left", "Move this column to the left", partial(page.move_column, -1), "Alt+Shift+Left")
        self._right = self._add(
            "right", "Move this column to the right", partial(page.move_column, 1), "Alt+Shift+Right"
        )
        body.more_menu.aboutToShow.connect(self._on_more_shown)
        body.columns_menu.aboutToShow.connect(self._on_columns_shown)

    def context_menu(self) -> QMenu:
        """Give the menu of the selected accounts."""
        page = self._page
        table = page.body.table
        menu = QMenu(page)
        count = table.selected_count
        current = table.current_id
        if count == 1 and current is not None:
            menu.addAction("Open").triggered.connect(partial(_run, page.open_account, current))
            for kind, text in (("check_in", "Plan check-in…"), ("touch", "Log touch…"), ("feedback", "Log feedback…")):
                menu.addAction(text).triggered.connect(partial(_run, page.ask_form, kind))
            menu.addSeparator()
        else:
            menu.addSection(count_text(count, "account"))
        for field_menu in page.body.field_menus.menus.values():
            menu.addMenu(field_menu)
        menu.addSeparator()
        menu.addAction(self.copy_action)
        return menu

    def _add(
        self,
        key: str,
        text: str,
        on_triggered: Callable[[], object],
        shortcut: str = "",
        icon: str = "",
        words: str = "",
        icon_token: str = "text",
    ) -> QAction:
        page = self._page
        return page.workspace.actions.add(
            f"accounts.{key}",
            text,
            on_triggered,
            owner=page,
            group=GROUP,
            shortcut=shortcut,
            icon=icon,
            icon_token=icon_token,
            words=words,
        )

    def _on_more_shown(self) -> None:
        menu = self._page.body.more_menu
        menu.clear()
        menu.addAction(self._save_action)
        view = self._page.filtering.current_view
        self._delete_action.setEnabled(view is not None and view.id is not None)
        name = view.name if view is not None and view.id is not None else ""
        self._delete_action.setText(f"Delete the view “{name}”".replace("&", "&&") if name else "Delete this view")
        menu.addAction(self._delete_action)
        menu.addSeparator()
        menu.addAction(self.copy_action)
        menu.addAction(self.pane_action)

    def _on_columns_shown(self) -> None:
        table = self._page.body.table
        menu = self._page.body.columns_menu
        menu.clear()
        for at, column in enumerate(table.accounts.columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not table.horizontalHeader().isSectionHidden(at))
            action.setEnabled(column.key != "name")
            action.toggled.connect(partial(self._on_column_toggled, column.key))
        menu.addSeparator()
        menu.addAction(self._left)
        menu.addAction(self._right)

    def _on_column_toggled(self, key: str, is_shown: bool) -> None:
        self._page.body.table.show_column(key, is_shown=is_shown)


def _run(call: Callable[[Any], object], arg: object, _checked: bool = False) -> None:
    call(arg)

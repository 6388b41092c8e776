"""The commands and menus of the accounts page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from csworkbench.domain.ids import AccountId
from csworkbench.ui.accounts.page_body import PageBody
from csworkbench.ui.accounts.page_filtering import PageFiltering
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.widgets.texts import count_text

GROUP = "Accounts"


class Acting(Protocol):
    """What the page does for its commands."""

    def ask_form(self, kind: str, account_id: int | None = None) -> None:
        """Open a form."""

    def open_account(self, account_id: int) -> None:
        """Show an account's page."""

    def toggle_pane(self) -> None:
        """Show or hide the details."""

    def copy_rows(self) -> None:
        """Copy the selected rows."""


class PageActions:
    """Makes the actions once and fills the menus.

    Attributes:
        header: the buttons of the header.
    """

    def __init__(
        self, page: Page, acting: Acting, body: PageBody, filtering: PageFiltering, export: Callable[[], object]
    ) -> None:
        """Register the actions of `page`; `acting` is the page, too; `export` writes the list to a file."""
        self._export = export
        self._page = page
        self._acting = acting
        self._body = body
        self._filtering = filtering
        self._add_deeds()
        self._add_for_lists()
        body.bulk.cadence_asked.connect(self.ask_cadence)
        body.more_menu.aboutToShow.connect(self._on_more_shown)
        body.columns_menu.aboutToShow.connect(self._on_columns_shown)

    def _add_deeds(self) -> None:
        page = self._acting
        self.import_action = self._add(
            "import", "Import", partial(page.ask_form, "import"), "Ctrl+I", "import", "load csv excel accounts"
        )
        self.export_action = self._add(
            "export", "Export", self._export, "", "export", "save file csv excel xlsx list download"
        )
        self.export_action.setToolTip("Export the accounts shown, in this order and with these columns")
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
        self.header = (self.import_action, self.export_action, self.new_action)
        self.pane_action = self._add("pane", "Show or hide details", page.toggle_pane, "F9", "info", "details pane")

        self.check_in_action = self._add(
            "check_in",
            "Plan check-in",
            partial(page.ask_form, "check_in"),
            "C",
            "check-in-plan",
            "schedule meeting call",
        )

    def _add_for_lists(self) -> None:
        page, body, filtering = self._acting, self._body, self._filtering
        self._add("filter", "Filter the list", body.filters.toggle, "Ctrl+Shift+F", "filter", "expression narrow")
        self._add("clear", "Clear the filter", filtering.clear, "Ctrl+Shift+X", "close", "all accounts reset")
        self.copy_action = self._add("copy", "Copy the selected rows", page.copy_rows, "", "copy", "clipboard excel")
        self.cadence_action = self._add(
            "cadence", "Set cadence…", self.ask_cadence, "", "calendar", "engagement model interval ideal maximum days"
        )
        self._save_action = self._add("save_view", "Save this view as…", body.views.ask_name, "", "save", "keep filter")
        self._delete_action = self._add("delete_view", "Delete this view", filtering.delete_view, "", "trash")
        self._add(
            "sort_up",
            "Sort by this column, ascending",
            partial(filtering.sort_by_current, False),
            "Alt+Up",
            "sort",
        )
        self._add(
            "sort_down",
            "Sort by this column, descending",
            partial(filtering.sort_by_current, True),
            "Alt+Down",
            "sort",
        )
        move = body.table.move_current_column
        self._left = self._add("left", "Move this column to the left", partial(move, -1), "Alt+Shift+Left")
        self._right = self._add("right", "Move this column to the right", partial(move, 1), "Alt+Shift+Right")

    def ask_cadence(self) -> None:
        """Ask for another engagement model or intervals of all selected accounts."""
        from csworkbench.ui.forms.cadence_form import CadenceForm

        ids = [AccountId(one) for one in self._body.table.selected_ids]
        if ids:
            CadenceForm(self._page.workspace, ids, self._page.window()).open()

    def context_menu(self) -> QMenu:
        """Give the menu of the selected accounts."""
        page = self._acting
        table = self._body.table
        menu = QMenu(self._page)
        count = table.selected_count
        current = table.current_id
        if count == 1 and current is not None:
            menu.addAction("Open").triggered.connect(partial(_run, page.open_account, current))
            for kind, text in (("check_in", "Plan check-in…\tC"), ("touch", "Log touch…"),
                               ("feedback", "Log feedback…"), ("override", "Override health…")):  # fmt: skip
                menu.addAction(text).triggered.connect(partial(_run, page.ask_form, kind))
            menu.addSeparator()
        else:
            menu.addSection(count_text(count, "account"))
        for field_menu in self._body.field_menus.menus.values():
            menu.addMenu(field_menu)
        menu.addAction(self.cadence_action)
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
        menu = self._body.more_menu
        menu.clear()
        menu.addAction(self._save_action)
        view = self._filtering.current_view
        self._delete_action.setEnabled(view is not None and view.id is not None)
        name = view.name if view is not None and view.id is not None else ""
        self._delete_action.setText(f"Delete the view “{name}”".replace("&", "&&") if name else "Delete this view")
        menu.addAction(self._delete_action)
        menu.addSeparator()
        menu.addAction(self.copy_action)
        menu.addAction(self.pane_action)

    def _on_columns_shown(self) -> None:
        table = self._body.table
        menu = self._body.columns_menu
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
        self._body.table.show_column(key, is_shown=is_shown)


def _run(call: Callable[[Any], object], arg: object, _checked: bool = False) -> None:
    call(arg)

"""The Accounts page: the portfolio as cards, saved views, a table and the details of the selected account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csworkbench.domain.ids import AccountId
from csworkbench.infra.paths import demo_book
from csworkbench.ui.accounts.account_columns import SHOWN_AT_FIRST
from csworkbench.ui.accounts.account_filter import AccountFilter, is_expression
from csworkbench.ui.accounts.account_glance import AccountGlance, read_glance
from csworkbench.ui.accounts.account_list import AccountList, read_names
from csworkbench.ui.accounts.list_export import ListExport
from csworkbench.ui.accounts.page_actions import PageActions
from csworkbench.ui.accounts.page_body import PageBody
from csworkbench.ui.accounts.page_filtering import ALL_VIEW, PageFiltering
from csworkbench.ui.accounts.page_memory import PageMemory
from csworkbench.ui.accounts.row_copy import read_rows, rows_as_mime
from csworkbench.ui.accounts.selection_keeper import SelectionKeeper
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.places import BookRequest, FormKind, FormRequest, Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.widgets.texts import count_text, number_text

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow
    from csworkbench.domain.history import ChangeSet

GLANCE_MS = 60
"""Pause before the details are read, so that a held arrow key reads one account and not twenty."""


class AccountsPage(Page):
    """See the module."""

    key: ClassVar[str] = "accounts"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the page and show the first rows that the opening knows."""
        super().__init__(workspace, parent)
        self._memory = PageMemory.recalled(workspace.settings)
        self._pane = self._memory.pane
        self.accounts = AccountList(workspace, self)
        self.accounts.filter = self._memory.filter
        self.body = PageBody(workspace, self.accounts, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.body)
        self._glance_timer = QTimer(self)
        self._glance_timer.setSingleShot(True)
        self._glance_timer.setInterval(GLANCE_MS)
        self._glance_timer.timeout.connect(self._on_glance_due)
        self.filtering = PageFiltering(workspace, self.accounts, self.body, self)
        self.export = ListExport(workspace, self.accounts, self.body.table, self)
        self.actions_of_page = PageActions(self, self, self.body, self.filtering, self.export.ask)
        self._restore_columns()
        self._connect()
        self.filtering.show_filter()
        self._show_opening()

    # what the shell asks

    @property
    def title(self) -> str:
        """Give the heading."""
        return "Accounts"

    @property
    def search_hint(self) -> str:
        """Give what the empty search field says."""
        return "Search accounts, notes, people…"

    def search(self, text: str) -> None:
        """Narrow the list to what stands in the search field."""
        self.accounts.set_filter(replace(self.accounts.filter, text=text))

    def header_actions(self) -> Sequence[QAction]:
        """Give the buttons of the header."""
        return self.actions_of_page.header

    def focus_body(self) -> None:
        """Take the focus into the list."""
        table = self.body.table
        (table if self.body.stack.currentWidget() is table else self.body.nothing.state).setFocus()

    def go_to(self, place: Place) -> None:
        """Show a view or select an account."""
        if place.spot:
            self.filtering.choose_view(place.spot)
        if place.account_id is not None:
            self.selection.want(place.account_id)

    def place(self) -> Place:
        """Give the selected account's place."""
        current = self.body.table.current_id
        return Place(self.key, None if current is None else AccountId(current))

    def state(self) -> object:
        """Give what is selected, for Back and Forward."""
        return self.body.table.selected_ids[:1000], self.body.table.verticalScrollBar().value()

    def restore_state(self, state: object) -> None:
        """Select again what `state` gave."""
        if isinstance(state, tuple) and len(state) == 2:
            ids, scroll = cast("tuple[list[int], int]", state)
            self.body.table.select_ids(ids)
            self.body.table.verticalScrollBar().setValue(scroll)

    def on_shown(self) -> None:
        """Tell the status bar."""
        self._tell_status()

    def on_hidden(self) -> None:
        """Remember how the page was left."""
        PageMemory(
            self.accounts.filter,
            tuple(self.body.table.column_state()),
            self.body.table.current_id,
            self.body.table.verticalScrollBar().value(),
            self._pane,
        ).keep(self.workspace.settings)
        # The header's field is emptied at each visit; what it asked for must not stay in force unseen.
        if self.accounts.filter.text:
            self.accounts.set_filter(replace(self.accounts.filter, text=""))

    def on_workbench_ready(self) -> None:
        """Read the book."""
        self.accounts.find()
        self.accounts.read_surroundings()

    def refresh(self, change: ChangeSet) -> None:
        """Read again what a change touched."""
        self.accounts.refresh(change)
        self._glance_timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.body.fit_pane(event.size().width(), self._pane)

    # what the person does

    def toggle_pane(self) -> None:
        """Show or hide the details, whatever the width."""
        self._pane = "hidden" if self.body.pane.isVisibleTo(self) else "shown"
        self.body.fit_pane(self.width(), self._pane)
        self._glance_timer.start()

    def ask_form(self, kind: str, account_id: int | None = None) -> None:
        """Open a form; about the current account where it is about one."""
        if kind in ("import", "account"):
            self.workspace.open_form(FormRequest(cast(FormKind, kind)))
            return
        wanted = account_id if account_id is not None else self.body.table.current_id
        row = None if wanted is None else self._row(wanted)
        if row is not None:
            request = FormRequest(cast(FormKind, kind), row.account_id, row.next_check_in_id, row.name)
            self.workspace.open_form(request if kind == "touch" else replace(request, record_id=None))

    def open_account(self, account_id: int) -> None:
        """Show an account's page."""
        self.workspace.open_account(AccountId(account_id))

    def set_field(self, field: str, value: object) -> None:
        """Set a field of all selected accounts in one change."""
        ids = self.body.table.selected_ids
        if ids:
            self.accounts.edit(ids, field, value)

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard."""
        ids = self.body.table.selected_ids
        if ids:
            self.workspace.read(self, read_rows(ids), self._on_rows_read, latest="copy", name="Copy accounts")

    # inside

    def _connect(self) -> None:
        body, accounts = self.body, self.accounts
        accounts.found.connect(self._on_found)
        accounts.failed.connect(self._on_failed)
        self.filtering.cleared.connect(self.header_changed)
        body.bulk.field_set.connect(self.set_field)
        body.bulk.copy_asked.connect(self.copy_rows)
        body.bulk.clear_asked.connect(self._on_selection_cleared)
        body.nothing.acted.connect(self._on_acted)
        body.delegate.refused.connect(self.workspace.say)
        body.pane.form_asked.connect(self.ask_form)
        body.pane.account_opened.connect(self.open_account)
        self.selection = SelectionKeeper(accounts, body.table, self._memory.selected, self._memory.scroll)
        self.selection.moved.connect(self._on_selection_moved)
        table = body.table
        table.account_opened.connect(self.open_account)
        table.typed.connect(self._on_typed)
        table.copy_asked.connect(self.copy_rows)
        table.customContextMenuRequested.connect(self._on_menu_asked)

    def _restore_columns(self) -> None:
        table = self.body.table
        shown = [
            f"{column.key}:{column.width}:{int(column.key in SHOWN_AT_FIRST)}" for column in table.accounts.columns
        ]
        table.restore_columns(self._memory.columns or shown)

    def _show_opening(self) -> None:
        opening = None if self.workspace.is_ready else self.workspace.opening
        if opening is None:
            return
        self.body.cards.set_totals(opening.totals)
        if replace(self.accounts.filter, view="") == AccountFilter() and self.accounts.filter.view in ("", ALL_VIEW):
            self.accounts.show_opening([row.account_id for row in opening.lines], opening.lines)

    def _row(self, account_id: int) -> AccountLineRow | None:
        place = self.accounts.model.row_of(account_id)
        return None if place is None else self.accounts.model.row_at(place)

    def _tell_status(self) -> None:
        words = count_text(self.accounts.model.rowCount(), "account")
        count = self.body.table.selected_count
        self.status_changed.emit(f"{words}  ·  {number_text(count)} selected" if count else words)

    def _on_found(self) -> None:
        body = self.body
        has_rows = self.accounts.model.rowCount() > 0
        if not has_rows and self.accounts.has_found:
            wanted = self.accounts.filter
            is_empty_book = not wanted.is_narrowed and not wanted.view_filter and wanted.view in ("", ALL_VIEW)
            if is_empty_book:
                body.nothing.show_first_use()
            else:
                body.nothing.show_no_match(wanted.words, is_expression=is_expression(wanted.text))
        body.stack.setCurrentWidget(body.table if has_rows or not self.accounts.has_found else body.nothing)

    def _on_failed(self, error: BaseException) -> None:
        self.body.nothing.show_error(error)
        self.body.stack.setCurrentWidget(self.body.nothing)

    def _on_selection_moved(self) -> None:
        table = self.body.table
        self.body.bulk.set_count(table.selected_count)
        self._tell_status()
        current = table.current_id
        row = None if current is None else self._row(current)
        if row is None:
            self.body.pane.set_empty()
            return
        if row.account_id != self.body.pane.account_id:
            self.body.pane.show_line(row)
        self._glance_timer.start()

    def _on_glance_due(self) -> None:
        current = self.body.table.current_id
        if current is not None and self.workspace.is_ready and self.body.pane.isVisible():
            self.workspace.read(self, read_glance(AccountId(current)), self._on_glance_read, latest="glance")

    def _on_glance_read(self, glance: AccountGlance | None) -> None:
        if glance is not None and glance.line.account_id == self.body.table.current_id:
            self.body.pane.show_glance(glance)

    def _on_typed(self, letters: str) -> None:
        work = partial(read_names, self.accounts.filter, letters, self.body.table.current_id)
        self.workspace.read(self, work, self._on_name_found, latest="typed")

    def _on_name_found(self, account_id: int | None) -> None:
        if account_id is not None:
            self.body.table.show_id(account_id)

    def _on_rows_read(self, rows: Sequence[AccountLineRow]) -> None:
        QGuiApplication.clipboard().setMimeData(rows_as_mime(self.body.table.shown_columns, rows))
        self.workspace.say(f"Copied {count_text(len(rows), 'account')}")

    def _on_selection_cleared(self) -> None:
        current = self.body.table.current_id
        if current is not None:
            self.body.table.select_ids([current])
        self.body.table.setFocus()

    def _on_menu_asked(self, at: QPoint) -> None:
        if self.body.table.selected_count:
            menu = self.actions_of_page.context_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.body.table.viewport().mapToGlobal(at))

    def _on_acted(self, action: str) -> None:
        if action == "clear":
            self.filtering.clear()
        elif action == "retry":
            self.accounts.find()
        elif action == "demo":
            self.workspace.book_asked.emit(BookRequest(demo_book()))
        else:
            self.ask_form("account" if action == "new" else action)

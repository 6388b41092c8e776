"""Keeps the selection by ids: through sorts, filters and refreshes, and from one session to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from csworkbench.ui.accounts.account_list import AccountList
from csworkbench.ui.accounts.accounts_table import AccountsTable


class SelectionKeeper(QObject):
    """What a filter hides and shows again is selected again, until the person selects something else.

    Signals:
        moved: what is selected may be other accounts now.
    """

    moved = Signal()

    def __init__(self, accounts: AccountList, table: AccountsTable, wanted: int | None, scroll: int) -> None:
        """Watch the table; `wanted` and `scroll` are the account and the position to start at."""
        super().__init__(table)
        self._accounts = accounts
        self._table = table
        self._wanted = wanted
        self._scroll = scroll
        self._chosen: list[int] = []
        self._is_own = False
        self._is_showing = False
        accounts.about_to_show.connect(self._on_about_to_show)
        accounts.found.connect(self._on_found)
        table.selection_moved.connect(self._on_selection_moved)

    def want(self, account_id: int) -> None:
        """Select an account now, or as soon as it is listed."""
        if not self._table.show_id(account_id):
            self._wanted = account_id

    def _on_about_to_show(self) -> None:
        if self._is_own or not self._chosen:
            self._chosen = self._table.selected_ids
        self._is_own = False
        self._is_showing = True

    def _on_found(self) -> None:
        model = self._accounts.model
        if model.rowCount():
            shown = [one for one in self._chosen if model.row_of(one) is not None]
            if self._wanted is not None and model.row_of(self._wanted) is not None:
                self._start()
            elif shown and len(shown) != self._table.selected_count:
                self._table.select_ids(shown)
            elif not self._table.currentIndex().isValid():
                self._table.select_ids([model.ids[0]])
        self._is_showing = False
        self.moved.emit()

    def _start(self) -> None:
        self._table.select_ids([self._wanted or 0])
        self._table.verticalScrollBar().setValue(self._scroll)
        self._table.scrollTo(self._table.currentIndex())
        if self._accounts.has_found:
            self._wanted = None
            self._scroll = 0

    def _on_selection_moved(self) -> None:
        if not self._is_showing:
            self._is_own = True
            self._wanted = None
            self.moved.emit()

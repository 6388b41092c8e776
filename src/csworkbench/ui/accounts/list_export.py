"""Exports the list as it is on the screen: its accounts, its order, its columns."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csworkbench.ui.accounts.account_list import AccountList
from csworkbench.ui.accounts.accounts_table import AccountsTable
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.domain.account_table import AccountTable
    from csworkbench.domain.accounts import AccountQuery
    from csworkbench.infra.tokens import Token
    from csworkbench.services.workbench import Workbench
    from csworkbench.ui.forms.file_export import FileExport

SUFFIXES = ("xlsx", "csv")


class ListExport(QObject):
    """Asks where, reads the accounts, writes the file."""

    def __init__(self, workspace: Workspace, accounts: AccountList, table: AccountsTable, page: QWidget) -> None:
        """Export what `accounts` asks for and `table` shows."""
        super().__init__(page)
        self._workspace = workspace
        self._accounts = accounts
        self._table = table
        self._page = page
        self._drafts: Path | None = None
        self._files: FileExport | None = None

    @property
    def files(self) -> FileExport:
        """The part that asks and writes, made when it is first needed: the list is on the first page."""
        if self._files is None:
            from csworkbench.ui.forms.file_export import FileExport

            self._files = FileExport(self._workspace, "Export accounts", self._folder, self._page)
        return self._files

    def ask(self) -> None:
        """Ask where the file shall go, then write it beside the UI."""
        from csworkbench.services.account_tables import table_file_name

        target = self.files.choose(table_file_name(self._workspace.clock.today(), SUFFIXES[0]), SUFFIXES)
        if target is None:
            return
        keys = tuple(column.key for column in self._table.shown_columns)
        work = partial(_table, self._accounts.filter.query, keys)
        self._workspace.read(
            self, work, partial(self._on_read, target), latest="export", name=f"Read accounts for {target.name}"
        )

    def _on_read(self, target: Path, table: AccountTable) -> None:
        from csworkbench.services.account_tables import write_table

        self.files.start(table, target, write_table)

    def _folder(self) -> Path:
        if self._drafts is None:
            self._drafts = Path(tempfile.mkdtemp(prefix="csworkbench-list-"))
            weakref.finalize(self, shutil.rmtree, self._drafts, ignore_errors=True)
        return self._drafts


def _table(query: AccountQuery, keys: tuple[str, ...], workbench: Workbench, token: Token) -> AccountTable:
    from csworkbench.services.account_tables import account_table

    return account_table(workbench, query, keys, token)

"""The parts of the accounts page and where they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.ui.accounts.account_list import AccountList
from csworkbench.ui.accounts.accounts_table import AccountsTable
from csworkbench.ui.accounts.bulk_bar import BulkBar, FieldMenus
from csworkbench.ui.accounts.cell_delegate import CellDelegate
from csworkbench.ui.accounts.details_pane import DetailsPane
from csworkbench.ui.accounts.filter_bar import FilterBar
from csworkbench.ui.accounts.kpi_row import KpiRow
from csworkbench.ui.accounts.nothing_shown import NothingShown
from csworkbench.ui.accounts.view_bar import ViewBar
from csworkbench.ui.bridge.workspace import Workspace

PANE_FROM = 1168
"""Pixels of the body: from here on (a window of 1280) the details pane stands beside the table by itself."""


class PageBody(QWidget):
    """Cards and table at the left, details at the right."""

    def __init__(self, workspace: Workspace, accounts: AccountList, parent: QWidget | None = None) -> None:
        """Make all parts."""
        super().__init__(parent)
        theme, clock = workspace.theme, workspace.clock
        self.columns_menu = QMenu("Columns", self)
        self.more_menu = QMenu("More", self)
        self.field_menus = FieldMenus(self)
        # Made inside their parents: a part that moves into another parent is measured and dressed once more.
        self.cards = KpiRow(theme, self)
        self._card = QFrame(self)
        self._card.setProperty("surface", "card")
        self.views = ViewBar(theme, self.columns_menu, self.more_menu, self._card)
        self.filters = FilterBar(theme, self._card)
        self.bulk = BulkBar(theme, self.field_menus, self._card)
        self.delegate = CellDelegate(theme, clock, accounts.model.columns, accounts.choices, self)
        self.stack = QStackedWidget(self._card)
        self.table = AccountsTable(theme, accounts.model, self.delegate, self.stack)
        self.nothing = NothingShown(theme, is_demo=workspace.is_demo, parent=self.stack)
        self.pane = DetailsPane(theme, clock, self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self._lay_out()

    def fit_pane(self, width: int, wanted: str) -> None:
        """Show or hide the pane: as the person chose (`shown`, `hidden`), else by the width of the body."""
        self.pane.setVisible(wanted == "shown" or (wanted != "hidden" and width >= PANE_FROM))

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(1, 1, 1, 4)
        inside.setSpacing(0)
        for bar in (self.views, self.filters, self.bulk):
            inside.addWidget(bar)
            bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        inside.addWidget(self.stack, 1)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.cards)
        left.addWidget(self._card, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(left, 1)
        whole.addWidget(self.pane, 0)
        self.pane.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setTabOrder(self.cards, self.views)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

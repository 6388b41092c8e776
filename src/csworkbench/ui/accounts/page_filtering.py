"""How views, cards, filter bar and header narrow and order the list, and how the page shows what is in force."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from csworkbench.ui.accounts import account_edits
from csworkbench.ui.accounts.account_filter import AccountFilter
from csworkbench.ui.accounts.account_list import AccountList, Surroundings
from csworkbench.ui.accounts.page_body import PageBody
from csworkbench.ui.bridge.workspace import Workspace

if TYPE_CHECKING:
    from csworkbench.domain.accounts import ViewRow

ALL_VIEW = "All"
CARD_VIEWS = {"portfolio": ALL_VIEW, "at_risk": "At risk", "renewals": "Renewing in 90 days"}
CHECK_INS_RULE = "next_check_in <= +7d"


class PageFiltering(QObject):
    """Keeps the filter of the list and the widgets that show it together.

    Signals:
        cleared: everything was lifted, the search text too.
    """

    cleared = Signal()

    def __init__(self, workspace: Workspace, accounts: AccountList, body: PageBody, parent: QObject) -> None:
        """Connect the widgets of `body`."""
        super().__init__(parent)
        self._workspace = workspace
        self._accounts = accounts
        self._body = body
        accounts.filter_changed.connect(self.show_filter)
        accounts.surroundings_read.connect(self._on_surroundings_read)
        body.cards.chosen.connect(self._on_card_chosen)
        body.views.view_chosen.connect(self.choose_view)
        body.views.save_asked.connect(self._on_save_asked)
        body.views.filter_asked.connect(body.filters.toggle)
        body.filters.filter_changed.connect(accounts.set_filter)
        body.filters.clear_asked.connect(self.clear)
        body.table.horizontalHeader().sortIndicatorChanged.connect(accounts.model.sort)

    @property
    def current_view(self) -> ViewRow | None:
        """The saved view that is chosen."""
        return self._view(self._accounts.filter.view)

    def choose_view(self, name: str) -> None:
        """Show a saved view as it was saved, with nothing else narrowing it."""
        had_text = bool(self._accounts.filter.text)
        self._body.filters.clear()
        held = self._accounts.filter
        view = self._view(name)
        if view is None:
            self._accounts.set_filter(AccountFilter(name, sort=held.sort, descending=held.descending))
        else:
            order = (view.sort, view.descending) if view.sort else (held.sort, held.descending)
            self._accounts.set_filter(AccountFilter(name, view.filter, sort=order[0], descending=order[1]))
        if had_text:
            self.cleared.emit()

    def clear(self) -> None:
        """Lift everything: all accounts are shown, in the same order."""
        self._body.filters.clear()
        held = self._accounts.filter
        self._accounts.set_filter(AccountFilter(ALL_VIEW, sort=held.sort, descending=held.descending))
        self.cleared.emit()

    def sort_by_current(self, descending: bool) -> None:
        """Sort by the column of the current cell."""
        column = self._accounts.model.columns[max(0, self._body.table.currentIndex().column())]
        if column.sort:
            self._accounts.set_filter(replace(self._accounts.filter, sort=column.sort, descending=descending))

    def delete_view(self) -> None:
        """Delete the chosen view; Undo brings it back."""
        view = self.current_view
        if view is not None and view.id is not None:
            self._workspace.change(self, account_edits.delete_view(view.id), name="Delete view")
            self.choose_view(ALL_VIEW)

    def show_filter(self) -> None:
        """Show what is in force: chips, bar, cards, the header's arrow."""
        wanted = self._accounts.filter
        self._body.filters.show_filter(wanted)
        self._body.views.chips.set_current(wanted.view or ALL_VIEW)
        self._body.cards.mark(_card_of(wanted))
        header = self._body.table.horizontalHeader()
        column = next((at for at, one in enumerate(self._accounts.model.columns) if one.sort == wanted.sort), -1)
        order = Qt.SortOrder.DescendingOrder if wanted.descending else Qt.SortOrder.AscendingOrder
        header.blockSignals(True)
        header.setSortIndicator(column, order)
        header.blockSignals(False)

    def _view(self, name: str) -> ViewRow | None:
        return next((view for view in self._accounts.views if view.name == name), None)

    def _on_surroundings_read(self, around: Surroundings) -> None:
        body = self._body
        body.cards.set_totals(around.totals)
        body.views.set_views(around.views, self._accounts.filter.view or ALL_VIEW)
        body.filters.set_choices([owner.name for owner in around.owners], around.segments)
        body.field_menus.set_owners([(owner.name, owner.id) for owner in around.owners])
        view = self.current_view
        if view is not None and view.filter != self._accounts.filter.view_filter:
            self._accounts.set_filter(replace(self._accounts.filter, view_filter=view.filter))

    def _on_card_chosen(self, key: str) -> None:
        if key in CARD_VIEWS:
            self.choose_view(CARD_VIEWS[key])
        else:
            self._body.filters.clear()
            self._accounts.set_filter(AccountFilter(ALL_VIEW, expression=CHECK_INS_RULE, sort="next_check_in"))
        self.show_filter()

    def _on_save_asked(self, name: str) -> None:
        held = self._accounts.filter
        work = account_edits.save_view(name, held.filter, held.sort, descending=held.descending)
        self._workspace.change(self, work, partial(self._on_view_saved, name, held), name="Save view")

    def _on_view_saved(self, name: str, held: AccountFilter, _value: object) -> None:
        self._body.filters.clear()
        self._accounts.set_filter(AccountFilter(name, held.filter, sort=held.sort, descending=held.descending))


def _card_of(wanted: AccountFilter) -> str:
    if wanted.expression == CHECK_INS_RULE and not wanted.quick and not wanted.text:
        return "check_ins"
    if wanted.is_narrowed:
        return ""
    return next((key for key, name in CARD_VIEWS.items() if name == wanted.view and key != "portfolio"), "")

"""The list behind the accounts page: asks the book which accounts to show, and writes what is edited in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csworkbench.domain.ids import AccountId
from csworkbench.domain.values import frozen
from csworkbench.domain.words import TIERS
from csworkbench.infra.tokens import Token
from csworkbench.ui.accounts import account_edits
from csworkbench.ui.accounts.account_columns import EDITED, account_columns
from csworkbench.ui.accounts.account_filter import AccountFilter
from csworkbench.ui.bridge.id_table_model import PAGE_ROWS, IdTableModel
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.widgets.texts import typeset

if TYPE_CHECKING:
    from csworkbench.domain.accounts import AccountLineRow, OwnerRow, PortfolioTotals, ViewRow
    from csworkbench.domain.history import ChangeSet
    from csworkbench.services.workbench import Workbench

PAGE = "accounts"


@frozen
class Surroundings:
    """What stands around the table: the cards' figures, the views with counts, the owners, the segments."""

    totals: PortfolioTotals
    views: Sequence[ViewRow]
    owners: Sequence[OwnerRow]
    segments: Sequence[str]


class AccountList(QObject):
    """Holds the filter and the model.

    Signals:
        about_to_show: other ids come next.
        found: the ids shown are new.
        failed: the list can't be read (the error).
        surroundings_read: a `Surroundings`.
        filter_changed: another filter is in force.
    """

    about_to_show = Signal()
    found = Signal()
    failed = Signal(object)
    surroundings_read = Signal(object)
    filter_changed = Signal()

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        """Start with nothing shown; forms open over the window of `page`."""
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self.filter = AccountFilter()
        self.owners: Sequence[OwnerRow] = ()
        self.views: Sequence[ViewRow] = ()
        self.segments: Sequence[str] = ()
        self.has_found = False
        self.model: IdTableModel[AccountLineRow] = IdTableModel(
            account_columns(workspace.clock, self._why), self._load, _id_of, commit=self._commit, parent=self
        )
        self.model.sort_asked.connect(self._on_sort_asked)

    # what is shown

    def set_filter(self, wanted: AccountFilter) -> None:
        """Ask for other accounts or another order; the latest wins."""
        if wanted != self.filter:
            self.filter = wanted
            self.filter_changed.emit()
            self.find()

    def find(self, *, keep_rows: bool = True) -> None:
        """Ask the book for the ids."""
        self._workspace.read(
            self,
            partial(_found, self.filter),
            partial(self._on_found, keep_rows),
            on_failure=self.failed.emit,
            latest="find",
        )

    def read_surroundings(self) -> None:
        """Ask for the figures, views and owners."""
        self._workspace.read(self, _surroundings, self._on_surroundings, latest="surroundings")

    def refresh(self, change: ChangeSet) -> None:
        """Take what a change touched from the book again."""
        self.model.drop(change.accounts)
        self.find()
        self.read_surroundings()

    def show_opening(self, ids: Sequence[int], rows: Sequence[AccountLineRow]) -> None:
        """Show the first page before the book is open."""
        if not self.has_found:
            self.about_to_show.emit()
            self.model.set_ids(ids[:PAGE_ROWS])
            self.model.set_rows(rows)
            self.found.emit()

    def choices(self, key: str) -> list[tuple[str, object]]:
        """Give text and value of what a column can hold; empty for columns that are typed."""
        if key == "owner":
            return [("No owner", None), *((owner.name, owner.id) for owner in self.owners)]
        if key == "tier":
            return [("No tier", ""), *((tier, tier) for tier in TIERS)]
        return []

    # what is changed

    def edit(self, ids: Sequence[int], key: str, value: object) -> None:
        """Set a field of one or many accounts: one change, one undo step."""
        work = account_edits.set_field([AccountId(one) for one in ids], key, value)
        self._workspace.change(self, work, name="Edit accounts")

    def move_check_in(self, row: AccountLineRow, day: date) -> None:
        """Move the account's next check-in to a day, or plan one there.

        Of a series it is asked which ones are meant; past the fatigue guard a reason is.
        """
        work = account_edits.is_one_of_many(row)
        self._workspace.read(self, work, partial(self._move_check_in, row, day), latest="series")

    def _move_check_in(self, row: AccountLineRow, day: date, is_one_of_many: bool) -> None:
        from csworkbench.ui.forms.guarded_change import change_guarded
        from csworkbench.ui.forms.move_form import MoveForm

        if is_one_of_many and row.next_check_in_id is not None:
            window = self._page.window()
            form = MoveForm(
                self._workspace, "check-in", row.next_check_in_id, row.next_check_in_on, row.name, parent=window
            )
            form.open()
            form.fields.put({"due_on": day})
        else:
            work_for = partial(account_edits.set_check_in, row, day)
            change_guarded(self._workspace, self._page, work_for, about=row.name, name="Move check-in")

    def _commit(self, row_id: int, key: str, value: object) -> bool:
        if key not in EDITED or not self._workspace.is_ready:
            return False
        if key == "next_check_in":
            place = self.model.row_of(row_id)
            row = None if place is None else self.model.row_at(place)
            if row is None or not isinstance(value, date):
                return False
            self.move_check_in(row, value)
        else:
            self.edit([row_id], {"owner": "owner_id"}.get(key, key), None if value == "" else value)
        return True

    def _load(self, ids: Sequence[int]) -> Sequence[AccountLineRow]:
        if not self._workspace.is_ready:
            return ()
        from csworkbench.services.accounts import load_account_lines

        return load_account_lines(self._workspace.workbench, [AccountId(one) for one in ids])

    def _why(self, row: AccountLineRow) -> str:
        """Give why a score moved in the trend's days, from what is stored: for one row, when its tool tip is shown."""
        if not self._workspace.is_ready or row.band is None:
            return ""
        from csworkbench.services.moved_words import health_words

        words = typeset(health_words(self._workspace.workbench, row.account_id))
        return f"{words[:1].upper()}{words[1:]}"

    def _on_found(self, keep_rows: bool, ids: Sequence[int]) -> None:
        self.about_to_show.emit()
        self.has_found = True
        self.model.set_ids(ids, keep_rows=keep_rows)
        self.found.emit()

    def _on_surroundings(self, around: Surroundings) -> None:
        self.owners, self.views, self.segments = around.owners, around.views, around.segments
        self.surroundings_read.emit(around)

    def _on_sort_asked(self, sort: str, descending: bool) -> None:
        self.set_filter(replace(self.filter, sort=sort, descending=descending))


def _id_of(row: AccountLineRow) -> int:
    return row.account_id


def _found(wanted: AccountFilter, workbench: Workbench, _token: Token) -> Sequence[int]:
    from csworkbench.services.accounts import find_accounts

    return find_accounts(workbench, wanted.query)


def _surroundings(workbench: Workbench, _token: Token) -> Surroundings:
    from csworkbench.services import accounts

    return Surroundings(
        accounts.portfolio_totals(workbench),
        accounts.list_views(workbench, PAGE),
        accounts.list_owners(workbench),
        accounts.list_segments(workbench),
    )


def read_names(wanted: AccountFilter, letters: str, after: int | None, workbench: Workbench, _token: Token) -> Any:
    """Give the id of the next account shown whose name begins with `letters`, after the id `after`; None if none.

    Names that only hold the letters count when none begins with them.
    """
    from csworkbench.services.accounts import find_accounts, load_account_lines

    escaped = letters.replace("\\", "\\\\").replace('"', '\\"')
    rule = f'name ~ "{escaped}"'
    narrowed = replace(wanted, expression=f"({wanted.expression}) and {rule}" if wanted.expression.strip() else rule)
    ids = find_accounts(workbench, narrowed.query)[:PAGE_ROWS]
    names = {row.account_id: row.name.casefold() for row in load_account_lines(workbench, ids)}
    first = [one for one in ids if names.get(one, "").startswith(letters.casefold())]
    wanted_ids = first or ids
    if after in wanted_ids and len(letters) == 1:
        at = wanted_ids.index(AccountId(after or 0))
        return wanted_ids[(at + 1) % len(wanted_ids)]
    return after if after in wanted_ids else next(iter(wanted_ids), None)

"""The owners of the book: hours, holidays and languages; Enter edits one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.domain.owners import OwnerDetails
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.columns import RIGHT
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.plain_table import PlainColumn, PlainTable
from csworkbench.ui.settings.book_section import BookSection
from csworkbench.ui.settings.owner_form import OwnerForm
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.labels import ElidingLabel

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

COLUMNS = (
    PlainColumn("Owner", lambda row: f"{row.name} (me)" if row.is_me else row.name),
    PlainColumn("E-mail", lambda row: row.email or ""),
    PlainColumn("Accounts", lambda row: f"{row.accounts:,}", RIGHT),
    PlainColumn("Hours", lambda row: "–" if row.hours_per_week is None else str(row.hours_per_week), RIGHT, "A week"),
    PlainColumn("Country", lambda row: row.country or "–", tip="Its holidays are no business days"),
    PlainColumn("Languages", lambda row: row.languages or "–", tip="The guard tells of people who speak none of them"),
)
GIVE_WAY = (1, 2)
"""Columns that are left out where room is short, in this order."""
TOLD = "Hours bound the load of the calendar, the country names the holidays, the guard honours the languages."


class OwnersView(BookSection):
    """The section."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the view; the book is read when it is shown."""
        super().__init__(workspace, parent)
        theme = workspace.theme
        self.table = PlainTable(theme, "Owners", COLUMNS, GIVE_WAY, fills=True)
        self.edit = make_button(theme, "&Edit owner", "edit")
        self.edit.setToolTip("Edit the owner (Enter)")
        self.empty = EmptyState(theme)
        self.empty.set_content("people", "No owner yet", "Owners come with accounts that are imported or added.", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        card = Card(theme, "Owners")
        line = QHBoxLayout()
        line.addWidget(ElidingLabel(theme, TOLD, tone="muted"), 1)
        line.addWidget(self.edit)
        card.body.addLayout(line)
        card.body.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)
        self.table.chosen.connect(self._on_chosen)
        self.edit.clicked.connect(self._on_edit)

    def work(self) -> BookWork:
        """Read what is shown."""
        return _read

    def focus_body(self) -> None:
        """Take the focus to the owners."""
        self.table.setFocus()

    def show_book(self, owners: list[OwnerDetails]) -> None:
        """Show it, the same line chosen."""
        self.table.show_rows(owners)
        self.stack.setCurrentWidget(self.table if owners else self.empty)
        self.edit.setEnabled(bool(owners) and self.workspace.past is None)

    def _on_edit(self) -> None:
        if self.table.current is not None:
            self._on_chosen(self.table.current)

    def _on_chosen(self, row: Any) -> None:
        if self.edit.isEnabled():
            OwnerForm(self.workspace, row, self.window()).open()


def _read(workbench: Workbench, _token: Token) -> list[OwnerDetails]:
    from csworkbench.services.owners import list_owner_details

    return list_owner_details(workbench)

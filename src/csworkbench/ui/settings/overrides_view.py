"""The overrides of the book: those that hold first, each with what is computed; End takes one back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.domain.health.overrides import OverrideListRow, said_text
from csworkbench.domain.ids import AccountId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.columns import RIGHT
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.plain_table import PlainColumn, PlainTable
from csworkbench.ui.settings.book_section import BookSection
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.labels import ElidingLabel
from csworkbench.ui.widgets.texts import BAND_WORDS, count_text, full_day, health_text

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

COLUMNS = (
    PlainColumn("Account", lambda row: row.account_name),
    PlainColumn("State", lambda row: row.state.capitalize()),
    PlainColumn("Shown as", lambda row: _said(row)),
    PlainColumn("Computed", lambda row: _computed(row)),
    PlainColumn("From", lambda row: full_day(row.override.from_on), RIGHT),
    PlainColumn("Until", lambda row: full_day(row.override.expires_on), RIGHT),
    PlainColumn("By", lambda row: row.override.author or ""),
    PlainColumn("Why", lambda row: row.override.reason),
)
GIVE_WAY = (6, 4, 7, 3)
"""Columns that are left out where room is short, in this order."""


class OverridesView(BookSection):
    """The section.

    Signals:
        status_changed: how many overrides hold.
    """

    status_changed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the view; the book is read when it is shown."""
        super().__init__(workspace, parent)
        theme = workspace.theme
        self.table = PlainTable(theme, "Overrides", COLUMNS, GIVE_WAY)
        self.told = ElidingLabel(theme, tone="muted")
        self.open = make_button(theme, "Open &account")
        self.end = make_button(theme, "&End override", "close")
        self.empty = EmptyState(theme)
        self.empty.set_content(
            "flag",
            "No health is overridden",
            "Where a CSM knows better than the numbers, Override health on the account shows another band for a while.",
        )
        card = Card(theme)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.told, 1)
        line.addWidget(self.open)
        line.addWidget(self.end)
        card.body.addLayout(line)
        card.body.addWidget(self.table)
        card.body.addStretch(1)
        self.stages = QStackedWidget()
        for stage in (self.empty, card):
            self.stages.addWidget(stage)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stages)
        self.table.chosen.connect(self._on_opened)
        self.open.clicked.connect(self._on_open)
        self.end.clicked.connect(self._on_end)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def work(self) -> BookWork:
        """Read what is shown."""
        return _overrides

    def focus_body(self) -> None:
        """Take the focus to the table."""
        self.table.setFocus()

    def current(self) -> OverrideListRow | None:
        """Give the override the keys are on."""
        row: OverrideListRow | None = self.table.rows.row_at(self.table.currentIndex().row())
        return row

    def show_book(self, rows: list[OverrideListRow]) -> None:
        """Show it, the same line chosen."""
        self.table.show_rows(rows)
        self.stages.setCurrentIndex(1 if rows else 0)
        held = sum(row.state == "active" for row in rows)
        self.told.setText(f"{count_text(held, 'override')} in force, {len(rows) - held} earlier")
        self._on_row_changed()

    def _on_row_changed(self, *_indexes: object) -> None:
        row = self.current()
        self.open.setEnabled(row is not None)
        is_past = self.workspace.past is not None
        self.end.setEnabled(row is not None and row.state == "active" and not is_past)

    def _on_open(self) -> None:
        row = self.current()
        if row is not None:
            self._on_opened(row)

    def _on_opened(self, row: OverrideListRow) -> None:
        self.workspace.open_account(row.override.account_id)

    def _on_end(self) -> None:
        row = self.current()
        if row is not None:
            self.workspace.change(self, partial(_end, row.override.account_id), name="End the override")


def _said(row: OverrideListRow) -> str:
    one = row.override
    return BAND_WORDS[one.band] if one.band else said_text(one)


def _computed(row: OverrideListRow) -> str:
    return "" if row.computed_band is None else health_text(row.computed_score, row.computed_band)


def _overrides(workbench: Workbench, _token: Token) -> list[OverrideListRow]:
    from csworkbench.services.health import list_overrides

    return list_overrides(workbench)


def _end(account_id: AccountId, workbench: Workbench, _token: Token) -> object:
    from csworkbench.services.health import end_override

    return end_override(workbench, account_id)

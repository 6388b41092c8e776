"""Cadence compliance: which share of accounts was touched in time, by month, by segment and by owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.domain.adherence import DEFINITION, AdherenceRow, ComplianceLine, compliance_lines
from csworkbench.domain.ids import OwnerId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.columns import RIGHT
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.file_export import FileExport
from csworkbench.ui.forms.plain_table import PlainColumn, PlainTable
from csworkbench.ui.reports.month_bars import MonthBars, month_text, month_title, percent_text
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.chips import ChipItem, ChipRow
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.labels import make_label, make_separator
from csworkbench.ui.widgets.texts import count_text

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

Reading = Callable[..., Sequence[AdherenceRow]]
WIDTH, SHOWN_MONTHS = 260, 6
INTERVALS = (ChipItem("maximum", "Within maximum"), ChipItem("ideal", "Within ideal"))
FORMATS = (("csv", "CSV", "export"), ("xlsx", "XLSX", "sheet"))
ABOUT = "Which share of accounts had a two-way touch in time, month by month."


class ComplianceView(QWidget):
    """Owner and interval at the left; bars of the book (or the owner) and a table of segments and owners.

    Signals:
        status_changed: what the status bar says.

    Attributes:
        actions_of_view: the exports, for the header.
    """

    status_changed = Signal(str)

    def __init__(self, workspace: Workspace, folder: Callable[[], Path], parent: QWidget | None = None) -> None:
        """Make the view; the book is read when `build` is called. Drafts of files go into `folder()`."""
        super().__init__(parent)
        self.workspace = workspace
        self._rows: Sequence[AdherenceRow] = ()
        theme = workspace.theme
        self.export = FileExport(workspace, "Export cadence compliance", folder, self)
        self.owner = QComboBox()
        self.owner.setAccessibleName("Owner")
        self.owner.addItem("All owners", None)
        self.owner.activated.connect(self.build)
        self.interval = ChipRow(theme, "Interval")
        self.interval.set_chips(INTERVALS, "maximum")
        self.interval.chosen.connect(self._on_interval_chosen)
        self.bars = MonthBars(theme)
        self.facts = make_label(theme, role="caption", tone="muted", wraps=True)
        self.chart_card = Card(theme, "By month")
        self.table_card = Card(theme, "By segment and owner")
        self.table: PlainTable | None = None
        self.empty = EmptyState(theme)
        self.empty.set_content("reports", "Reading touches…", "This takes a moment in a large book.")
        self.stack = QStackedWidget()
        self._lay_out()
        self.actions_of_view = [self._make_action(*one) for one in FORMATS]
        self._allow_export(False)

    def build(self) -> None:
        """Read the book again, beside the window."""
        if not self.workspace.is_ready:
            return
        self.workspace.read(self, _ready, self._on_ready, latest="ready")

    def focus_body(self) -> None:
        """Take the focus to the table, or to the owner while there is none."""
        (self.owner if self.table is None else self.table).setFocus()

    @property
    def lines(self) -> list[ComplianceLine]:
        """What is shown, line by line, of the chosen interval."""
        return compliance_lines(self._rows, self.interval.current)

    def _on_ready(self, ready: tuple[Reading, Sequence[tuple[int, str]]]) -> None:
        reading, owners = ready
        self._show_owners(owners)
        key: int | None = self.owner.currentData()
        args = (self.workspace.path, self.workspace.clock, None if key is None else OwnerId(key))
        self.workspace.operations.compute(
            self, reading, args, self._on_read, on_failure=self._on_failed, latest="build",
            name="Read cadence compliance",
        )  # fmt: skip

    def _on_read(self, rows: Sequence[AdherenceRow]) -> None:
        self._rows = rows
        self._allow_export(bool(rows))
        self._show()

    def _show(self) -> None:
        lines = self.lines
        if not lines:
            reason = "No account has a cadence and a day to count from. Give accounts an engagement model."
            self.empty.set_content("reports", "Nothing to compare yet", reason)
            self.stack.setCurrentWidget(self.empty)
            return
        months = sorted({row.month for row in self._rows})
        book, word = lines[0], "ideal" if self.interval.current == "ideal" else "maximum"
        self.bars.set_shares(months, book.shares)
        whose = self.owner.currentText() if self.owner.currentData() is not None else "The book"
        self.chart_card.set_title(f"{whose}: share of accounts within their {word}")
        self.chart_card.set_aside(f"{percent_text(book.now)} this month so far")
        self._fill_table(months, lines)
        self.facts.setText(
            f"n = {count_text(book.accounts, 'account')} with such an interval this month\n\n{DEFINITION}"
        )
        self.stack.setCurrentIndex(1)
        self.status_changed.emit(f"{count_text(book.accounts, 'account')}, {percent_text(book.now)} within {word}")

    def _fill_table(self, months: Sequence[date], lines: Sequence[ComplianceLine]) -> None:
        if self.table is not None:
            self.table_card.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        columns = _columns(months)
        first = 3
        self.table = PlainTable(
            self.workspace.theme, "Compliance by segment and owner", columns,
            (*range(first, first + min(SHOWN_MONTHS, len(months)) - 1), len(columns) - 1), fills=True,
        )  # fmt: skip
        self.table.set_rows(lines)
        self.table.selectRow(0)
        self.table_card.body.addWidget(self.table, 1)
        self.table_card.set_aside("the smallest share first")

    def _show_owners(self, owners: Sequence[tuple[int, str]]) -> None:
        chosen = self.owner.currentData()
        self.owner.clear()
        self.owner.addItem("All owners", None)
        for key, name in owners:
            self.owner.addItem(name, key)
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))

    def _on_interval_chosen(self, _key: str) -> None:
        self._show()

    def _on_failed(self, error: BaseException) -> None:
        self.empty.set_content("error", "Cadence compliance could not be read", str(error), is_error=True)
        self.stack.setCurrentWidget(self.empty)
        self.workspace.operations.failed.emit(error)

    def _on_export_asked(self, suffix: str) -> None:
        from csworkbench.services.account_tables import write_table
        from csworkbench.services.adherence_tables import adherence_file_name, adherence_table

        today = self.workspace.clock.today()
        target = self.export.choose(adherence_file_name(today, suffix), [suffix])
        if target is not None:
            self.export.start(adherence_table(self._rows, today), target, write_table)

    def _allow_export(self, is_allowed: bool) -> None:
        for action in self.actions_of_view:
            action.setEnabled(is_allowed)

    def _make_action(self, suffix: str, word: str, icon: str) -> QAction:
        return self.workspace.actions.add(
            f"reports.cadence_{suffix}", f"Export cadence {word}", partial(self._on_export_asked, suffix), owner=self,
            group="Reports", icon=icon, words="report save file adherence compliance touched in time",
        )  # fmt: skip

    def _lay_out(self) -> None:
        theme = self.workspace.theme
        asked = Card(theme, "Cadence compliance")
        asked.setFixedWidth(WIDTH)
        asked.body.addWidget(make_label(theme, ABOUT, "caption", "muted", wraps=True))
        label = make_label(theme, "&Owner", "caption_strong")
        label.setBuddy(self.owner)
        for part in (label, self.owner, make_label(theme, "Interval", "caption_strong"), self.interval,
                     make_separator(), self.facts):  # fmt: skip
            asked.body.addWidget(part)
        asked.body.addStretch(1)
        self.chart_card.body.addWidget(self.bars)
        shown = QWidget()
        shown.setProperty("surface", "clear")
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chart_card)
        column.addWidget(self.table_card, 1)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(shown)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(asked)
        whole.addWidget(self.stack, 1)


def _columns(months: Sequence[date]) -> tuple[PlainColumn, ...]:
    shown = range(max(0, len(months) - SHOWN_MONTHS), len(months))
    by_month = [
        PlainColumn(
            month_text(months[at]), partial(_share_at, at), RIGHT, f"{month_text(months[at])} {months[at].year}"
        )
        for at in shown
    ]
    return (
        PlainColumn("Name", lambda line: line.name or "The book"),
        PlainColumn("Of", lambda line: line.group.capitalize()),
        PlainColumn("Accounts", lambda line: f"{line.accounts:,}", RIGHT, "With such an interval this month"),
        *by_month,
        PlainColumn("Change", _change, RIGHT, f"Points since {month_title(months[0])}"),
    )


def _share_at(at: int, line: ComplianceLine) -> str:
    return percent_text(line.shares[at])


def _change(line: ComplianceLine) -> str:
    change = line.change
    return "–" if change is None else f"{change * 100:+.0f}".replace("-", "\N{MINUS SIGN}")


def _ready(workbench: Workbench, _token: Token) -> tuple[Reading, Sequence[tuple[int, str]]]:
    """Load what reads the book beside the window, away from its thread, and give it with the owners."""
    from csworkbench.services.accounts import list_owners
    from csworkbench.services.cadence_beside import adherence_of_book

    return adherence_of_book, [(int(one.id), one.name) for one in list_owners(workbench)]

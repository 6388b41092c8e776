"""What the import of a calendar file shows: the file, whose its events are, what becomes of each, progress, buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from csworkbench.domain.calendar_import import CalendarLine
from csworkbench.infra.tokens import Progress
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.account_input import AccountInput
from csworkbench.ui.forms.calendar_file.file_line import FileLine
from csworkbench.ui.forms.plain_table import PlainColumn, PlainTable
from csworkbench.ui.forms.work_dialog import fit_dialog, name_button
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.empty_state import EmptyState
from csworkbench.ui.widgets.labels import make_label, make_separator
from csworkbench.ui.widgets.texts import full_day

WIDTH, HEIGHT = 1000, 600
LABEL_WIDTH, MOST_EVENT = 150, 200


def _becomes(line: CalendarLine) -> str:
    return f"{line.kind.capitalize()} (series)" if line.is_series else line.kind.capitalize()


def _when(line: CalendarLine) -> str:
    if line.day is None:
        return ""
    return f"{full_day(line.day)}, {line.time}" if line.time else full_day(line.day)


def _people(line: CalendarLine) -> str:
    names = ", ".join(line.people)
    others = f"{len(line.strangers)} not known" if line.strangers else ""
    return "; ".join(part for part in (names, others) if part)


COLUMNS = (
    PlainColumn("Event", lambda line: line.title),
    PlainColumn("Becomes", _becomes),
    PlainColumn("Day", _when),
    PlainColumn("Account", lambda line: line.account or ""),
    PlainColumn("People", _people),
    PlainColumn("Why", lambda line: line.why[:1].upper() + line.why[1:]),
)
GIVE_WAY = (4, 3)
"""Columns that are left out where room is short, in this order."""


class CalendarImportFrame:
    """Lays out the dialog and names its buttons."""

    def __init__(self, workspace: Workspace, dialog: QDialog) -> None:
        """Fill `dialog`."""
        theme = workspace.theme
        self._theme = theme
        self._dialog = dialog
        self.file = FileLine(theme)
        self.account = AccountInput(workspace)
        self.account.setAccessibleName("Account of events that tell none")
        self.account.setPlaceholderText("They are left out; type an account's name to take them in")
        self.with_past = QCheckBox("Also events that are &over")
        self.table = PlainTable(
            theme, "What becomes of each event", COLUMNS, GIVE_WAY, fills=True, most_first=MOST_EVENT
        )
        self.headline = make_label(theme, "", "strong", wraps=True)
        self.note = make_label(theme, "", "body", "muted", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._said = make_label(theme, "", "body", "muted")
        self._problem = make_label(theme, "", "body", "at_risk", wraps=True)
        self._problem.setObjectName("calendar.problem")
        self._empty = EmptyState(theme)
        self._empty.set_content(
            "calendar",
            "Choose a calendar file",
            "Its events are matched to accounts and contacts by e-mail; you see what becomes of each first.",
        )
        self.cancel = self._button("Cancel")
        self.cancel.setToolTip("Cancel (Esc)")
        self.next = self._button("Preview", is_primary=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self.show_problem("")

    @property
    def problem(self) -> str:
        """What is wrong, as shown."""
        return self._problem.text()

    def show_problem(self, text: str) -> None:
        """Say what is wrong; empty: nothing."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def show_nothing(self) -> None:
        """Show that no file was read."""
        self._stack.setCurrentIndex(0)

    def show_running(self, text: str) -> None:
        """Show a bar."""
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(text)
        self._said.setText(text)
        self._stack.setCurrentIndex(1)

    def show_progress(self, progress: Progress) -> None:
        """Move the bar."""
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)

    def show_lines(self, lines: Sequence[CalendarLine], headline: str, note: str) -> None:
        """Show what becomes of each event."""
        self.headline.setText(headline)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.table.set_rows(lines)
        if lines:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._stack.setCurrentIndex(2)

    def enable_fields(self, is_enabled: bool) -> None:
        """Let the fields be changed, or not while something runs."""
        for widget in (self.file, self.account, self.with_past):
            widget.setEnabled(is_enabled)

    def name_next(self, text: str) -> None:
        """Name the primary button."""
        name_button(self.next, text, "Ctrl+Enter")

    def fit(self) -> None:
        """Make the dialog as large as its window allows."""
        fit_dialog(self._dialog, self._theme, WIDTH, HEIGHT)

    def _button(self, text: str, *, is_primary: bool = False) -> QPushButton:
        button = make_button(self._theme, text, kind="primary" if is_primary else "secondary")
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        for page in (self._empty, self._waiting(), self._result()):
            self._stack.addWidget(page)
        middle = QVBoxLayout()
        middle.setContentsMargins(20, 14, 20, 10)
        middle.setSpacing(10)
        middle.addWidget(make_label(self._theme, "Import a calendar file", "head"))
        middle.addLayout(self._fields())
        middle.addWidget(self._problem)
        middle.addWidget(self._stack, 1)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 10, 20, 14)
        buttons.setSpacing(8)
        buttons.addWidget(make_label(self._theme, "Ctrl+Enter goes on, Esc cancels", "caption", "muted"), 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.next)
        whole = QVBoxLayout(self._dialog)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(make_separator())
        whole.addLayout(buttons)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, round(LABEL_WIDTH * self._theme.font_scale))
        for row, (words, widget) in enumerate((("&File", self.file), ("Events of &no account", self.account))):
            label = make_label(self._theme, words, tone="muted")
            label.setBuddy(widget.focusProxy() or widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        grid.addWidget(self.with_past, 2, 1)
        return grid

    def _waiting(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.addWidget(self._said)
        inside.addWidget(self._bar)
        inside.addStretch(1)
        return page

    def _result(self) -> QWidget:
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.headline)
        inside.addWidget(self.note)
        inside.addWidget(self.table, 1)
        return page

"""What the dialog looks like: its parts and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from csworkbench.domain.planning.preview import LeftRow
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.plan_period.draft import PlanDraft
from csworkbench.ui.calendar.plan_period.left_table import LeftTable
from csworkbench.ui.calendar.plan_period.load_bars import LoadBars
from csworkbench.ui.calendar.plan_period.parameters import PlanParameters
from csworkbench.ui.calendar.plan_period.plan_model import Commit
from csworkbench.ui.calendar.plan_period.plan_table import PlanTable
from csworkbench.ui.calendar.plan_period.stages import OutcomeLine, RowDetails
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label, make_separator
from csworkbench.ui.widgets.texts import number_text
from csworkbench.ui.widgets.typed_day import read_day

WIDEST, HIGHEST = 1280, 760
LEAST_WIDTH, LEAST_HEIGHT = 900, 520
KEYS = "Space leaves a row out · F2 changes its day or time · Ctrl+Enter plans · Esc closes"


class PlanFrame:
    """The parts of the dialog: parameters, outcome, bars, table, those left, details, buttons."""

    def __init__(
        self, workspace: Workspace, draft: PlanDraft, first: date, last: date, commit: Commit, dialog: QDialog
    ) -> None:
        """Put the parts into `dialog`."""
        theme = workspace.theme
        self._dialog, self._clock, self._theme = dialog, workspace.clock, theme
        self.parameters = PlanParameters(workspace, first, last)
        self.outcome = OutcomeLine(theme)
        self.bars = LoadBars(theme)
        self.table = PlanTable(theme, draft, commit)
        self.left = LeftTable(theme)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.table, "Planned")
        self.tabs.addTab(self.left, "Without a place")
        self.details = RowDetails(theme)
        self._problem = ElidingLabel(theme, role="caption_strong")
        self._hint = ElidingLabel(theme, KEYS, "caption", "muted")
        self.close_button = make_button(theme, "Close")
        self.close_button.setToolTip("Close (Esc)")
        self.apply_button = make_button(theme, "Plan", "check", "primary")
        self.apply_button.setToolTip("Plan them as one change that can be undone (Ctrl+Enter)")
        for button in (self.close_button, self.apply_button):
            button.setAutoDefault(False)
        self.apply_button.setEnabled(False)
        self._problem.hide()
        self._lay_out()

    def fit(self, parent: QWidget | None) -> None:
        """Make the dialog as large as its window allows."""
        window = parent.window() if parent is not None else None
        width = min(WIDEST, window.width() - 32) if window else WIDEST
        height = min(HIGHEST, window.height() - 24) if window else HIGHEST
        self._dialog.resize(max(width, LEAST_WIDTH), max(height, LEAST_HEIGHT))

    def read_day(self, text: str) -> date | None:
        """Give the day that a text names; None when it names none."""
        return read_day(text, self._clock.today(), QLocale())

    def show_left(self, rows: Sequence[LeftRow]) -> None:
        """Show who has no place; where nobody has one, show them at once."""
        self.left.show_rows(rows)
        if rows and not self.table.plan.rowCount():
            self.tabs.setCurrentWidget(self.left)
        elif not rows:
            self.tabs.setCurrentWidget(self.table)

    def name_tabs(self, planned: int, left: int) -> None:
        """Say in the tabs how many there are."""
        self.tabs.setTabText(0, f"Planned {number_text(planned)}")
        self.tabs.setTabText(1, f"Without a place {number_text(left)}")
        self.tabs.setTabEnabled(1, bool(left))

    def say_problem(self, text: str, tone: str = "") -> None:
        """Say beside the buttons what is in the way; empty for nothing."""
        self._problem.setText(text)
        self._problem.set_tone(tone)
        self._problem.setVisible(bool(text))
        self._hint.setVisible(not text)

    def is_problem(self, tone: str) -> bool:
        """Tell whether a problem of this tone is said."""
        return not self._problem.isHidden() and self._problem.property("tone") == tone

    @property
    def problem(self) -> str:
        """What is said beside the buttons."""
        return self._problem.text() if not self._problem.isHidden() else ""

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self._dialog)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        body = QHBoxLayout()
        body.setContentsMargins(20, 14, 20, 12)
        body.setSpacing(18)
        body.addWidget(self._left_column())
        body.addLayout(self._right_column(), 1)
        whole.addLayout(body, 1)
        whole.addWidget(make_separator())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 10, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self._problem, 1)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.apply_button)
        whole.addLayout(foot)

    def _left_column(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(make_label(self._theme, "Plan a period", "head"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(self._dialog.focusPolicy())
        self.parameters.setProperty("surface", "clear")
        area.setWidget(self.parameters)
        area.setFixedWidth(self.parameters.width() + 12)
        column.addWidget(area, 1)
        return made

    def _right_column(self) -> QVBoxLayout:
        card = QFrame()
        card.setProperty("surface", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 6, 8, 8)
        inside.setSpacing(4)
        inside.addWidget(self.tabs, 1)
        inside.addWidget(self.details)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.outcome)
        column.addWidget(self.bars)
        column.addWidget(card, 1)
        return column

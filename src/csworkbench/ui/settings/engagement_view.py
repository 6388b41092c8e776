"""The engagement models of the book, and what was done past the fatigue guard with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.domain.engagement import EngagementModel
from csworkbench.domain.fatigue_rows import FatigueOverrideRow
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.columns import RIGHT
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.plain_table import PlainColumn, PlainTable
from csworkbench.ui.settings.book_section import BookSection
from csworkbench.ui.settings.engagement_form import EngagementForm
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import ElidingLabel
from csworkbench.ui.widgets.texts import count_text, full_day

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _first(concerns: str) -> str:
    first, *others = concerns.split("; ")
    return f"{first} and {len(others)} more" if others else first


MODEL_COLUMNS = (
    PlainColumn("Model", lambda row: row.name.capitalize()),
    PlainColumn("Accounts", lambda row: f"{row.accounts:,}", RIGHT),
    PlainColumn("Ideal", lambda row: _number(row.ideal_days), RIGHT, "Days between two-way touches"),
    PlainColumn("Maximum", lambda row: _number(row.maximum_days), RIGHT, "Days between two-way touches, at most"),
    PlainColumn("QBR", lambda row: _number(row.qbr_days), RIGHT, "Days between quarterly reviews"),
    PlainColumn("EBR", lambda row: _number(row.ebr_days), RIGHT, "Days between executive reviews"),
    PlainColumn("Between", lambda row: _number(row.limits.business_days_between), RIGHT,
                "Business days between touches of one person, at least"),
    PlainColumn("Touches", lambda row: _number(row.limits.touches), RIGHT, "Of one person in 30 days, at most"),
    PlainColumn("Asks", lambda row: _number(row.limits.asks), RIGHT, "Of one person in 30 days, at most"),
    PlainColumn("Surveys", lambda row: _number(row.limits.survey_days), RIGHT, "Days between surveys of one person"),
)  # fmt: skip
OVERRIDE_COLUMNS = (
    PlainColumn("Person", lambda row: f"{row.contact}, {row.account}"),
    PlainColumn("What", lambda row: row.act.capitalize()),
    PlainColumn("Of", lambda row: full_day(row.on_day), RIGHT),
    PlainColumn("Against it", lambda row: _first(row.concerns)),
    PlainColumn("Why all the same", lambda row: row.reason),
    PlainColumn("By", lambda row: row.author),
)
ABOUT = "How often accounts are touched and reviewed, and how often people are. How long people may be silent: Limits."


class EngagementView(BookSection):
    """The section: models above, overrides of the fatigue guard below."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make the view; the book is read when it is shown."""
        super().__init__(workspace, parent)
        theme = workspace.theme
        self.table = PlainTable(theme, "Engagement models", MODEL_COLUMNS, (5, 9, 8, 7, 6, 4))
        self.edit = make_button(theme, "&Edit model", "edit")
        self.edit.setToolTip("Edit the model (Enter); what it would change is shown first")
        self.overrides = PlainTable(theme, "Past the fatigue guard", OVERRIDE_COLUMNS, (5, 1, 3))
        self.told = ElidingLabel(theme, tone="muted")
        models, past = Card(theme, "Engagement models"), Card(theme, "Past the fatigue guard")
        line = QHBoxLayout()
        line.addWidget(ElidingLabel(theme, ABOUT, tone="muted"), 1)
        line.addWidget(self.edit)
        models.body.addLayout(line)
        models.body.addWidget(self.table)
        past.body.addWidget(self.told)
        past.body.addWidget(self.overrides)
        past.body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(models)
        whole.addWidget(past, 1)
        self.table.chosen.connect(self._on_chosen)
        self.edit.clicked.connect(self._on_edit)

    def work(self) -> BookWork:
        """Read what is shown."""
        return _read

    def focus_body(self) -> None:
        """Take the focus to the models."""
        self.table.setFocus()

    def show_book(self, found: tuple[list[EngagementModel], list[FatigueOverrideRow]]) -> None:
        """Show it, the same line chosen."""
        models, overrides = found
        self.table.show_rows(models)
        self.overrides.set_rows(overrides)
        self.overrides.setVisible(bool(overrides))
        words = count_text(len(overrides), "touch or ask", "touches and asks")
        self.told.setText(f"{words} past a limit or a wish, newest first" if overrides else "Nothing was done past it.")
        self.edit.setEnabled(bool(models) and self.workspace.past is None)

    def _on_edit(self) -> None:
        if self.table.current is not None:
            self._on_chosen(self.table.current)

    def _on_chosen(self, row: Any) -> None:
        if self.edit.isEnabled():
            EngagementForm(self.workspace, row, self.window()).open()


def _read(workbench: Workbench, _token: Token) -> tuple[list[EngagementModel], list[FatigueOverrideRow]]:
    from csworkbench.services.cadence import list_models
    from csworkbench.services.fatigue import list_overrides

    return list_models(workbench), list_overrides(workbench)

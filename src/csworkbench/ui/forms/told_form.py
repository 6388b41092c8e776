"""Close the loop on feedback: when, how and by whom the customer was told, or why there was nothing to tell."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from csworkbench.domain.feedback import Told
from csworkbench.domain.feedback_items import FeedbackRow
from csworkbench.domain.ids import FeedbackId
from csworkbench.domain.words import CHANNELS
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import words_as_choices
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import ChoiceInput, DayInput, LineInput, TickInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

TOLD = "customer told"


class ToldForm(Form):
    """The form."""

    def __init__(self, workspace: Workspace, row: FeedbackRow, about: str = "", parent: QWidget | None = None) -> None:
        """Start with today, by e-mail, told by who sits here."""
        super().__init__(workspace, "Customer told", about, "Close the loop", parent)
        self._row = row
        fields = self.fields
        day = DayInput(workspace.theme, workspace.clock, "Told on")
        fields.add("told", "&Told on", day, wanted="Say on which day.")
        fields.add("channel", "&How", ChoiceInput("How", words_as_choices(CHANNELS)))
        fields.add("by", "&By whom", LineInput("By whom"), wanted="Say who told the customer.")
        self.nothing = TickInput("Nothing to tell", "&Nothing to tell")
        fields.add("nothing", "", self.nothing)
        fields.add("reason", "&Reason", LineInput("Reason", "They withdrew the request"), wanted="Say why not.")
        me = workspace.me
        start = {"told": workspace.clock.today(), "channel": "email", "by": me.name if me is not None else None}
        fields.set_values(start)
        self.nothing.toggled.connect(self._on_nothing_toggled)
        self._on_nothing_toggled(False)
        fields.widget("by" if me is None else "told").setFocus()

    def work(self) -> BookWork | None:
        """Close the loop."""
        values = self.fields.values()
        if values["nothing"]:
            return moved_feedback(self._row.id, TOLD, None, str(values["reason"]))
        on = values["told"]
        told = Told(on, str(values["channel"]), str(values["by"])) if isinstance(on, date) else None
        return moved_feedback(self._row.id, TOLD, told)

    def _on_nothing_toggled(self, is_nothing: bool) -> None:
        for key in ("told", "channel", "by"):
            self.fields.show_field(key, not is_nothing)
        self.fields.show_field("reason", is_nothing)
        if self.isVisible():
            self.fit()


def moved_feedback(feedback_id: FeedbackId, state: str, told: Told | None = None, reason: str = "") -> BookWork:
    """Give the work that moves an item to a state."""
    return partial(_move, feedback_id, state, told, reason)


def _move(
    feedback_id: FeedbackId, state: str, told: Told | None, reason: str, workbench: Workbench, _token: Token
) -> None:
    from csworkbench.services.feedback import move_feedback

    move_feedback(workbench, feedback_id, state, told, reason)

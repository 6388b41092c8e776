"""Log feedback: what the customer said, of which kind, with a score where the kind has one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.ids import AccountId
from csworkbench.domain.words import CHANNELS, FEEDBACK_KINDS, FEEDBACK_SEVERITIES
from csworkbench.infra.errors import InvalidInput
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import AccountForm, with_blank, words_as_choices
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, DayInput, LineInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

SCALES: dict[str, tuple[int, int]] = {"NPS": (0, 10), "CSAT": (1, 5), "CES": (1, 7)}
"""Lowest and highest score of each survey kind."""


class FeedbackForm(AccountForm):
    """The form; score and severity show only where the kind has them."""

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start with a complaint of today."""
        super().__init__(workspace, request, "Log feedback", "Log feedback", parent)
        fields = self.fields
        self.kind = ChoiceInput("Kind", [(kind, kind[:1].upper() + kind[1:]) for kind in FEEDBACK_KINDS])
        fields.add("kind", "&Kind", self.kind)
        fields.add("score", "&Score", LineInput("Score"), wanted="Say which score.")
        fields.add("words", "&What was said?", BoxInput("What was said?", "In the customer's own words."))
        severity = ChoiceInput("Severity", with_blank(words_as_choices(FEEDBACK_SEVERITIES)))
        fields.add("severity", "S&everity", severity)
        fields.add("contact_id", "W&ho", ChoiceInput("Who", [(None, "–")]))
        fields.add("channel", "&Channel", ChoiceInput("Channel", with_blank(words_as_choices(CHANNELS))))
        day = DayInput(workspace.theme, workspace.clock, "Day")
        fields.add("said_on", "&Day", day, wanted="Say on which day.")
        self.kind.set_value("complaint")
        fields.set_values({"said_on": workspace.clock.today(), "severity": "medium"})
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        self._on_kind_changed()
        self.ask_people()
        fields.widget("kind" if request.account_id else "account").setFocus()

    def people_known(self, people: Sequence[ContactRow]) -> None:
        """Offer the people to choose from."""
        widget = self.fields.widget("contact_id")
        if isinstance(widget, ChoiceInput):
            widget.set_choices(with_blank([(int(row.id), row.name) for row in people]))

    def work(self) -> BookWork | None:
        """Log it; a score outside its scale gets an error beside it."""
        values = self.fields.values()
        kind = str(values["kind"])
        try:
            values["score"] = read_score(kind, values["score"])
        except InvalidInput as error:
            self.fields.show_errors({"score": error.message})
            return None
        if kind in SCALES:
            values["severity"] = None
        elif not values["words"]:
            self.fields.show_errors({"words": "Write what was said."})
            return None
        return self.stored_for_account(partial(_log, values))

    def _on_kind_changed(self) -> None:
        kind = str(self.kind.value())
        self.fields.show_field("score", kind in SCALES)
        self.fields.show_field("severity", kind not in SCALES)
        line = self.fields.widget("score")
        if isinstance(line, LineInput) and kind in SCALES:
            low, high = SCALES[kind]
            line.setPlaceholderText(f"{low} to {high}")


def read_score(kind: str, text: object) -> int | None:
    """Give the score of a survey kind as a whole number, None for kinds without a score.

    Raises:
        InvalidInput: it is no whole number on the kind's scale.
    """
    if kind not in SCALES:
        return None
    low, high = SCALES[kind]
    try:
        score = int(str(text))
    except ValueError:
        score = low - 1
    if not low <= score <= high:
        raise InvalidInput(f"A score of {kind} is a whole number from {low} to {high}.", "score")
    return score


def _log(values: dict[str, Any], workbench: Workbench, account_id: AccountId) -> Any:
    from csworkbench.domain.feedback_items import FeedbackDraft
    from csworkbench.services.feedback import log_feedback

    values.pop("account")
    return log_feedback(workbench, FeedbackDraft(account_id=account_id, **values))

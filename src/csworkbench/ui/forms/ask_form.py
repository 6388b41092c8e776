"""Log an ask: that a person was asked for a survey, a reference or something else; it counts for the fatigue guard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.fatigue_rows import FatigueQuestion
from csworkbench.domain.ids import AccountId, ContactId
from csworkbench.domain.words import ASK_KINDS, CHANNELS
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import words_as_choices
from csworkbench.ui.forms.guarded_form import GuardedForm, guarded_values
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, DayInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

CHOOSE: tuple[object, str] = (None, "Choose…")


class AskForm(GuardedForm):
    """The form; `request.record_id` is the person it starts with."""

    day_field = "asked_on"
    act = "ask"

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start with a survey by e-mail, today."""
        super().__init__(workspace, request, "Log an ask", "Log ask", parent)
        fields = self.fields
        self.person = ChoiceInput("Who was asked?", [CHOOSE])
        fields.add("contact_id", "&Who", self.person, wanted="Choose who was asked.")
        fields.add("kind", "&For", ChoiceInput("What for", words_as_choices(ASK_KINDS)))
        fields.add("channel", "&Channel", ChoiceInput("Channel", words_as_choices(CHANNELS)))
        asked_on = DayInput(workspace.theme, workspace.clock, "Day")
        fields.add("asked_on", "&Day", asked_on, wanted="Say on which day.")
        fields.add("notes", "&Notes", BoxInput("Notes", lines=2))
        self.add_guard()
        fields.set_values({"asked_on": workspace.clock.today(), "channel": "email"})
        self.ask_people()
        fields.widget("contact_id" if request.account_id else "account").setFocus()

    def people_known(self, people: Sequence[ContactRow]) -> None:
        """Offer the people to choose from."""
        self.person.set_choices([CHOOSE, *((int(row.id), row.name) for row in people)])
        if self.request.record_id is not None and self.person.value() is None:
            self.person.set_value(self.request.record_id)
            self.fields.settle_field("contact_id")

    def question(self) -> FatigueQuestion | None:
        """Give what the guard is asked; None while nobody or no day is chosen."""
        fields, account = self.fields, self.account.value()
        person, on = fields.value("contact_id"), fields.value("asked_on")
        if not isinstance(person, int) or not isinstance(on, date) or not isinstance(account, int):
            return None
        kind, channel = str(fields.value("kind")), str(fields.value("channel"))
        return FatigueQuestion(AccountId(account), (ContactId(person),), on, self.act, channel, ask_kind=kind)

    def work(self) -> BookWork | None:
        """Log it."""
        return self.stored_for_account(partial(_log, self.fields.values()))


def _log(values: dict[str, Any], workbench: Workbench, account_id: AccountId) -> Any:
    from csworkbench.domain.fatigue_rows import AskDraft
    from csworkbench.services.fatigue import log_ask

    values = guarded_values(values)
    values.pop("account")
    return log_ask(workbench, AskDraft(account_id=account_id, **values))

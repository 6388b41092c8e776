"""Plan a check-in: when, how, and what about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.ids import AccountId
from csworkbench.domain.series import REPEATS
from csworkbench.domain.words import CHANNELS, TOUCH_KINDS
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import with_blank, words_as_choices
from csworkbench.ui.forms.guarded_form import GuardedForm, guarded_values
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, LineInput, PeopleInput
from csworkbench.ui.forms.moment_input import MomentInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


SHIFT = "modified following"
"""Where days of a series go that are no business days of both sides."""


class CheckInForm(GuardedForm):
    """The form."""

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start on the day that the account's cadence asks for, on a call; without an account in a week."""
        super().__init__(workspace, request, "Plan a check-in", "Plan check-in", parent)
        fields = self.fields
        self.day = MomentInput(workspace.theme, workspace.clock, "Due")
        self.day.time_said.connect(self._on_time_said)
        self.day.line.returnPressed.connect(self.save)
        fields.add("due_on", "&Due", self.day, wanted="Say on which day.")
        fields.add("due_time", "T&ime", LineInput("Time", "HH:MM, may stay blank"))
        fields.add("repeat", "&Repeat", ChoiceInput("Repeat", with_blank(words_as_choices(REPEATS), "Once")))
        fields.add("channel", "&Channel", ChoiceInput("Channel", words_as_choices(CHANNELS)))
        fields.add("kind", "&Kind", ChoiceInput("Kind", words_as_choices(TOUCH_KINDS)))
        fields.add("agenda", "A&genda", BoxInput("Agenda", "What shall it be about?", lines=3))
        fields.add("people", "With", PeopleInput("With"))
        self.add_guard()
        fields.show_field("people", False)
        fields.set_values({"due_on": workspace.clock.today() + timedelta(days=7)})
        self.ask_people()
        if request.account_id is not None:
            workspace.read(self, partial(_start, request.account_id), self._on_start_known)
        fields.widget("due_on" if request.account_id else "account").setFocus()
        self.day.line.selectAll()

    def people_known(self, people: Sequence[ContactRow]) -> None:
        """Offer the people to tick."""
        widget = self.fields.widget("people")
        if isinstance(widget, PeopleInput):
            widget.set_people([(int(row.id), row.name) for row in people])
            self.fields.show_field("people", bool(people))
            if self.isVisible():
                self.fit()

    def work(self) -> BookWork | None:
        """Plan it."""
        values = self.fields.values()
        values["due_time"] = self.day.said_time() or values["due_time"]
        return self.stored_for_account(partial(_plan, values))

    def _on_time_said(self, time: str) -> None:
        self.fields.put({"due_time": time})

    def _on_start_known(self, start: tuple[date, str]) -> None:
        if not self.is_dirty:
            due_on, agenda = start
            self.fields.set_values({"due_on": due_on, "agenda": agenda})
            self.day.line.selectAll()


def _start(account_id: AccountId, workbench: Workbench, _token: Token) -> tuple[date, str]:
    """Give the day and the agenda to start with."""
    from csworkbench.services.checkins import default_due_on
    from csworkbench.services.holding import suggest_agenda

    # Off week-ends at least: all holidays of both sides would take longer to load than a form may to open.
    day = BusinessDays().following(default_due_on(workbench, account_id))
    return day, suggest_agenda(workbench, account_id)


def _plan(values: dict[str, Any], workbench: Workbench, account_id: AccountId) -> Any:
    from csworkbench.domain.checkins import CheckInDraft
    from csworkbench.domain.series import SeriesDraft
    from csworkbench.services.checkins import schedule_check_in
    from csworkbench.services.series import schedule_series

    people = values.pop("people")
    repeat = values.pop("repeat")
    values.pop("account")
    values = guarded_values(values)
    if repeat is None:
        return schedule_check_in(workbench, CheckInDraft(account_id=account_id, contact_ids=people, **values))
    values.pop("override_reason")
    anchor_on = values.pop("due_on")
    draft = SeriesDraft(account_id, anchor_on, repeat, shift=SHIFT, contact_ids=people, **values)
    return schedule_series(workbench, draft)

"""Log a touch: what happened, when, how and with whom; perhaps it is the check-in that was planned."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from csworkbench.domain.action_lines import read_action_lines
from csworkbench.domain.checkins import CheckInRow, HoldDraft
from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.words import CHANNELS, DIRECTIONS, TOUCH_KINDS
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import words_as_choices
from csworkbench.ui.forms.fields import FieldList
from csworkbench.ui.forms.guarded_form import GuardedForm, guarded_values
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, DayInput, PeopleInput, TickInput
from csworkbench.ui.forms.pulse_form import PULSES
from csworkbench.ui.widgets.texts import is_day_first

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


COMPLETES = "This completes the planned check-in."
ACTIONS_HINT = "Send the plan @ fri (one per line; > before theirs)"


class TouchForm(GuardedForm):
    """The form; `request.record_id` is the check-in it completes."""

    day_field = "happened_on"
    act = "touch"

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start with today, a call, two-way."""
        is_held = request.record_id is not None
        title = "Hold a check-in" if is_held else "Log a touch"
        super().__init__(workspace, request, title, "Hold check-in" if is_held else "Log touch", parent)
        fields = self.fields
        add_touch_fields(fields, workspace)
        follow_up = DayInput(workspace.theme, workspace.clock, "Next check-in")
        fields.add("actions", "Action&s", BoxInput("Actions", ACTIONS_HINT, lines=2))
        fields.add("pulse", "P&ulse", ChoiceInput("Pulse", PULSES))
        fields.add("follow_up_on", "Ne&xt check-in", follow_up)
        self.add_guard()
        fields.show_field("people", False)
        self.fields.set_values({"happened_on": workspace.clock.today(), "is_two_way": True})
        self.ask_people()
        if request.record_id is not None:
            self.set_about(COMPLETES)
            find = partial(_check_in, CheckInId(request.record_id))
            workspace.read(self, find, self._on_check_in_found)
        self.fields.widget("notes" if request.account_id else "account").setFocus()

    def people_known(self, people: Sequence[ContactRow]) -> None:
        """Offer the people to tick."""
        widget = self.fields.widget("people")
        if isinstance(widget, PeopleInput):
            widget.set_people([(int(row.id), row.name) for row in people])
            self.fields.show_field("people", bool(people))
            if self.isVisible():
                self.fit()

    def work(self) -> BookWork | None:
        """Log it, completing the check-in if there is one."""
        values = self.fields.values()
        today = self.workspace.clock.today()
        try:
            lines = read_action_lines(values["actions"] or "", today, is_day_first=is_day_first(QLocale()))
        except ValueError as error:
            self.fields.show_errors({"actions": str(error)})
            return None
        return self.stored_for_account(partial(_log, values | {"actions": lines}, self.request.record_id))

    def _on_check_in_found(self, read: tuple[CheckInRow, str]) -> None:
        found, agenda = read
        if found.series_id is not None:
            self.set_about(f"{COMPLETES} Its series plans the next one.")
        if self.is_dirty:
            return
        people = [key for key, _ in found.people]
        notes = self.fields.widget("notes")
        if agenda and isinstance(notes, BoxInput):
            notes.setPlaceholderText(agenda)
        self.fields.set_values({"channel": found.channel, "kind": found.kind, "people": people})


def add_touch_fields(fields: FieldList, workspace: Workspace) -> None:
    """Add what is asked of every touch, logged now or set right later."""
    fields.add("notes", "&What happened?", BoxInput("What happened?", "A sentence or two is enough."))
    fields.add("happened_on", "&Day", DayInput(workspace.theme, workspace.clock, "Day"), wanted="Say on which day.")
    fields.add("channel", "&Channel", ChoiceInput("Channel", words_as_choices(CHANNELS)))
    fields.add("kind", "K&ind", ChoiceInput("Kind", words_as_choices(TOUCH_KINDS)))
    fields.add("direction", "Di&rection", ChoiceInput("Direction", words_as_choices(DIRECTIONS)))
    fields.add("is_two_way", "", TickInput("Two-way", "&Two-way: both sides spoke or wrote"))
    fields.add("people", "With", PeopleInput("With"))
    fields.add("outcome", "&Outcome", BoxInput("Outcome", "What was agreed?", lines=2))


def _check_in(check_in_id: CheckInId, workbench: Workbench, _token: Token) -> tuple[CheckInRow, str]:
    """Give the check-in and what it is about: its agenda, else what there is to speak of now."""
    from csworkbench.services.checkins import get_check_in
    from csworkbench.services.holding import suggest_agenda

    found = get_check_in(workbench, check_in_id)
    return found, found.agenda or suggest_agenda(workbench, found.account_id)


def _log(values: dict[str, Any], check_in_id: int | None, workbench: Workbench, account_id: AccountId) -> Any:
    from csworkbench.services.holding import hold_check_in

    people = values.pop("people")
    values.pop("account")
    next_on = values.pop("follow_up_on")
    completes = None if check_in_id is None else CheckInId(check_in_id)
    more = guarded_values(values)
    draft = HoldDraft(account_id=account_id, contact_ids=people, check_in_id=completes, next_on=next_on, **more)
    return hold_check_in(workbench, draft)

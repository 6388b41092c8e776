"""Plan a check-in or a series of them: when, how, with whom, and what about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.ids import AccountId
from csworkbench.domain.recurrence import RuleNotKept
from csworkbench.domain.touches import touch_text
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.business_reading import answer_business, settled_day
from csworkbench.ui.forms.check_in_edit_form import NO_NUMBER, add_meeting_fields, whole_minutes
from csworkbench.ui.forms.guarded_form import GuardedForm, guarded_values
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, LineInput, PeopleInput
from csworkbench.ui.forms.moment_input import MomentInput
from csworkbench.ui.forms.repeat_input import RepeatInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


SHIFTS: tuple[tuple[object, str], ...] = (
    ("modified following", "To the next business day within the month"),
    ("following", "To the next business day"),
    ("preceding", "To the business day before"),
    (None, "Leave them there"),
)
"""Where days of a series go that are no business days of both sides."""
COUNTED: tuple[tuple[object, str], ...] = (
    (False, "The schedule"),
    (True, "The day the last one was held"),
)
OF_SERIES = ("ends", "is_from_completion", "shift")
MEETING = ("channel", "kind", "due_time", "minutes", "time_zone")


class CheckInForm(GuardedForm):
    """The form."""

    def __init__(self, workspace: Workspace, request: FormRequest, parent: QWidget | None = None) -> None:
        """Start on the day that the account's cadence asks for, on a call; without an account in a week."""
        super().__init__(workspace, request, "Plan a check-in", "Plan check-in", parent)
        self.day = MomentInput(workspace.theme, workspace.clock, "Due")
        self.repeat = RepeatInput(workspace.theme, workspace.clock)
        self._add_fields()
        self.add_guard()
        fields = self.fields
        for key in ("people", *OF_SERIES):
            fields.show_field(key, False)
        due_on = request.day or workspace.clock.today() + timedelta(days=7)
        fields.set_values({"due_on": due_on, "due_time": request.time, "shift": SHIFTS[0][0]})
        self._connect()
        self.ask_people()
        if request.account_id is not None:
            self._ask_start(request.account_id)
        fields.widget("due_on" if request.account_id else "account").setFocus()
        self.day.line.selectAll()

    def people_known(self, people: Sequence[ContactRow]) -> None:
        """Offer the people to tick."""
        self._offer_people([(int(row.id), row.name) for row in people])

    def work(self) -> BookWork | None:
        """Plan it; what is wrong with the repeat or the minutes is said beside its field."""
        values = self.fields.values()
        values["due_time"] = self.day.said_time() or values["due_time"]
        values["minutes"] = whole_minutes(values["minutes"])
        if values["minutes"] == NO_NUMBER:
            self.fields.show_errors({"minutes": "Give whole minutes, as 30."})
            return None
        try:
            values["repeat"] = self.repeat.rule_text()
        except RuleNotKept as error:
            words = str(error)
            key = "ends" if "is no end" in words else "repeat"
            self.fields.show_errors({key: f"{words[:1].upper()}{words[1:]}."})
            return None
        if values["repeat"] is not None and "agenda" not in self.fields.changed():
            values["agenda"] = None  # what is to be spoken of today would be stale in the check-ins to come
        return self.stored_for_account(partial(_plan, values, self.day.business_words()))

    def _add_fields(self) -> None:
        fields = self.fields
        fields.add("due_on", "&Due", self.day, wanted="Say on which day.")
        fields.add("repeat", "&Repeat", self.repeat)
        fields.add("ends", "&Ends", LineInput("Ends", "never; or 10 times, or until 4 dec 2027"))
        fields.add("is_from_completion", "Count &from", ChoiceInput("Count from", COUNTED))
        fields.add("shift", "C&losed days", ChoiceInput("Closed days", SHIFTS))
        add_meeting_fields(fields)
        fields.add("agenda", "A&genda", BoxInput("Agenda", "What shall it be about?", lines=3))
        fields.add("people", "With", PeopleInput("With"))

    def _connect(self) -> None:
        self.day.time_said.connect(self._on_time_said)
        self.day.line.returnPressed.connect(self.save)
        self.day.line.textChanged.connect(self._on_day_changed)
        self.repeat.repeats_changed.connect(self._on_repeats_changed)
        ends = self.fields.widget("ends")
        if isinstance(ends, QLineEdit):
            ends.textChanged.connect(self.repeat.set_end)
        answer_business(self.workspace, self.day, self._known_account)
        self.account.picked.connect(self._on_account_chosen)

    def _known_account(self) -> AccountId | None:
        value = self.account.value()
        return AccountId(value) if isinstance(value, int) else None

    def _on_time_said(self, time: str) -> None:
        self.fields.put({"due_time": time})

    def _on_day_changed(self, _text: str) -> None:
        self.repeat.set_anchor(self.day.day())

    def _on_repeats_changed(self, repeats: bool) -> None:
        for key in OF_SERIES:
            self.fields.show_field(key, repeats)
        if self.isVisible():
            self.fit()

    def _on_account_chosen(self, account_id: AccountId | None) -> None:
        if account_id is not None:
            self._ask_start(account_id)

    def _ask_start(self, account_id: AccountId) -> None:
        self.workspace.read(self, partial(_start, account_id), self._on_start_known, latest="start")

    def _on_start_known(self, start: dict[str, Any]) -> None:
        """Show what is known, where nothing was typed yet."""
        self.set_about(start.pop("about"))
        typed = [*self.fields.changed(), *(["due_on"] if self.request.day else [])]
        is_day_whole = self.day.line.selectedText() == self.day.line.text()
        for key, value in start.items():
            if key not in typed:
                self.fields.put({key: value})
                self.fields.settle_field(key)
        if is_day_whole:
            self.day.line.selectAll()
        self.ask_guard()

    def _offer_people(self, people: Sequence[tuple[int, str]]) -> None:
        widget = self.fields.widget("people")
        if not isinstance(widget, PeopleInput):
            return
        was_typed = "people" in self.fields.changed()
        widget.set_people(people)
        if not was_typed:
            self.fields.settle_field("people")
        self.fields.show_field("people", bool(people))
        if self.isVisible():
            self.fit()
        self.ask_guard()


def _start(account_id: AccountId, workbench: Workbench, _token: Token) -> dict[str, Any]:
    """Give the day, the agenda, the people and their channel to start with, and what was spoken of last."""
    from csworkbench.services.checkins import default_due_on
    from csworkbench.services.contacts import list_contacts
    from csworkbench.services.holding import suggest_agenda, suggest_people
    from csworkbench.services.touches import list_touches

    # Off week-ends at least: all holidays of both sides would take longer to load than a form may to open.
    day = BusinessDays().following(default_due_on(workbench, account_id))
    people = tuple(int(one) for one in suggest_people(workbench, account_id))
    last = next(iter(list_touches(workbench, account_id, 1)), None)
    about = "" if last is None else touch_text(last, workbench.clock.today())
    wishes = [one.preferred_channel for one in list_contacts(workbench, account_id) if int(one.id) in people]
    channel = next((wish for wish in wishes if wish), "call")
    agenda = suggest_agenda(workbench, account_id)
    return {"due_on": day, "agenda": agenda, "people": people, "channel": channel, "about": about}


def _plan(values: dict[str, Any], business_words: str | None, workbench: Workbench, account_id: AccountId) -> Any:
    from csworkbench.domain.checkins import CheckInDraft
    from csworkbench.domain.series import SeriesDraft
    from csworkbench.services.checkins import schedule_check_in
    from csworkbench.services.series.changes import schedule_series

    values = guarded_values(values)
    day: date = settled_day(workbench, account_id, values["due_on"], business_words)
    meeting = {key: values[key] for key in (*MEETING, "agenda", "override_reason")}
    if values["repeat"] is None:
        return schedule_check_in(workbench, CheckInDraft(account_id, day, contact_ids=values["people"], **meeting))
    draft = SeriesDraft(
        account_id, day, values["repeat"], values["is_from_completion"], values["shift"],
        contact_ids=values["people"], **meeting,
    )  # fmt: skip
    return schedule_series(workbench, draft)

"""Edit a planned check-in: how, what about, how long, at what time and with whom; of a series also which ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.checkins import CheckInRow
from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.words import CHANNELS, TOUCH_KINDS
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import words_as_choices
from csworkbench.ui.forms.check_in_base import OneCheckInForm
from csworkbench.ui.forms.fields import FieldList
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, LineInput, PeopleInput
from csworkbench.ui.widgets.texts import full_day

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


class CheckInEditForm(OneCheckInForm):
    """The form; only what was changed is stored, so that members of a series keep what differs between them."""

    def __init__(self, workspace: Workspace, row: CheckInRow, about: str = "", parent: QWidget | None = None) -> None:
        """Start with what the check-in says."""
        title = f"Edit the check-in of {full_day(row.due_on)}"
        super().__init__(workspace, title, about, "Save", CheckInId(row.id), parent)
        self._row = row
        fields = self.fields
        add_meeting_fields(fields)
        fields.add("agenda", "A&genda", BoxInput("Agenda", "What shall it be about?", lines=4))
        fields.add("contact_ids", "With", PeopleInput("With"))
        self.add_scope()
        self.add_reason()
        self._offer_people(())
        start = {key: getattr(row, key) for key in ("channel", "kind", "agenda", "minutes", "due_time", "time_zone")}
        fields.set_values(start | {"contact_ids": tuple(key for key, _ in row.people)})
        self.read_check_in()
        workspace.read(self, partial(_people, row.account_id), self._offer_people)
        fields.widget("agenda").setFocus()

    def work(self) -> BookWork | None:
        """Store what was changed; nothing changed is said beside the first field."""
        values = {key: value for key, value in self.fields.changed().items() if key in EDITED}
        if not values:
            self.show_problem("Nothing was changed.")
            return None
        if "minutes" in values:
            values["minutes"] = whole_minutes(values["minutes"])
            if values["minutes"] == NO_NUMBER:
                self.fields.show_errors({"minutes": "Give whole minutes, as 30."})
                return None
        why = self.fields.value("override_reason") or ""
        return partial(_edit, self._row.id, values, self.scope, why)

    def _offer_people(self, people: Sequence[ContactRow]) -> None:
        """Offer who is planned, even when gone since, and then the others of the account."""
        planned = dict(self._row.people)
        others = [(int(one.id), one.name) for one in people if one.left_on is None and int(one.id) not in planned]
        widget = self.fields.widget("contact_ids")
        if isinstance(widget, PeopleInput):
            widget.set_people([*planned.items(), *others])
        self.fields.show_field("contact_ids", bool(planned or others))
        if self.isVisible():
            self.fit()


EDITED = ("channel", "kind", "agenda", "minutes", "due_time", "time_zone", "contact_ids")
NO_NUMBER = -1


def add_meeting_fields(fields: FieldList) -> None:
    """Add how, how long and at what time a check-in is to be."""
    fields.add("channel", "&Channel", ChoiceInput("Channel", words_as_choices(CHANNELS)))
    fields.add("kind", "&Kind", ChoiceInput("Kind", words_as_choices(TOUCH_KINDS)))
    fields.add("due_time", "T&ime", LineInput("Time", "HH:MM, may stay blank"))
    fields.add("minutes", "Mi&nutes", LineInput("Minutes", "30"))
    fields.add("time_zone", "Time &zone", LineInput("Time zone", "Europe/Oslo; blank is this machine's"))


def whole_minutes(text: object) -> int | None:
    """Give the minutes that a field says, None for blank, `NO_NUMBER` for what is no whole number."""
    if text is None or isinstance(text, int):
        return text
    words = str(text)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 5 else NO_NUMBER


def _people(account_id: AccountId, workbench: Workbench, _token: Token) -> Sequence[ContactRow]:
    from csworkbench.services.contacts import list_contacts

    return list_contacts(workbench, account_id)


def _edit(
    check_in_id: CheckInId, values: dict[str, Any], scope: str, reason: str, workbench: Workbench, _token: Token
) -> None:
    from csworkbench.services.series.changes import edit_check_in

    edit_check_in(workbench, check_in_id, values, scope, override_reason=reason)

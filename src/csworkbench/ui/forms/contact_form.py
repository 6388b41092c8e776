"""Add or edit a contact."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QWidget

from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.fatigue_rows import PersonVerdict
from csworkbench.domain.ids import AccountId, ContactId
from csworkbench.domain.words import CHANNELS, ROLES
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import with_blank, words_as_choices
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import ChoiceInput, LineInput, PeopleInput, TickInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


class RolesInput(PeopleInput):
    """Any of the roles, one tick box each; its value is words."""

    def __init__(self) -> None:
        """Start without a tick."""
        super().__init__("Roles")
        self.set_people([(place, role.capitalize()) for place, role in enumerate(ROLES)])

    def value(self) -> Any:
        """Give the roles that are ticked."""
        return tuple(ROLES[place] for place in super().value())

    def set_value(self, value: Any) -> None:
        """Tick these roles."""
        super().set_value({ROLES.index(role) for role in value if role in ROLES})

    def boxes(self) -> list[QCheckBox]:
        """Give the tick boxes in the order of the roles."""
        return list(self._boxes.values())


class ContactForm(Form):
    """The form; with a `contact` it edits, else it adds."""

    def __init__(
        self,
        workspace: Workspace,
        account_id: AccountId,
        contact: ContactRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Start with what is known of the contact."""
        title = "Add a contact" if contact is None else "Edit a contact"
        super().__init__(workspace, title, save="Add contact" if contact is None else "Save", parent=parent)
        self._account_id = account_id
        self._contact = contact
        fields = self.fields
        fields.add("name", "&Name", LineInput("Name"), wanted="A contact needs a name.")
        fields.add("title", "&Title", LineInput("Title", "Head of Operations"))
        fields.add("roles", "Roles", RolesInput())
        fields.add("email", "&Email", LineInput("Email"))
        fields.add("phone", "&Phone", LineInput("Phone"))
        preferred = ChoiceInput("Preferred channel", with_blank(words_as_choices(CHANNELS)))
        fields.add("preferred_channel", "P&refers", preferred)
        fields.add(
            "good_hours", "&Good hours", LineInput("Good hours", "mornings, Mon-Thu 09:00-12:00, not on Fridays")
        )
        fields.add("time_zone", "Time &zone", LineInput("Time zone", "Europe/Oslo; blank is the account's"))
        fields.add("language", "&Language", LineInput("Language", "en"))
        fields.add("do_not_contact", "", TickInput("Do not contact", "&Do not contact"))
        if contact is not None:
            fields.set_values({key: getattr(contact, key) for key in fields.values()})
            workspace.read(self, partial(_budget, account_id, contact.id), self._on_budget)
        fields.settle()
        fields.widget("name").setFocus()

    def _on_budget(self, found: list[PersonVerdict]) -> None:
        for one in found:
            self.set_about(one.text if one.concerns else "Free for a touch today.")

    def work(self) -> BookWork | None:
        """Add it, or store what was changed of it."""
        account_id, contact = self._account_id, self._contact
        values = self.fields.values() if contact is None else self.fields.changed()

        def store(workbench: Workbench, _token: Token) -> Any:
            from csworkbench.domain.contacts import ContactDraft
            from csworkbench.services.contacts import add_contact, edit_contact

            if contact is None:
                return add_contact(workbench, ContactDraft(account_id=account_id, **values))
            return edit_contact(workbench, contact.id, **values)

        return store


def _budget(account_id: AccountId, contact_id: ContactId, workbench: Workbench, _token: Token) -> list[PersonVerdict]:
    from csworkbench.services.fatigue import budgets

    return budgets(workbench, account_id, (contact_id,))

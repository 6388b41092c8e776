"""Edit an owner: name, hours, the country of their holidays and the languages they speak."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.owners import EDITED, OwnerDetails
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.form import Form, stored
from csworkbench.ui.forms.inputs import LineInput


class OwnerForm(Form):
    """The form of one owner."""

    def __init__(self, workspace: Workspace, owner: OwnerDetails, parent: QWidget | None = None) -> None:
        """Start with what is known."""
        super().__init__(workspace, f"Owner: {owner.name}", save="Save", parent=parent)
        self._owner = owner
        fields = self.fields
        fields.add("name", "&Name", LineInput("Name"), wanted="An owner needs a name.")
        fields.add("email", "&E-mail", LineInput("E-mail"))
        fields.add(
            "hours_per_week", "&Hours a week", LineInput("Hours a week", "40; the calendar's load is held to it")
        )
        fields.add("country", "&Country", LineInput("Country", "NO or Norway; its holidays are no business days"))
        hint = "en, de; the guard tells of people who speak none of them"
        fields.add("languages", "&Languages", LineInput("Languages", hint))
        fields.set_values({key: getattr(owner, key) for key in EDITED})
        fields.widget("languages").setFocus()

    def work(self) -> BookWork | None:
        """Give what would store it; it is stored by the process beside."""
        values = self.values()
        if values is None:
            return None
        from csworkbench.services.owners import edit_owner

        return stored(edit_owner, self._owner.id, **values)

    def values(self) -> dict[str, Any] | None:
        """Give what was changed; None while the hours can't be read, which is told beside them."""
        values = self.fields.changed()
        if "hours_per_week" not in values:
            return values
        text = values["hours_per_week"]
        is_number = text is None or (text.isascii() and text.isdigit() and len(text) < 5)
        if not is_number:
            self.fields.show_errors({"hours_per_week": "Give whole hours, as 40."})
            return None
        return values | {"hours_per_week": None if text is None else int(text)}

    def store(self, _work: BookWork) -> None:
        """Store it in the child process: the ready-made rows of all accounts are made anew."""
        from csworkbench.services.owners_beside import edit_owner_for_book

        values = self.values()
        if self.workspace.is_refused() or values is None:
            self._set_saving(False)
            return
        args = (self.workspace.path, self.workspace.clock, self._owner.id, values)
        self.workspace.change_in_child(
            self, edit_owner_for_book, args, self._on_stored, on_failure=self._on_failed, name=self.windowTitle()
        )

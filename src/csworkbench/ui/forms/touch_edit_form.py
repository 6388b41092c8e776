"""Set a touch right that was logged before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.touches import TouchRow
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import PeopleInput
from csworkbench.ui.forms.touch_form import add_touch_fields

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


class TouchEditForm(Form):
    """The form."""

    def __init__(
        self,
        workspace: Workspace,
        touch: TouchRow,
        people: Sequence[ContactRow],
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Start with what the touch says; who took part is offered even when gone since."""
        super().__init__(workspace, "Edit a touch", about, "Save", parent)
        self._touch = touch
        fields = self.fields
        add_touch_fields(fields, workspace)
        took_part = dict(touch.people)
        others = [(int(row.id), row.name) for row in people if row.left_on is None and int(row.id) not in took_part]
        offered = [*took_part.items(), *others]
        with_input = fields.widget("people")
        if isinstance(with_input, PeopleInput):
            with_input.set_people(offered)
        fields.show_field("people", bool(offered))
        values = {key: getattr(touch, key) for key in fields.values() if key != "people"}
        fields.set_values(values | {"people": tuple(took_part)})
        fields.widget("notes").setFocus()

    def work(self) -> BookWork | None:
        """Store it."""
        return partial(_edit, self._touch, self.fields.values())


def _edit(touch: TouchRow, values: dict[str, Any], workbench: Workbench, _token: Token) -> None:
    from csworkbench.domain.touches import TouchDraft
    from csworkbench.services.touches import edit_touch

    people = values.pop("people")
    edit_touch(workbench, touch.id, TouchDraft(account_id=touch.account_id, contact_ids=people, **values))

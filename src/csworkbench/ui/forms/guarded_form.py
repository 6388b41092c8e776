"""Forms that ask the fatigue guard while they are filled: what speaks against it, and a field for the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QWidget

from csworkbench.domain.fatigue_rows import FatigueQuestion, PersonVerdict
from csworkbench.domain.ids import AccountId, CheckInId, ContactId
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.forms.account_form_base import AccountForm
from csworkbench.ui.forms.inputs import DayInput, LineInput, PeopleInput
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import TextLabel

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench

ASK_AFTER = 150
"""Milliseconds without another key before the guard is asked."""
WATCHED = ("channel", "direction", "due_time", "contact_id", "kind")


class GuardNote(TextLabel):
    """What the guard says; a field without a value of its own."""

    def __init__(self, theme: Theme) -> None:
        """Start empty."""
        super().__init__(theme, tone="watch")
        self.setWordWrap(True)
        self.setAccessibleName("Fatigue guard")

    def value(self) -> None:
        """Give nothing: it is only read."""

    def set_value(self, value: Any) -> None:
        """Show what is said."""
        self.setText(value or "")


class GuardedForm(AccountForm):
    """A form about an account's people; `day_field` holds the day, `act` is what is planned or logged."""

    day_field = "due_on"
    act = "check-in"

    def __init__(
        self, workspace: Workspace, request: FormRequest, title: str, save: str, parent: QWidget | None = None
    ) -> None:
        """Start without a question."""
        super().__init__(workspace, request, title, save, parent)
        self._ask_soon = QTimer(self)
        self._ask_soon.setSingleShot(True)
        self._ask_soon.setInterval(ASK_AFTER)
        self._ask_soon.timeout.connect(self.ask_guard)

    def add_guard(self) -> None:
        """Add the guard's fields, hidden while nothing speaks against it; call it when the others are there."""
        fields = self.fields
        fields.add("guard", "Too much?", GuardNote(self.workspace.theme))
        reason = LineInput("Why all the same?", "They asked for it")
        fields.add("override_reason", "Wh&y all the same?", reason, wanted="Say why it is done all the same.")
        self._show_guard("")
        for key in WATCHED:
            widget = fields.widget(key) if fields.has_field(key) else None
            if isinstance(widget, QComboBox):
                widget.currentIndexChanged.connect(self._on_something_changed)
            elif isinstance(widget, LineInput):
                widget.textEdited.connect(self._on_something_changed)
        people = fields.widget("people") if fields.has_field("people") else None
        day = fields.widget(self.day_field)
        if isinstance(people, PeopleInput):
            people.changed.connect(self._on_something_changed)
        if isinstance(day, DayInput):
            day.line.textChanged.connect(self._on_something_changed)

    def ask_guard(self) -> None:
        """Ask the guard about what stands in the fields."""
        question = self.question()
        if question is None or not self.workspace.is_ready:
            self._show_guard("")
            return
        self.workspace.read(self, partial(_ask, question), self._on_said, latest="guard")

    def save(self) -> None:
        """Store it; what the guard said of values that were changed since is no reason to wait: it is asked again."""
        if self._ask_soon.isActive():
            self._ask_soon.stop()
            self._show_guard("")
        super().save()

    def question(self) -> FatigueQuestion | None:
        """Give what the guard is asked; None while there is nobody or no day to ask about."""
        fields, account = self.fields, self.account.value()
        people, on = fields.value("people"), fields.value(self.day_field)
        if not people or not isinstance(on, date) or not isinstance(account, int):
            return None
        time = fields.value("due_time") if fields.has_field("due_time") else None
        is_ours = not fields.has_field("direction") or fields.value("direction") == "outbound"
        key = self.request.record_id
        return FatigueQuestion(
            AccountId(account),
            tuple(ContactId(one) for one in people),
            on,
            self.act,
            str(fields.value("channel")),
            time if isinstance(time, str) and _is_time(time) else None,
            is_ours=is_ours,
            check_in_id=None if key is None else CheckInId(key),
        )

    def _on_something_changed(self, *_values: object) -> None:
        self._ask_soon.start()

    def _on_said(self, found: Sequence[PersonVerdict]) -> None:
        self._show_guard("\n".join(one.text for one in found))

    def _show_guard(self, text: str) -> None:
        note = self.fields.widget("guard")
        if isinstance(note, GuardNote):
            note.set_value(text)
        for key in ("guard", "override_reason"):
            self.fields.show_field(key, bool(text))
        if self.isVisible():
            self.fit()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, InvalidInput) and error.field == "override_reason":
            self._show_guard(error.message)
        super()._on_failed(error)


def guarded_values(values: dict[str, Any]) -> dict[str, Any]:
    """Give the values of a guarded form for its draft: the guard is asked again when it is stored."""
    values.pop("guard")
    return values | {"override_reason": values["override_reason"] or ""}


def _is_time(text: str) -> bool:
    hour, colon, minute = text.partition(":")
    is_number = text.isascii() and hour.isdigit() and minute.isdigit()
    return bool(colon) and is_number and len(text) == 5 and int(hour) < 24 and int(minute) < 60


def _ask(question: FatigueQuestion, workbench: Workbench, _token: Token) -> list[PersonVerdict]:
    from csworkbench.services.fatigue import ask_guard

    return ask_guard(workbench, question)

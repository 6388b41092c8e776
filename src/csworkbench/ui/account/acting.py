"""What one can do on the account page: each act is one named change, told back when it is stored."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csworkbench.domain.accounts import AccountRow
from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.engagement import CadencePreview
from csworkbench.domain.ids import AccountId, PulseId
from csworkbench.ui.account import account_changes as changes
from csworkbench.ui.account.autosave import Failed, Key, Stored
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.cadence_form import DetailsCadenceForm, read_details_preview
from csworkbench.ui.forms.contact_form import ContactForm


class AccountActs(QObject):
    """Acts on the account whose key is `account_id`; without one they do nothing.

    Signals:
        touch_logged, pulse_given, details_stored: it is stored.
        review_started: the key of the new review.
        touch_failed: why, in words.
        details_failed: the error.
        failed: something could not be stored; what is shown may be wrong now.
    """

    touch_logged = Signal()
    touch_failed = Signal(str)
    pulse_given = Signal()
    review_started = Signal(int)
    details_stored = Signal()
    details_failed = Signal(object)
    failed = Signal()

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        """Act through `workspace` for a page."""
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self.account_id: AccountId | None = None

    def complete_action(self, action_id: int) -> None:
        """Complete an action."""
        self._change(changes.done_action(action_id))

    def delete_ask(self, ask_id: int) -> None:
        """Delete an ask; the message has Undo."""
        self._change(changes.deleted_ask(ask_id))

    def mark_left(self, contact: ContactRow) -> None:
        """Mark a contact as gone since today."""
        self._change(changes.left(contact))

    def move_review(self, review_id: int, state: str) -> None:
        """Move a review to another state; it is held today."""
        held_on = self._workspace.clock.today() if state == "held" else None
        self._change(changes.review_state(review_id, state, held_on))

    def log_touch(self, notes: str, channel: str, is_two_way: bool) -> None:
        """Log a touch of today."""
        if self.account_id is None:
            return
        work = changes.touch(self.account_id, self._workspace.clock.today(), notes, channel, is_two_way)
        self._workspace.change(self, work, self._on_touch_logged, on_failure=self._on_touch_failed)

    def give_pulse(self, value: int, reasons: str) -> None:
        """Give a pulse."""
        if self.account_id is not None:
            work = changes.pulse(self.account_id, value, reasons)
            self._workspace.change(self, work, self._on_pulse_given, on_failure=self._on_failed)

    def end_override(self) -> None:
        """End what overrides the account's health."""
        if self.account_id is not None:
            self._change(changes.ended_override(self.account_id))

    def edit_pulse(self, pulse_id: int, value: int, reasons: str) -> None:
        """Set a pulse right."""
        self._change(changes.edited_pulse(PulseId(pulse_id), value, reasons))

    def delete_pulse(self, pulse_id: int) -> None:
        """Delete a pulse."""
        self._change(changes.deleted_pulse(PulseId(pulse_id)))

    def start_review(self, template: str) -> None:
        """Start a review from a template."""
        if self.account_id is not None:
            work = changes.started_review(self.account_id, template)
            self._workspace.change(self, work, self._on_review_started, on_failure=self._on_failed)

    def save_details(self, changed: dict[str, Any]) -> None:
        """Store changed fields of the account; what another cadence would do is said and asked about first."""
        if self.account_id is not None:
            work = read_details_preview(self.account_id, changed)
            self._workspace.read(self, work, partial(self._on_previewed, changed), latest="details")

    def open_contact(self, contact: ContactRow | None = None) -> None:
        """Open the form for a contact, a new one without `contact`."""
        if self.account_id is not None:
            ContactForm(self._workspace, self.account_id, contact, self._page.window()).open()

    def store_section(self, key: Key, body: str, on_stored: Stored, on_failed: Failed) -> None:
        """Store the text of a section without a toast: it is stored at every pause of typing."""

        def stored(_value: object) -> None:
            on_stored()

        work = changes.section(*key, body)
        self._workspace.change(self, work, stored, on_failure=on_failed, name="Save review", is_quiet=True)

    def _change(self, work: BookWork) -> None:
        self._workspace.change(self, work, on_failure=self._on_failed)

    def _on_previewed(self, changed: dict[str, Any], found: tuple[AccountRow, CadencePreview | None]) -> None:
        account, preview = found
        if preview is None:
            work = changes.details(account.id, changed)
            self._workspace.change(self, work, self._on_details_stored, on_failure=self.details_failed.emit)
            return
        form = DetailsCadenceForm(self._workspace, account, changed, preview, self._page.window())
        form.saved.connect(self._on_details_stored)
        form.open()

    def _on_touch_logged(self, _touch_id: object) -> None:
        self.touch_logged.emit()

    def _on_touch_failed(self, error: BaseException) -> None:
        self.touch_failed.emit(str(error))

    def _on_pulse_given(self, _value: object) -> None:
        self.pulse_given.emit()

    def _on_review_started(self, review_id: int) -> None:
        self.review_started.emit(int(review_id))

    def _on_details_stored(self, _value: object) -> None:
        self.details_stored.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._workspace.operations.failed.emit(error)
        self.failed.emit()

"""What the account page stores, as work for the writer lane; the services are loaded when first needed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from csworkbench.domain.contacts import ContactRow
from csworkbench.domain.ids import AccountId, ActionId, PulseId, ReviewId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


def touch(account_id: AccountId, happened_on: date, notes: str, channel: str, is_two_way: bool) -> BookWork:
    """Log a touch."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.domain.touches import TouchDraft
        from csworkbench.services.touches import log_touch

        draft = TouchDraft(
            account_id=account_id, happened_on=happened_on, channel=channel, notes=notes, is_two_way=is_two_way
        )
        return log_touch(workbench, draft)

    return work


def done_action(action_id: int) -> BookWork:
    """Complete an action."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.actions import complete_action

        return complete_action(workbench, ActionId(action_id))

    return work


def ended_override(account_id: AccountId) -> BookWork:
    """End what overrides the account's health."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.health import end_override

        return end_override(workbench, account_id)

    return work


def edited_pulse(pulse_id: PulseId, value: int, reasons: str) -> BookWork:
    """Set a pulse right."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.health import edit_pulse

        return edit_pulse(workbench, pulse_id, value, reasons)

    return work


def deleted_pulse(pulse_id: PulseId) -> BookWork:
    """Delete a pulse."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.health import delete_pulse

        return delete_pulse(workbench, pulse_id)

    return work


def pulse(account_id: AccountId, value: int, reasons: str) -> BookWork:
    """Give a pulse."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.health import give_pulse

        return give_pulse(workbench, account_id, value, reasons)

    return work


def deleted_ask(ask_id: int) -> BookWork:
    """Delete an ask."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.fatigue import delete_ask

        return delete_ask(workbench, ask_id)

    return work


def left(contact: ContactRow) -> BookWork:
    """Mark a contact as gone since today."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.contacts import mark_left

        return mark_left(workbench, contact.id, workbench.clock.today())

    return work


def details(account_id: AccountId, changed: dict[str, Any]) -> BookWork:
    """Store changed fields of an account."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.accounts import edit_account

        return edit_account(workbench, account_id, **changed)

    return work


def started_review(account_id: AccountId, template: str) -> BookWork:
    """Start a review from a template."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.reviews import start_review

        return start_review(workbench, account_id, template)

    return work


def section(review_id: int, key: str, body: str) -> BookWork:
    """Store the text of a section."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.reviews import save_section

        return save_section(workbench, ReviewId(review_id), key, body)

    return work


def review_state(review_id: int, state: str, held_on: date | None) -> BookWork:
    """Move a review to another state."""

    def work(workbench: Workbench, _token: Token) -> Any:
        from csworkbench.services.reviews import set_review_state

        return set_review_state(workbench, ReviewId(review_id), state, held_on)

    return work

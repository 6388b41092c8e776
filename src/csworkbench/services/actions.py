"""Actions: promise something, keep it, take it up again or drop it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from csworkbench.domain.actions import ActionDraft, ActionRow
from csworkbench.domain.ids import AccountId, ActionId
from csworkbench.domain.words import ACTION_SIDES
from csworkbench.infra.clock import utc_text
from csworkbench.services.checks import check_day, check_word, needed_text
from csworkbench.storage import actions, records
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

MOST_LISTED = 500


def add_action(wb: Workbench, draft: ActionDraft) -> ActionId:
    """Store a promise; give its key.

    Raises:
        InvalidInput: the title is blank, or a word, a day, the owner or the person can't be stored as given.
        NotFound: there is no such account.
    """
    check_word(draft.side, ACTION_SIDES, "side")
    if draft.due_on is not None:
        check_day(draft.due_on, "due_on")
    draft = replace(draft, title=needed_text(draft.title, "Say what is promised.", "title"))
    with wb.read() as connection:
        name = name_of(connection, draft.account_id)
    with wb.change(f"Add an action for {name}") as change:
        people = () if draft.contact_id is None else (draft.contact_id,)
        records.check_people(change.connection, draft.account_id, people)
        records.check_owner(change.connection, draft.owner_id)
        return actions.add(change.connection, draft, utc_text(wb.clock.now()))


def complete_action(wb: Workbench, action_id: ActionId) -> None:
    """Mark an action as done today; NotFound when there is none."""
    _set_state(wb, action_id, "done", wb.clock.today())


def reopen_action(wb: Workbench, action_id: ActionId) -> None:
    """Take an action up again that was done or dropped; NotFound when there is none."""
    _set_state(wb, action_id, "open", None)


def drop_action(wb: Workbench, action_id: ActionId) -> None:
    """Give an action up; it stays in the book. NotFound when there is none."""
    _set_state(wb, action_id, "dropped", None)


def move_action(wb: Workbench, action_id: ActionId, due_on: date | None) -> None:
    """Set the day an action is due, None for no day; NotFound when there is none."""
    if due_on is not None:
        check_day(due_on, "due_on")
    with wb.read() as connection:
        row = actions.get(connection, action_id)
    if row.due_on != due_on:
        with wb.change(f'Move action "{row.title}"') as change:
            actions.put(change.connection, action_id, {"due_on": due_on})


def get_action(wb: Workbench, action_id: ActionId) -> ActionRow:
    """Give one action; NotFound when there is none."""
    with wb.read() as connection:
        return actions.get(connection, action_id)


def list_actions(wb: Workbench, account_id: AccountId) -> list[ActionRow]:
    """Give the actions of an account: open ones first by due day, then those that are over, newest first."""
    with wb.read() as connection:
        return actions.list_of(connection, account_id, MOST_LISTED)


_VERBS = {"done": "Complete", "open": "Reopen", "dropped": "Drop"}


def _set_state(wb: Workbench, action_id: ActionId, state: str, done_on: date | None) -> None:
    with wb.read() as connection:
        row = actions.get(connection, action_id)
    if row.state != state:
        with wb.change(f'{_VERBS[state]} action "{row.title}"') as change:
            actions.put(change.connection, action_id, {"state": state, "done_on": done_on})

"""Holding a check-in: the agenda it starts with, and one form's worth of what came of it stored as one change."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.agendas import agenda_text
from csworkbench.domain.checkins import ActionLine, HoldDraft
from csworkbench.domain.ids import AccountId, ContactId, TouchId
from csworkbench.domain.touches import TouchDraft
from csworkbench.domain.words import ACTION_SIDES
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.checks import check_day, check_whole, check_word, kept_text, needed_text
from csworkbench.services.touches import checked, write_touch
from csworkbench.storage import actions, checkins, contacts, feedback, goals
from csworkbench.storage.health import pulses
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

_MOST_READ = 50
MOST_ACTIONS = 20


def suggest_agenda(wb: Workbench, account_id: AccountId) -> str:
    """Give the lines an agenda starts with: open promises, last feedback, goals; empty when there are none."""
    with wb.read() as connection:
        return _agenda(connection, account_id, wb)


def suggest_people(wb: Workbench, account_id: AccountId) -> tuple[ContactId, ...]:
    """Give who a check-in starts with: those of the last one who may still be contacted, else the champion.

    Nobody where neither is known.
    """
    with wb.read() as connection:
        may_come = {
            int(one.id): one
            for one in contacts.list_contacts(connection, account_id)
            if one.left_on is None and not one.do_not_contact
        }
        for row in checkins.list_of(connection, account_id, _MOST_READ):
            found = tuple(ContactId(key) for key, _ in row.people if key in may_come)
            if found and row.state != "cancelled":
                return found
    champions = [one.id for one in may_come.values() if "champion" in one.roles]
    return tuple(champions[:1])


def hold_check_in(wb: Workbench, draft: HoldDraft) -> TouchId:
    """Log what came of a call: touch, pulse, actions and the next check-in, as one change; give the touch's key.

    A check-in of a series plans its next one by itself; `next_on` plans one more.

    Raises:
        InvalidInput: the check-in is over or of another account, or a value can't be stored as given.
        NotFound: there is no such account or check-in.
    """
    touch = checked(_touch(draft), wb.clock)
    lines = [_checked_line(line) for line in draft.actions]
    if len(lines) > MOST_ACTIONS:
        raise InvalidInput(f"At most {MOST_ACTIONS} actions can be agreed at once.", field="actions")
    if draft.pulse is not None:
        check_whole(draft.pulse, 1, 5, "A pulse is a number from 1 to 5.", "pulse")
    why = kept_text(draft.pulse_reasons, "pulse_reasons") or ""
    with wb.read() as connection:
        name = name_of(connection, draft.account_id)
    words = "Log a touch with" if draft.check_in_id is None else "Hold check-in with"
    now = utc_text(wb.clock.now())
    with wb.change(f"{words} {name}") as change:
        key = write_touch(change.connection, touch, wb.clock)
        if draft.pulse is not None:
            today = wb.clock.today().isoformat()
            pulses.add(change.connection, draft.account_id, draft.pulse, why, today, now)
        for line in lines:
            action = ActionDraft(
                draft.account_id, line.title, line.side, line.due_on, source_table="touch", source_id=int(key)
            )
            actions.add(change.connection, action, now)
    return key


def _touch(draft: HoldDraft) -> TouchDraft:
    return TouchDraft(
        draft.account_id,
        draft.happened_on,
        draft.channel,
        draft.notes,
        draft.is_two_way,
        draft.direction,
        kind=draft.kind,
        outcome=draft.outcome,
        contact_ids=draft.contact_ids,
        check_in_id=draft.check_in_id,
        follow_up_on=draft.next_on,
        override_reason=draft.override_reason,
    )


def _checked_line(line: ActionLine) -> ActionLine:
    check_word(line.side, ACTION_SIDES, "side")
    if line.due_on is not None:
        check_day(line.due_on, "actions")
    return replace(line, title=needed_text(line.title, "Say what is promised.", "actions"))


def _agenda(connection: Connection, account_id: AccountId, wb: Workbench) -> str:
    return agenda_text(
        actions.list_of(connection, account_id, _MOST_READ),
        feedback.list_of(connection, account_id, _MOST_READ),
        goals.list_of(connection, account_id, _MOST_READ),
        wb.clock.today(),
    )

"""Touches: log what happened with a customer, correct it, take it out."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.fatigue_rows import FatigueQuestion
from csworkbench.domain.ids import AccountId, CheckInId, ContactId, TouchId
from csworkbench.domain.touches import TouchDraft, TouchRow
from csworkbench.domain.words import CHANNELS, DIRECTIONS, TOUCH_KINDS
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.checks import check_day, check_instant, check_not_future, check_word, instant_of, kept_text
from csworkbench.services.fatigue import guarded, keep_overrides
from csworkbench.services.series_planning import plan_ahead
from csworkbench.storage import checkins, records, touches
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench


def log_touch(wb: Workbench, draft: TouchDraft) -> TouchId:
    """Store a touch; with it the check-in it completes is held and the follow-up is planned, all as one change.

    Raises:
        InvalidInput: a word, a day or a person can't be stored as given, or the check-in is not planned.
        NotFound: there is no such account or check-in.
    """
    draft = checked(draft, wb.clock)
    check_instant(draft.happened_at, draft.happened_on, wb.clock, "happened_at")
    with wb.read() as connection:
        name = name_of(connection, draft.account_id)
    with wb.change(f"Log a touch with {name}") as change:
        return write_touch(change.connection, draft, wb.clock)


def edit_touch(wb: Workbench, touch_id: TouchId, draft: TouchDraft) -> None:
    """Make a touch say what the draft says (its account, check-in and follow-up are not changed by this).

    Raises:
        InvalidInput: a word, a day or a person can't be stored as given.
        NotFound: there is no such touch.
    """
    with wb.read() as connection:
        kept = touches.get(connection, touch_id)
        name = name_of(connection, kept.account_id)
    is_same_day = draft.happened_on == kept.happened_on
    check_instant(draft.happened_at, draft.happened_on, wb.clock, "happened_at")
    happened_at = draft.happened_at or (kept.happened_at if is_same_day else None)
    draft = checked(replace(draft, account_id=kept.account_id, happened_at=happened_at), wb.clock)
    with wb.change(f"Edit a touch with {name}") as change:
        records.check_people(change.connection, draft.account_id, draft.contact_ids)
        touches.put(change.connection, touch_id, draft, instant_of(draft.happened_on, wb.clock, draft.happened_at))


def delete_touch(wb: Workbench, touch_id: TouchId) -> None:
    """Delete a touch; a check-in that it completed stays held.

    Raises:
        NotFound: there is no such touch.
    """
    with wb.read() as connection:
        name = name_of(connection, touches.get(connection, touch_id).account_id)
    with wb.change(f"Delete a touch with {name}") as change:
        touches.drop(change.connection, touch_id)


def get_touch(wb: Workbench, touch_id: TouchId) -> TouchRow:
    """Give one touch; NotFound when there is none."""
    with wb.read() as connection:
        return touches.get(connection, touch_id)


def list_touches(wb: Workbench, account_id: AccountId, limit: int = 200) -> list[TouchRow]:
    """Give the newest touches of an account, newest first."""
    with wb.read() as connection:
        return touches.list_of(connection, account_id, limit)


def checked(draft: TouchDraft, clock: Clock) -> TouchDraft:
    """Give the draft with its texts trimmed; InvalidInput when it can't be stored."""
    check_word(draft.channel, CHANNELS, "channel")
    check_word(draft.direction, DIRECTIONS, "direction")
    check_word(draft.kind, TOUCH_KINDS, "kind")
    check_not_future(draft.happened_on, clock, "happened_on", "Plan a check-in for what is still to come.")
    if draft.follow_up_on is not None:
        check_day(draft.follow_up_on, "follow_up_on")
        if draft.follow_up_on < draft.happened_on:
            raise InvalidInput("A follow-up can't be due before the touch took place.", field="follow_up_on")
    return replace(draft, notes=kept_text(draft.notes, "notes"), outcome=kept_text(draft.outcome, "outcome"))


def write_touch(connection: Connection, draft: TouchDraft, clock: Clock) -> TouchId:
    """Write a checked draft inside a running change; see `log_touch`."""
    now = utc_text(clock.now())
    records.check_people(connection, draft.account_id, draft.contact_ids)
    question = _question(draft)
    past = guarded(connection, question, draft.override_reason, clock)
    touch_id = touches.add(connection, draft, instant_of(draft.happened_on, clock, draft.happened_at), now)
    keep_overrides(connection, question, past, draft.override_reason, clock, touch_id=touch_id)
    if draft.check_in_id is not None:
        _hold(connection, draft, draft.check_in_id, touch_id, clock)
    if draft.follow_up_on is not None:
        follow_up = CheckInDraft(draft.account_id, draft.follow_up_on, draft.channel, contact_ids=draft.contact_ids)
        asked = replace(question, on=draft.follow_up_on, act="check-in", is_ours=True, check_in_id=None)
        past = guarded(connection, asked, draft.override_reason, clock)
        planned = checkins.add(connection, follow_up, now)
        keep_overrides(connection, asked, past, draft.override_reason, clock, check_in_id=planned)
    return touch_id


def _question(draft: TouchDraft) -> FatigueQuestion:
    is_ours = draft.direction == "outbound"
    return FatigueQuestion(
        draft.account_id, tuple(ContactId(one) for one in draft.contact_ids), draft.happened_on, "touch",
        draft.channel, is_ours=is_ours, check_in_id=draft.check_in_id,
    )  # fmt: skip


def _hold(connection: Connection, draft: TouchDraft, check_in_id: CheckInId, touch_id: TouchId, clock: Clock) -> None:
    held = checkins.get(connection, check_in_id)
    if held.account_id != draft.account_id:
        raise InvalidInput("That check-in belongs to another account.", field="check_in_id")
    if held.state not in ("planned", "missed"):
        raise InvalidInput(f"That check-in is {held.state} already.", field="check_in_id")
    checkins.put(connection, check_in_id, state="held", touch_id=touch_id, reason=None)
    if held.series_id is not None:
        plan_ahead(connection, held.series_id, clock, draft.happened_on)

"""Check-ins: plan, move, complete, and what becomes of those that did not take place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.cadence import next_due_on
from csworkbench.domain.checkins import CheckInDraft, CheckInRow
from csworkbench.domain.day_words import short_day
from csworkbench.domain.fatigue_rows import DAY_KINDS, FatigueQuestion
from csworkbench.domain.ids import AccountId, CheckInId, ContactId, TouchId
from csworkbench.domain.touches import TouchDraft
from csworkbench.domain.words import CHANNELS, TOUCH_KINDS
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.checks import check_day, check_whole, check_word, kept_text, needed_text, shown
from csworkbench.services.fatigue import guarded, keep_overrides, question_of
from csworkbench.services.series_planning import plan_ahead
from csworkbench.services.touches import checked, write_touch
from csworkbench.storage import checkins, records
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

MOST_LISTED = 500
DEFAULT_DAYS = 30
"""Days to the next check-in of an account without a cadence."""
_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


def schedule_check_in(wb: Workbench, draft: CheckInDraft) -> CheckInId:
    """Plan a check-in; give its key.

    Raises:
        InvalidInput: a word, a day, a time or a person can't be stored as given, or the fatigue guard was asked and has
            something against it without a reason being given.
        NotFound: there is no such account.
    """
    draft = checked_draft(draft)
    with wb.read() as connection:
        name = name_of(connection, draft.account_id)
    day = short_day(draft.due_on, wb.clock.today())
    with wb.change(f"Plan check-in with {name} on {day}") as change:
        return write_check_in(change.connection, draft, wb.clock)


def write_check_in(connection: Connection, draft: CheckInDraft, clock: Clock) -> CheckInId:
    """Write a checked draft inside a running change; see `schedule_check_in`."""
    records.check_people(connection, draft.account_id, draft.contact_ids)
    people = tuple(ContactId(one) for one in draft.contact_ids)
    question = FatigueQuestion(
        draft.account_id, people, draft.due_on, "check-in", draft.channel, draft.due_time, draft.time_zone,
        minutes=draft.minutes,
    )  # fmt: skip
    past = guarded(connection, question, draft.override_reason, clock)
    key = checkins.add(connection, draft, utc_text(clock.now()))
    keep_overrides(connection, question, past, draft.override_reason, clock, check_in_id=key)
    return key


def move_check_in(
    wb: Workbench,
    check_in_id: CheckInId,
    due_on: date,
    due_time: str | None = None,
    *,
    override_reason: str | None = None,
) -> None:
    """Move a check-in to another day, and to another time ("HH:MM") when one is given; a missed one is planned again.

    With an `override_reason`, also an empty one, the fatigue guard is asked about the day.

    Raises:
        InvalidInput: it was held or cancelled, the day can't be meant, or the guard has something against it without a
            reason being given.
        NotFound: there is no such check-in.
    """
    check_day(due_on, "due_on")
    check_time(due_time)
    row, name = open_check_in(wb, check_in_id)
    at = due_time or row.due_time
    if (row.due_on, row.due_time) == (due_on, at) and row.state == "planned":
        return
    with wb.change(f"Move check-in with {name} to {short_day(due_on, wb.clock.today())}") as change:
        _guard_the_move(change.connection, replace(row, due_on=due_on, due_time=at), override_reason, wb.clock)
        values = {"due_on": due_on, "due_time": at, "state": "planned", "reason": None}
        checkins.put(change.connection, check_in_id, **values, moved_count=row.moved_count + 1)


def _guard_the_move(connection: Connection, row: CheckInRow, reason: str | None, clock: Clock) -> None:
    question = question_of(row)
    past = guarded(connection, question, reason, clock, DAY_KINDS)
    keep_overrides(connection, question, past, reason, clock, check_in_id=row.id)


def complete_check_in(
    wb: Workbench, check_in_id: CheckInId, draft: TouchDraft | None = None, *, override_reason: str | None = None
) -> TouchId:
    """Mark a check-in as held and log its touch; without a draft: today, two-way, as it was planned.

    With an `override_reason`, also an empty one, the fatigue guard is asked about a touch without a draft.

    Raises:
        InvalidInput: it was held or cancelled already, the draft can't be stored, or the guard has something against it
            without a reason being given.
        NotFound: there is no such check-in.
    """
    row, name = open_check_in(wb, check_in_id)
    if draft is None:
        people = tuple(key for key, _ in row.people)
        draft = TouchDraft(
            row.account_id, wb.clock.today(), row.channel, kind=row.kind, contact_ids=people,
            override_reason=override_reason,
        )  # fmt: skip
    draft = checked(replace(draft, account_id=row.account_id, check_in_id=check_in_id), wb.clock)
    with wb.change(f"Complete check-in with {name}") as change:
        return write_touch(change.connection, draft, wb.clock)


def miss_check_in(wb: Workbench, check_in_id: CheckInId, reason: str = "") -> None:
    """Mark a planned check-in as missed; it stays in the book and can be moved or completed.

    Raises:
        InvalidInput: it is not planned.
        NotFound: there is no such check-in.
    """
    _end(wb, check_in_id, "missed", kept_text(reason, "reason"), "Mark check-in with {} as missed")


def cancel_check_in(wb: Workbench, check_in_id: CheckInId, reason: str) -> None:
    """Cancel a planned or missed check-in, saying why.

    Raises:
        InvalidInput: it was held or cancelled, or no reason is given.
        NotFound: there is no such check-in.
    """
    why = needed_text(reason, "Say why the check-in is cancelled.", "reason")
    _end(wb, check_in_id, "cancelled", why, "Cancel check-in with {}")


def get_check_in(wb: Workbench, check_in_id: CheckInId) -> CheckInRow:
    """Give one check-in; NotFound when there is none."""
    with wb.read() as connection:
        return checkins.get(connection, check_in_id)


def list_check_ins(wb: Workbench, account_id: AccountId) -> list[CheckInRow]:
    """Give the check-ins of an account, those due last first."""
    with wb.read() as connection:
        return checkins.list_of(connection, account_id, MOST_LISTED)


def default_due_on(wb: Workbench, account_id: AccountId) -> date:
    """Give the day the next check-in would be planned for: by the account's cadence, today when that is past.

    Raises:
        NotFound: there is no such account.
    """
    today = wb.clock.today()
    with wb.read() as connection:
        cadence, counted_from = checkins.cadence_of(connection, account_id, today)
    due_on = next_due_on(cadence, counted_from or today)
    return max(due_on, today) if due_on is not None else today + timedelta(days=DEFAULT_DAYS)


def _end(wb: Workbench, check_in_id: CheckInId, state: str, reason: str | None, words: str) -> None:
    row, name = open_check_in(wb, check_in_id)
    if row.state == state:
        raise InvalidInput(f"That check-in is {row.state} already.", field="state")
    with wb.change(words.format(name)) as change:
        checkins.put(change.connection, check_in_id, state=state, reason=reason)
        if row.series_id is not None and state == "cancelled":
            plan_ahead(change.connection, row.series_id, wb.clock, row.due_on)


def open_check_in(wb: Workbench, check_in_id: CheckInId) -> tuple[CheckInRow, str]:
    """Give a check-in that is not over, and its account's name; InvalidInput when it was held or cancelled."""
    with wb.read() as connection:
        row = checkins.get(connection, check_in_id)
        name = name_of(connection, row.account_id)
    if row.state in ("held", "cancelled"):
        raise InvalidInput(f"That check-in is {row.state} already.", field="state")
    return row, name


def checked_draft(draft: CheckInDraft) -> CheckInDraft:
    """Give the draft with its texts trimmed; InvalidInput when it can't be stored."""
    check_word(draft.channel, CHANNELS, "channel")
    check_word(draft.kind, TOUCH_KINDS, "kind")
    check_day(draft.due_on, "due_on")
    if draft.minutes is not None:
        check_whole(draft.minutes, 0, 1440, "A check-in takes 0 to 1440 minutes.", "minutes")
    check_time(draft.due_time)
    if draft.time_zone is not None and not _is_time_zone(draft.time_zone):
        raise InvalidInput(f"{shown(draft.time_zone)} is no time zone like Europe/Oslo.", field="time_zone")
    return replace(draft, agenda=kept_text(draft.agenda, "agenda"))


def check_time(text: str | None) -> None:
    """Accept nothing or a time of day."""
    if text is not None and not _TIME_OF_DAY.fullmatch(text):
        raise InvalidInput(f"{shown(text)} is no time of day like 14:30.", field="due_time")


def _is_time_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # unknown names raise a LookupError, odd ones the others
        return False
    return bool(name)

"""The fatigue guard in use: asked when something is planned or logged; what is done past it is kept with its reason."""

from __future__ import annotations

import getpass
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.checkins import CheckInRow
from csworkbench.domain.fatigue import DEFAULT_LIMITS, LONGEST_SEARCH_DAYS, FatigueEvent, FatigueVerdict, verdict
from csworkbench.domain.fatigue_rows import (
    AskDraft,
    AskRow,
    Concern,
    FatigueOverrideRow,
    FatigueQuestion,
    PersonVerdict,
)
from csworkbench.domain.ids import AccountId, ContactId
from csworkbench.domain.instants import instant_at, zone_of
from csworkbench.domain.reaching import DEFAULT_MINUTES, Attempt, Reach, concerns_of
from csworkbench.domain.words import ASK_KINDS, CHANNELS, FATIGUE_ACTS
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.business_calendars import business_days_of_account
from csworkbench.services.checks import check_not_future, check_word, kept_line, kept_text, needed_text
from csworkbench.storage import account_lines, fatigue, records
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

MOST_LISTED = 1_000
LOOK_BACK_DAYS = 400
"""How far back touches and asks are read: more than any limit on surveys that makes sense."""


def ask_guard(wb: Workbench, question: FatigueQuestion) -> list[PersonVerdict]:
    """Say of each person what speaks against it, by how much, and their next free date; those without are left out."""
    with wb.read() as connection:
        return [one for one in verdicts(connection, question, wb.clock.today()) if one.concerns]


def budgets(wb: Workbench, account_id: AccountId, contact_ids: tuple[ContactId, ...]) -> list[PersonVerdict]:
    """Say of each person whether one more touch today is within their limits, and the next free date if not."""
    with wb.read() as connection:
        question = FatigueQuestion(account_id, contact_ids, wb.clock.today())
        found = verdicts(connection, question, wb.clock.today())
    kinds = ("spacing", "touches")
    return [
        PersonVerdict(one.contact_id, one.name, tuple(c for c in one.concerns if c.kind in kinds), one.next_free_on)
        for one in found
    ]


def log_ask(wb: Workbench, draft: AskDraft) -> int:
    """Note that a person was asked for something; give its key.

    Raises:
        InvalidInput: a word, the day or the person can't be stored as given, or it is past the guard without a reason.
        NotFound: there is no such account.
    """
    check_word(draft.kind, ASK_KINDS, "kind")
    check_word(draft.channel, CHANNELS, "channel")
    check_not_future(draft.asked_on, wb.clock, "asked_on")
    with wb.read() as connection:
        name = name_of(connection, draft.account_id)
    question = FatigueQuestion(
        draft.account_id, (draft.contact_id,), draft.asked_on, "ask", draft.channel, ask_kind=draft.kind
    )
    with wb.change(f"Log an ask of {name}") as change:
        records.check_people(change.connection, draft.account_id, (draft.contact_id,))
        found = guarded(change.connection, question, draft.override_reason or "", wb.clock)
        now = utc_text(wb.clock.now())
        values = {
            "account_id": draft.account_id,
            "contact_id": draft.contact_id,
            "kind": draft.kind,
            "channel": draft.channel,
            "asked_on": draft.asked_on,
            "notes": kept_text(draft.notes, "notes"),
            "known_at": now,
        }
        key = fatigue.add_ask(change.connection, values)
        keep_overrides(change.connection, question, found, draft.override_reason, wb.clock, ask_id=key)
        return key


def delete_ask(wb: Workbench, ask_id: int) -> None:
    """Delete an ask; NotFound when there is none."""
    with wb.read() as connection:
        row = fatigue.get_ask(connection, ask_id)
    with wb.change(f"Delete an ask of {row.contact}") as change:
        fatigue.drop_ask(change.connection, ask_id)


def list_asks(wb: Workbench, account_id: AccountId) -> list[AskRow]:
    """Give what the people of an account were asked for, newest first."""
    with wb.read() as connection:
        return fatigue.list_asks(connection, account_id)


def list_overrides(wb: Workbench) -> list[FatigueOverrideRow]:
    """Give what was done past the guard, newest first; at most 1,000."""
    with wb.read() as connection:
        return fatigue.list_overrides(connection, MOST_LISTED)


def verdicts(connection: Connection, question: FatigueQuestion, today: date) -> list[PersonVerdict]:
    """Give what the guard says of every person of a question, in its order."""
    check_word(question.act, FATIGUE_ACTS, "act")
    people = fatigue.people_facts(connection, question.contact_ids)
    skipped = fatigue.Skipped(_only(question.check_in_id), _only(question.touch_id))
    first = min(question.on, today) - timedelta(days=LOOK_BACK_DAYS)
    events = fatigue.events_of(connection, question.contact_ids, first, today, skipped)
    limits = fatigue.limits_of(connection, [question.account_id]).get(question.account_id, DEFAULT_LIMITS)
    last = question.on + timedelta(days=LONGEST_SEARCH_DAYS)
    open_days = business_days_of_account(connection, question.account_id, first, last)
    event = FatigueEvent(question.on, "touch", question.act == "ask", question.ask_kind == "survey")
    found = []
    for key in question.contact_ids:
        if key not in people:
            continue
        said = FatigueVerdict(question.on, (), question.on)
        if question.is_ours:
            said = verdict(event, events[key], limits, lambda day: not open_days.is_open(day))
        found.append(_person(people[key], question, said))
    return found


def guarded(
    connection: Connection,
    question: FatigueQuestion,
    reason: str | None,
    clock: Clock,
    only: frozenset[str] | None = None,
) -> list[PersonVerdict]:
    """Ask the guard inside a change: give what it has against it; nothing when `reason` is None.

    With `only` just concerns of these kinds count.

    Raises:
        InvalidInput: something speaks against it and no reason is given.
    """
    if reason is None:
        return []
    asked = [
        replace(one, concerns=tuple(c for c in one.concerns if only is None or c.kind in only))
        for one in verdicts(connection, question, clock.today())
    ]
    found = [one for one in asked if one.concerns]
    if found and not (kept_line(reason, "override_reason") or ""):
        said = " ".join(one.text for one in found)
        raise InvalidInput(said, field="override_reason", advice="Say why it is done all the same.")
    return found


def keep_overrides(
    connection: Connection,
    question: FatigueQuestion,
    found: list[PersonVerdict],
    reason: str | None,
    clock: Clock,
    *,
    touch_id: int | None = None,
    check_in_id: int | None = None,
    ask_id: int | None = None,
) -> None:
    """Keep that something was done past the guard, per person, with the reason."""
    for one in found:
        why = needed_text(reason, "Say why it is done all the same.", "override_reason")
        values = {
            "account_id": question.account_id,
            "contact_id": one.contact_id,
            "act": question.act,
            "on_day": question.on,
            "concerns": "; ".join(concern.text for concern in one.concerns),
            "reason": why,
            "author": _author(connection),
            "touch_id": touch_id,
            "check_in_id": check_in_id,
            "ask_id": ask_id,
            "made_at": utc_text(clock.now()),
        }
        fatigue.add_override(connection, values)


def _person(facts: fatigue.PersonFacts, question: FatigueQuestion, said: FatigueVerdict) -> PersonVerdict:
    reach = Reach(
        facts.name,
        facts.preferred_channel,
        facts.language,
        facts.owner_languages,
        facts.good_hours,
        facts.time_zone,
        facts.is_off_limits,
        facts.left_on,
    )
    at = instant_at(question.on, question.due_time, zone_of(question.time_zone))
    minutes = question.minutes or DEFAULT_MINUTES
    attempt = Attempt(question.on, question.channel, at, minutes, is_ours=question.is_ours)
    limits = [Concern(one.kind, one.over_by, one.text) for one in said.excesses]
    return PersonVerdict(facts.id, facts.name, (*limits, *concerns_of(reach, attempt)), said.next_free_on)


def question_of(row: CheckInRow) -> FatigueQuestion:
    """Give what the guard is asked about a check-in as it is planned; it does not count beside itself."""
    people = tuple(ContactId(key) for key, _ in row.people)
    return FatigueQuestion(
        row.account_id, people, row.due_on, "check-in", row.channel, row.due_time, row.time_zone, check_in_id=row.id,
        minutes=row.minutes,
    )  # fmt: skip


def _only(key: int | None) -> frozenset[int]:
    return frozenset() if key is None else frozenset({key})


def _author(connection: Connection) -> str:
    me = account_lines.read_me(connection)
    return me.name if me else getpass.getuser()

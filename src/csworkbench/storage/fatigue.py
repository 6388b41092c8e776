"""What the fatigue guard reads and keeps: contacts of people by day, limits, asks, and what was done past them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, select, text

from csworkbench.domain.fatigue import DEFAULT_LIMITS, FatigueEvent, FatigueLimits
from csworkbench.domain.fatigue_rows import AskRow, FatigueOverrideRow
from csworkbench.domain.ids import AccountId, ContactId
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import account, contact
from csworkbench.storage.tables.fatigue import ask, fatigue_override

ANSWER_DAYS = 30
"""A survey's answer stands for an ask of its own unless one was noted within these days before it."""

_TOUCHES = """
SELECT p.contact_id, t.happened_on AS on_day, t.channel AS words, t.id AS record_id FROM touch_person p
JOIN touch t ON t.id = p.touch_id
WHERE p.contact_id IN :people AND t.direction = 'outbound' AND t.happened_on >= :first"""
_PLANNED = """
SELECT p.contact_id, c.due_on AS on_day, 'planned ' || c.channel AS words, c.id AS record_id FROM check_in_person p
JOIN check_in c ON c.id = p.check_in_id
WHERE p.contact_id IN :people AND c.state = 'planned' AND c.due_on >= :today"""
_ASKS = """
SELECT contact_id, asked_on AS on_day, kind AS words, id AS record_id FROM ask
WHERE contact_id IN :people AND asked_on >= :first"""
_ANSWERS = """
SELECT contact_id, said_on AS on_day, kind || ' survey' AS words, id AS record_id FROM feedback
WHERE contact_id IN :people AND kind IN ('NPS', 'CSAT', 'CES') AND is_explicit = 1 AND said_on >= :first"""
_LIMITS = """
SELECT a.id, m.business_days_between, m.touches_per_30_days, m.asks_per_30_days, m.survey_days
FROM account a JOIN engagement_model m ON m.id = a.engagement_model_id WHERE a.id IN :accounts"""
_PEOPLE = """
SELECT c.id, c.account_id, c.name, c.roles, c.preferred_channel, c.language, c.good_hours, c.do_not_contact, c.left_on,
    coalesce(c.time_zone, a.time_zone) AS time_zone, o.languages
FROM contact c JOIN account a ON a.id = c.account_id LEFT JOIN owner o ON o.id = a.owner_id WHERE c.id IN :people"""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of how a person may be reached; `owner_languages` are those of the account's owner."""

    id: ContactId
    account_id: AccountId
    name: str
    roles: str
    preferred_channel: str | None
    language: str | None
    good_hours: str | None
    is_off_limits: bool
    left_on: date | None
    time_zone: str | None
    owner_languages: str | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Records that do not count beside what is asked about: check-ins that are moved, the touch that is edited."""

    check_ins: frozenset[int] = frozenset()
    touches: frozenset[int] = frozenset()


def events_of(
    connection: Connection, people: Sequence[int], first: date, today: date, skipped: Skipped = Skipped()
) -> dict[int, list[FatigueEvent]]:
    """Give per person what counts from a day on: our touches, planned check-ins, asks and answered surveys."""
    days: dict[str, Any] = {"first": first.isoformat(), "today": today.isoformat()}

    def rows(query: str) -> list[RowMapping]:
        statement = text(query).bindparams(bindparam("people", list(people), expanding=True))
        return list(
            connection.execute(statement, {name: days[name] for name in days if f":{name}" in query}).mappings()
        )

    found: dict[int, list[FatigueEvent]] = {one: [] for one in people}
    for row in rows(_TOUCHES):
        if row["record_id"] not in skipped.touches:
            found[row["contact_id"]].append(FatigueEvent(records.day_of(row["on_day"]), row["words"]))
    for row in rows(_PLANNED):
        if row["record_id"] not in skipped.check_ins:
            found[row["contact_id"]].append(FatigueEvent(records.day_of(row["on_day"]), row["words"]))
    for row in rows(_ASKS):
        event = FatigueEvent(records.day_of(row["on_day"]), row["words"], True, row["words"] == "survey")
        found[row["contact_id"]].append(event)
    for row in sorted(rows(_ANSWERS), key=lambda one: str(one["on_day"])):
        _add_answer(found[row["contact_id"]], records.day_of(row["on_day"]), row["words"])
    return found


def _add_answer(events: list[FatigueEvent], on: date, words: str) -> None:
    """Count an answered survey: as part of the touch of that day where there is one, else by itself."""
    since = on - timedelta(days=ANSWER_DAYS)
    if any(one.is_survey and since <= one.on <= on for one in events):
        return
    same = next((place for place, one in enumerate(events) if one.on == on and not one.is_ask), None)
    answered = FatigueEvent(on, words, is_ask=True, is_survey=True)
    if same is None:
        events.append(answered)
    else:
        events[same] = answered


def limits_of(connection: Connection, accounts: Iterable[int]) -> dict[int, FatigueLimits]:
    """Give the limits of accounts by their engagement model; accounts without one are not in it."""
    statement = text(_LIMITS).bindparams(bindparam("accounts", list(accounts), expanding=True))
    return {
        key: FatigueLimits(
            *(
                given if given is not None else default
                for given, default in zip(
                    limits,
                    (
                        DEFAULT_LIMITS.business_days_between,
                        DEFAULT_LIMITS.touches,
                        DEFAULT_LIMITS.asks,
                        DEFAULT_LIMITS.survey_days,
                    ),
                    strict=True,
                )
            )
        )
        for key, *limits in connection.execute(statement)
    }


def people_facts(connection: Connection, people: Iterable[int]) -> dict[int, PersonFacts]:
    """Give how people may be reached, by key."""
    statement = text(_PEOPLE).bindparams(bindparam("people", list(people), expanding=True))
    return {
        row["id"]: PersonFacts(
            ContactId(row["id"]),
            AccountId(row["account_id"]),
            row["name"],
            row["roles"],
            row["preferred_channel"],
            row["language"],
            row["good_hours"],
            bool(row["do_not_contact"]),
            records.optional_day(row["left_on"]),
            row["time_zone"],
            row["languages"],
        )
        for row in connection.execute(statement).mappings()
    }


def add_ask(connection: Connection, values: Mapping[str, Any]) -> int:
    """Store an ask; give its key."""
    return records.add(connection, ask, values)


def get_ask(connection: Connection, key: int) -> AskRow:
    """Give one ask; NotFound when there is none."""
    row = records.get(connection, ask, key, "ask")
    return next(one for one in list_asks(connection, AccountId(row["account_id"])) if one.id == key)


def drop_ask(connection: Connection, key: int) -> None:
    """Delete an ask."""
    records.drop(connection, ask, key)


def list_asks(connection: Connection, account_id: AccountId) -> list[AskRow]:
    """Give the asks of an account's people, newest first."""
    query = select(ask, contact.c.name.label("contact")).join(contact, contact.c.id == ask.c.contact_id)
    query = query.where(ask.c.account_id == account_id).order_by(ask.c.asked_on.desc(), ask.c.id.desc())
    return [
        AskRow(
            row["id"],
            AccountId(row["account_id"]),
            ContactId(row["contact_id"]),
            row["contact"],
            row["kind"],
            row["channel"],
            records.day_of(row["asked_on"]),
            row["notes"],
        )
        for row in connection.execute(query).mappings()
    ]


def add_override(connection: Connection, values: Mapping[str, Any]) -> int:
    """Store that something was done past the guard; give its key."""
    return records.add(connection, fatigue_override, values)


def list_overrides(connection: Connection, limit: int) -> list[FatigueOverrideRow]:
    """Give what was done past the guard, newest first."""
    table = fatigue_override
    query = (
        select(table, account.c.name.label("account"), contact.c.name.label("contact"))
        .join(account, account.c.id == table.c.account_id)
        .join(contact, contact.c.id == table.c.contact_id)
        .order_by(table.c.made_at.desc(), table.c.id.desc())
        .limit(limit)
    )
    return [
        FatigueOverrideRow(
            row["id"],
            AccountId(row["account_id"]),
            row["account"],
            ContactId(row["contact_id"]),
            row["contact"],
            row["act"],
            records.day_of(row["on_day"]),
            row["concerns"],
            row["reason"],
            row["author"],
            records.moment_of(row["made_at"]),
        )
        for row in connection.execute(query).mappings()
    ]

"""What bars days and hours to a plan's check-ins: closed days of both sides, good hours, the fatigue guard."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.fatigue import DEFAULT_LIMITS, WINDOW_DAYS, FatigueEvent, FatigueLimits, excesses
from csworkbench.domain.planning.grid import NOBODY, Grid, Person
from csworkbench.services.business_calendars import (
    business_days_of_accounts,
    business_days_of_customers,
    closed_names_of_accounts,
)
from csworkbench.services.fatigue import LOOK_BACK_DAYS
from csworkbench.storage import fatigue, planning
from csworkbench.storage.fatigue import PersonFacts

MARGIN = timedelta(days=45)
"""How far around a period calendars are read: touches of the month before count for the fatigue guard."""


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What is known of the accounts and people of a plan.

    Attributes:
        people: by key.
        first: whom to meet, and whose people all asked not to be contacted.
        events: what counts for the fatigue guard by person, without the check-ins that the plan moves.
        limits: by account.
        both, theirs: business days by account, of both sides and of the customer alone.
        closed: by account why the customer is off on days beside the weekly ones.
    """

    people: Mapping[int, PersonFacts]
    first: planning.FirstPeople
    events: Mapping[int, Sequence[FatigueEvent]]
    limits: Mapping[int, FatigueLimits]
    both: Mapping[int, BusinessDays]
    theirs: Mapping[int, BusinessDays]
    closed: Mapping[int, Mapping[date, str]]

    def people_of(self, account_id: int, contact_ids: Sequence[int]) -> tuple[PersonFacts, ...]:
        """Give the attendees of a check-in, else whom to meet at the account; empty when nobody is known."""
        known = tuple(self.people[key] for key in contact_ids if key in self.people)
        first = self.people.get(self.first.by_account.get(account_id, 0))
        return known or ((first,) if first else ())

    def against_people(self, account_id: int, people: Sequence[PersonFacts], day: date) -> str:
        """Say who can't be met on a day whatever the hour; empty when nobody speaks against it."""
        if not people and account_id in self.first.off_limits:
            return "everyone known there asked not to be contacted"
        for one in people:
            if one.is_off_limits:
                return f"{one.name} asked not to be contacted"
            if one.left_on is not None and one.left_on <= day:
                return f"{one.name} has left the company"
        return ""

    def starts(
        self, grid: Grid, account_id: int, people: Sequence[PersonFacts], day: date, minutes: int
    ) -> tuple[int, str]:
        """Give the slots a check-in may begin at on a day of the owner, or why there is none."""
        bits, theirs = grid.all_free, self.theirs.get(account_id, BusinessDays())
        for person in people or (None,):
            bits &= grid.open_slots(day, person.time_zone if person else None, theirs.is_open)
        if not bits:
            return 0, self.closed_words(account_id, day)
        for person in people or (None,):
            at = Person(person.time_zone, person.good_hours) if person else NOBODY
            bits &= grid.good_starts(day, at, minutes)
            if not bits:
                return 0, f"no good hours of {person.name if person else 'the customer'}"
        return bits, ""

    def closed_words(self, account_id: int, day: date) -> str:
        """Say that the customer is off on a day, and why where that is known."""
        name = self.closed.get(account_id, {}).get(day)
        return f"closed at the customer ({name})" if name else "closed at the customer"

    def fatigue(self, account_id: int, people: Sequence[PersonFacts], day: date, beside: Sequence[date] = ()) -> str:
        """Say whom a check-in on a day would put past the fatigue guard; `beside` are days of others of the plan."""
        limits, both = self.limits.get(account_id, DEFAULT_LIMITS), self.both.get(account_id, BusinessDays())
        planned = [FatigueEvent(one, "planned check-in") for one in beside]
        near = WINDOW_DAYS + 2 * limits.business_days_between
        for person in people:
            known = [one for one in self.events.get(person.id, ()) if abs((one.on - day).days) <= near] + planned
            over = excesses(FatigueEvent(day), known, limits, lambda one: not both.is_open(one)) if known else ()
            if over:
                return f"{person.name}: {over[0].text}"
        return ""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a plan and the day it is made on."""

    first: date
    last: date
    today: date


def read_facts(
    connection: Connection, accounts: Sequence[int], attendees: Collection[int], moved: frozenset[int], span: Span
) -> PlanFacts:
    """Read what is known of accounts; `attendees` are of check-ins that are planned, `moved` those the plan moves."""
    first_people = planning.first_people(connection, accounts, span.today)
    keys = sorted({*first_people.by_account.values(), *attendees})
    since = span.today - timedelta(days=LOOK_BACK_DAYS)
    first, last = min(span.first, span.today) - MARGIN, span.last + MARGIN
    return PlanFacts(
        fatigue.people_facts(connection, keys),
        first_people,
        fatigue.events_of(connection, keys, since, span.today, fatigue.Skipped(moved)),
        fatigue.limits_of(connection, accounts),
        business_days_of_accounts(connection, first, last, accounts),
        business_days_of_customers(connection, first, last, accounts),
        closed_names_of_accounts(connection, first, last, accounts),
    )

"""What one import of a calendar file carries along: the transaction, who is who, and what was done so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.calendar_events import CalendarEvent
from csworkbench.domain.calendar_import import LEFT_OUT, NO_ACCOUNT, CalendarImport, CalendarLine
from csworkbench.domain.texts import LONGEST_TEXT
from csworkbench.infra.clock import Clock
from csworkbench.services.calendar_files.matching import Matcher

EXCLUDED = "Left out in the calendar"
NEWER = "the book knows a newer one"


@dataclass(frozen=True, slots=True)
class Guests:
    """Attendees of an event: contacts of its account by key, and the names of the others."""

    keys: tuple[int, ...] = ()
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taking:
    """One import that runs; events that were over before `since` and are not known are left out."""

    connection: Connection
    clock: Clock
    matcher: Matcher
    since: date
    done: CalendarImport

    def account_of(self, event: CalendarEvent, *, is_series: bool = False) -> int | None:
        """Give whose an event is that the book does not know; None when it is left out, which is noted."""
        why = ""
        if not is_series and event.day < self.since and event.own_uid is None:
            why = "it was over before"
        elif event.state == "cancelled" and (is_series or event.own_uid is None):
            why = "it is cancelled"
        found = None if why else self.matcher.account_of(event)
        if found is None:
            self.leave_out(event, why or NO_ACCOUNT)
        return found

    def guests_of(self, event: CalendarEvent, account_id: int) -> Guests:
        """Give who is asked to come."""
        keys, strangers = self.matcher.people_of(event, account_id)
        return Guests(tuple(keys), tuple(strangers))

    def note(self, kind: str, event: CalendarEvent, account_id: int | None, guests: Guests | None = None) -> None:
        """Note what became of an event."""
        guests = guests or Guests()
        people = tuple(self.matcher.name_of_person(key) for key in guests.keys)
        account = None if account_id is None else self.matcher.name_of_account(account_id)
        is_series = event.rule is not None and event.recurrence_on is None
        title = event.title or event.uid
        line = CalendarLine(kind, title, event.day, event.time, is_series, account, people, guests.strangers)
        self.done.note(line)

    def leave_out(self, event: CalendarEvent, why: str, account_id: int | None = None) -> None:
        """Note that an event is left out, and why."""
        account = None if account_id is None else self.matcher.name_of_account(account_id)
        is_series = event.rule is not None and event.recurrence_on is None
        title = event.title or event.uid
        self.done.note(CalendarLine(LEFT_OUT, title, event.day, event.time, is_series, account, why=why))


def values_of(event: CalendarEvent) -> dict[str, Any]:
    """Give the columns of a check-in that an event tells."""
    agenda = event.agenda
    if event.own_uid is None and event.title:
        # The title is all that another program tells; a check-in has none.
        agenda = f"{event.title}\n{agenda}" if agenda else event.title
    return {
        "due_on": event.day,
        "due_time": event.time,
        "time_zone": event.zone,
        "minutes": event.minutes,
        "agenda": agenda[:LONGEST_TEXT] if agenda else None,
        "kind": event.kind,
        "channel": event.channel,
    }


def known_by(event: CalendarEvent) -> dict[str, Any]:
    """Give how the event is known again: its own uid is taken over when the book, or another one, made it."""
    return {"uid": event.own_uid} if event.own_uid else {"ics_uid": event.uid}


def is_same_people(people: Sequence[tuple[int, str]], keys: Sequence[int]) -> bool:
    """Tell whether the people of a check-in are just these contacts."""
    return {key for key, _ in people} == set(keys)

"""Check-ins as calendar files tell them: one event, a series with what differs from it, and whose they are."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields, replace
from datetime import date, datetime

OUR_DOMAIN = "@csworkbench"
DEFAULT_MINUTES = 30
_OUR_UID = re.compile(rf"[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}{OUR_DOMAIN}", re.ASCII)

_TOLD_LATER = frozenset({"added", "recurrence_time", "recurrence_zone"})


@dataclass(frozen=True, slots=True)
class CalendarPerson:
    """Someone in an event; `uid` is the contact's when the book wrote it."""

    name: str
    email: str | None = None
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event of a calendar file.

    Attributes:
        uid: as in the file; those of the book end with "@csworkbench".
        time: "HH:MM" in `zone` (None: at the same time on the clock everywhere); None for all day.
        minutes: how long; None when it was not said.
        rule: of a series, by RFC 5545, UNTIL as a local day.
        left_out: days that the rule gives and that are none of the series.
        added: days of the series that the rule does not give.
        recurrence_on: the day of the rule that this event stands for, at `recurrence_time` in `recurrence_zone`: the
            time and zone of the series, which the event itself may differ from.
        account_uid: of the book's account.
        changed_at: when it was last changed, aware.
    """

    uid: str
    day: date
    title: str
    time: str | None = None
    zone: str | None = None
    minutes: int | None = None
    agenda: str | None = None
    state: str = "planned"
    kind: str = "check-in"
    channel: str = "call"
    reason: str | None = None
    account_uid: str | None = None
    organizer: CalendarPerson | None = None
    people: tuple[CalendarPerson, ...] = ()
    rule: str | None = None
    shift: str | None = None
    left_out: tuple[date, ...] = ()
    added: tuple[date, ...] = ()
    recurrence_on: date | None = None
    recurrence_time: str | None = None
    recurrence_zone: str | None = None
    sequence: int = 0
    changed_at: datetime | None = None

    @property
    def key(self) -> str:
        """Give what tells this event from all others: its uid, with the day it stands for in a series."""
        return self.uid if self.recurrence_on is None else f"{self.uid}/{self.recurrence_on.isoformat()}"

    @property
    def own_uid(self) -> str | None:
        """Give the book's uid in it, None when another program made it."""
        return self.uid.removesuffix(OUR_DOMAIN) if _OUR_UID.fullmatch(self.uid) else None

    def fingerprint(self) -> str:
        """Give a short text that differs when anything but sequence and instant of change does."""
        plain = replace(self, sequence=0, changed_at=None)
        # What was not told of before is left out where there is none of it: what was told then still counts as same.
        names = [one.name for one in fields(plain) if one.name not in _TOLD_LATER or getattr(plain, one.name)]
        text = "\x1f".join(f"{name}={getattr(plain, name)!r}" for name in names)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a calendar file holds: events, and what could not be read, each with its reason."""

    events: tuple[CalendarEvent, ...]
    unread: tuple[str, ...] = ()

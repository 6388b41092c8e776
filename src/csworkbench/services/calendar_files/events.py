"""Check-ins of the book as events of a calendar: series as a rule with what differs from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from sqlalchemy import Connection

from csworkbench.domain.calendar_events import OUR_DOMAIN, CalendarEvent, CalendarPerson
from csworkbench.domain.checkins import CheckInRow
from csworkbench.domain.recurrence import Rule, days_of, parse_rule, rule_text
from csworkbench.domain.series import SeriesRow
from csworkbench.storage import calendar_facts, checkins, series

_GMT = ("GMT", "Etc/UTC", "Etc/GMT", "Zulu", "Etc/Zulu", "UCT", "Etc/UCT", "Universal", "Etc/Universal")


class EventMaker:
    """Turns rows into events, with names and addresses read once."""

    def __init__(self, connection: Connection, account_ids: Iterable[int] | None = None) -> None:
        """Read who is who, of some accounts or of all."""
        kept = None if account_ids is None else set(account_ids)
        self._accounts = {one.id: one for one in calendar_facts.accounts(connection) if kept is None or one.id in kept}
        self._contacts = {one.id: one for one in calendar_facts.contacts(connection, kept)}

    def single(self, row: CheckInRow) -> CalendarEvent:
        """Give the event of a check-in that stands for itself."""
        return self._event(row, row.ics_uid or f"{row.uid}{OUR_DOMAIN}")

    def of_series(self, kept: SeriesRow, members: Sequence[CheckInRow]) -> list[CalendarEvent]:
        """Give the events of a series: its rule from the first check-in on, and each check-in that differs from it.

        Check-ins on days the rule does not give are days added to it; those before its first day stand for themselves.
        Of a cancelled one whose day another took nothing is told: a calendar knows a day of a series once. A series
        that goes by completion has no rule a calendar knows: each check-in stands for itself.
        """
        if not members or kept.is_from_completion:
            return [self.single(row) for row in members]
        rows = _one_a_day(members)
        plan = _days_of_rule(kept, _day(rows[-1]))
        first = next((_day(row) for row in rows if _day(row) in plan), _day(rows[0]))
        kept_rows = [row for row in rows if _day(row) >= first]
        master = self._master(kept, kept_rows, plan)
        events = [self.single(row) for row in rows if _day(row) < first] + [master]
        for row in kept_rows:
            event = self.member(kept, row)
            if event != self._given(kept, master, _day(row)):
                events.append(event)
        return events

    def member(self, kept: SeriesRow, row: CheckInRow) -> CalendarEvent:
        """Give the event of one check-in of a series."""
        event = self._event(row, kept.ics_uid or f"{kept.uid}{OUR_DOMAIN}")
        return replace(_standing_for(kept, event, _day(row)), shift=kept.shift)

    def _given(self, kept: SeriesRow, master: CalendarEvent, day: date) -> CalendarEvent:
        """Give the event that the rule gives on a day."""
        return _standing_for(kept, replace(master, day=day, rule=None, left_out=(), added=()), day)

    def _master(self, kept: SeriesRow, rows: Sequence[CheckInRow], plan: Sequence[date]) -> CalendarEvent:
        first = _day(rows[0])
        rule = parse_rule(kept.rule) if first in plan else Rule("DAILY", count=1)
        days = [day for day in plan if day >= first] if first in plan else [first]
        if rule.count is not None and first in plan:
            rule = replace(rule, count=max(1, rule.count - (len(plan) - len(days))))
        there = {_day(row) for row in rows}
        like = replace(
            rows[-1], due_on=first, due_time=kept.due_time, time_zone=kept.time_zone, minutes=kept.minutes,
            kind=kept.kind, channel=kept.channel, agenda=kept.agenda, state="planned", reason=None,
        )  # fmt: skip
        left_out = tuple(day for day in days if day not in there)
        added = tuple(sorted(there - set(days)))
        event = replace(self.member(kept, like), recurrence_on=None, recurrence_time=None, recurrence_zone=None)
        return replace(event, rule=rule_text(rule), left_out=left_out, added=added)

    def _event(self, row: CheckInRow, uid: str) -> CalendarEvent:
        about = self._accounts[int(row.account_id)]
        found = [self._contacts[key] for key, _ in row.people if key in self._contacts]
        is_named = about.owner_name is not None and about.owner_email is not None
        return CalendarEvent(
            uid=uid,
            day=row.due_on,
            title=f"{row.kind[:1].upper()}{row.kind[1:]}: {about.name}",
            time=row.due_time,
            zone=_zone(row.due_time, row.time_zone),
            minutes=row.minutes,
            agenda=row.agenda,
            state=row.state,
            kind=row.kind,
            channel=row.channel,
            reason=row.reason,
            account_uid=about.uid,
            organizer=CalendarPerson(about.owner_name or "", about.owner_email) if is_named else None,
            people=tuple(CalendarPerson(one.name, one.email, one.uid) for one in found),
            sequence=row.ics_sequence or 0,
        )


def events_of_book(connection: Connection, since: date, owner_id: int | None = None) -> list[CalendarEvent]:
    """Give what is planned and all since a day, of one owner or of everyone, series as wholes."""
    wanted = [one.id for one in calendar_facts.accounts(connection) if owner_id is None or one.owner_id == owner_id]
    maker = EventMaker(connection, None if owner_id is None else wanted)
    kept_accounts = set(wanted)
    rows = [row for row in checkins.list_where(connection) if int(row.account_id) in kept_accounts]
    by_series: dict[int, list[CheckInRow]] = {}
    events = []
    for row in rows:
        if row.series_id is not None:
            by_series.setdefault(row.series_id, []).append(row)
        elif row.due_on >= since or row.state == "planned":
            events.append(maker.single(row))
    for kept in series.list_all(connection):
        members = [row for row in by_series.get(kept.id, []) if _day(row) >= since or row.state == "planned"]
        events += maker.of_series(kept, members)
    return events


def _standing_for(kept: SeriesRow, event: CalendarEvent, day: date) -> CalendarEvent:
    """Give an event as that of a day of its series: calendars find the day by the time of the series, not its own."""
    zone = _zone(kept.due_time, kept.time_zone)
    return replace(event, recurrence_on=day, recurrence_time=kept.due_time, recurrence_zone=zone)


def _zone(at: str | None, name: str | None) -> str | None:
    return None if at is None else "UTC" if name in _GMT else name


def _days_of_rule(kept: SeriesRow, last: date) -> list[date]:
    """Give the days of the rule of a series up to `last`."""
    return list(takewhile(lambda day: day <= last, days_of(parse_rule(kept.rule), kept.anchor_on)))


def _one_a_day(members: Sequence[CheckInRow]) -> list[CheckInRow]:
    """Give check-ins by day, without those that are cancelled where another stands on the same day."""
    alive = {_day(row) for row in members if row.state != "cancelled"}
    kept = (row for row in members if row.state != "cancelled" or _day(row) not in alive)
    return sorted(kept, key=lambda row: (_day(row), row.id))


def _day(row: CheckInRow) -> date:
    return row.scheduled_on or row.due_on

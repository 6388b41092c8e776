"""Series of a calendar file into the book: planned when they are new, brought up to date when they are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import Any

from csworkbench.domain.calendar_events import CalendarEvent
from csworkbench.domain.calendar_import import CHANGED, NEW, UNCHANGED
from csworkbench.domain.checkins import CheckInRow
from csworkbench.domain.recurrence import days_of, parse_rule
from csworkbench.domain.series import SeriesRow
from csworkbench.services.calendar_files.import_run import (
    EXCLUDED,
    NEWER,
    Guests,
    Taking,
    is_same_people,
    known_by,
    values_of,
)
from csworkbench.services.series_planning import add_member, plan_ahead, shift_of
from csworkbench.storage import checkins, series

_KEPT = ("due_time", "time_zone", "minutes", "agenda", "kind", "channel")


def take_series(
    taking: Taking, event: CalendarEvent, known: int | None, newest: int, told_days: frozenset[date]
) -> int | None:
    """Take in the series of an event; give its key, None when it is left out.

    `known` is the key of the series the book has, `newest` the sequence it told of it, and `told_days` the days of the
    series for which the file has an event of its own.
    """
    if known is None:
        return _new(taking, event)
    row = series.get(taking.connection, known)
    if event.sequence < max(newest, row.ics_sequence or 0):
        taking.leave_out(event, NEWER, row.account_id)
        return known
    guests = taking.guests_of(event, row.account_id)
    kind = CHANGED if _Known(taking, row, event, guests, newest, told_days).bring_up_to_date() else UNCHANGED
    taking.note(kind, event, row.account_id, guests)
    return known


def _new(taking: Taking, event: CalendarEvent) -> int | None:
    account_id = taking.account_of(event, is_series=True)
    if account_id is None:
        return None
    connection = taking.connection
    guests = taking.guests_of(event, account_id)
    values = {**_content(event), "account_id": account_id, "anchor_on": event.day, "ics_sequence": event.sequence}
    key = series.add(connection, {**values, "rule": event.rule, "is_from_completion": False, **known_by(event)})
    plan_ahead(connection, key, taking.clock)
    row = series.get(connection, key)
    _add_days(taking, row, event, guests, ())
    for member in checkins.list_where(connection, series_id=key):
        checkins.set_people(connection, member.id, guests.keys)
    _exclude(taking, event, key)
    taking.note(NEW, event, account_id, guests)
    return key


class _Known:
    """A series that the book has and the file tells anew."""

    def __init__(
        self, taking: Taking, row: SeriesRow, event: CalendarEvent, guests: Guests, newest: int, told: frozenset[date]
    ) -> None:
        """Read what the book has of it."""
        self._taking = taking
        self._row = row
        self._event = event
        self._guests = guests
        self._told = told
        self._members = checkins.list_where(taking.connection, series_id=row.id)
        self._is_newer = event.sequence > max(newest, row.ics_sequence or 0)
        days = [one.scheduled_on for one in self._members if one.scheduled_on is not None]
        self._last = max([*days, event.day, *event.added])
        self._old_days = _days_until(row.rule, row.anchor_on, self._last)

    def bring_up_to_date(self) -> bool:
        """Do what the event asks for; tell whether anything changed."""
        event, connection = self._event, self._taking.connection
        values = {name: value for name, value in _content(event).items() if getattr(self._row, name) != value}
        is_moved = self._is_newer and (event.rule != self._row.rule or event.day not in self._old_days)
        changed = [bool(values), is_moved, self._drop_removed(), self._set_people()]
        for one in self._open() if values else ():
            checkins.put(connection, one.id, **{name: values[name] for name in _KEPT if name in values})
        if is_moved:
            values |= {"rule": event.rule, "anchor_on": event.day}
        if values:
            series.put(connection, self._row.id, values)
        if is_moved:
            self._move_days()
        row = series.get(connection, self._row.id)
        changed.append(_add_days(self._taking, row, event, self._guests, self._members))
        changed.append(_exclude(self._taking, event, row.id))
        if any(changed):
            series.put(connection, row.id, {"ics_sequence": event.sequence})
        return any(changed)

    def _open(self) -> list[CheckInRow]:
        first = self._event.day
        return [one for one in self._members if one.state == "planned" or (one.is_open and _day(one) >= first)]

    def _set_people(self) -> bool:
        """Ask other people to come when a newer event says so."""
        others = [one for one in self._open() if not is_same_people(one.people, self._guests.keys)]
        others = [one for one in others if _day(one) not in self._told] if self._is_newer else []
        for one in others:
            checkins.set_people(self._taking.connection, one.id, self._guests.keys)
        return bool(others)

    def _drop_removed(self) -> bool:
        """Cancel check-ins on days that were added to the rule once and are not any more."""
        kept = {*self._old_days, *self._event.added, *self._told}
        dropped = [one for one in self._open() if one.state == "planned" and _day(one) not in kept]
        for one in dropped:
            checkins.put(self._taking.connection, one.id, state="cancelled", reason=EXCLUDED)
        self._members = [one for one in self._members if one not in dropped]
        return bool(dropped)

    def _move_days(self) -> None:
        """Put open check-ins whose day the rule gives no more on days that it gives; what is on such a day stays."""
        event, taking = self._event, self._taking
        rule = parse_rule(event.rule or "")
        new_days = _days_until(event.rule or "", event.day, self._last)
        moved = [one for one in self._open() if _day(one) not in {*new_days, *event.added}]
        first = max(event.day, min([taking.clock.today(), *(_day(one) for one in moved)]))
        taken = {_day(one) for one in self._members}
        free = (day for day in days_of(rule, event.day) if day >= first and day not in taken)
        shift = shift_of(taking.connection, series.get(taking.connection, self._row.id), first)
        for one in sorted(moved, key=_day):
            day = next(free, None)
            if day is None:
                checkins.put(taking.connection, one.id, state="cancelled", reason=EXCLUDED)
                continue
            due_on = shift(day) if shift else day
            again = one.moved_count + (due_on != one.due_on)
            checkins.put(taking.connection, one.id, due_on=due_on, scheduled_on=day, moved_count=again)
        plan_ahead(taking.connection, self._row.id, taking.clock)


def _add_days(
    taking: Taking, row: SeriesRow, event: CalendarEvent, guests: Guests, members: Sequence[CheckInRow]
) -> bool:
    """Plan the days that the file adds to the rule and that are not over; tell whether there were any."""
    there = {_day(one) for one in (members or checkins.list_where(taking.connection, series_id=row.id))}
    days = [day for day in event.added if day not in there and day >= taking.since]
    for day in days:
        add_member(taking.connection, row, day, day, guests.keys, taking.clock)
    return bool(days)


def _exclude(taking: Taking, event: CalendarEvent, key: int) -> bool:
    found = checkins.list_where(taking.connection, series_id=key, states=["planned"])
    left_out = [one for one in found if one.scheduled_on in event.left_out]
    for one in left_out:
        checkins.put(taking.connection, one.id, state="cancelled", reason=EXCLUDED)
    return bool(left_out)


def _content(event: CalendarEvent) -> Mapping[str, Any]:
    return {name: value for name, value in values_of(event).items() if name in _KEPT} | {"shift": event.shift}


def _days_until(rule: str, anchor: date, last: date) -> frozenset[date]:
    end = last + timedelta(days=1)
    return frozenset(takewhile(lambda day: day < end, days_of(parse_rule(rule), anchor)))


def _day(row: CheckInRow) -> date:
    return row.scheduled_on or row.due_on

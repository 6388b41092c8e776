"""Keeps a series planned ahead, inside a running change: the next check-ins by its rule, or from the last one held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta
from itertools import takewhile

from sqlalchemy import Connection

from csworkbench.domain.checkins import CheckInDraft, CheckInRow
from csworkbench.domain.recurrence import days_of, parse_rule
from csworkbench.domain.series import SeriesRow, Shift, after_completion, planned_days
from csworkbench.infra.clock import Clock, utc_text
from csworkbench.services.business_calendars import business_days_of_account
from csworkbench.storage import checkins, series

_YEARS_AHEAD = 4
_SHIFT_REACH = timedelta(days=40)


def plan_ahead(connection: Connection, series_id: int, clock: Clock, done_on: date | None = None) -> None:
    """Plan what the series asks for and has not yet: half a year ahead, or one from the day the last was held."""
    row = series.get(connection, series_id)
    members = checkins.list_where(connection, series_id=series_id)
    if row.is_from_completion:
        _plan_from_completion(connection, row, members, clock, done_on)
    else:
        _plan_from_schedule(connection, row, members, clock)


def add_member(
    connection: Connection, row: SeriesRow, day: date, due_on: date, people: Sequence[int], clock: Clock
) -> None:
    """Plan the check-in that a series asks for on `day` of its rule, due on `due_on`."""
    draft = CheckInDraft(
        row.account_id, due_on, row.channel, row.kind, row.agenda, tuple(people), row.minutes, row.due_time,
        row.time_zone,
    )  # fmt: skip
    checkins.add(connection, draft, utc_text(clock.now()), series_id=row.id, scheduled_on=day)


def shift_of(connection: Connection, row: SeriesRow, first: date) -> Shift | None:
    """Give what moves a day of the series that is no business day of both sides; None when nothing is moved."""
    if row.shift is None:
        return None
    last = date(min(first.year + _YEARS_AHEAD, 2199), 12, 31)
    days = business_days_of_account(connection, row.account_id, first - _SHIFT_REACH, last)
    how = row.shift
    return lambda day: days.shifted(day, how)


def replan(
    connection: Connection,
    series_id: int,
    old: SeriesRow,
    members: Sequence[CheckInRow],
    clock: Clock,
    fixed: Mapping[int, date],
) -> None:
    """Put open check-ins of what was the series `old` on the days of a series from its anchor on.

    Each goes from its day of the old rule to that of the new one with the same place, so days that are held, cancelled
    or left out stay free; those for which there is no day are cancelled, those added to the rule stay where they are.
    `fixed` are keys of check-ins with the day to plan them for whatever the series' shift says. Days of the new rule on
    which one was held or cancelled are passed over: a series has each of its days once.
    """
    row = series.get(connection, series_id)
    shift = shift_of(connection, row, row.anchor_on)
    over = [one for one in checkins.list_where(connection, series_id=series_id) if not one.is_open]
    days = _same_places(old, row, members, {one.scheduled_on for one in over if one.scheduled_on})
    for one in members:
        day = days.get(one.scheduled_on or one.due_on)
        if day is None and _on_rule(old, [one.scheduled_on or one.due_on]):
            values = {"state": "cancelled", "reason": "The series ends before it.", "series_id": series_id}
            checkins.put(connection, one.id, **values)
            continue
        kept = day or one.scheduled_on
        due_on = fixed.get(one.id) or (one.due_on if day is None else shift(day) if shift else day)
        moved = one.moved_count + (due_on != one.due_on)
        values = {"due_on": due_on, "scheduled_on": kept, "state": "planned", "reason": None, "series_id": series_id}
        checkins.put(connection, one.id, **values, moved_count=moved)
    plan_ahead(connection, series_id, clock)


def _same_places(old: SeriesRow, new: SeriesRow, members: Sequence[CheckInRow], taken: Set[date]) -> dict[date, date]:
    """Give the day of the new rule for each day of the old one, from the first of `members` to the last.

    A member whose day there is one of `taken` gets the first day of the new rule that nobody has.
    """
    known = [one.scheduled_on or one.due_on for one in members]
    given = [day for day in _given(old, max(known)) if day >= min(known)]
    rule = parse_rule(new.rule)
    places = dict(zip(given, days_of(rule, new.anchor_on), strict=False))
    wanted = {places[day] for day in known if day in places}
    spare = (day for day in days_of(rule, new.anchor_on) if day not in wanted and day not in taken)
    for day in sorted(known):
        if places.get(day) in taken:
            found = next(spare, None)
            places.pop(day)
            places |= {} if found is None else {day: found}
    return places


def _plan_from_schedule(connection: Connection, row: SeriesRow, members: Sequence[CheckInRow], clock: Clock) -> None:
    today = clock.today()
    known = _on_rule(row, [one.scheduled_on for one in members if one.scheduled_on is not None])
    after = max([*known, today - timedelta(days=1)])
    have = sum(one.state == "planned" and one.due_on >= today for one in members)
    shift = shift_of(connection, row, min(row.anchor_on, today))
    people = _people(members)
    for day, due_on in planned_days(parse_rule(row.rule), row.anchor_on, after, today, shift, have):
        add_member(connection, row, day, due_on, people, clock)


def _on_rule(row: SeriesRow, days: Sequence[date]) -> list[date]:
    """Give those of `days` that the rule gives: days added to it by a calendar say nothing of how far it is planned."""
    given = set(_given(row, max(days, default=row.anchor_on)))
    return [day for day in days if day in given]


def _given(row: SeriesRow, last: date) -> list[date]:
    """Give the days of the rule of a series up to `last`."""
    return list(takewhile(lambda day: day <= last, days_of(parse_rule(row.rule), row.anchor_on)))


def _plan_from_completion(
    connection: Connection, row: SeriesRow, members: Sequence[CheckInRow], clock: Clock, done_on: date | None
) -> None:
    rule = parse_rule(row.rule)
    is_full = rule.count is not None and len(members) >= rule.count
    if is_full or any(one.is_open for one in members):
        return
    day = row.anchor_on if not members else after_completion(rule, done_on or clock.today())
    if day is not None:
        shift = shift_of(connection, row, day)
        add_member(connection, row, day, shift(day) if shift else day, _people(members), clock)


def _people(members: Sequence[CheckInRow]) -> tuple[int, ...]:
    newest = max(members, key=lambda one: (one.scheduled_on or one.due_on, one.id), default=None)
    return () if newest is None else tuple(key for key, _ in newest.people)

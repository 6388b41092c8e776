"""The calendar: what a span of days holds, and what was due and did not happen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta, tzinfo

from sqlalchemy import Connection

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.calendar_span import (
    DEFAULT_MINUTES,
    CalendarDay,
    CalendarItemRow,
    CalendarMarkRow,
    CalendarQuery,
    CalendarSpan,
    OverdueTray,
    local_place,
    overlaps_of,
)
from csworkbench.domain.ids import CheckInId, OwnerId
from csworkbench.domain.planning.preview import DEFAULT_WEEK_HOURS
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Token
from csworkbench.services.business_calendars import (
    business_days_of_owners,
    closed_names_of_accounts,
    closed_names_of_owners,
)
from csworkbench.storage import calendar_span as stored
from csworkbench.storage.workbench import Workbench

LONGEST_DAYS = 62
MOST_OVERDUE = 200
_ONE = timedelta(days=1)


def read_span(wb: Workbench, query: CalendarQuery, token: Token, zone: tzinfo | None = None) -> CalendarSpan:
    """Give the days of a span with their check-ins, in the local days and times of `zone` (None: the machine's own).

    Raises:
        InvalidInput: the span is empty or longer than two months.
        NotFound: there is no such owner.
        Cancelled: the token asked for it.
    """
    if not 0 <= (query.last - query.first).days < LONGEST_DAYS:
        raise InvalidInput(f"A calendar shows 1 to {LONGEST_DAYS} days.", field="last")
    with wb.read() as connection:
        # A check-in may be on another day here than in its own zone.
        found = stored.places(connection, query.first - _ONE, query.last + _ONE, query.owner_id)
        local = [(row, *local_place(row.due_on, row.due_time, row.time_zone, zone)) for row in found]
        inside = [(row, on, at) for row, on, at in local if query.first <= on <= query.last]
        inside.sort(key=lambda one: (one[1], one[2] or ""))
        token.check()
        kept = _first_of_each_day([(row.id, on, at) for row, on, at in inside], query.most_per_day)
        loads = _loads([(row, on) for row, on, _ in inside])
        ours = closed_names_of_owners(connection, query.first, query.last, query.owner_id)
        business = business_days_of_owners(connection, query.first, query.last, query.owner_id)
        items, away = _items(connection, query, kept, ours, business)
        token.check()
        marks = stored.marks(connection, query.first, query.last, query.owner_id)
        days = _days(connection, query, loads, ours, business)
    return CalendarSpan(query, wb.clock.today(), days, items, _few_of_each_day(marks, query.most_per_day), away)


def read_overdue(wb: Workbench, owner_id: OwnerId | None, zone: tzinfo | None = None) -> OverdueTray:
    """Give the check-ins whose day passed without being held, and how many accounts are on time."""
    today = wb.clock.today()
    with wb.read() as connection:
        keys = stored.overdue(connection, today, owner_id)
        rows = stored.items(connection, keys[:MOST_OVERDUE])
        on_time = stored.on_time(connection, today, owner_id)
    placed = []
    for key in keys[:MOST_OVERDUE]:
        row = rows[key]
        on, at = local_place(row.due_on, row.due_time, row.time_zone, zone)
        placed.append(replace(row, on=on, at=at))
    return OverdueTray(placed, len(keys) - len(placed), on_time)


def _first_of_each_day(
    placed: Sequence[tuple[CheckInId, date, str | None]], most: int
) -> list[tuple[CheckInId, date, str | None]]:
    seen: Counter[date] = Counter()
    kept = []
    for one in placed:
        seen[one[1]] += 1
        if seen[one[1]] <= most:
            kept.append(one)
    return kept


def _few_of_each_day(marks: Sequence[CalendarMarkRow], most: int) -> list[CalendarMarkRow]:
    seen: Counter[date] = Counter()
    kept = []
    for mark in marks:
        seen[mark.on] += 1
        if seen[mark.on] <= most:
            kept.append(mark)
    return kept


def _loads(placed: Sequence[tuple[stored.PlaceRow, date]]) -> dict[date, tuple[int, int]]:
    """Give per day how many check-ins are planned or held, and their minutes; a missed one took no time."""
    found: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for row, on in placed:
        if row.state != "missed":
            found[on][0] += 1
            found[on][1] += row.minutes or DEFAULT_MINUTES
    return {on: (count, minutes) for on, (count, minutes) in found.items()}


def _items(
    connection: Connection,
    query: CalendarQuery,
    kept: Sequence[tuple[CheckInId, date, str | None]],
    ours: Mapping[int | None, Mapping[date, str]],
    business: Mapping[int | None, BusinessDays],
) -> tuple[list[CalendarItemRow], dict[int, dict[date, str]]]:
    rows = stored.items(connection, [key for key, _, _ in kept])
    placed = [replace(rows[key], on=on, at=at) for key, on, at in kept]
    accounts = sorted({int(row.account_id) for row in placed})
    theirs = closed_names_of_accounts(connection, query.first, query.last, accounts) if accounts else {}
    overlaps = overlaps_of(placed)
    items = [
        replace(
            row,
            closed=_why_closed(row, ours.get(row.owner_id, {}), theirs.get(int(row.account_id), {}), business),
            overlaps=overlaps.get(row.check_in_id, ()),
        )
        for row in placed
    ]
    return items, theirs


def _why_closed(
    row: CalendarItemRow,
    ours: Mapping[date, str],
    theirs: Mapping[date, str],
    business: Mapping[int | None, BusinessDays],
) -> str:
    mine, yours = ours.get(row.on), theirs.get(row.on)
    if yours:
        return f"{row.account} is closed: {yours}"
    if mine:
        return f"the owner is off: {mine}"
    return "" if business[row.owner_id].is_open(row.on) else "on a weekend"


def _days(
    connection: Connection,
    query: CalendarQuery,
    loads: Mapping[date, tuple[int, int]],
    ours: Mapping[int | None, Mapping[date, str]],
    business: Mapping[int | None, BusinessDays],
) -> list[CalendarDay]:
    """Give each day; it is closed where no owner works, and holds the hours of those who do."""
    hours = stored.owners(connection, query.owner_id)
    if query.owner_id is not None and not hours:
        raise NotFound(f"There is no owner with key {query.owner_id}.")
    hours = hours or [(None, None)]
    groups = Counter((business[key], _minutes_a_day(week)) for key, week in hours)
    names = ours.get(hours[0][0], {}) if len(hours) == 1 else {}
    days = []
    for step in range((query.last - query.first).days + 1):
        on = query.first + timedelta(days=step)
        at_work = [minutes * count for (open_days, minutes), count in groups.items() if open_days.is_open(on)]
        cap = sum(at_work)
        count, minutes = loads.get(on, (0, 0))
        closed = "" if at_work else names.get(on) or "Weekend"
        days.append(CalendarDay(on, closed, count, minutes, cap))
    return days


def _minutes_a_day(week_hours: int | None) -> int:
    """Give the minutes of a working day; who has no hours of their own has the usual ones, who has none has none."""
    return round((DEFAULT_WEEK_HOURS if week_hours is None else week_hours) * 60 / 5)

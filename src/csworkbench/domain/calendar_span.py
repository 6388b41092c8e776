"""A span of days as the calendar shows it: check-ins, what else falls on a day, closed days, load and conflicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Literal

from csworkbench.domain.ids import AccountId, CheckInId, OwnerId
from csworkbench.domain.instants import instant_at, minute_of, zone_of
from csworkbench.domain.my_day import check_in_begins

DEFAULT_MINUTES = 30
"""How long a check-in takes that does not say so itself."""
MOST_NAMED = 2
"""How many accounts are named that take the same time."""
MarkKind = Literal["promise", "renewal", "review"]


@dataclass(frozen=True, slots=True)
class CalendarQuery:
    """What to show: the days `first` to `last` of one owner's accounts, or of everyone's (None).

    At most `most_per_day` check-ins and as many marks are given of a day; the counts always hold all of them.
    """

    first: date
    last: date
    owner_id: OwnerId | None = None
    most_per_day: int = 40


@dataclass(frozen=True, slots=True)
class CalendarItemRow:
    """A check-in on the local day `on`, at the local time `at` ("HH:MM"; None: at no fixed time).

    Attributes:
        due_on, due_time, time_zone: as planned, in the check-in's own zone.
        minutes: how long it takes; None when nobody said.
        closed: why one side does not work on that day, if so.
        overlaps: the accounts of the owner's other check-ins at the same time.
    """

    check_in_id: CheckInId
    account_id: AccountId
    account: str
    owner_id: int | None
    on: date
    at: str | None
    minutes: int | None
    due_on: date
    due_time: str | None
    time_zone: str | None
    kind: str
    channel: str
    state: str
    moved_count: int
    series_id: int | None
    people: str
    agenda: str
    score: int | None
    band: str
    closed: str = ""
    overlaps: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether it may still take place."""
        return self.state in ("planned", "missed")

    @property
    def length(self) -> int:
        """Minutes it takes, the usual ones when nobody said."""
        return self.minutes or DEFAULT_MINUTES

    @property
    def conflicts(self) -> tuple[str, ...]:
        """Give in words what stands against its place; nothing does once it is held."""
        if not self.is_open:
            return ()
        found = (self.closed,) if self.closed else ()
        if not self.overlaps:
            return found
        names = list(dict.fromkeys(self.overlaps))
        first, rest = names[:MOST_NAMED], len(names) - MOST_NAMED
        more = f" and {rest} more" if rest > 0 else ""
        return (*found, f"at the same time as {', '.join(first)}{more}")


@dataclass(frozen=True, slots=True)
class CalendarMarkRow:
    """Something else of a day: a promise that is due, a contract that ends, a review to hold."""

    kind: MarkKind
    id: int
    account_id: AccountId
    account: str
    on: date
    title: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: how many check-ins it has (planned and held) and their minutes, beside the minutes one has.

    `closed` says why the owner does not work ("Weekend", the name of a holiday); empty on a business day.
    """

    on: date
    closed: str = ""
    check_ins: int = 0
    minutes: int = 0
    cap_minutes: int = 0

    @property
    def is_too_full(self) -> bool:
        """Tell whether more is planned than there are hours."""
        return self.minutes > self.cap_minutes


@dataclass(frozen=True)
class CalendarSpan:
    """What the calendar shows of a span; `days` holds each day in order, `away` the closed days of each account."""

    query: CalendarQuery
    today: date
    days: Sequence[CalendarDay]
    items: Sequence[CalendarItemRow]
    marks: Sequence[CalendarMarkRow]
    away: Mapping[int, Mapping[date, str]] = field(default_factory=dict)

    def items_on(self, day: date) -> list[CalendarItemRow]:
        """Give the check-ins of a day: those without a time first, then by time."""
        return self._items_by_day.get(day, [])

    def marks_on(self, day: date) -> list[CalendarMarkRow]:
        """Give what else falls on a day."""
        return self._marks_by_day.get(day, [])

    def day(self, on: date) -> CalendarDay:
        """Give a day; one outside of the span has nothing on it."""
        place = (on - self.query.first).days
        return self.days[place] if 0 <= place < len(self.days) else CalendarDay(on)

    @cached_property
    def _items_by_day(self) -> dict[date, list[CalendarItemRow]]:
        found: dict[date, list[CalendarItemRow]] = {}
        for item in self.items:
            found.setdefault(item.on, []).append(item)
        return found

    @cached_property
    def _marks_by_day(self) -> dict[date, list[CalendarMarkRow]]:
        found: dict[date, list[CalendarMarkRow]] = {}
        for mark in self.marks:
            found.setdefault(mark.on, []).append(mark)
        return found

    def load(self, first: date, last: date) -> tuple[int, int]:
        """Give minutes planned and minutes there are from `first` to `last`."""
        inside = [day for day in self.days if first <= day.on <= last]
        return sum(day.minutes for day in inside), sum(day.cap_minutes for day in inside)


@dataclass(frozen=True, slots=True)
class OnTime:
    """How many accounts with a cadence are within their ideal and within their maximum interval today."""

    with_ideal: int = 0
    within_ideal: int = 0
    with_maximum: int = 0
    within_maximum: int = 0


@dataclass(frozen=True, slots=True)
class OverdueTray:
    """Check-ins whose day passed, and missed ones: the oldest first, at most 200; `more` is how many others."""

    items: Sequence[CalendarItemRow]
    more: int
    on_time: OnTime


def blank_span(first: date, last: date, today: date) -> CalendarSpan:
    """Give a span of which nothing is known yet but the week-ends."""
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    made = [CalendarDay(day, "Weekend" if day.weekday() >= 5 else "") for day in days]
    return CalendarSpan(CalendarQuery(first, last), today, made, (), ())


def local_place(
    due_on: date, due_time: str | None, time_zone: str | None, zone: tzinfo | None
) -> tuple[date, str | None]:
    """Give the day and time of a check-in in `zone` (None: the machine's own); a time without a zone is local."""
    if due_time is None:
        return due_on, None
    begins = check_in_begins(due_on.isoformat(), due_time, time_zone) if time_zone else None
    if begins is None:
        return due_on, due_time
    local = begins.astimezone(zone)
    return local.date(), f"{local:%H:%M}"


def planned_place(row: CalendarItemRow, on: date, at: str | None, zone: tzinfo | None) -> tuple[date, str | None]:
    """Give the day and time, in a check-in's own zone, of a local day and time: `local_place` the other way round."""
    own = zone_of(row.time_zone)
    if at is None or own is None:
        return on, at
    instant = instant_at(on, at, zone)
    if instant is None:
        return on, at
    theirs = instant.astimezone(own)
    return theirs.date(), f"{theirs:%H:%M}"


def time_text(minute: int) -> str:
    """Give "HH:MM" of minutes since midnight, within the day."""
    kept = min(max(minute, 0), 24 * 60 - 1)
    return f"{kept // 60:02d}:{kept % 60:02d}"


def overlaps_of(items: Iterable[CalendarItemRow]) -> dict[CheckInId, tuple[str, ...]]:
    """Give per open check-in the accounts of the same owner's other ones that take the same time."""
    timed: dict[int | None, list[tuple[datetime, datetime, CalendarItemRow]]] = {}
    for item in items:
        if item.at is not None and item.is_open:
            begins = datetime.combine(item.on, datetime.min.time()) + timedelta(minutes=minute_of(item.at))
            timed.setdefault(item.owner_id, []).append((begins, begins + timedelta(minutes=item.length), item))
    found: dict[CheckInId, list[str]] = {}
    for rows in timed.values():
        rows.sort(key=lambda row: (row[0], row[2].check_in_id))
        for place, (_, ends, item) in enumerate(rows):
            for begins, _, other in rows[place + 1 :]:
                if begins >= ends:
                    break
                found.setdefault(item.check_in_id, []).append(other.account)
                found.setdefault(other.check_in_id, []).append(item.account)
    return {key: tuple(names) for key, names in found.items()}


def side_by_side(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give per span of minutes (from, to) its column and how many columns it shares, as a time grid draws them.

    Spans that touch each other, also through others, share a width; each takes the first free column.
    """
    order = sorted(range(len(spans)), key=lambda place: (spans[place][0], -spans[place][1], place))
    found = [(0, 1)] * len(spans)
    group: list[int] = []
    ends: list[int] = []
    reach = -1
    for place in order:
        first, last = spans[place]
        if first >= reach and group:
            _share(found, group, len(ends))
            group, ends = [], []
        column = next((at for at, end in enumerate(ends) if end <= first), len(ends))
        ends[column : column + 1] = [last]
        found[place] = (column, 1)
        group.append(place)
        reach = max(reach, last) if len(group) > 1 else last
    _share(found, group, len(ends))
    return found


def _share(found: list[tuple[int, int]], group: Sequence[int], columns: int) -> None:
    for place in group:
        found[place] = (found[place][0], columns)


def hours_text(minutes: int) -> str:
    """Give minutes as people say them: "30 min", "2 h", "2 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def month_span(day: date, first_weekday: int) -> tuple[date, date]:
    """Give the whole weeks that hold a day's month, beginning on `first_weekday` (Monday 0)."""
    start = day.replace(day=1)
    first = start - timedelta(days=(start.weekday() - first_weekday) % 7)
    next_month = (start + timedelta(days=31)).replace(day=1)
    weeks = -((first - next_month).days // 7)
    return first, first + timedelta(days=7 * weeks - 1)


def week_span(day: date, first_weekday: int) -> tuple[date, date]:
    """Give the week of a day, beginning on `first_weekday` (Monday 0)."""
    first = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return first, first + timedelta(days=6)

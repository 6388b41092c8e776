"""Makes the case of a plan: the owner's days with what is on them, and each due check-in with where it may lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from csworkbench.domain.instants import instant_at, minute_of, zone_of
from csworkbench.domain.planning.board import PlanDay, PlanItem, Tick, Ties
from csworkbench.domain.planning.grid import STEP, Grid
from csworkbench.domain.planning.occurrences import Occurrence, occurrences
from csworkbench.domain.planning.preview import DEFAULT_WEEK_HOURS, PlanRequest
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.business_calendars import business_days_of_owner, closed_names_of_owner
from csworkbench.services.planning.facts import PlanFacts, Span, read_facts
from csworkbench.storage import planning
from csworkbench.storage.fatigue import PersonFacts
from csworkbench.storage.planning import PlanAccount, PlanCheckIn

DEFAULT_CHANNEL = "call"
WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A due check-in: of which account, when, whom with, and what bars the days that its interval would allow."""

    account: PlanAccount
    due: Occurrence
    check_in: PlanCheckIn | None
    people: tuple[PersonFacts, ...]
    minutes: int
    channel: str
    item: PlanItem
    barred: Mapping[date, str]

    @property
    def key(self) -> tuple[int, int | None, date]:
        """What it is told by: account, the check-in that is moved, ideal date."""
        return self.account.id, self.check_in.id if self.check_in else None, self.due.ideal_on


@dataclass(frozen=True, slots=True)
class FixedSpan:
    """A check-in that stays where it is; `at` is None when it has no time."""

    on: date
    at: datetime | None
    minutes: int


@dataclass(slots=True)
class PlanCase:
    """All that a plan is made from: `dates` are the owner's business days, in the order of `days`."""

    request: PlanRequest
    owner: str
    start: date
    today: date
    cap_minutes: int
    grid: Grid
    dates: list[date]
    off: Mapping[date, str]
    facts: PlanFacts
    fixed: list[FixedSpan]
    kept: int
    days: list[PlanDay] = field(default_factory=list)
    fixed_minutes: dict[date, int] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    _allowed: dict[tuple[int, int, tuple[tuple[int, int], ...]], bool] = field(default_factory=dict)

    def ties(self) -> Ties:
        """Give which check-ins are of one account, and the rule for their days: the interval, and the fatigue guard."""
        groups: dict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(self.wanted):
            groups[one.account.id].append(number)
        tied = [group for group in groups.values() if len(group) > 1]
        return Ties({one: tuple(set(group) - {one}) for group in tied for one in group}, self._allows)

    def _allows(self, number: int, place: int, others: Mapping[int, int]) -> bool:
        """Answer from memory where it was asked before: a search asks the same again and again."""
        asked = number, place, tuple(sorted(others.items()))
        if asked not in self._allowed:
            self._allowed[asked] = self._allows_beside(number, place, others)
        return self._allowed[asked]

    def _allows_beside(self, number: int, place: int, others: Mapping[int, int]) -> bool:
        one, day = self.wanted[number], self.dates[place]
        beside = {other: self.dates[at] for other, at in others.items()}
        for other, on in beside.items():
            early, late = ((other, on), (number, day)) if other < number else ((number, day), (other, on))
            if late[0] == early[0] + 1 and not self.wanted[late[0]].due.keeps_gap(early[1], late[1]):
                return False
            if early[1] >= late[1]:
                return False
        met = [on for other, on in beside.items() if not set(self.wanted[other].people).isdisjoint(one.people)]
        return not self.facts.fatigue(one.account.id, one.people, day, met)


@dataclass(frozen=True, slots=True)
class _Due:
    account: PlanAccount
    due: Occurrence
    check_in: PlanCheckIn | None


def case_of(connection: Connection, request: PlanRequest, today: date, tick: Tick) -> PlanCase | None:
    """Read the case of a plan; None when there is no such owner. What `tick` raises ends the work.

    Raises:
        InvalidInput: the period is over.
    """
    owner = planning.owner_of(connection, request.owner_id)
    if owner is None:
        return None
    start = max(request.first, today + timedelta(days=1))
    if start > request.last:
        raise InvalidInput("That period is over; a plan begins tomorrow at the earliest.", field="last")
    accounts = planning.accounts_of(connection, request.owner_id, today)
    check_ins = planning.check_ins_of(connection, request.owner_id, request.last, today)
    check_ins = [_before_the_plan(one, start, today) for one in check_ins]
    dues = _due(accounts, check_ins, start, request.last, today)
    case = _empty_case(connection, request, owner, dues, check_ins, Span(start, request.last, today))
    _lay_days(case)
    for done, one in enumerate(dues):
        tick(done, len(dues))
        case.wanted.append(_wanted(case, one))
    return case


def _empty_case(
    connection: Connection,
    request: PlanRequest,
    owner: tuple[str, int | None],
    dues: Sequence[_Due],
    check_ins: Sequence[PlanCheckIn],
    span: Span,
) -> PlanCase:
    """Give the case before anything lies on its days."""
    name, week_hours = owner
    day_hours = request.hours_per_day
    if day_hours is None:
        day_hours = (week_hours if week_hours is not None else DEFAULT_WEEK_HOURS) / WORKING_DAYS
    ours = business_days_of_owner(connection, request.owner_id, span.first, span.last)
    moved = frozenset(one.check_in.id for one in dues if one.check_in)
    fixed = [one for one in check_ins if one.id not in moved and not one.is_missed]
    keys = sorted({one.account.id for one in dues})
    attendees = {key for one in dues if one.check_in for key in one.check_in.contact_ids}
    grid = Grid(minute_of(request.day_from), minute_of(request.day_to), zone_of(request.time_zone))
    return PlanCase(
        request,
        name,
        span.first,
        span.today,
        round(day_hours * 60),
        grid,
        [day for day in _days(span.first, span.last) if ours.is_open(day)],
        closed_names_of_owner(connection, request.owner_id, span.first, span.last),
        read_facts(connection, keys, attendees, moved, span),
        [_fixed_span(one, grid, request) for one in fixed],
        sum(span.first <= one.due_on for one in fixed),
    )


def order_of(case: PlanCase) -> list[int]:
    """Give the check-ins by importance: those past their maximum first, then by what hangs on the account."""
    keys = [
        (not one.due.is_late, -one.account.weight, one.due.latest_on, one.account.name.casefold(), number)
        for number, one in enumerate(case.wanted)
    ]
    return [key[-1] for key in sorted(keys)]


def _due(
    accounts: Iterable[PlanAccount], check_ins: Sequence[PlanCheckIn], start: date, last: date, today: date
) -> list[_Due]:
    """Give what is due, each with the planned check-in that it moves; one account's stand in a row, by day."""
    by_account: dict[int, list[PlanCheckIn]] = defaultdict(list)
    for one in check_ins:
        by_account[one.account_id].append(one)
    found: list[_Due] = []
    for account in accounts:
        own = by_account.get(account.id, [])
        movable = sorted((one for one in own if not one.is_fixed), key=_to_be_moved)
        fixed = [one.due_on for one in own if one.is_fixed and one.due_on >= today]
        due = occurrences(account.cadence, account.counted_from, start, last, fixed)
        if account.cadence.ideal_days is None and account.cadence.maximum_days is None:
            movable = [one for one in movable if one.due_on < today]
            due = [Occurrence(start, start, last, is_late=True) for _ in movable]
        pairs = zip(due, [*movable, *[None] * len(due)], strict=False)
        found += [_Due(account, one, check_in) for one, check_in in pairs]
    return found


def _to_be_moved(one: PlanCheckIn) -> tuple[bool, int]:
    """Take planned ones first, by day, then the one that was missed last."""
    return one.is_missed, -one.due_on.toordinal() if one.is_missed else one.due_on.toordinal()


def _before_the_plan(one: PlanCheckIn, start: date, today: date) -> PlanCheckIn:
    """Let what is still to come before the plan begins stay where it is; what is overdue is moved into it."""
    is_to_come = today <= one.due_on < start and not one.is_missed
    return replace(one, is_fixed=True) if is_to_come else one


def _fixed_span(one: PlanCheckIn, grid: Grid, request: PlanRequest) -> FixedSpan:
    """Give where one lies for the owner, who may be in another zone than it was planned in."""
    at = instant_at(one.due_on, one.due_time, zone_of(one.time_zone) or grid.zone)
    on = one.due_on if at is None else at.astimezone(grid.zone).date()
    return FixedSpan(on, at, one.minutes if one.minutes is not None else request.minutes)


def _lay_days(case: PlanCase) -> None:
    by_day: dict[date, list[FixedSpan]] = defaultdict(list)
    for one in case.fixed:
        by_day[one.on].append(one)
    for day in case.dates:
        free = case.grid.real(day)
        for one in by_day[day]:
            if one.at is not None:
                free &= ~case.grid.taken(day, one.at, one.minutes)
        minutes = sum(one.minutes for one in by_day[day])
        case.fixed_minutes[day] = minutes
        case.days.append(PlanDay(max(0, (case.cap_minutes - minutes) // STEP), free))


def _wanted(case: PlanCase, one: _Due) -> Wanted:
    check_in, account, due = one.check_in, one.account, one.due
    people = case.facts.people_of(account.id, check_in.contact_ids if check_in else ())
    preferred = people[0].preferred_channel if people else None
    channel = check_in.channel if check_in else preferred or DEFAULT_CHANNEL
    minutes = (check_in.minutes if check_in else None) or case.request.minutes
    starts: list[tuple[int, int]] = []
    barred: dict[date, str] = {}
    for place, day in enumerate(case.dates):
        if due.earliest_on <= day <= due.latest_on:
            bits, why = _starts(case, account.id, people, day, minutes)
            if why:
                barred[day] = why
            else:
                starts.append((place, bits))
    target = case.start if due.is_late else due.ideal_on
    costs = tuple(float(abs((case.dates[place] - target).days)) for place, _ in starts)
    item = PlanItem(case.grid.length(minutes), tuple(starts), costs)
    return Wanted(account, due, check_in, people, minutes, channel, item, barred)


def _starts(case: PlanCase, account_id: int, people: Sequence[PersonFacts], day: date, minutes: int) -> tuple[int, str]:
    why = case.facts.against_people(account_id, people, day)
    if why:
        return 0, why
    bits, why = case.facts.starts(case.grid, account_id, people, day, minutes)
    return bits, why or case.facts.fatigue(account_id, people, day)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]

"""Makes the case of a plan: the owner's days with what is on them, and each due check-in with where it may lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.fatigue import DEFAULT_LIMITS, FatigueEvent, FatigueLimits, excesses
from csworkbench.domain.planning.board import PlanDay, PlanItem
from csworkbench.domain.planning.grid import Grid, minute_of, step_for
from csworkbench.domain.planning.occurrences import Occurrence, occurrences
from csworkbench.domain.planning.preview import DEFAULT_WEEK_HOURS, PlanRequest
from csworkbench.domain.reaching import instant_at, zone_of
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.fatigue import LOOK_BACK_DAYS
from csworkbench.services.holidays import business_days_of_accounts, business_days_of_owner
from csworkbench.storage import fatigue, planning
from csworkbench.storage.planning import PlanAccount, PlanCheckIn

DEFAULT_CHANNEL = "call"
WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A due check-in: of which account, when, whom with, and what bars the days that its interval would allow."""

    account: PlanAccount
    due: Occurrence
    check_in: PlanCheckIn | None
    person: fatigue.PersonFacts | None
    minutes: int
    channel: str
    item: PlanItem
    barred: Mapping[date, str]


@dataclass(slots=True)
class PlanCase:
    """All that a plan is made from: `dates` are the owner's business days, in the order of `days`."""

    request: PlanRequest
    owner: str
    start: date
    cap_minutes: int
    grid: Grid
    dates: list[date]
    days: list[PlanDay] = field(default_factory=list)
    fixed_minutes: dict[date, int] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)
    kept: int = 0


@dataclass(frozen=True, slots=True)
class _Due:
    account: PlanAccount
    due: Occurrence
    check_in: PlanCheckIn | None
    before: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What bars days: closed ones of both sides, people, what they were touched by, their limits."""

    people: Mapping[int, fatigue.PersonFacts]
    events: Mapping[int, list[FatigueEvent]]
    limits: Mapping[int, FatigueLimits]
    open_days: Mapping[int, BusinessDays]


def case_of(connection: Connection, request: PlanRequest, today: date) -> PlanCase | None:
    """Read the case of a plan; None when there is no such owner.

    Raises:
        InvalidInput: the period is over.
    """
    owner = planning.owner_of(connection, request.owner_id)
    if owner is None:
        return None
    start = max(request.first, today + timedelta(days=1))
    if start > request.last:
        raise InvalidInput("That period is over; a plan begins tomorrow at the earliest.", field="last")
    name, week_hours = owner
    ours = business_days_of_owner(connection, request.owner_id, start, request.last)
    dates = [day for day in _days(start, request.last) if ours.is_open(day)]
    accounts = planning.accounts_of(connection, request.owner_id, today)
    check_ins = planning.check_ins_of(connection, request.owner_id, request.last)
    check_ins = [_before_the_plan(one, start, today) for one in check_ins]
    dues, loose = _due(accounts, check_ins, start, request.last, today)
    minutes = [_minutes(one.check_in, request) for one in dues]
    begin, end = minute_of(request.day_from), minute_of(request.day_to)
    step = min(step_for(minutes or [request.minutes]), end - begin)
    day_hours = request.hours_per_day or (week_hours if week_hours is not None else DEFAULT_WEEK_HOURS) / WORKING_DAYS
    case = PlanCase(
        request, name, start, round(day_hours * 60), Grid(begin, end, step, zone_of(request.time_zone)), dates
    )
    fixed = [one for one in check_ins if one.is_fixed or one.id in loose]
    case.kept = sum(start <= one.due_on for one in fixed)
    _lay_days(case, fixed)
    facts = _facts(connection, dues, case, today)
    case.wanted = [_wanted(case, facts, due, length) for due, length in zip(dues, minutes, strict=True)]
    return case


def order_of(case: PlanCase) -> list[int]:
    """Give the check-ins by importance: those past their maximum first, then by what hangs on the account."""
    keys = [
        (not one.due.is_late, -one.account.weight, one.due.latest_on, one.account.name.casefold(), number)
        for number, one in enumerate(case.wanted)
    ]
    return [key[-1] for key in sorted(keys)]


def _due(
    accounts: Sequence[PlanAccount], check_ins: Sequence[PlanCheckIn], start: date, last: date, today: date
) -> tuple[list[_Due], set[int]]:
    """Give what is due, each with the planned check-in that it moves, and those that nothing asks for."""
    found: list[_Due] = []
    loose: set[int] = set()
    for account in accounts:
        own = [one for one in check_ins if one.account_id == account.id]
        movable = [one for one in own if not one.is_fixed]
        fixed = [one.due_on for one in own if one.is_fixed and one.due_on > today]
        due = occurrences(account.cadence, account.counted_from, start, last, fixed)
        for number, one in enumerate(due):
            check_in = movable[number] if number < len(movable) else None
            before = tuple(max(other.ideal_on, start) for other in due[:number])
            found.append(_Due(account, one, check_in, before))
        loose |= {one.id for one in movable[len(due) :]}
    return found, loose


def _before_the_plan(one: PlanCheckIn, start: date, today: date) -> PlanCheckIn:
    """Let what is still to come before the plan begins stay where it is; what is overdue is moved into it."""
    return replace(one, is_fixed=True) if today < one.due_on < start else one


def _lay_days(case: PlanCase, fixed: Sequence[PlanCheckIn]) -> None:
    grid = case.grid
    for day in case.dates:
        free, minutes = grid.all_free, 0
        for one in fixed:
            if one.due_on != day:
                continue
            takes = _minutes(one, case.request)
            minutes += takes
            at = instant_at(day, one.due_time, zone_of(one.time_zone) or grid.zone)
            if at is not None:
                free &= ~grid.taken(day, at, takes)
        case.fixed_minutes[day] = minutes
        case.days.append(PlanDay(max(0, (case.cap_minutes - minutes) // grid.step), free))


def _facts(connection: Connection, dues: Sequence[_Due], case: PlanCase, today: date) -> _Facts:
    accounts = sorted({one.account.id for one in dues})
    first = planning.first_people(connection, accounts)
    known = {one.check_in.contact_id for one in dues if one.check_in and one.check_in.contact_id}
    keys = sorted({*first.values(), *known})
    moved = frozenset(one.check_in.id for one in dues if one.check_in)
    since = today - timedelta(days=LOOK_BACK_DAYS)
    people = fatigue.people_facts(connection, keys)
    by_account = {account: people[key] for account, key in first.items()}
    return _Facts(
        {**{-account: person for account, person in by_account.items()}, **people},
        fatigue.events_of(connection, keys, since, today, fatigue.Skipped(moved)),
        fatigue.limits_of(connection, accounts),
        business_days_of_accounts(connection, case.start, case.request.last, accounts),
    )


def _wanted(case: PlanCase, facts: _Facts, due: _Due, minutes: int) -> Wanted:
    check_in, account = due.check_in, due.account
    person = facts.people.get(check_in.contact_id) if check_in and check_in.contact_id else None
    person = person or facts.people.get(-account.id)
    channel = check_in.channel if check_in else (person and person.preferred_channel) or DEFAULT_CHANNEL
    events = [*facts.events.get(person.id, ()), *(FatigueEvent(on, "check-in") for on in due.before)] if person else []
    limits = facts.limits.get(account.id, DEFAULT_LIMITS)
    open_days = facts.open_days.get(account.id, BusinessDays())
    starts: list[tuple[int, int]] = []
    barred: dict[date, str] = {}
    for place, day in enumerate(case.dates):
        if not due.due.earliest_on <= day <= due.due.latest_on:
            continue
        bits, why = _starts(case, day, person, minutes, open_days)
        over = () if why else excesses(FatigueEvent(day), events, limits, lambda one: not open_days.is_open(one))
        if why or over:
            barred[day] = why or f"{person.name if person else ''}: {over[0].text}"
        else:
            starts.append((place, bits))
    target = case.start if due.due.is_late else due.due.ideal_on
    costs = tuple(float(abs((case.dates[place] - target).days)) for place, _ in starts)
    item = PlanItem(case.grid.length(minutes), tuple(starts), costs)
    return Wanted(account, due.due, check_in, person, minutes, str(channel), item, barred)


def _starts(
    case: PlanCase, day: date, person: fatigue.PersonFacts | None, minutes: int, open_days: BusinessDays
) -> tuple[int, str]:
    """Give the slots a check-in may begin at on a day, or why there is none."""
    if not open_days.is_open(day):
        return 0, "closed at the customer"
    zone, hours = (person.time_zone, person.good_hours) if person else (None, None)
    bits = case.grid.good_starts(day, zone, hours, minutes)
    return bits, "" if bits else f"no good hours of {person.name if person else 'the customer'}"


def _minutes(check_in: PlanCheckIn | None, request: PlanRequest) -> int:
    return (check_in.minutes if check_in else None) or request.minutes


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]

"""Checks of a plan's rows at their final days and times, apart from the solver: its own, and those a person chose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.good_hours import read_good_hours
from csworkbench.domain.instants import instant_at, minute_of, zone_of
from csworkbench.domain.planning.grid import OFFICE
from csworkbench.domain.planning.preview import PlannedRow, RowProblem, hours_text
from csworkbench.domain.planning.solving import LeftOut, Solution
from csworkbench.services.planning.cases import FixedSpan, PlanCase, Wanted

Said = tuple[str, bool]
"""What speaks against a row, and whether it can't be planned then."""


def problems_of(case: PlanCase, rows: Sequence[PlannedRow]) -> list[RowProblem]:
    """Say what speaks against rows, what bars them first; where two collide, the one a person put there is named."""
    checks = _Checks(case, rows)
    return [
        RowProblem(row.key, text, is_barring)
        for row in rows
        for text, is_barring in sorted(checks.of(row), key=lambda said: not said[1])
    ]


def without_tiring(case: PlanCase, solution: Solution) -> Solution:
    """Leave out what would put a person past the fatigue guard beside planned check-ins that found no place.

    These stay where they are; the search takes them for moved.
    """
    stay: dict[int, list[date]] = defaultdict(list)
    for one in solution.left:
        wanted = case.wanted[one.number]
        if wanted.check_in and wanted.check_in.due_on >= case.today:
            stay[wanted.account.id].append(wanted.check_in.due_on)
    at, left = list(solution.at), list(solution.left)
    for number, place in enumerate(solution.at):
        found = case.wanted[number]
        beside = stay.get(found.account.id)
        if place and beside and case.facts.fatigue(found.account.id, found.people, case.dates[place[0]], beside):
            at[number] = None
            left.append(LeftOut(number, "not found"))
    return replace(solution, at=tuple(at), left=tuple(left))


class _Checks:
    """Rows of a plan with all that lies beside them."""

    def __init__(self, case: PlanCase, rows: Sequence[PlannedRow]) -> None:
        """Sort what lies on each day and at each account."""
        self._case = case
        self._wanted: dict[object, Wanted] = {one.key: one for one in case.wanted}
        self._fixed: dict[date, list[FixedSpan]] = defaultdict(list)
        self._on: dict[date, list[PlannedRow]] = defaultdict(list)
        self._at: dict[int, list[PlannedRow]] = defaultdict(list)
        self._staying: dict[int, list[date]] = defaultdict(list)
        for one in case.fixed:
            self._fixed[one.on].append(one)
        for row in rows:
            self._on[row.on].append(row)
            self._at[row.account_id].append(row)
        planned = {row.key for row in rows}
        for wanted in case.wanted:
            if wanted.key not in planned and wanted.check_in and wanted.check_in.due_on >= case.today:
                self._staying[wanted.account.id].append(wanted.check_in.due_on)

    def of(self, row: PlannedRow) -> Iterator[Said]:
        """Give what speaks against a row."""
        wanted = self._wanted.get(row.key)
        gone = _gone(row, wanted)
        if wanted is None or gone:
            yield gone, True
            return
        start = self._instant(row)
        if start is None:
            yield f"clocks go forward at {row.at} on {_day(row.on)}", True
            return
        barring = (
            f"{_day(row.on)} has begun or is over" if row.on <= self._case.today else "",
            self._case.facts.against_people(row.account_id, wanted.people, row.on),
            self._fatigue(row, wanted),
            self._overlap(row, start),
        )
        yield from ((text, True) for text in barring if text)
        kept = (self._closed(row, wanted, start), self._hours(row, wanted, start), self._office(row))
        yield from ((text, False) for text in (*kept, self._window(row, wanted), self._cap(row)) if text)

    def _instant(self, row: PlannedRow) -> datetime | None:
        zone = self._case.grid.zone
        start = instant_at(row.on, row.at, zone)
        if start is None:
            return None
        start = start.astimezone(UTC)
        return start if f"{start.astimezone(zone):%H:%M}" == row.at else None

    def _fatigue(self, row: PlannedRow, wanted: Wanted) -> str:
        others = [one.on for one in self._at[row.account_id] if one.key != row.key and self._is_to_blame(row, one)]
        return self._case.facts.fatigue(
            row.account_id, wanted.people, row.on, [*others, *self._staying.get(row.account_id, ())]
        )

    def _overlap(self, row: PlannedRow, start: datetime) -> str:
        end = start + timedelta(minutes=row.minutes)
        for fixed in self._fixed[row.on]:
            if fixed.at is not None and fixed.at < end and start < fixed.at + timedelta(minutes=fixed.minutes):
                return f"{row.at} is taken by a check-in that stays"
        for other in self._on[row.on]:
            begin = self._instant(other) if other.key != row.key else None
            is_met = begin and begin < end and start < begin + timedelta(minutes=other.minutes)
            if is_met and self._is_to_blame(row, other):
                return f"{row.at} overlaps with {other.account} at {other.at}"
        return ""

    def _closed(self, row: PlannedRow, wanted: Wanted, start: datetime) -> str:
        case = self._case
        if row.on not in case.fixed_minutes and case.start <= row.on <= case.request.last:
            return f"{_day(row.on)} is no business day{f' ({case.off[row.on]})' if row.on in case.off else ''}"
        theirs = case.facts.theirs.get(row.account_id, BusinessDays())
        for person in wanted.people or (None,):
            zone = zone_of(person.time_zone) if person else None
            there = start.astimezone(zone or case.grid.zone).date()
            if not theirs.is_open(there):
                return f"{_day(row.on)}: {case.facts.closed_words(row.account_id, there)}"
        return ""

    def _hours(self, row: PlannedRow, wanted: Wanted, start: datetime) -> str:
        for person in wanted.people:
            hours = read_good_hours(person.good_hours)
            if hours is None or not person.good_hours:
                hours = OFFICE
            theirs = start.astimezone(zone_of(person.time_zone) or self._case.grid.zone)
            if not hours.holds(theirs.weekday(), theirs.hour * 60 + theirs.minute, row.minutes):
                liked = f"likes to be reached {person.good_hours}" if person.good_hours else "is hardly at work then"
                return f"{person.name} {liked}; it is {theirs:%H:%M} there"
        return ""

    def _office(self, row: PlannedRow) -> str:
        begin, request = minute_of(row.at), self._case.request
        if minute_of(request.day_from) <= begin and begin + row.minutes <= minute_of(request.day_to):
            return ""
        return f"{row.at} is outside of the working day"

    def _window(self, row: PlannedRow, wanted: Wanted) -> str:
        if row.on > wanted.due.latest_on and not wanted.due.is_late:
            return f"its interval ends on {_day(wanted.due.latest_on)}"
        if row.on < wanted.due.earliest_on:
            return f"it is due on {_day(wanted.due.ideal_on)}, long after"
        number = self._case.wanted.index(wanted)
        before = self._case.wanted[number - 1] if number else None
        if before is None or before.account.id != row.account_id:
            return ""
        for one in self._at[row.account_id]:
            if one.key == before.key and self._is_to_blame(row, one) and not wanted.due.keeps_gap(one.on, row.on):
                return f"{count_text((row.on - one.on).days, 'day')} after the one of {_day(one.on)}"
        return ""

    def _cap(self, row: PlannedRow) -> str:
        rows = self._on[row.on]
        minutes = sum(one.minutes for one in rows) + sum(one.minutes for one in self._fixed[row.on])
        if minutes <= self._case.cap_minutes or (not row.is_own and any(one.is_own for one in rows)):
            return ""
        return f"{_day(row.on)} then has {hours_text(minutes)} of {hours_text(self._case.cap_minutes)}"

    @staticmethod
    def _is_to_blame(row: PlannedRow, other: PlannedRow) -> bool:
        """Of two rows that collide, tell whether this one is to be named: the one a person chose, else both."""
        return row.is_own or not other.is_own


def _gone(row: PlannedRow, wanted: Wanted | None) -> str:
    if wanted is None:
        return "this is no longer due as it was planned"
    if (wanted.check_in.due_on if wanted.check_in else None) != row.was_on:
        return "the check-in was changed since"
    if (wanted.people[0].id if wanted.people else None) != row.contact_id:
        return "whom to meet has changed since"
    return ""


def _day(day: date) -> str:
    return f"{day:%a} {short_day(day, day)}"

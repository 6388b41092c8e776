"""What a plan says of itself: each check-in with its day, time and why it was shifted, and why one has no place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.planning.board import Place, Ties, fitting
from csworkbench.domain.planning.grid import STEP
from csworkbench.domain.planning.preview import DayLoad, LeftRow, PlannedRow, PlanPreview, their_time
from csworkbench.domain.planning.solving import LeftOut, Solution
from csworkbench.services.planning.cases import PlanCase, Wanted

MOST_REASONS = 3


def preview_of(case: PlanCase, solution: Solution) -> PlanPreview:
    """Give the solution of a case as plain data."""
    words = _Words(case, solution, case.ties())
    planned = [words.planned(number, place) for number, place in enumerate(solution.at) if place is not None]
    left = [_left_row(case, one, solution) for one in solution.left]
    minutes: Counter[date] = Counter(case.fixed_minutes)
    for row in planned:
        minutes[row.on] += row.minutes
    return PlanPreview(
        case.request,
        case.owner,
        tuple(sorted(planned, key=lambda row: (row.on, row.at, row.account.casefold()))),
        tuple(sorted(left, key=lambda row: (row.latest_on, row.account.casefold()))),
        tuple(DayLoad(day, minutes[day], case.cap_minutes, case.fixed_minutes[day]) for day in case.dates),
        case.kept,
        solution.surely_left,
        sum(one.minutes for one in case.wanted),
        sum(day.room for day in case.days) * STEP,
    )


@dataclass(frozen=True, slots=True)
class _Words:
    case: PlanCase
    solution: Solution
    ties: Ties

    def planned(self, number: int, place: Place) -> PlannedRow:
        """Give one placed check-in."""
        case, one = self.case, self.case.wanted[number]
        day = case.dates[place[0]]
        first = one.people[0] if one.people else None
        at, zone = case.grid.clock(place[1]), (first.time_zone if first else None) or ""
        return PlannedRow(
            AccountId(one.account.id),
            one.account.name,
            CheckInId(one.check_in.id) if one.check_in else None,
            one.check_in.due_on if one.check_in else None,
            day,
            at,
            one.minutes,
            first.id if first else None,
            ", ".join(person.name for person in one.people),
            their_time(day, at, case.request.time_zone, zone),
            one.channel,
            one.due.ideal_on,
            one.due.latest_on,
            one.due.is_late,
            (day - one.due.ideal_on).days,
            self._why(number, day),
            their_zone=zone,
        )

    def _why(self, number: int, day: date) -> str:
        one = self.case.wanted[number]
        shift = (day - one.due.ideal_on).days
        if one.due.is_late:
            said = f"past its maximum before {_day(self.case.start)}, so as early as there is room"
            return said if day == self.case.start else f"{said}{self._because(number, self.case.start, day)}"
        if not shift:
            return "on its ideal date"
        way = f"{count_text(abs(shift), 'day')} {'after' if shift > 0 else 'before'} its ideal date"
        return f"{way}{self._because(number, one.due.ideal_on, day)}"

    def _because(self, number: int, ideal: date, day: date) -> str:
        """Say what was against the days from the ideal one to the one chosen."""
        step = 1 if day > ideal else -1
        on_the_way = [ideal + timedelta(days=step * count) for count in range(abs((day - ideal).days))]
        found = list(dict.fromkeys(self._against(number, other, day) for other in on_the_way))
        if not found:
            return ""
        more = f" and {count_text(len(found) - MOST_REASONS, 'more reason')}" if len(found) > MOST_REASONS else ""
        return f": {'; '.join(found[:MOST_REASONS])}{more}"

    def _against(self, number: int, day: date, chosen: date) -> str:
        case, one = self.case, self.case.wanted[number]
        if day < case.start:
            return f"the plan begins on {_day(case.start)}"
        if day not in case.fixed_minutes:
            return f"{_day(day)} is no business day{f' ({case.off[day]})' if day in case.off else ''}"
        if day in one.barred:
            return f"{_day(day)}: {one.barred[day]}"
        place = case.dates.index(day)
        others = {other: at[0] for other in self.ties.of.get(number, ()) if (at := self.solution.at[other])}
        if others and not self.ties.allows(number, place, others):
            return f"{_day(day)} is too near to or too far from another check-in with them"
        if self.solution.rooms_left[place] < one.item.length:
            return f"{_day(day)} is full"
        starts = dict(one.item.starts).get(place, 0)
        if not fitting(starts, self.solution.free[place], one.item.length):
            return f"{_day(day)} is taken at the hours it would need"
        if self._minutes(place) > self._minutes(case.dates.index(chosen)) - one.minutes:
            return f"levelled: {_day(day)} has more on it"
        return f"{_day(day)} is left to others"

    def _minutes(self, place: int) -> int:
        return self.case.cap_minutes - self.solution.rooms_left[place] * STEP


def _left_row(case: PlanCase, left: LeftOut, solution: Solution) -> LeftRow:
    one = case.wanted[left.number]
    return LeftRow(
        AccountId(one.account.id),
        one.account.name,
        CheckInId(one.check_in.id) if one.check_in else None,
        one.due.ideal_on,
        one.due.latest_on,
        left.why != "not found",
        _why_left(case, one, left, solution),
    )


def _why_left(case: PlanCase, one: Wanted, left: LeftOut, solution: Solution) -> str:
    span = f"from {_day(one.due.earliest_on)} to {_day(one.due.latest_on)}"
    if left.why == "not found":
        are_full = all(solution.rooms_left[place] < one.item.length for place, _ in one.item.starts)
        return f"no place was found {span} within the limit{'; all days are full' if are_full else ''}"
    if left.why == "crowded":
        if not left.days:
            return f"not all that is due fits {span}; no plan leaves out fewer"
        first, last = case.dates[left.days[0]], case.dates[left.days[-1]]
        return f"{count_text(len(left.rivals), 'other check-in')} take all room from {_day(first)} to {_day(last)}"
    reasons = list(dict.fromkeys(one.barred.values()))
    return f"no day {span}: {'; '.join(reasons[:MOST_REASONS]) or 'no business day of both sides has room'}"


def _day(day: date) -> str:
    return f"{day:%a} {short_day(day, day)}"

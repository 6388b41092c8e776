"""Business days: week-ends and closed days of one side or of both, shifts, and counts between days.

Which days are closed is handed in; nothing here knows a country.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date, timedelta

from csworkbench.domain.values import frozen

MONDAY_TO_FRIDAY = frozenset({0, 1, 2, 3, 4})
MOST_CLOSED = 400
"""Days to look for an open one; a calendar with none in more than a year has none."""
_ONE = timedelta(days=1)


class NoBusinessDay(ValueError):
    """There is no business day within reach."""


@frozen
class BusinessDays:
    """When people work: `working` are weekdays (Monday 0), `closed` the days off beside the others."""

    closed: Set[date] = frozenset()
    working: Set[int] = MONDAY_TO_FRIDAY

    def is_open(self, day: date) -> bool:
        """Tell whether the day is a business day."""
        return day.weekday() in self.working and day not in self.closed

    def both(self, other: BusinessDays) -> BusinessDays:
        """Give the days on which this side and the other one work."""
        return BusinessDays(frozenset(self.closed) | frozenset(other.closed), self.working & other.working)

    def following(self, day: date) -> date:
        """Give the day itself, or the first business day after it."""
        return self._search(day, 1)

    def preceding(self, day: date) -> date:
        """Give the day itself, or the last business day before it."""
        return self._search(day, -1)

    def modified_following(self, day: date) -> date:
        """Give the following business day, but the preceding one where that would be in another month."""
        found = self.following(day)
        return found if (found.year, found.month) == (day.year, day.month) else self.preceding(day)

    def shifted(self, day: date, shift: str | None) -> date:
        """Give the day as `shift` asks: following, preceding, modified following; None leaves it.

        Raises:
            NoBusinessDay: there is no business day within reach.
            ValueError: there is no such shift.
        """
        if shift is None:
            return day
        shifts = {
            "following": self.following,
            "preceding": self.preceding,
            "modified following": self.modified_following,
        }
        if shift not in shifts:
            raise ValueError(f"there is no shift {shift!r}; there are {', '.join(shifts)}")
        return shifts[shift](day)

    def deadline(self, day: date) -> date:
        """Give the business day by which something must be done that falls due on `day`: earlier, never later."""
        return self.preceding(day)

    def add(self, day: date, count: int) -> date:
        """Give the day `count` business days later (earlier when negative), counted from the business day at hand.

        A closed day counts from the following business day when `count` is 0 or more, else from the preceding one.
        """
        step = 1 if count >= 0 else -1
        found = self._search(day, step)
        for _ in range(abs(count)):
            found = self._search(found + step * _ONE, step)
        return found

    def count(self, first: date, last: date) -> int:
        """Give how many business days there are from `first` up to, not with, `last`; negative when it lies before."""
        if last < first:
            # The mirror image leaves out the later end too: from the day after `last` up to and with `first`.
            return -self.count(last + _ONE, first + _ONE)
        weeks, rest = divmod((last - first).days, 7)
        tail = (first.weekday() + one for one in range(rest))
        days = weeks * len(self.working) + sum(one % 7 in self.working for one in tail)
        return days - sum(first <= one < last and one.weekday() in self.working for one in self.closed)

    def nth_of_month(self, year: int, month: int, number: int) -> date | None:
        """Give the `number`th business day of a month, from its end when negative; None when it has fewer."""
        days = [one for one in _days_of(year, month) if self.is_open(one)]
        place = number - 1 if number > 0 else number
        return days[place] if number and -len(days) <= place < len(days) else None

    def _search(self, day: date, step: int) -> date:
        found = day
        try:
            for _ in range(MOST_CLOSED):
                if self.is_open(found):
                    return found
                found += step * _ONE
        except OverflowError:
            pass
        raise NoBusinessDay(f"there is no business day within {MOST_CLOSED} days of {day}")


def closed_days(holidays: Iterable[date], own: Iterable[date], worked: Iterable[date]) -> frozenset[date]:
    """Give the closed days: public holidays and own ones, without those on which people work all the same."""
    return (frozenset(holidays) | frozenset(own)) - frozenset(worked)


def _days_of(year: int, month: int) -> Iterable[date]:
    day = date(year, month, 1)
    while day.month == month:
        yield day
        if day == date.max:
            return
        day += _ONE

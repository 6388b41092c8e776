"""When an account's check-ins are due within a period, each with the days it may lie on within the interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.cadence import Cadence, next_due_on

LEAST_GAP = 5
"""Days between two check-ins of one plan at one account: three business days, with a week-end between."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A check-in that is due, with all the days it may lie on whatever becomes of the account's others.

    Attributes:
        is_late: the maximum has passed before the period; the earlier the better.
        gap: days from the account's check-in before it in the plan, at least and at most (None: without end).
    """

    earliest_on: date
    ideal_on: date
    latest_on: date
    is_late: bool = False
    gap: tuple[int, int | None] = (LEAST_GAP, None)

    def keeps_gap(self, before: date, on: date) -> bool:
        """Tell whether it may lie on a day when the one before it lies on `before`."""
        least, most = self.gap
        days = (on - before).days
        return least <= days and (most is None or days <= most)


def occurrences(
    cadence: Cadence, counted_from: date | None, first: date, last: date, fixed: Sequence[date] = ()
) -> list[Occurrence]:
    """Give what is due from `first` to `last`, counted from the last two-way touch; `fixed` are check-ins that stay.

    Nothing is due without a cadence. Without anything to count from it is due at once. What follows on one that is past
    its maximum is due when that one was held, and so not in this plan.
    """
    if cadence.ideal_days is None and cadence.maximum_days is None:
        return []
    if counted_from is None:
        counted_from = first - timedelta(days=(cadence.maximum_days or cadence.ideal_days or 0) + 1)
    chain = _Chain(cadence, counted_from, counted_from, counted_from)
    stays = sorted(day for day in fixed if day > counted_from)
    found: list[Occurrence] = []
    while (ideal := next_due_on(cadence, chain.ideal)) is not None and ideal <= last:
        surely = chain.surely_by(ideal)
        if stays and stays[0] <= (surely if surely >= first else last):
            chain = _Chain(cadence, stays[0], stays[0], stays[0])
            stays = stays[1:]
            continue
        if surely < first:
            return [*found, Occurrence(first, first, last, is_late=True)]
        one = chain.occurrence(ideal, first, last)
        if one.earliest_on > one.latest_on:
            return found
        found.append(one)
        chain = _Chain(cadence, one.earliest_on, max(ideal, first), one.latest_on, is_planned=True)
    return found


@dataclass(frozen=True, slots=True)
class _Chain:
    """What the next occurrence is counted from: the earliest and latest the one before may be, and its ideal."""

    cadence: Cadence
    earliest: date
    ideal: date
    latest: date
    is_planned: bool = False

    def surely_by(self, ideal: date) -> date:
        """Give the last day that keeps the interval wherever the one before lies."""
        most = self.cadence.maximum_days
        return ideal + self._slack(ideal) if most is None else self.earliest + timedelta(days=most)

    def occurrence(self, ideal: date, first: date, last: date) -> Occurrence:
        """Give the next one; half of what the maximum allows lies before the ideal, but not half of the interval."""
        slack, most = self._slack(ideal), self.cadence.maximum_days
        low = ideal - slack
        high = ideal + slack if most is None else self.latest + timedelta(days=most)
        least = min(LEAST_GAP, (ideal - self.ideal).days)
        if self.is_planned:
            low = max(low, self.earliest + timedelta(days=least))
        return Occurrence(max(low, first), ideal, min(high, last), gap=(least, most))

    def _slack(self, ideal: date) -> timedelta:
        wanted, most = (ideal - self.ideal).days, self.cadence.maximum_days
        days = min((most - wanted) // 2, wanted // 2) if most is not None else wanted // 4
        return timedelta(days=max(days, 0))

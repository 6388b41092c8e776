"""When an account's check-ins are due within a period, each with the days it may lie on within the interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.cadence import Cadence, next_due_on

LEAST_GAP = 5
"""Days between two check-ins of one plan with the same people: three business days, with a week-end between."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A check-in that is due.

    Any days chosen from the occurrences of one account keep within its maximum, whatever was chosen for the others.

    Attributes:
        is_late: the maximum has passed before the period; the earlier the better.
    """

    earliest_on: date
    ideal_on: date
    latest_on: date
    is_late: bool = False


def occurrences(
    cadence: Cadence, counted_from: date | None, first: date, last: date, fixed: Sequence[date] = ()
) -> list[Occurrence]:
    """Give what is due from `first` to `last`, counted from the last two-way touch; `fixed` are check-ins that stay.

    Nothing is due without a cadence. Without anything to count from it is due at once.
    """
    if cadence.ideal_days is None and cadence.maximum_days is None:
        return []
    if counted_from is None:
        counted_from = first - timedelta(days=(cadence.maximum_days or cadence.ideal_days or 0) + 1)
    chain = _Chain(cadence, counted_from, counted_from)
    stays = sorted(day for day in fixed if day > counted_from)
    found: list[Occurrence] = []
    while (ideal := next_due_on(cadence, chain.ideal)) is not None and ideal <= last:
        low, high = chain.window(ideal)
        if stays and stays[0] <= (high if high >= first else last):
            chain = _Chain(cadence, stays[0], stays[0])
            stays = stays[1:]
            continue
        if high < first:
            return [*found, Occurrence(first, first, last, is_late=True)]
        if low > last:
            return found
        one = Occurrence(max(low, first), ideal, min(high, last))
        found.append(one)
        chain = _Chain(cadence, one.earliest_on, max(ideal, first), one.latest_on)
    return found


@dataclass(frozen=True, slots=True)
class _Chain:
    """What the next occurrence is counted from: the earliest the one before may be, and its ideal."""

    cadence: Cadence
    earliest: date
    ideal: date
    latest: date | None = None

    def window(self, ideal: date) -> tuple[date, date]:
        """Give the days the next one may lie on; half of what the maximum allows lies before the ideal."""
        wanted = (ideal - self.ideal).days
        most = self.cadence.maximum_days
        slack = max((most - wanted) // 2 if most is not None else wanted // 4, 0)
        high = self.earliest + timedelta(days=most) if most is not None else ideal + timedelta(days=slack)
        low = ideal - timedelta(days=slack)
        if self.latest is not None:
            low = max(low, self.latest + timedelta(days=LEAST_GAP))
        return min(low, high), high

"""Adherence: the share of accounts touched within their ideal and within their maximum interval, month by month."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.cadence import Cadence

DEFINITION = (
    "An account is within its ideal (maximum) in a month when on no day of it more days had passed since the last "
    "two-way touch than its ideal (maximum) interval; where there was none yet, since its onboarding, else since its "
    "first contract began. Touches count on the day they happened, whoever logged them when. Counted are accounts that "
    "were customers through the month and have such an interval and a day to count from; of the month that runs, the "
    "days up to today. Intervals, owners and segments are those of today."
)


@dataclass(frozen=True, slots=True)
class AdherenceAccount:
    """An account with what adherence is counted from; `touched_on` are the days of two-way touches, in order."""

    owner: str
    segment: str
    cadence: Cadence
    counted_from: date | None
    churned_on: date | None
    touched_on: Sequence[date]


@dataclass(frozen=True, slots=True)
class AdherenceRow:
    """One month of the book (`group` "book"), of an owner or of a segment.

    `with_ideal` and `with_maximum` are how many accounts have such an interval, `within_...` how many kept it; the
    shares are 0..1, None of nobody.
    """

    month: date
    group: str
    name: str
    with_ideal: int
    within_ideal: int
    with_maximum: int
    within_maximum: int

    @property
    def ideal_share(self) -> float | None:
        """Share of accounts within their ideal."""
        return self.within_ideal / self.with_ideal if self.with_ideal else None

    @property
    def maximum_share(self) -> float | None:
        """Share of accounts within their maximum."""
        return self.within_maximum / self.with_maximum if self.with_maximum else None


def longest_wait(touched_on: Sequence[date], counted_from: date | None, first: date, last: date) -> int | None:
    """Give the most days since the last two-way touch on any day of a span; None without a day to count from."""
    place = bisect_left(touched_on, first)
    since = touched_on[place - 1] if place else counted_from
    waits: list[int] = []
    for day in touched_on[place : bisect_left(touched_on, last + timedelta(days=1))]:
        if since is not None and since < day:
            waits.append((day - since).days)
        since = day
    if since is None or (since > last and not waits):
        return None
    return max([*waits, (last - since).days])


def adherence(accounts: Iterable[AdherenceAccount], since: date, today: date) -> list[AdherenceRow]:
    """Give the months from that of `since` to this one: the book, then owners, then segments by name."""
    months = list(_months(since, today))
    counts: dict[tuple[date, str, str], list[int]] = {}
    for account in accounts:
        for first, last in months:
            if account.churned_on is not None and account.churned_on <= last:
                break
            wait = longest_wait(account.touched_on, account.counted_from, first, last)
            if wait is None:
                continue
            for group, name in (("book", ""), ("owner", account.owner), ("segment", account.segment)):
                _count(counts.setdefault((first, group, name), [0, 0, 0, 0]), account.cadence, wait)
    order = {"book": 0, "owner": 1, "segment": 2}
    keys = sorted(counts, key=lambda key: (key[0], order[key[1]], key[2].casefold()))
    return [AdherenceRow(*key, *counts[key]) for key in keys if any(counts[key])]


def _count(cells: list[int], cadence: Cadence, wait: int) -> None:
    for place, limit in ((0, cadence.ideal_days), (2, cadence.maximum_days)):
        if limit is not None:
            cells[place] += 1
            cells[place + 1] += wait <= limit


def _months(since: date, today: date) -> Iterator[tuple[date, date]]:
    first = since.replace(day=1)
    while first <= today:
        following = (first + timedelta(days=32)).replace(day=1)
        yield first, min(following - timedelta(days=1), today)
        first = following


@dataclass(frozen=True, slots=True)
class ComplianceLine:
    """One interval of the book, an owner or a segment over time.

    `accounts` is how many have the interval in the last month; `shares` are 0..1 by month, oldest first, or None.
    """

    group: str
    name: str
    accounts: int
    shares: tuple[float | None, ...]

    @property
    def now(self) -> float | None:
        """The share of the last month."""
        return self.shares[-1] if self.shares else None

    @property
    def change(self) -> float | None:
        """How far the last month's share is from the first one known; None without two."""
        known = [share for share in self.shares[:-1] if share is not None]
        return self.now - known[0] if known and self.now is not None else None


def compliance_lines(rows: Sequence[AdherenceRow], interval: str = "maximum") -> list[ComplianceLine]:
    """Give a line for the book, then segments, then owners, those with the smallest share of now first.

    `interval` is "ideal" or "maximum". Who has no account with such an interval in the last month comes last.
    """
    months = sorted({row.month for row in rows})
    found: dict[tuple[str, str], dict[date, AdherenceRow]] = {}
    for row in rows:
        found.setdefault((row.group, row.name), {})[row.month] = row
    lines = [
        ComplianceLine(
            group,
            name,
            getattr(by_month[months[-1]], f"with_{interval}") if months[-1] in by_month else 0,
            tuple(getattr(by_month[month], f"{interval}_share") if month in by_month else None for month in months),
        )
        for (group, name), by_month in found.items()
    ]
    order = ("book", "segment", "owner")
    return sorted(lines, key=lambda one: (order.index(one.group), one.now is None, one.now or 0.0, one.name))

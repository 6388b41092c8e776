"""The board a plan is laid on: days of equal slots, what each check-in may take of them, and what a plan costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LEVELLING = 1.0
"""What one more check-in costs on a day that is half full, in days of shift; on an empty day next to nothing."""

Place = tuple[int, int]
"""Day (place in the board) and first slot."""

Tick = Callable[[int, int], None]
"""Told how many of how many are done; it may raise to stop the work."""


Allows = Callable[[int, int, Mapping[int, int]], bool]
"""Tells whether a check-in may lie on a day, given the days (places in the board) of those it is tied to.

Whatever is refused beside some of them is refused beside more of them, too.
"""


@dataclass(frozen=True, slots=True)
class Ties:
    """Check-ins whose days hang on each other: per check-in the others, and the rule. Those without are not in it."""

    of: Mapping[int, tuple[int, ...]]
    allows: Allows


def _allow_all(_number: int, _day: int, _others: Mapping[int, int]) -> bool:
    return True


NO_TIES = Ties({}, _allow_all)


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A day: how many slots the cap still leaves, and which are free (bit 0 is the first of the working day)."""

    room: int
    free: int


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A check-in to place.

    Attributes:
        length: slots in a row that it takes.
        starts: per day it may take place on, the slots it may begin at, as bits.
        costs: per day of `starts`, how far from ideal that day is (0 is best).
    """

    length: int
    starts: tuple[tuple[int, int], ...]
    costs: tuple[float, ...]


def slots_of(bits: int) -> Iterator[int]:
    """Give the places of the bits that are set, lowest first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def fitting(bits: int, free: int, length: int) -> int:
    """Give the starts of `bits` from which `length` slots in a row are free."""
    found = bits & free
    for step in range(1, length):
        found &= free >> step
    return found


class Board:
    """Where each check-in lies; `at` holds its place, None for those that have none."""

    def __init__(self, days: Sequence[PlanDay], items: Sequence[PlanItem], ties: Ties = NO_TIES) -> None:
        """Start with nothing placed."""
        self.ties = ties
        lengths = sorted(item.length for item in items)
        self.unit = lengths[len(lengths) // 2] if lengths else 1
        self.rooms = [max(0, min(day.room, day.free.bit_count())) for day in days]
        self.free = [day.free for day in days]
        self.load = [0] * len(days)
        self.items = items
        self.at: list[Place | None] = [None] * len(items)
        self.on: list[dict[int, int]] = [{} for _ in days]
        self._history: list[tuple[int, Place | None]] = []
        self.cost = [{day: cost for (day, _), cost in zip(item.starts, item.costs, strict=True)} for item in items]
        self.by_cost = [
            sorted(((cost, day, bits) for (day, bits), cost in zip(item.starts, item.costs, strict=True) if bits))
            for item in items
        ]

    def put(self, number: int, place: Place) -> None:
        """Place a check-in that lies nowhere."""
        self._history.append((number, None))
        day, slot = place
        length = self.items[number].length
        self.free[day] &= ~(((1 << length) - 1) << slot)
        self.load[day] += length
        self.on[day][number] = slot
        self.at[number] = place

    def take(self, number: int) -> Place:
        """Take a check-in off its place; give the place."""
        place = self.at[number]
        if place is None:
            raise ValueError("what lies nowhere can't be taken away")
        self._history.append((number, place))
        day, slot = place
        length = self.items[number].length
        self.free[day] |= ((1 << length) - 1) << slot
        self.load[day] -= length
        del self.on[day][number]
        self.at[number] = None
        return place

    def mark(self) -> int:
        """Give a mark to go back to."""
        return len(self._history)

    def go_back(self, mark: int) -> None:
        """Lie as it lay at a mark."""
        while len(self._history) > mark:
            number, was = self._history.pop()
            if was is None:
                self.take(number)
            else:
                self.put(number, was)
            self._history.pop()

    def open_starts(self, number: int, day: int, bits: int) -> int:
        """Give the starts of `bits` at which a check-in fits on a day as it is now."""
        length = self.items[number].length
        if self.load[day] + length > self.rooms[day] or not self.is_allowed(number, day):
            return 0
        return fitting(bits, self.free[day], length)

    def is_allowed(self, number: int, day: int) -> bool:
        """Tell whether those it is tied to leave a check-in a day."""
        others = self.tied(number)
        return not others or self.ties.allows(number, day, others)

    def tied(self, number: int) -> dict[int, int]:
        """Give the days of those that lie on the board and that a check-in is tied to."""
        return {one: place[0] for one in self.ties.of.get(number, ()) if (place := self.at[one]) is not None}

    def price(self, number: int, day: int) -> float:
        """Give what it would cost to lie on a day: distance from ideal, and how full the day is already."""
        return self.cost[number][day] + self.marginal(day, self.load[day], self.items[number].length)

    def marginal(self, day: int, load: int, length: int) -> float:
        """Give what `length` more slots cost on a day with this load: full days are dearer than empty ones."""
        room = self.rooms[day]
        return LEVELLING * (2 * load + length) * length / (room * self.unit) if room else 0.0

    def cheapest(self, number: int) -> Place | None:
        """Give the best place that is open now."""
        best: tuple[float, int, int] | None = None
        for cost, day, bits in self.by_cost[number]:
            if best is not None and cost >= best[0]:
                break
            starts = self.open_starts(number, day, bits)
            if starts and (best is None or self.price(number, day) < best[0]):
                best = (self.price(number, day), day, next(slots_of(starts)))
        return None if best is None else (best[1], best[2])

    def total(self) -> float:
        """Give what the whole plan costs."""
        spread = sum(load * load / room for load, room in zip(self.load, self.rooms, strict=True) if room)
        return LEVELLING * spread / self.unit + sum(
            self.cost[number][place[0]] for number, place in enumerate(self.at) if place
        )

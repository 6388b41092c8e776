"""A plain exact solver to compare with: it tries every place of every check-in, written apart from the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from csworkbench.domain.planning.board import LEVELLING, PlanDay, PlanItem

IsFine = Callable[[Sequence[int | None]], bool]


def random_case(random: Random, lengths: Sequence[int], most_items: int = 6) -> tuple[list[PlanDay], list[PlanItem]]:
    """Give a small case, tight enough that many have no plan for all."""
    slots = random.randint(max(2, max(lengths)), max(lengths) + 2)
    days = [
        PlanDay(random.randint(0, slots), random.getrandbits(slots) | random.getrandbits(slots))
        for _ in range(random.randint(2, 4))
    ]
    items = []
    for _ in range(random.randint(1, most_items)):
        first = random.randrange(len(days))
        last = random.randrange(first, len(days))
        ideal = random.randint(first, last)
        starts = tuple((day, random.getrandbits(slots) | random.getrandbits(slots)) for day in range(first, last + 1))
        items.append(
            PlanItem(random.choice(lengths), starts, tuple(float(abs(day - ideal)) for day in range(first, last + 1)))
        )
    return days, items


def ways(days: Sequence[PlanDay], item: PlanItem) -> list[tuple[int, int, float]]:
    """Give every place of a check-in on the empty board: day, slots it covers as bits, cost."""
    return [
        (day, cover, cost)
        for (day, bits), cost in zip(item.starts, item.costs, strict=True)
        for slot in range(8)
        if bits >> slot & 1 and (cover := ((1 << item.length) - 1) << slot) & days[day].free == cover
    ]


def most_placed(days: Sequence[PlanDay], items: Sequence[PlanItem], is_fine: IsFine = lambda _: True) -> int:
    """Give how many check-ins a plan can hold at most; `is_fine` judges the days of all of them (None: left out)."""
    at: list[int | None] = [None] * len(items)
    return max(len(items) - left for left, _ in _plans(days, items, 0, [0] * len(days), at) if is_fine(at))


def least_cost(days: Sequence[PlanDay], items: Sequence[PlanItem]) -> float:
    """Give the least cost of a plan that holds all of them."""
    return min(cost for left, cost in _plans(days, items, 0, [0] * len(days), [None] * len(items)) if left == 0)


def _plans(days, items, number, used, at):
    if number == len(items):
        rooms = [min(day.room, day.free.bit_count()) for day in days]
        load = [one.bit_count() for one in used]
        yield 0, sum(LEVELLING * one * one / room for one, room in zip(load, rooms, strict=True) if room)
        return
    item = items[number]
    for day, cover, cost in ways(days, item):
        if not used[day] & cover and used[day].bit_count() + item.length <= days[day].room:
            used[day] |= cover
            at[number] = day
            for left, rest in _plans(days, items, number + 1, used, at):
                yield left, cost + rest
            at[number] = None
            used[day] &= ~cover
    for left, rest in _plans(days, items, number + 1, used, at):
        yield left + 1, rest

"""Makes a board coarser where nothing is lost by it: check-ins of half an hour need no slots of five minutes.

Any plan can be pushed to the left until each check-in begins where its own hours begin or where another ends. All
starts that matter on a day then lie whole lengths away from such beginnings. Where these lie on one raster, so does the
plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from csworkbench.domain.planning.board import Place, PlanDay, PlanItem, fitting, slots_of


@dataclass(frozen=True, slots=True)
class Coarse:
    """A board of slots `step` times as long; `offsets` are the fine slots at which each day begins."""

    days: list[PlanDay]
    items: list[PlanItem]
    step: int
    offsets: list[int]

    def fine(self, place: Place) -> Place:
        """Give a place of it as a place of the fine board."""
        return place[0], self.offsets[place[0]] + place[1] * self.step

    def coarse(self, place: Place) -> Place:
        """Give a place of the fine board as one of it."""
        return place[0], (place[1] - self.offsets[place[0]]) // self.step


def usable(days: Sequence[PlanDay], items: Sequence[PlanItem]) -> list[PlanDay]:
    """Give the days with the room that check-ins of these lengths can fill: of 50 minutes two half hours leave none."""
    most = max((day.room for day in days), default=0)
    sums = 1
    for length in {item.length for item in items}:
        for _ in range(most // length):
            sums |= sums << length
    return [
        PlanDay((sums & ((2 << min(day.room, day.free.bit_count())) - 1)).bit_length() - 1, day.free) for day in days
    ]


def coarsened(days: Sequence[PlanDay], items: Sequence[PlanItem]) -> Coarse:
    """Give the coarsest board on which a plan for these check-ins is found whenever there is one."""
    length = common_length(items)
    begins = _begins(days, items)
    step = next(step for step in range(length, 0, -1) if length % step == 0 and _is_one_raster(begins, step))
    offsets = [min(found, default=0) % step for found in begins]
    wanted = [{begin % length for begin in found} for found in begins]
    return _made(days, items, step, offsets, wanted)


def rastered(days: Sequence[PlanDay], items: Sequence[PlanItem]) -> Coarse:
    """Give the board of whole lengths that most check-ins can begin on: a plan found there is one, but not all are."""
    length = common_length(items)
    offsets = []
    for place, day in enumerate(days):
        found: Counter[int] = Counter()
        for item in items:
            for begin in slots_of(fitting(dict(item.starts).get(place, 0), day.free, item.length)):
                found[begin % length] += 1
        offsets.append(max(found, key=lambda one: (found[one], -one), default=0))
    return _made(days, items, length, offsets, [{offset} for offset in offsets])


def common_length(items: Sequence[PlanItem]) -> int:
    """Give the longest piece that all check-ins are made of."""
    return gcd(*(item.length for item in items)) if items else 1


def _made(
    days: Sequence[PlanDay], items: Sequence[PlanItem], step: int, offsets: list[int], wanted: Sequence[set[int]]
) -> Coarse:
    length = common_length(items)
    return Coarse(
        [
            PlanDay(day.room // step, _shrunk(_runs(day.free, step), offset, step))
            for day, offset in zip(days, offsets, strict=True)
        ],
        [_coarse(item, offsets, wanted, step, length) for item in items],
        step,
        offsets,
    )


def _coarse(item: PlanItem, offsets: Sequence[int], wanted: Sequence[set[int]], step: int, length: int) -> PlanItem:
    starts = []
    for day, bits in item.starts:
        kept = sum(1 << slot for slot in slots_of(bits) if slot % length in wanted[day])
        starts.append((day, _shrunk(kept, offsets[day], step)))
    return PlanItem(item.length // step, tuple(starts), item.costs)


def _begins(days: Sequence[PlanDay], items: Sequence[PlanItem]) -> list[set[int]]:
    """Give by day the slots at which the hours of some check-in begin."""
    found: list[set[int]] = [set() for _ in days]
    seen: set[tuple[int, int, int]] = set()
    for item in items:
        for day, bits in item.starts:
            if (day, bits, item.length) not in seen:
                seen.add((day, bits, item.length))
                possible = fitting(bits, days[day].free, item.length)
                found[day] |= set(slots_of(possible & ~(possible << 1)))
    return found


def _is_one_raster(begins: Sequence[set[int]], step: int) -> bool:
    return all(len({begin % step for begin in found}) <= 1 for found in begins)


def _runs(free: int, step: int) -> int:
    """Give the slots from which `step` in a row are free."""
    return fitting(free, free, step)


def _shrunk(bits: int, offset: int, step: int) -> int:
    """Give every `step`-th bit from `offset` on, side by side."""
    found = 0
    for slot in slots_of(bits):
        if slot >= offset and (slot - offset) % step == 0:
            found |= 1 << (slot - offset) // step
    return found

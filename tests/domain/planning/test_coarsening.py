"""A coarser board loses nothing: as many have a place on it as on the fine one."""

from __future__ import annotations

from random import Random

import pytest

from csworkbench.domain.planning.board import PlanDay, PlanItem
from csworkbench.domain.planning.coarsening import coarsened
from csworkbench.domain.planning.solving import solve
from tests.domain.planning import exact
from tests.domain.planning.test_solving import check_rules, quiet


def runs(random, slots):
    """Give bits in a few runs, as good hours are."""
    bits = 0
    for _ in range(random.randint(1, 2)):
        first = random.randrange(slots)
        bits |= ((1 << random.randint(1, slots)) - 1) << first
    return bits & ((1 << slots) - 1)


def fine_case(random, lengths):
    slots = 8
    days = [PlanDay(random.randint(2, slots), runs(random, slots)) for _ in range(random.randint(1, 2))]
    items = []
    for _ in range(random.randint(2, 4)):
        starts = tuple((day, runs(random, slots)) for day in range(len(days)))
        items.append(PlanItem(random.choice(lengths), starts, tuple(float(day) for day in range(len(days)))))
    return days, items


@pytest.mark.parametrize(("lengths", "seed"), [((2,), 1), ((3,), 2), ((4,), 3), ((2, 4), 4), ((2, 3), 5)])
def test_nothing_is_lost(lengths, seed):
    random = Random(seed)
    steps = set()
    for _ in range(120):
        days, items = fine_case(random, lengths)
        solution = solve(days, items, range(len(items)), quiet)
        check_rules(days, items, solution)
        assert len(items) - len(solution.left) == exact.most_placed(days, items)
        steps.add(coarsened(days, items).step)
    assert len(steps) > (0 if lengths == (2, 3) else 1), "both kinds of boards must be there"


def test_half_hours_need_no_slots_of_five_minutes():
    free = (1 << 96) - 1
    items = [PlanItem(6, ((0, free), (1, free << 30 & free)), (0.0, 1.0)) for _ in range(3)]
    coarse = coarsened([PlanDay(48, free), PlanDay(96, free)], items)
    assert (coarse.step, coarse.offsets) == (6, [0, 0])
    assert coarse.days[0] == PlanDay(8, (1 << 16) - 1)
    assert coarse.items[0].length == 1
    assert coarse.fine((1, 5)) == (1, 30)


def test_a_raster_may_begin_late():
    free = ((1 << 96) - 1) & ~0b11
    items = [PlanItem(6, ((0, free),), (0.0,))]
    coarse = coarsened([PlanDay(96, free)], items)
    assert (coarse.step, coarse.offsets) == (6, [2])
    assert coarse.fine((0, 1)) == (0, 8)


def test_two_rasters_on_a_day_need_a_finer_board():
    free = (1 << 96) - 1
    items = [PlanItem(6, ((0, free),), (0.0,)), PlanItem(6, ((0, free << 3 & free),), (0.0,))]
    assert coarsened([PlanDay(96, free)], items).step == 3


def test_nothing_to_place():
    assert coarsened([PlanDay(4, 0b1111)], []).items == []

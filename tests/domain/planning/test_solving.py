"""Plans: as many as an exact solver places, none that breaks a rule, proofs that hold, and large ones quickly."""

from __future__ import annotations

from random import Random

import pytest

from csworkbench.domain.planning.board import PlanDay, PlanItem
from csworkbench.domain.planning.solving import solve
from tests.domain.planning import exact


def quiet(done: int, total: int) -> None:
    """Take progress and do nothing."""


def check_rules(days, items, solution):
    """Fail on a plan in which two overlap, a start is not allowed or a day is over its cap."""
    used = [0] * len(days)
    for item, place in zip(items, solution.at, strict=True):
        if place is None:
            continue
        day, slot = place
        cover = ((1 << item.length) - 1) << slot
        assert dict(item.starts)[day] >> slot & 1
        assert cover & days[day].free == cover
        assert not used[day] & cover
        used[day] |= cover
    assert all(one.bit_count() <= day.room for one, day in zip(used, days, strict=True))
    assert {one.number for one in solution.left} == {n for n, place in enumerate(solution.at) if place is None}


@pytest.mark.parametrize(("lengths", "seed"), [((1,), 1), ((1,), 2), ((1, 2), 3), ((1, 2, 3), 4), ((2,), 5)])
def test_as_many_as_an_exact_solver_places(lengths, seed):
    random = Random(seed)
    full = 0
    for _ in range(150):
        days, items = exact.random_case(random, lengths)
        solution = solve(days, items, range(len(items)), quiet)
        check_rules(days, items, solution)
        most = exact.most_placed(days, items)
        assert len(items) - len(solution.left) == most
        assert solution.surely_left <= len(items) - most
        assert all(one.why != "not found" for one in solution.left), "small cases are always decided"
        full += most == len(items)
    assert 15 < full < 135, "the cases must be of both kinds"


def test_cost_is_near_the_least_there_is():
    random = Random(6)
    ratios = []
    for _ in range(400):
        days, items = exact.random_case(random, (1,))
        solution = solve(days, items, range(len(items)), quiet)
        if not solution.left:
            ratios.append((solution.cost + 1) / (exact.least_cost(days, items) + 1))
    assert len(ratios) > 100
    assert min(ratios) > 1 - 1e-9
    assert sum(ratios) / len(ratios) < 1.01
    assert sum(one < 1 + 1e-9 for one in ratios) / len(ratios) > 0.9


def test_left_out_beside_rivals_is_a_proof():
    random = Random(7)
    seen = 0
    for _ in range(300):
        days, items = exact.random_case(random, (1,))
        for one in solve(days, items, range(len(items)), quiet).left:
            if one.why == "no place":
                assert exact.most_placed(days, [items[one.number]]) == 0
                continue
            group = [items[number] for number in (*one.rivals, one.number)]
            assert exact.most_placed(days, group) < len(group)
            assert one.days
            seen += 1
    assert seen > 50


def test_the_less_important_is_left_out():
    days = [PlanDay(1, 0b11)]
    items = [PlanItem(1, ((0, 0b11),), (0.0,)), PlanItem(1, ((0, 0b01),), (0.0,))]
    assert [one.number for one in solve(days, items, (1, 0), quiet).left] == [0]
    assert [one.number for one in solve(days, items, (0, 1), quiet).left] == [1]


def test_full_day_gives_way_through_a_chain():
    """Three on three days: the last wants the first day only, whose holder can only go where the second one lies."""
    days = [PlanDay(1, 0b1)] * 3
    items = [
        PlanItem(1, ((0, 1), (1, 1)), (0.0, 1.0)),
        PlanItem(1, ((1, 1), (2, 1)), (0.0, 1.0)),
        PlanItem(1, ((0, 1),), (0.0,)),
    ]
    assert solve(days, items, (0, 1, 2), quiet).at == ((1, 0), (2, 0), (0, 0))


def planted_case(random, lengths, filled, *, days=22, slots=16, room=15):
    """Give a large case that has a plan for all: check-ins are cut out of one, then hidden in windows around it."""
    board = [PlanDay(room, (1 << slots) - 1) for _ in range(days)]
    items = []
    for day in range(days):
        slot = 0
        while True:
            length = random.choice(lengths)
            if slot + length > room * filled:
                break
            low, high = max(0, day - random.randint(1, 6)), min(days - 1, day + random.randint(1, 6))
            hours = ((1 << random.randint(1, 8)) - 1) << max(0, slot - random.randint(0, 4)) | 1 << slot
            ideal = random.randint(low, high)
            starts = tuple((one, hours & (1 << slots) - 1) for one in range(low, high + 1))
            items.append(PlanItem(length, starts, tuple(float(abs(one - ideal)) for one in range(low, high + 1))))
            slot += length
    random.shuffle(items)
    return board, items


@pytest.mark.parametrize(
    ("lengths", "filled", "least"), [((1,), 1.0, 330), ((1,), 0.95, 300), ((1, 2), 0.85, 150), ((1, 2, 3), 0.8, 100)]
)
@pytest.mark.parametrize("seed", range(4))
def test_large_ones_that_have_a_plan_get_one(lengths, filled, least, seed):
    board, items = planted_case(Random(seed), lengths, filled)
    solution = solve(board, items, range(len(items)), quiet)
    check_rules(board, items, solution)
    assert len(items) >= least
    assert solution.left == ()


def test_too_many_are_told_with_a_proof_whatever_their_lengths():
    board = [PlanDay(4, 0b11111111)] * 5
    items = [PlanItem(2, tuple((day, 0b1111111) for day in range(5)), (0.0,) * 5) for _ in range(80)]
    left = solve(board, items, range(80), quiet).left
    assert len(left) == 70
    assert {one.why for one in left} == {"crowded"}
    assert left[0].days == (0, 1, 2, 3, 4)


def test_what_tick_raises_ends_the_work():
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    board, items = planted_case(Random(9), (1,), 1.0)
    with pytest.raises(KeyboardInterrupt):
        solve(board, items, range(len(items)), stop)

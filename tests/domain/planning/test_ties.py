"""Check-ins that hang on each other: as many as an exact solver places, and no rule between them broken."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest

from csworkbench.domain.planning.board import PlanDay, PlanItem, Ties
from csworkbench.domain.planning.solving import solve
from tests.domain.planning import exact
from tests.domain.planning.test_solving import check_rules, planted_case, quiet


def in_order(least, most):
    """Give the rule that one comes at least and at most so many days after the one before it."""

    def allows(number, day, others):
        ahead = all(day > at if other < number else day < at for other, at in others.items())
        gaps = [abs(day - at) for other, at in others.items() if abs(other - number) == 1]
        return ahead and all(least <= gap <= most for gap in gaps)

    return allows


def tied_case(random, lengths):
    days, items = exact.random_case(random, lengths, 5)
    size = random.randint(2, 3)
    groups = [range(first, min(first + size, len(items))) for first in range(0, len(items), size)]
    ties = Ties(
        {one: tuple(set(group) - {one}) for group in groups if len(group) > 1 for one in group},
        in_order(random.randint(1, 2), random.randint(2, 3)),
    )
    return days, items, ties


def keeps(ties, at):
    placed = {number: day for number, day in enumerate(at) if day is not None}
    return all(
        ties.allows(number, day, {other: placed[other] for other in ties.of.get(number, ()) if other in placed})
        for number, day in placed.items()
    )


@pytest.mark.parametrize(("lengths", "seed"), [((1,), 1), ((1,), 2), ((1, 2), 3), ((2,), 4)])
def test_as_many_as_an_exact_solver_places(lengths, seed):
    random = Random(seed)
    full = 0
    for _ in range(150):
        days, items, ties = tied_case(random, lengths)
        solution = solve(days, items, range(len(items)), quiet, ties)
        check_rules(days, items, solution)
        assert keeps(ties, [place and place[0] for place in solution.at])
        most = exact.most_placed(days, items, partial(keeps, ties))
        assert len(items) - len(solution.left) == most
        assert all(one.why != "not found" for one in solution.left), "small cases are always decided"
        full += most == len(items)
    assert 10 < full < 145, "the cases must be of both kinds"


@pytest.mark.parametrize("seed", range(3))
def test_large_ones_that_have_a_plan_get_one(seed):
    """Pairs are tied by what they keep in the plan that is known."""
    random = Random(seed)
    board, items = planted_case(random, (1,), 0.85)
    pairs = [(one, one + 1) for one in range(0, len(items) - 1, 2)]
    ties = Ties({one: (other,) for pair in pairs for one, other in (pair, pair[::-1])}, lambda *_: True)
    solution = solve(board, items, range(len(items)), quiet, ties)
    check_rules(board, items, solution)
    assert len(items) > 250
    assert solution.left == ()


def test_a_tied_one_gives_way():
    """The second wants the first day, where its sibling, which may lie on either, must then not be."""
    days = [PlanDay(2, 0b11)] * 2
    items = [PlanItem(1, ((0, 0b11), (1, 0b11)), (0.0, 1.0)), PlanItem(1, ((0, 0b11),), (0.0,))]
    ties = Ties({0: (1,), 1: (0,)}, lambda _number, day, others: day not in others.values())
    assert [place and place[0] for place in solve(days, items, (0, 1), quiet, ties).at] == [1, 0]

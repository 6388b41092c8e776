"""NPS, scales and the way feedback may go."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.feedback import STATE_MOVES, Told, check_move, mean_score, nps, to_percent, top_share
from csworkbench.domain.words import FEEDBACK_STATES


@pytest.mark.parametrize(
    ("scores", "index"),
    [
        ([10] * 5, 100),
        ([0] * 5, -100),
        ([9, 9, 7, 8, 6], 20),
        ([7, 8, 7, 8, 7], 0),
        ([6] * 5 + [9] * 1, -67),
        ([9] * 5 + [6] * 3, 25),
        ([9] * 4 + [6] * 3 + [7], 13),  # 12.5, once, half up
    ],
)
def test_index(scores, index):
    found = nps(scores)
    assert found is not None
    assert found.index == index


def test_no_responses_is_not_zero():
    assert nps([]) is None


def test_below_five_there_is_no_index():
    found = nps([10, 9, 3, 7])
    assert found is not None
    assert (found.promoters, found.passives, found.detractors, found.responses) == (2, 1, 1, 4)
    assert (found.index, found.low, found.high) == (None, None, None)


@pytest.mark.parametrize(("score", "kind"), [(0, 2), (6, 2), (7, 1), (8, 1), (9, 0), (10, 0)])
def test_limits_of_the_kinds(score, kind):
    found = nps([score])
    assert found is not None
    assert (found.promoters, found.passives, found.detractors)[kind] == 1


def test_interval():
    found = nps([9] * 50 + [7] * 30 + [3] * 20)
    assert found is not None
    half = 196 * sqrt((0.7 - 0.09) / 100)
    assert (found.low, found.high) == pytest.approx((30 - half, 30 + half))


@pytest.mark.parametrize("score", [-1, 11])
def test_scores_outside_the_scale_are_refused(score):
    with pytest.raises(ValueError, match="0 to 10"):
        nps([score])


@given(st.lists(st.integers(0, 10), min_size=5, max_size=60))
def test_the_index_lies_in_its_interval(scores):
    found = nps(scores)
    assert found is not None
    assert found.index is not None
    assert found.low is not None
    assert found.high is not None
    assert -100 <= found.low <= found.high <= 100
    assert found.low - 0.5 - 1e-9 <= found.index <= found.high + 0.5 + 1e-9


@pytest.mark.parametrize(
    ("score", "low", "high", "percent"), [(1, 1, 5, 0), (5, 1, 5, 100), (4, 1, 5, 75), (7, 0, 10, 70), (4, 1, 7, 50)]
)
def test_percent_of_a_scale(score, low, high, percent):
    assert to_percent(score, low, high) == percent


@pytest.mark.parametrize(("score", "low", "high"), [(6, 1, 5), (0, 1, 5), (1, 5, 5)])
def test_scores_off_their_scale_are_refused(score, low, high):
    with pytest.raises(ValueError, match="scale"):
        to_percent(score, low, high)


def test_published_effort_check():
    counts = {1: 80, 2: 210, 3: 140, 4: 110, 5: 160, 6: 180, 7: 120}
    assert mean_score(counts) == Decimal("4.08")
    assert top_share(counts, 5) == Decimal("0.46")
    assert mean_score({}) is None
    assert top_share({}, 5) is None


@pytest.mark.parametrize("state", FEEDBACK_STATES)
@pytest.mark.parametrize("target", FEEDBACK_STATES)
def test_moves(state, target):
    if target in STATE_MOVES[state]:
        check_move(state, target, reason="spoke to them at the event")
    else:
        with pytest.raises(ValueError, match=f"can't become {target}"):
            check_move(state, target, reason="spoke to them at the event")


def test_closing_needs_the_customer_told_or_a_reason():
    check_move("resolved", "customer told", Told(date(2026, 5, 20), "call", "Ana"))
    check_move("resolved", "customer told", reason="the person has left")
    for told, reason, message in (
        (None, "  ", "write why not"),
        (Told(date(2026, 5, 20), "pigeon", "Ana"), "", "no channel"),
        (Told(date(2026, 5, 20), "call", " "), "", "who told"),
    ):
        with pytest.raises(ValueError, match=message):
            check_move("resolved", "customer told", told, reason)
    with pytest.raises(ValueError, match="no state"):
        check_move("new", "closed")

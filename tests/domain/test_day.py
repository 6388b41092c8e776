"""My day's order: three terms, overdue promises first, ties by name, stable."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.day import DayItemRow, day_item, in_order, money_term, risk_term, urgency_term
from csworkbench.domain.ids import AccountId

AS_OF = date(2026, 5, 20)


def item(
    kind: str = "check-in",
    name: str = "Acme",
    late: int | None = 0,
    score: int | None = 50,
    arr_rank: float | None = 0.5,
    target_id: int | None = None,
) -> DayItemRow:
    due_on = None if late is None else AS_OF - timedelta(days=late)
    band = "insufficient data" if score is None else "watch"
    account = (AccountId(1), name)
    return day_item(kind, "Do it", "because", account, due_on, (score, band), arr_rank, AS_OF, target_id)


@pytest.mark.parametrize(
    ("score", "band", "term"),
    [
        (0, "at risk", 1.0),
        (31, "at risk", 0.69),
        (90, "healthy", 0.1),
        (100, "healthy", 0.1),
        (None, "insufficient data", 0.5),
        (10, "insufficient data", 0.5),
    ],
)
def test_risk(score, band, term):
    assert risk_term(score, band) == pytest.approx(term)


@pytest.mark.parametrize(("rank", "term"), [(None, 0.5), (0.0, 0.1), (0.09, 0.1), (0.6, 0.6), (1.0, 1.0)])
def test_money(rank, term):
    assert money_term(rank) == term


@pytest.mark.parametrize(
    ("late", "term"),
    [(0, 0.7), (7, 0.85), (14, 1.0), (400, 1.0), (-7, 0.7 * exp(-1)), (-1, 0.7 * exp(-1 / 7))],
)
def test_urgency(late, term):
    assert urgency_term(late) == pytest.approx(term)


def test_the_row_shows_its_terms():
    row = item(late=7, score=31, arr_rank=1.0)
    assert (row.days_late, row.due_on) == (7, date(2026, 5, 13))
    assert row.rank == pytest.approx(0.69 * 1.0 * 0.85)
    assert item(late=None).urgency == 0.7


def test_overdue_promises_come_first_then_the_product():
    small = item("promise", "Small", late=1, score=95, arr_rank=0.0)
    today = item("promise", "Today", late=0, score=5, arr_rank=1.0)
    big = item("check-in", "Big", late=30, score=0, arr_rank=1.0)
    grey = item("renewal", "Grey", late=-20, score=None, arr_rank=None)
    assert in_order([grey, today, big, small]) == [small, big, today, grey]


def test_ties_go_by_name():
    rows = [item(name="beta"), item(name="Alpha"), item(name="alpha"), item(name="Gamma")]
    assert [row.account_name for row in in_order(rows)] == ["Alpha", "alpha", "beta", "Gamma"]


items = st.builds(
    item,
    st.sampled_from(["check-in", "promise", "renewal"]),
    st.sampled_from(["A", "b", "C"]),
    st.integers(-200, 200),
    st.none() | st.integers(0, 100),
    st.none() | st.floats(0, 1),
    st.integers(1, 9999),
)


@given(st.lists(items, max_size=12, unique_by=lambda row: row.target_id), st.randoms())
def test_the_order_does_not_depend_on_the_order_given(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert in_order(shuffled) == in_order(rows)
    for row in rows:
        assert 0 < row.rank <= 1

"""The terms of My day in words and figures, and the groups of its list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from csworkbench.domain.day import day_group, day_item
from csworkbench.domain.day_terms import place_words, short_terms, term_words, terms_line
from csworkbench.domain.ids import AccountId

TODAY = date(2026, 11, 23)


def item(score=31, band="at risk", arr_rank=0.9, late=7, kind="check-in", arr_minor=240_000_00):
    from dataclasses import replace

    due_on = None if late is None else TODAY - timedelta(days=late)
    row = day_item(kind, "Call", "why", (AccountId(1), "Acme"), due_on, (score, band), arr_rank, TODAY)
    return replace(row, arr_minor=arr_minor, currency="EUR")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (item(), ("Risk 0.69: health is 31 of 100", "Money 0.90: €240 k ARR, more than 90 % of the book",
                  "Urgency 0.85: 7 days late")),
        (item(None, "insufficient data", None, 0, arr_minor=None),
         ("Risk 0.50: health is not known", "Money 0.50: ARR is not known",
          "Urgency 0.70: due today (0.70 on the day)")),
        (item(97, "healthy", 0.0, None), ("Risk 0.10: health is 97 of 100, so the least there is",
         "Money 0.10: €240 k ARR, among the least in the book",
         "Urgency 0.70: it has no day, so it counts as due today")),
        (item(50, "watch", 1.0, -3), ("Risk 0.50: health is 50 of 100", "Money 1.00: €240 k ARR, the most in the book",
         "Urgency 0.46: 3 days left")),
        (item(50, "watch", 1.0, 20), ("Risk 0.50: health is 50 of 100", "Money 1.00: €240 k ARR, the most in the book",
         "Urgency 1.00: 20 days late, and from 14 on nothing is more urgent")),
    ],
)  # fmt: skip
def test_terms(row, words):
    assert term_words(row) == words


def test_the_figures_alone():
    assert short_terms(item()) == "0.69 × 0.90 × 0.85"


def test_the_place_is_the_product_and_overdue_promises_say_that_they_come_first():
    assert place_words(item()) == "0.53 = 0.69 × 0.90 × 0.85 (risk × money × urgency)"
    assert place_words(item(kind="promise")).startswith("an overdue promise comes first; then 0.53 = ")
    assert place_words(item(kind="promise", late=0)).startswith("0.43 = ")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (item(), "Place 0.53 = risk 0.69 (health 31) × money 0.90 (€240 k) × urgency 0.85 (7 days late)"),
        (item(late=-1), "Place 0.38 = risk 0.69 (health 31) × money 0.90 (€240 k) × urgency 0.61 (1 day left)"),
        (item(late=None), "Place 0.43 = risk 0.69 (health 31) × money 0.90 (€240 k) × urgency 0.70 (today)"),
        (item(kind="promise"), "Overdue promise: 0.53 = risk 0.69 (health 31)"
         " × money 0.90 (€240 k) × urgency 0.85 (7 days late)"),
    ],
)  # fmt: skip
def test_all_in_one_line(row, line):
    assert terms_line(row) == line


@pytest.mark.parametrize(
    ("days", "group"),
    [(None, "Today"), (-400, "Overdue"), (-1, "Overdue"), (0, "Today"), (1, "This week"), (6, "This week"),
     (7, "Later")],
)  # fmt: skip
def test_groups(days, group):
    assert day_group(None if days is None else TODAY + timedelta(days=days), TODAY) == group

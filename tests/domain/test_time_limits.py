"""Limits in days: what a new book starts with, the shortest of several roles, and what is refused."""

from __future__ import annotations

import pytest

from csworkbench.domain.time_limits import ABOUT, DEFAULT_DAYS, TimeLimits, limit_words, problems_of


def test_what_a_new_book_starts_with():
    assert dict(TimeLimits().items) == {
        "champion": 30,
        "sponsor": 90,
        "economic buyer": 120,
        "end user": 60,
        "acknowledge": 1,
        "answer": 5,
        "detractor": 2,
    }
    assert set(ABOUT) == set(DEFAULT_DAYS)


@pytest.mark.parametrize(
    ("roles", "days", "expected"),
    [
        ((), {}, None),
        (("procurement",), {}, None),
        (("acknowledge",), {}, None),  # a target is no role
        (("sponsor",), {}, ("sponsor", 90)),
        (("sponsor", "champion"), {}, ("champion", 30)),
        (("sponsor", "champion"), {"champion": 100}, ("sponsor", 90)),
        (("sponsor", "champion"), {"sponsor": 7}, ("sponsor", 7)),
        (("sponsor", "champion"), {"sponsor": 30}, ("champion", 30)),  # the same: by name
    ],
)
def test_the_role_that_may_be_silent_least(roles, days, expected):
    assert TimeLimits(days).role_limit(roles) == expected


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ({"champion": 1, "answer": 1000}, []),
        ({"champion": 0}, ["champion"]),
        ({"answer": 1001}, ["answer"]),
        ({"lunch": 5}, ["lunch"]),
    ],
)
def test_what_is_wrong_with_new_ones(days, wrong):
    assert list(problems_of(days)) == wrong


def test_words():
    assert [limit_words("champion", 1), limit_words("answer", 3)] == ["champion 1 day", "answer 3 business days"]

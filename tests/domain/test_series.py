"""Series: repeats as rules, month ends from the anchor, shifts that never add up, moving a rule by one of its days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.recurrence import RuleNotKept, days_of, parse_rule, rule_text
from csworkbench.domain.series import (
    REPEATS,
    after_completion,
    ended_before,
    moved_rule,
    planned_days,
    repeat_words,
    rule_for,
    stepped_back,
)

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
STEPS: dict[str, dict[str, Any]] = {
    "monthly": {"months": 1},
    "quarterly": {"months": 3},
    "half-yearly": {"months": 6},
    "yearly": {"years": 1},
    "daily": {"days": 1},
    "weekly": {"weeks": 1},
    "every 2 weeks": {"weeks": 2},
}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(STEPS)), DAYS)
def test_each_repeat_is_counted_from_its_anchor(repeat: str, anchor: date) -> None:
    step = STEPS[repeat]
    expected = [anchor + relativedelta(**{unit: size * place for unit, size in step.items()}) for place in range(14)]
    found = list(islice(days_of(rule_for(repeat, anchor), anchor), 14))
    if anchor.day == 31 or repeat == "yearly":
        assert found[0] == anchor
    assert found == expected


@settings(max_examples=100, deadline=None)
@given(DAYS)
def test_monthly_by_weekday(anchor: date) -> None:
    found = list(islice(days_of(rule_for("monthly by weekday", anchor), anchor), 12))
    assert all(day.weekday() == anchor.weekday() for day in found)
    if anchor.day <= 28:
        assert {(day.day - 1) // 7 for day in found} == {(anchor.day - 1) // 7}
    else:
        assert all((day + timedelta(days=7)).month != day.month for day in found)


def test_monthly_on_the_31st_comes_from_the_anchor_not_from_the_shifted_day() -> None:
    days = BusinessDays(frozenset({date(2027, 1, 1)}))
    rule = rule_for("monthly", date(2026, 10, 31))
    found = list(islice(planned_days(rule, date(2026, 10, 31), None, date(2026, 10, 1), days.modified_following), 5))
    assert found == [
        (date(2026, 10, 31), date(2026, 10, 30)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 31), date(2027, 1, 29)),
        (date(2027, 2, 28), date(2027, 2, 26)),
    ]


def test_days_that_are_shifted_onto_one_are_planned_once() -> None:
    found = list(planned_days(rule_for("daily", date(2026, 11, 20)), date(2026, 11, 20), None, date(2026, 11, 20),
                              BusinessDays().following))  # fmt: skip
    assert [due.day for _, due in found[:4]] == [20, 23, 24, 25]
    assert len(found) == 26


def test_as_many_are_planned_as_half_a_year_holds() -> None:
    today = date(2026, 11, 23)
    counts = {repeat: len(list(planned_days(rule_for(repeat, today), today, None, today))) for repeat in REPEATS}
    assert counts == {"daily": 26, "weekly": 26, "every 2 weeks": 14, "monthly": 7, "monthly by weekday": 7,
                      "quarterly": 3, "half-yearly": 3, "yearly": 3}  # fmt: skip


def test_what_comes_after_a_day() -> None:
    rule = parse_rule("FREQ=WEEKLY;COUNT=3")
    anchor = date(2026, 11, 23)
    assert [day.day for day, _ in planned_days(rule, anchor, date(2026, 11, 23), anchor)] == [30, 7]


@pytest.mark.parametrize(
    ("repeat", "done", "expected"),
    [
        ("monthly", date(2027, 1, 31), date(2027, 2, 28)),
        ("yearly", date(2024, 2, 29), date(2025, 2, 28)),
        ("every 2 weeks", date(2026, 12, 28), date(2027, 1, 11)),
        ("daily", date(2026, 12, 31), date(2027, 1, 1)),
        ("FREQ=WEEKLY;UNTIL=20261201", date(2026, 11, 28), None),
    ],
)
def test_from_completion(repeat: str, done: date, expected: date | None) -> None:
    assert after_completion(rule_for(repeat, done), done) == expected


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(REPEATS), DAYS, st.integers(0, 5), st.integers(-10, 10))
def test_a_moved_rule_falls_on_the_new_day_and_keeps_step(repeat: str, anchor: date, place: int, step: int) -> None:
    rule = rule_for(repeat, anchor)
    days = list(islice(days_of(rule, anchor), 12))
    old, new = days[place], days[place] + timedelta(days=step)
    moved = moved_rule(rule, old, new)
    start = stepped_back(rule, days[0], old, new)
    found = list(islice(days_of(moved, start), 60))
    assert new in found
    if repeat in ("daily", "weekly", "every 2 weeks"):
        assert [day + timedelta(days=step) for day in days[place:]] == found[found.index(new) :][: 12 - place]
    again = moved_rule(moved, new, new)
    assert list(islice(days_of(again, start), 20)) == found[:20]


def test_rules_that_cannot_be_moved_by_one_day() -> None:
    for text in ("FREQ=MONTHLY;BYDAY=MO,TU", "FREQ=YEARLY;BYDAY=1MO", "FREQ=DAILY;BYMONTH=3"):
        with pytest.raises(RuleNotKept):
            moved_rule(parse_rule(text), date(2026, 11, 23), date(2026, 11, 24))


def test_a_series_is_cut_in_two() -> None:
    rule = parse_rule("FREQ=WEEKLY;COUNT=10")
    members = [date(2026, 11, 2) + timedelta(weeks=week) for week in range(10)]
    before, rest = ended_before(rule, members[4], members)
    assert list(days_of(before, members[0])) + list(days_of(rest, members[4])) == members


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day "),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every 2 weeks on Monday, Thursday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Friday"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=4", "every 3 months on the last day, 4 times"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "every month on day 30, or the last one"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5;UNTIL=20300101", "every year on day 5 of March, until 2030-01-01"),
        ("FREQ=YEARLY;BYDAY=1MO", "every year (FREQ=YEARLY;BYDAY=1MO)"),
    ],
)
def test_rules_in_words(rule: str, words: str) -> None:
    assert repeat_words(parse_rule(rule)) == words.rstrip()


def test_every_repeat_can_be_written_down() -> None:
    for repeat in REPEATS:
        rule = rule_for(repeat, date(2026, 10, 30))
        assert rule_for(rule_text(rule), date(2026, 10, 30)) == rule
    with pytest.raises(RuleNotKept):
        rule_for("now and then", date(2026, 10, 30))

"""Repeats as they are said: words become rules, and what is no repeat is refused."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from csworkbench.domain.recurrence import RuleNotKept, days_of, rule_text
from csworkbench.domain.repeats import REPEATS, read_end, rule_for

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("every 6 weeks", "FREQ=WEEKLY;INTERVAL=6;BYDAY=MO"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("Fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("every tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("tuesdays", "FREQ=WEEKLY;BYDAY=TU"),
        ("weekly on thu", "FREQ=WEEKLY;BYDAY=TH"),
        ("every 2 weeks on mon and thu", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"),
        ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("every 10 days", "FREQ=DAILY;INTERVAL=10"),
        ("every 2 months", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=23"),
        ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("last day of each month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("the first monday of the month", "FREQ=MONTHLY;BYDAY=1MO"),
        ("quarterly on the last friday", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR"),
        ("every quarter", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=23"),
        ("every 2 years", "FREQ=MONTHLY;INTERVAL=24;BYMONTHDAY=23"),
        ("FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;COUNT=3"),
    ],
)
def test_words_become_rules(said: str, rule: str) -> None:
    assert rule_text(rule_for(said, MONDAY)) == rule


@pytest.mark.parametrize("said", REPEATS)
def test_offered_words_are_read_and_fall_on_the_anchor(said: str) -> None:
    assert next(days_of(rule_for(said, MONDAY), MONDAY)) == MONDAY


@pytest.mark.parametrize(
    "said",
    ["", "now and then", "every 0 weeks", "monthly on the 32nd", "every moonday", "every year on may", "mon tue"],
)
def test_what_is_no_repeat_is_refused(said: str) -> None:
    with pytest.raises(RuleNotKept):
        rule_for(said, MONDAY)


def test_a_month_without_the_day_takes_its_last() -> None:
    days = list(islice(days_of(rule_for("monthly on the 30th", MONDAY), MONDAY), 4))
    assert days == [date(2026, 11, 30), date(2026, 12, 30), date(2027, 1, 30), date(2027, 2, 28)]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", (None, None)), ("never", (None, None)), ("10 times", (10, None)), ("after 3 times", (3, None)),
        ("12", (12, None)), ("6x", (6, None)), ("until 4 dec 2027", (None, "4 dec 2027")),
        ("31 Dec", (None, "31 dec")),
    ],
)  # fmt: skip
def test_ends(text: str, end: tuple[int | None, str | None]) -> None:
    assert read_end(text) == end

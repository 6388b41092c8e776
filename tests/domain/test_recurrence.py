"""Recurrence rules against dateutil, over leap years, year ends and month ends."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import islice

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csworkbench.domain.recurrence import FREQUENCIES, WEEKDAYS, Rule, RuleNotKept, days_of, parse_rule, rule_text

ANCHORS = st.one_of(
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.sampled_from([date(2024, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2026, 1, 31), date(2028, 2, 29)]),
)
EACH = st.tuples(st.just(0), st.integers(0, 6))
NUMBERED = st.tuples(st.sampled_from([-5, -2, -1, 1, 2, 3, 4, 5]), st.integers(0, 6))
MONTH_DAYS = st.lists(st.integers(1, 31) | st.integers(-31, -1), max_size=4, unique=True).map(tuple)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    freq = draw(st.sampled_from(FREQUENCIES))
    is_short = freq in ("DAILY", "WEEKLY")
    days = draw(st.lists(EACH if is_short or draw(st.booleans()) else NUMBERED, max_size=3, unique=True))
    is_numbered = any(which for which, _ in days)
    by_month_day = () if freq == "WEEKLY" or is_numbered else draw(MONTH_DAYS)
    by_month = draw(st.lists(st.integers(1, 12), max_size=3, unique=True)) if draw(st.booleans()) else []
    has_parts = bool(days or by_month_day or by_month) and not is_short
    places = draw(st.lists(st.sampled_from([-2, -1, 1, 2, 3]), max_size=2, unique=True)) if has_parts else []
    end = draw(st.sampled_from(["none", "count", "until"]))
    return Rule(
        freq,
        draw(st.integers(1, 6)),
        draw(st.integers(1, 30)) if end == "count" else None,
        draw(st.dates(date(2024, 6, 1), date(2040, 12, 31))) if end == "until" else None,
        tuple(days),
        by_month_day,
        tuple(by_month),
        tuple(places),
        draw(st.integers(0, 6)),
    )


def theirs(text: str, anchor: date, last: date) -> list[date]:
    start = datetime.combine(anchor, time())
    rule = rrulestr(text, dtstart=start)
    return [one.date() for one in islice(rule.xafter(start, inc=True), 40) if one.date() <= last]


@settings(max_examples=150, deadline=None)
@given(rules(), ANCHORS)
def test_days_are_those_of_dateutil(rule: Rule, anchor: date) -> None:
    # A rule that never falls on a day makes dateutil search to the year 9999; both are bounded by an end here.
    last = date(anchor.year + 4, 12, 31)
    until = min(rule.until or last, last)
    assume(until >= anchor)
    bounded = Rule(**{**_fields(rule), "count": None, "until": until})
    expected = theirs(rule_text(bounded), anchor, last)
    found = list(islice((day for day in days_of(bounded, anchor) if day <= last), 40))
    assert found == expected
    if rule.count is not None:
        ours = list(islice((day for day in days_of(rule, anchor) if day <= last), 40))
        assert ours == expected[: rule.count]


def _fields(rule: Rule) -> dict:
    return {name: getattr(rule, name) for name in Rule.__slots__}


@settings(max_examples=100, deadline=None)
@given(rules())
def test_text_and_back(rule: Rule) -> None:
    assert parse_rule(rule_text(rule)) == rule


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2027, 12, 31), [(2027, 12, 31), (2028, 1, 31), (2028, 2, 29)]),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", date(2027, 1, 30), [(2027, 1, 30), (2027, 2, 28)]),
        ("FREQ=MONTHLY", date(2027, 1, 31), [(2027, 1, 31), (2027, 3, 31), (2027, 5, 31)]),
        ("FREQ=YEARLY", date(2024, 2, 29), [(2024, 2, 29), (2028, 2, 29), (2032, 2, 29)]),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 11, 1), [(2026, 11, 27), (2026, 12, 25), (2027, 1, 29)]),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU", date(2026, 11, 3), [(2026, 11, 3), (2027, 2, 2), (2027, 5, 4)]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", date(2026, 11, 22), [(2026, 11, 22), (2026, 11, 23)]),
    ],
)  # fmt: skip
def test_known_rules(text: str, anchor: date, expected: list[tuple[int, int, int]]) -> None:
    assert [
        (day.year, day.month, day.day) for day in islice(days_of(parse_rule(text), anchor), len(expected))
    ] == expected


@pytest.mark.parametrize(
    "text",
    ["", "FREQ=HOURLY", "FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=x",
     "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=DAILY;BYHOUR=9", "FREQ=YEARLY;BYWEEKNO=20",
     "FREQ=DAILY;FREQ=DAILY", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;BYDAY=XX", "FREQ=MONTHLY;BYDAY=0MO",
     "FREQ=MONTHLY;BYDAY=60MO", "FREQ=MONTHLY;BYMONTH=13", "FREQ=MONTHLY;BYMONTH=-1", "FREQ=MONTHLY;BYMONTHDAY=32",
     "FREQ=DAILY;UNTIL=2027", "FREQ=DAILY;UNTIL=20270231", "FREQ=MONTHLY;BYDAY=MO,1TU",
     "FREQ=MONTHLY;BYDAY=1TU;BYMONTHDAY=3", "INTERVAL=2", "FREQ"],
)  # fmt: skip
def test_what_is_not_kept_is_told(text: str) -> None:
    with pytest.raises(RuleNotKept):
        parse_rule(text)


def test_a_rule_without_any_day_ends() -> None:
    assert list(days_of(parse_rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), date(2026, 1, 1))) == []


def test_until_with_a_time_and_the_prefix() -> None:
    rule = parse_rule("RRULE:FREQ=DAILY;UNTIL=20261125T235959Z")
    assert len(list(days_of(rule, date(2026, 11, 23)))) == 3
    assert len(WEEKDAYS) == 7

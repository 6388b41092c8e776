"""The days a series is planned for: dateutil's days, rolled by numpy off the holidays of eight countries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import Any

import holidays
import numpy as np
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.recurrence import rule_text
from csworkbench.domain.series import REPEATS, planned_days, rule_for

COUNTRIES = ("NO", "US", "DE", "GB", "FR", "JP", "IN", "BR")
ROLLS: dict[str | None, Any] = {
    "following": "forward",
    "preceding": "backward",
    "modified following": "modifiedfollowing",
    None: None,
}
ANCHORS = st.one_of(
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.sampled_from([date(2024, 2, 29), date(2024, 1, 31), date(2024, 12, 31), date(2026, 1, 30), date(2026, 12, 25)]),
)


@cache
def calendar_of(country: str) -> tuple[BusinessDays, np.busdaycalendar]:
    days = sorted(holidays.country_holidays(country, years=range(2023, 2030)))
    return BusinessDays(frozenset(days)), np.busdaycalendar(holidays=days)


@settings(max_examples=200, deadline=None)
@given(
    repeat=st.sampled_from(REPEATS),
    anchor=ANCHORS,
    ahead=st.integers(0, 400),
    country=st.sampled_from(COUNTRIES),
    shift=st.sampled_from(list(ROLLS)),
)
def test_each_day_of_the_rule_is_shifted_by_itself(
    repeat: str, anchor: date, ahead: int, country: str, shift: str | None
) -> None:
    business, theirs = calendar_of(country)
    today = anchor + timedelta(days=ahead)
    rule = rule_for(repeat, anchor)
    after = today - timedelta(days=1)
    found = list(planned_days(rule, anchor, after, today, lambda day: business.shifted(day, shift)))
    assert 3 <= len(found) <= 26
    start = datetime.combine(anchor, time())
    every = rrulestr(rule_text(rule), dtstart=start).xafter(start, inc=True)
    days = [one.date() for one in islice(every, 500)]
    expected: list[tuple[date, date]] = []
    last: date | None = None
    for day in days:
        due = day
        if ROLLS[shift] is not None:
            due = np.busday_offset(day, 0, roll=ROLLS[shift], busdaycal=theirs).astype(object)
        if due != last and day > after:
            expected.append((day, due))
        last = due
    assert found == expected[: len(found)]
    assert len(expected) > len(found), "it ends by its own limit"

"""By when feedback is to be answered and reviews are to be ready, in business hours and days of the owner."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.business_days import BusinessDays, NoBusinessDay
from csworkbench.domain.my_day import WEEKDAYS, WORK_BEGINS, WORK_ENDS, answer_by, prepared_by

OSLO, KOLKATA, NEW_YORK = map(ZoneInfo, ("Europe/Oslo", "Asia/Kolkata", "America/New_York"))
SUNDAY_TO_THURSDAY = BusinessDays(working=frozenset({6, 0, 1, 2, 3}))


def utc(year, month, day, hour=0, minute=0, second=0):
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said_at", "count", "days", "zone", "expected"),
    [
        (utc(2026, 11, 19, 16, 30), 1, WEEKDAYS, UTC, utc(2026, 11, 20, 16, 30)),
        (utc(2026, 11, 20, 10, 0), 1, WEEKDAYS, UTC, utc(2026, 11, 23, 10, 0)),  # over the week-end
        (utc(2026, 11, 20, 17, 0), 1, WEEKDAYS, UTC, utc(2026, 11, 24, 9, 0)),  # after work: from Monday at 9
        (utc(2026, 11, 21, 12, 0), 1, WEEKDAYS, UTC, utc(2026, 11, 24, 9, 0)),  # on a Saturday
        (utc(2026, 11, 19, 6, 0), 5, WEEKDAYS, UTC, utc(2026, 11, 26, 9, 0)),  # before work
        # closed on Friday the 20th: said on Thursday, due on Monday; said on Friday, from Monday
        (utc(2026, 11, 19, 10, 0), 1, BusinessDays(frozenset({date(2026, 11, 20)})), UTC, utc(2026, 11, 23, 10, 0)),
        (utc(2026, 11, 20, 10, 0), 1, BusinessDays(frozenset({date(2026, 11, 20)})), UTC, utc(2026, 11, 24, 9, 0)),
        # Friday and Saturday are the week-end
        (utc(2026, 11, 19, 10, 0), 1, SUNDAY_TO_THURSDAY, UTC, utc(2026, 11, 22, 10, 0)),
        # the same local hour over both daylight-saving edges: another hour in UTC
        (utc(2026, 10, 23, 8, 0), 1, WEEKDAYS, OSLO, utc(2026, 10, 26, 9, 0)),
        (utc(2026, 3, 27, 9, 0), 1, WEEKDAYS, OSLO, utc(2026, 3, 30, 8, 0)),
        (utc(2026, 10, 30, 14, 0), 1, WEEKDAYS, NEW_YORK, utc(2026, 11, 2, 15, 0)),
        # half an hour beside the full hour: 11:25 in UTC is 16:55, and 11:31 is 17:01, after work
        (utc(2026, 11, 19, 11, 25), 1, WEEKDAYS, KOLKATA, utc(2026, 11, 20, 11, 25)),
        (utc(2026, 11, 19, 11, 31), 1, WEEKDAYS, KOLKATA, utc(2026, 11, 23, 3, 30)),
        # another day there than in UTC
        (utc(2026, 11, 22, 20, 0), 1, WEEKDAYS, KOLKATA, utc(2026, 11, 24, 3, 30)),
        (utc(2026, 12, 31, 12, 0), 2, WEEKDAYS, UTC, utc(2027, 1, 4, 12, 0)),
        (utc(2028, 2, 28, 12, 0), 2, WEEKDAYS, UTC, utc(2028, 3, 1, 12, 0)),
    ],
)  # fmt: skip
def test_answered_by(said_at, count, days, zone, expected):
    assert answer_by(said_at, count, days, zone) == expected


CLOSED = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 31)), max_size=30)
WORKING = st.frozensets(st.integers(0, 6), min_size=1)


@given(
    st.integers(0, 60 * 24 * 60).map(lambda minutes: utc(2026, 1, 1) + timedelta(minutes=minutes)),
    st.integers(1, 10), CLOSED, WORKING, st.sampled_from((UTC, OSLO, KOLKATA, NEW_YORK)),
)  # fmt: skip
def test_there_are_as_many_business_days_between_as_were_asked_for(said_at, count, closed, working, zone):
    days = BusinessDays(closed, working)
    local = said_at.astimezone(zone)
    due = answer_by(said_at, count, days, zone).astimezone(zone)
    is_counted_at_once = days.is_open(local.date()) and local.time() < WORK_ENDS
    after = [local.date() + timedelta(days=n) for n in range(1, (due.date() - local.date()).days + 1)]
    assert sum(map(days.is_open, after)) == count + (not is_counted_at_once)
    assert days.is_open(due.date())
    assert due.time() == (max(local.time(), WORK_BEGINS) if is_counted_at_once else WORK_BEGINS)
    assert time(9) <= due.time() < time(17)


@given(st.dates(date(2026, 1, 1), date(2026, 4, 30)), CLOSED, WORKING)
def test_a_review_is_ready_two_business_days_before(meeting_on, closed, working):
    days = BusinessDays(closed, working)
    ready = prepared_by(meeting_on, days)
    between = [ready + timedelta(days=n) for n in range((meeting_on - ready).days)]
    assert sum(map(days.is_open, between)) == 2
    assert days.is_open(ready)


def test_nobody_ever_works():
    with pytest.raises(NoBusinessDay):
        answer_by(utc(2026, 11, 19, 10, 0), 1, BusinessDays(working=frozenset()), UTC)

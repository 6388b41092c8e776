"""Places in months, times of day, and local times at both edges of daylight saving, half-hour zones included."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.business_days import BusinessDays
from csworkbench.domain.moments import Moment, parse_moment
from csworkbench.domain.my_day import check_in_begins
from csworkbench.domain.natural_dates import parse_date

TODAY = date(2026, 11, 23)  # a Monday
NEW_YEAR = BusinessDays(frozenset({date(2027, 1, 1), date(2026, 12, 25)}))
ZONES = ("Europe/Oslo", "America/New_York", "Asia/Kolkata", "Australia/Adelaide", "Australia/Lord_Howe",
         "America/St_Johns", "Asia/Kathmandu", "UTC", "Pacific/Auckland", "Africa/Casablanca")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1st business day of next month", date(2026, 12, 1)),
        ("1st business day of january", date(2027, 1, 4)),
        ("first working day of next year", date(2027, 1, 4)),
        ("last business day of this month", date(2026, 11, 30)),
        ("last business day of december", date(2026, 12, 31)),
        ("3rd business day of the month", date(2026, 11, 4)),
        ("1st business day", date(2026, 12, 1)),
        ("last friday of the month", date(2026, 11, 27)),
        ("second tuesday of december", date(2026, 12, 8)),
        ("2nd tue in dec 2027", date(2027, 12, 14)),
        ("last day of february", date(2027, 2, 28)),
        ("10th day of next month", date(2026, 12, 10)),
        ("end of month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("end of february 2028", date(2028, 2, 29)),
        ("end of week", date(2026, 11, 27)),
        ("end of next week", date(2026, 12, 4)),
        ("end of quarter", date(2026, 12, 31)),
        ("end of next quarter", date(2027, 3, 31)),
        ("eoy", date(2026, 12, 31)),
        ("start of next month", date(2026, 12, 1)),
        ("beginning of next week", date(2026, 11, 30)),
        ("in 3 business days", date(2026, 11, 26)),
        ("+5bd", date(2026, 11, 30)),
        ("next business day", date(2026, 11, 24)),
        ("tue 10", date(2026, 11, 24)),
        ("tue 1", date(2026, 12, 1)),
        ("tue 10th", date(2027, 8, 10)),
        ("fri 4 dec", date(2026, 12, 4)),
        ("friday, dec 4", date(2026, 12, 4)),
        ("mon 30", date(2026, 11, 30)),
    ],
)
def test_days_by_their_place(text: str, expected: date) -> None:
    assert parse_date(text, TODAY, business=NEW_YEAR) == expected


@pytest.mark.parametrize(
    "text",
    ["6th friday of december", "30th business day of december", "1st blue day of may", "1st business day of never",
     "end of time", "thu 4 dec", "tue 32", "first", "last of", "mon 31st of", "0th day of may", "end of"],
)  # fmt: skip
def test_no_such_day(text: str) -> None:
    assert parse_date(text, TODAY) is None


def test_a_day_counted_from_a_week_end() -> None:
    sunday = date(2026, 11, 29)
    assert parse_date("in 1 business day", sunday) == date(2026, 11, 30)
    assert parse_date("next business day", sunday) == date(2026, 11, 30)
    assert parse_date("next business day", sunday, business=BusinessDays(working=frozenset())) is None


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("tue 10", date(2026, 11, 24), "10:00"),
        ("tue 1", date(2026, 12, 1), None),
        ("tue 14:30", date(2026, 11, 24), "14:30"),
        ("tue 2pm", date(2026, 11, 24), "14:00"),
        ("tomorrow at 9", date(2026, 11, 24), "09:00"),
        ("tomorrow 9 am", date(2026, 11, 24), "09:00"),
        ("14:30 tomorrow", date(2026, 11, 24), "14:30"),
        ("at 9 on friday", date(2026, 11, 27), "09:00"),
        ("4 dec 10:15", date(2026, 12, 4), "10:15"),
        ("2026-12-04 08:00", date(2026, 12, 4), "08:00"),
        ("in 2 weeks at 12.45", date(2026, 12, 7), "12:45"),
        ("in 2 weeks", date(2026, 12, 7), None),
        ("1st business day of next month, 10h", date(2026, 12, 1), "10:00"),
        ("friday noon", date(2026, 11, 27), "12:00"),
        ("noon", TODAY, "12:00"),
        ("16:00", TODAY, "16:00"),
        ("12am tomorrow", date(2026, 11, 24), "00:00"),
        ("fri 12 pm", date(2026, 11, 27), "12:00"),
        ("4.12.", date(2026, 12, 4), None),
    ],
)
def test_moments(text: str, day: date, time: str | None) -> None:
    assert parse_moment(text, TODAY) == Moment(day, time)


@pytest.mark.parametrize("text", ["", "25:00", "tue 9:60", "13pm", "at", "sometime 9:00", "no noon", "10", "0pm"])
def test_no_moment(text: str) -> None:
    assert parse_moment(text, TODAY) is None


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.from_regex(r"(tue|end of|1st business day of|in \d+|\d+) .{0,12}", fullmatch=True),
       st.dates(date(1970, 1, 1), date(2199, 12, 31)))  # fmt: skip
def test_any_text_is_read_or_not(text: str, today: date) -> None:
    found = parse_moment(text, today)
    assert found is None or isinstance(found.day, date)


@settings(max_examples=200, deadline=None)
@given(st.dates(date(1971, 1, 1), date(2198, 12, 31)), st.integers(1, 20))
def test_business_days_of_a_month_in_any_year(today: date, number: int) -> None:
    found = parse_date(f"{number}th business day of next month", today)
    assert found is not None
    days = [found.replace(day=day) for day in range(1, found.day + 1)]
    assert sum(day.weekday() < 5 for day in days) == number
    assert found.weekday() < 5
    assert (found.year * 12 + found.month) - (today.year * 12 + today.month) == 1


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ZONES), st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 23), st.integers(0, 59))
def test_local_times_and_back(name: str, day: date, hour: int, minute: int) -> None:
    zone = ZoneInfo(name)
    at = f"{hour:02d}:{minute:02d}"
    instant = check_in_begins(day.isoformat(), at, name)
    assert instant is not None
    if f"{instant.astimezone(zone):%Y-%m-%d %H:%M}" != f"{day} {at}":
        before = datetime(day.year, day.month, day.day, tzinfo=zone).utcoffset()
        after = (datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(days=1)).utcoffset()
        assert before != after, "only where the clocks are put forward"


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant", "back"),
    [
        ("Europe/Oslo", date(2027, 3, 28), "02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC), "03:30"),
        ("Europe/Oslo", date(2026, 10, 25), "02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30"),
        ("America/New_York", date(2027, 3, 14), "02:30", datetime(2027, 3, 14, 7, 30, tzinfo=UTC), "03:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:15", datetime(2026, 10, 3, 15, 45, tzinfo=UTC), "02:45"),
        ("Australia/Adelaide", date(2027, 4, 4), "02:30", datetime(2027, 4, 3, 16, 0, tzinfo=UTC), "02:30"),
        ("Asia/Kolkata", date(2026, 11, 24), "10:00", datetime(2026, 11, 24, 4, 30, tzinfo=UTC), "10:00"),
        ("Asia/Kathmandu", date(2026, 11, 24), "10:00", datetime(2026, 11, 24, 4, 15, tzinfo=UTC), "10:00"),
    ],
)
def test_both_edges_of_daylight_saving(zone: str, day: date, at: str, instant: datetime, back: str) -> None:
    found = check_in_begins(day.isoformat(), at, zone)
    assert found == instant
    assert f"{found.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == f"{day} {back}"

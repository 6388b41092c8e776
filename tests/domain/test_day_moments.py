"""When check-ins begin and are over, across both daylight-saving edges, in half-hour zones, and with odd times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.my_day import check_in_begins, is_over

ZONES = ("UTC", "Europe/Oslo", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns")


def utc(year, month, day, hour=0, minute=0, second=0):
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_on", "due_time", "zone", "expected"),
    [
        ("2026-11-23", "10:30", "UTC", utc(2026, 11, 23, 10, 30)),
        ("2026-11-23", "10:30", "Asia/Kolkata", utc(2026, 11, 23, 5, 0)),
        ("2026-07-01", "10:30", "Australia/Lord_Howe", utc(2026, 7, 1, 0, 0)),
        ("2026-12-01", "10:30", "Australia/Lord_Howe", utc(2026, 11, 30, 23, 30)),  # half an hour of summer time
        # forward: there is no 02:30 on that day, an hour later is meant
        ("2026-03-29", "01:30", "Europe/Oslo", utc(2026, 3, 29, 0, 30)),
        ("2026-03-29", "02:30", "Europe/Oslo", utc(2026, 3, 29, 1, 30)),
        ("2026-03-29", "03:30", "Europe/Oslo", utc(2026, 3, 29, 1, 30)),
        # back: 02:30 comes twice, the first is meant
        ("2026-10-25", "02:30", "Europe/Oslo", utc(2026, 10, 25, 0, 30)),
        ("2026-10-25", "03:30", "Europe/Oslo", utc(2026, 10, 25, 2, 30)),
        ("2026-11-01", "01:30", "America/New_York", utc(2026, 11, 1, 5, 30)),
        ("2026-11-23", "25:00", "UTC", None),
        ("2026-11-23", "soon", "UTC", None),
        ("2026-11-23", "10:30", "Mars/Olympus", None),
        ("2026-11-23", "10:30", "../../etc/passwd", None),
    ],
)
def test_begins(due_on, due_time, zone, expected):
    assert check_in_begins(due_on, due_time, zone) == expected


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda one: one.replace(second=0, microsecond=0)),  # noqa: DTZ001
    st.sampled_from(ZONES),
)
def test_it_begins_at_its_wall_time_wherever_there_is_one(wall, zone):
    begins = check_in_begins(f"{wall:%Y-%m-%d}", f"{wall:%H:%M}", zone)
    assert begins is not None
    shown = begins.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    assert shown == wall or timedelta() < shown - wall <= timedelta(hours=1)


@pytest.mark.parametrize(
    ("due_time", "minutes", "now", "expected"),
    [
        (None, None, utc(2026, 10, 25, 23, 59), False),  # without a time only when its day is over, which others tell
        # an hour that begins before the clocks are set back lasts until an hour later, not two by the wall
        ("02:30", 60, utc(2026, 10, 25, 1, 30), False),
        ("02:30", 60, utc(2026, 10, 25, 1, 30, 1), True),
        ("02:30", None, utc(2026, 10, 25, 0, 30, 1), True),
        ("25:00", 60, utc(2027, 1, 1), False),
        ("nine", 60, utc(2027, 1, 1), False),
    ],
)
def test_over(due_time, minutes, now, expected):
    assert is_over("2026-10-25", due_time, "Europe/Oslo", minutes, now) is expected

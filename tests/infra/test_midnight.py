"""When the next local day begins, across changes of the clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.infra.clock import FixedClock
from csworkbench.infra.midnight import next_midnight, until_midnight


def at(zone: str, *wall: int) -> FixedClock:
    local = datetime(*wall, tzinfo=ZoneInfo(zone))  # type: ignore[arg-type,misc]
    return FixedClock(local, local.date())


@pytest.mark.parametrize(
    ("zone", "wall", "hours"),
    [
        ("UTC", (2026, 11, 23, 8), 16),
        ("Europe/Berlin", (2026, 3, 28, 23), 1),
        ("Europe/Berlin", (2026, 3, 29, 0), 23),  # an hour is left out
        ("Europe/Berlin", (2026, 10, 25, 0), 25),  # an hour comes twice
        ("America/New_York", (2026, 3, 8, 1), 22),
        ("America/Santiago", (2026, 9, 5, 12), 12),  # midnight itself is left out: 24:00 is 01:00
        ("America/Havana", (2026, 11, 1, 12), 12),
        ("Africa/Cairo", (2026, 4, 23, 12), 12),
        ("Asia/Kathmandu", (2026, 12, 31, 23), 1),
        ("Australia/Lord_Howe", (2026, 4, 5, 0), 24.5),  # half an hour comes twice
        ("Europe/Berlin", (2024, 2, 28, 0), 24),
    ],
)
def test_how_long_the_day_still_is(zone, wall, hours):
    assert until_midnight(at(zone, *wall), ZoneInfo(zone)) == timedelta(hours=hours)


ZONES = ("UTC", "Europe/Berlin", "America/Santiago", "Africa/Cairo", "Asia/Kolkata", "Australia/Lord_Howe")


@given(st.integers(0, 4 * 366 * 24 * 60), st.sampled_from(ZONES))
def test_the_day_begins_then_and_not_a_second_before(minutes, name):
    zone = ZoneInfo(name)
    now = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    clock = FixedClock(now, now.astimezone(zone).date())
    begins = next_midnight(clock, zone)
    assert now < begins <= now + timedelta(hours=25)
    assert begins.astimezone(zone).date() == clock.today() + timedelta(days=1)
    assert (begins - timedelta(seconds=1)).astimezone(zone).date() == clock.today()


def test_a_day_that_is_over_waits_no_more():
    clock = FixedClock(datetime(2026, 11, 24, 3, tzinfo=UTC), date(2026, 11, 23))
    assert until_midnight(clock, ZoneInfo("UTC")) == timedelta()

"""Slots of a working day seen from elsewhere: half-hour zones, both daylight-saving edges, fixed appointments."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from csworkbench.domain.planning.board import slots_of
from csworkbench.domain.planning.grid import Grid, step_for

BERLIN = ZoneInfo("Europe/Berlin")


def good(day, zone, hours, minutes=30):
    grid = Grid(9 * 60, 17 * 60, 30, BERLIN)
    return [grid.clock(slot) for slot in slots_of(grid.good_starts(day, zone, hours, minutes))]


@pytest.mark.parametrize(
    ("day", "zone", "hours", "first", "last"),
    [
        (date(2026, 12, 1), "Asia/Kolkata", None, "09:00", "13:00"),  # 13:30 there, the last ends at 18:00
        (date(2026, 7, 1), "Asia/Kolkata", None, "09:00", "14:00"),
        (date(2026, 12, 1), "Asia/Kathmandu", None, "09:00", "12:30"),  # UTC+5:45: 13:00 would end at 18:15
        (date(2026, 12, 1), "America/New_York", "after 9", "15:00", "16:30"),
        (date(2026, 3, 10), "America/New_York", "after 9", "14:00", "16:30"),  # they have summer time already
        (date(2026, 10, 26), "America/New_York", "after 9", "14:00", "16:30"),  # and still have it
        (date(2026, 12, 1), None, "09:00-11:00", "09:00", "10:30"),
    ],
)
def test_good_hours_elsewhere(day, zone, hours, first, last):
    found = good(day, zone, hours)
    assert (found[0], found[-1]) == (first, last)


def test_hours_outside_office_hours_hold_where_they_are_asked_for():
    assert good(date(2026, 12, 1), "America/Los_Angeles", None) == []
    assert good(date(2026, 12, 1), "America/Los_Angeles", "before 8")[-1] == "16:30"


def test_no_good_hours_on_a_day_that_is_refused():
    assert good(date(2026, 12, 4), None, "not on Fridays") == []


def test_fixed_appointments_take_every_slot_they_touch():
    grid = Grid(9 * 60, 17 * 60, 30, BERLIN)
    at = datetime(2026, 12, 1, 10, 15, tzinfo=BERLIN)
    assert [grid.clock(slot) for slot in slots_of(grid.taken(date(2026, 12, 1), at, 45))] == ["10:00", "10:30"]


def test_slots_are_as_long_as_check_ins_or_half_an_hour():
    assert [step_for(minutes) for minutes in ([45, 45], [20, 30, 45], [5])] == [45, 30, 15]
    assert [Grid(540, 1020, 30).length(minutes) for minutes in (20, 30, 45, 60, 61)] == [1, 1, 2, 2, 3]

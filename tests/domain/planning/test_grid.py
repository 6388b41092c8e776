"""Slots of a working day seen from elsewhere: half-hour zones, both daylight-saving edges, fixed appointments."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from csworkbench.domain.planning.board import fitting, slots_of
from csworkbench.domain.planning.grid import Grid, Person

BERLIN = ZoneInfo("Europe/Berlin")


def good(day, zone, hours, minutes=30):
    grid = Grid(9 * 60, 17 * 60, BERLIN)
    bits = grid.good_starts(day, Person(zone, hours), minutes)
    return [grid.clock(slot) for slot in slots_of(fitting(bits, grid.real(day), grid.length(minutes)))]


@pytest.mark.parametrize(
    ("day", "zone", "hours", "first", "last"),
    [
        (date(2026, 12, 1), "Asia/Kolkata", None, "09:00", "13:00"),  # 13:30 there, the last ends at 18:00
        (date(2026, 7, 1), "Asia/Kolkata", None, "09:00", "14:00"),
        (date(2026, 12, 1), "Asia/Kathmandu", None, "09:00", "12:45"),  # UTC+5:45: 12:45 ends at 18:00
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


def test_hours_that_can_not_be_read_count_as_none():
    assert good(date(2026, 12, 1), None, "when the moon is full")[0] == "09:00"
    assert good(date(2026, 12, 1), "America/Los_Angeles", "when the moon is full") == []


def test_no_good_hours_on_a_day_that_is_refused():
    assert good(date(2026, 12, 4), None, "not on Fridays") == []


def test_fixed_appointments_take_every_slot_they_touch():
    grid = Grid(9 * 60, 17 * 60, BERLIN)
    at = datetime(2026, 12, 1, 10, 12, tzinfo=BERLIN)
    found = [grid.clock(slot) for slot in slots_of(grid.taken(date(2026, 12, 1), at, 20))]
    assert (found[0], found[-1]) == ("10:10", "10:30")


@pytest.mark.parametrize(
    ("zone", "hours", "minutes"),
    [("Asia/Kolkata", "14-15", 60), ("Australia/Eucla", "16:30-17:15", 45), ("Asia/Kathmandu", "14-14:45", 45)],
)
def test_odd_hours_in_odd_zones_have_a_start(zone, hours, minutes):
    grid = Grid(6 * 60, 19 * 60, BERLIN)
    day = date(2026, 12, 1)
    (slot,) = slots_of(grid.good_starts(day, Person(zone, hours), minutes))
    assert f"{grid.instant(day, slot).astimezone(ZoneInfo(zone)):%H:%M}" in hours.replace("14-", "14:00-")


def test_an_hour_that_clocks_skip_is_not_there():
    grid = Grid(60, 5 * 60, BERLIN)
    missing = grid.all_free & ~grid.real(date(2026, 3, 29))
    assert {grid.clock(slot)[:2] for slot in slots_of(missing)} == {"02"}
    assert missing.bit_count() == 12
    assert grid.real(date(2026, 10, 25)) == grid.real(date(2026, 12, 1)) == grid.all_free


def test_their_sunday_is_not_our_monday():
    """In Auckland it is Monday morning while it is still Sunday in New York, until 18:00 there."""
    grid = Grid(9 * 60, 20 * 60, ZoneInfo("Pacific/Auckland"))
    monday = date(2026, 12, 7)
    found = grid.open_slots(monday, "America/New_York", lambda day: day.weekday() < 5)
    assert grid.clock(next(slots_of(found))) == "18:00"
    assert grid.open_slots(monday, None, lambda day: day.weekday() < 5) == grid.all_free


def test_lengths_are_counted_in_five_minutes():
    assert [Grid(540, 1020).length(minutes) for minutes in (5, 20, 30, 47, 60)] == [1, 4, 6, 10, 12]

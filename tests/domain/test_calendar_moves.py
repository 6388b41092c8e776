"""Where the calendar moves check-ins to, when clocks change here or over there."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.calendar_moves import Due, moved_by, moved_to
from csworkbench.domain.calendar_span import CalendarItemRow, local_place, time_text
from csworkbench.domain.ids import AccountId, CheckInId

OSLO = ZoneInfo("Europe/Oslo")
ZONES = ["Europe/Oslo", "Asia/Kolkata", "America/New_York", "Australia/Adelaide", "Pacific/Kiritimati"]


def planned(on: date, at: str | None, zone: str | None, here: ZoneInfo = OSLO) -> CalendarItemRow:
    day, local = local_place(on, at, zone, here)
    return CalendarItemRow(
        CheckInId(1), AccountId(1), "Umbra Health", 1, day, local, 30, on, at, zone, "check-in", "call", "planned", 0,
        None, "", "", 50, "watch",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("due", "days", "minutes", "place"),
    [
        ((date(2026, 11, 23), None), 1, 0, (date(2026, 11, 24), None)),
        ((date(2026, 11, 23), None), 0, 30, (date(2026, 11, 23), None)),
        ((date(2026, 11, 23), "10:30"), -7, 0, (date(2026, 11, 16), "10:30")),
        ((date(2026, 11, 23), "23:45"), 0, 30, (date(2026, 11, 24), "00:15")),
        ((date(2026, 11, 23), "00:15"), 0, -30, (date(2026, 11, 22), "23:45")),
        ((date(2028, 2, 28), "09:00"), 1, 0, (date(2028, 2, 29), "09:00")),
    ],
)
def test_days_and_minutes_are_counted_by_its_own_clock(due, days, minutes, place):
    assert moved_by(due, days, minutes) == place


def test_there_is_no_day_after_the_last():
    with pytest.raises(OverflowError):
        moved_by((date.max, None), 1)
    with pytest.raises(OverflowError):
        moved_by((date.max, "23:50"), 0, 30)


def test_an_hour_over_there_is_kept_while_only_one_side_changes_its_clocks():
    row = planned(date(2026, 10, 19), "14:00", "America/New_York")
    assert row.at == "20:00"
    due = moved_to(row, date(2026, 10, 26), None, OSLO)
    assert due == (date(2026, 10, 26), "14:00")
    assert local_place(*due, row.time_zone, OSLO) == (date(2026, 10, 26), "19:00")


def test_let_go_at_an_hour_it_is_the_hour_here():
    row = planned(date(2026, 11, 23), "14:00", "Asia/Kolkata")
    assert moved_to(row, date(2026, 11, 25), "11:00", OSLO) == (date(2026, 11, 25), "15:30")


def test_what_would_land_on_another_day_here_takes_the_hour_here():
    row = planned(date(2026, 10, 19), "18:30", "America/New_York")
    assert (row.on, row.at) == (date(2026, 10, 20), "00:30")
    due = moved_to(row, date(2026, 10, 27), None, OSLO)
    assert local_place(*due, row.time_zone, OSLO) == (date(2026, 10, 27), "00:30")


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(0, 24 * 60 - 1),
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.integers(-400, 400),
)
def test_it_lands_on_the_day_it_was_put_on(day, minute, theirs, here, step):
    row = planned(day, time_text(minute), theirs, ZoneInfo(here))
    wanted = row.on + timedelta(days=step)
    assert local_place(*moved_to(row, wanted, None, ZoneInfo(here)), theirs, ZoneInfo(here))[0] == wanted


@given(
    st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5)]), st.integers(0, 47), st.integers(1, 9)
)
def test_half_hours_lead_over_a_change_of_clocks_and_back(day, half, steps):
    start: Due = (day, time_text(half * 30))
    due = start
    seen = {due}
    for _ in range(steps):
        due = moved_by(due, 0, 30)
        seen.add(due)
    assert len(seen) == steps + 1, "no step leads to where it was before"
    for _ in range(steps):
        due = moved_by(due, 0, -30)
    assert due == start

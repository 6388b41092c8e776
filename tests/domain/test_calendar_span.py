"""The calendar's rules: where a check-in stands, what overlaps, how columns are shared."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.calendar_span import (
    CalendarDay,
    CalendarItemRow,
    CalendarQuery,
    CalendarSpan,
    hours_text,
    local_place,
    month_span,
    overlaps_of,
    planned_place,
    side_by_side,
    time_text,
    week_span,
)
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.instants import minute_of

OSLO, KOLKATA, NEW_YORK, ADELAIDE = (
    ZoneInfo(name) for name in ("Europe/Oslo", "Asia/Kolkata", "America/New_York", "Australia/Adelaide")
)
DAY = date(2026, 11, 23)


def item(key: int, on: date = DAY, at: str | None = None, **more: object) -> CalendarItemRow:
    values: dict[str, object] = {
        "minutes": 30, "due_on": on, "due_time": at, "time_zone": None, "kind": "check-in", "channel": "call",
        "state": "planned", "moved_count": 0, "series_id": None, "people": "", "agenda": "", "score": 50,
        "band": "watch", "owner_id": 1,
    }  # fmt: skip
    values |= more
    return CalendarItemRow(CheckInId(key), AccountId(key), f"Account {key}", on=on, at=at, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("due", "here", "place"),
    [
        ((date(2026, 11, 23), None, None), OSLO, (date(2026, 11, 23), None)),
        ((date(2026, 11, 23), "10:30", None), OSLO, (date(2026, 11, 23), "10:30")),
        ((date(2026, 11, 23), "10:30", "Asia/Kolkata"), OSLO, (date(2026, 11, 23), "06:00")),
        ((date(2026, 11, 23), "20:00", "America/New_York"), OSLO, (date(2026, 11, 24), "02:00")),
        ((date(2026, 11, 23), "02:00", "Australia/Adelaide"), OSLO, (date(2026, 11, 22), "16:30")),
        ((date(2026, 3, 29), "02:30", "Europe/Oslo"), ZoneInfo("UTC"), (date(2026, 3, 29), "01:30")),
        ((date(2026, 10, 25), "02:30", "Europe/Oslo"), ZoneInfo("UTC"), (date(2026, 10, 25), "00:30")),
        ((date(2026, 11, 23), "10:30", "No/Where"), OSLO, (date(2026, 11, 23), "10:30")),
        ((date(2026, 11, 23), "99:99", "Europe/Oslo"), OSLO, (date(2026, 11, 23), "99:99")),
    ],
)
def test_a_check_in_stands_on_the_local_day_and_time(due, here, place):
    on, at, zone = due
    assert local_place(on, at, zone, here) == place


@given(
    st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    st.integers(0, 24 * 60 - 1),
    st.sampled_from([OSLO, KOLKATA, NEW_YORK, ADELAIDE]),
    st.sampled_from([OSLO, KOLKATA, NEW_YORK, ADELAIDE]),
)
def test_moving_it_to_where_it_stands_changes_nothing(day, minute, theirs, here):
    at = time_text(minute)
    wall = datetime.combine(day, datetime.min.time(), theirs) + timedelta(minutes=minute)
    twice = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
    on, local = local_place(day, at, theirs.key, here)
    stands = datetime.combine(on, datetime.min.time(), here) + timedelta(minutes=minute_of(local or ""))
    unclear = stands.replace(fold=0).utcoffset() != stands.replace(fold=1).utcoffset()
    row = item(1, on, local, due_on=day, due_time=at, time_zone=theirs.key)
    if not twice and not unclear:
        assert planned_place(row, on, local, here) == (day, at)


def test_check_ins_of_one_owner_that_share_a_time_overlap():
    rows = [
        item(1, at="10:00", minutes=60),
        item(2, at="10:30", minutes=None),
        item(3, at="11:00"),
        item(4, at="10:00", owner_id=2),
        item(5, at="10:00", state="held"),
        item(6),
    ]
    assert overlaps_of(rows) == {1: ("Account 2",), 2: ("Account 1",)}


def test_an_overlap_reaches_over_midnight():
    rows = [item(1, at="23:50", minutes=30), item(2, DAY + timedelta(days=1), "00:10")]
    assert overlaps_of(rows) == {1: ("Account 2",), 2: ("Account 1",)}


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 40)), max_size=12))
def test_columns_never_collide_and_are_no_more_than_needed(raw):
    spans = [(first, first + length) for first, length in raw]
    found = side_by_side(spans)
    for one, (column, columns) in enumerate(found):
        assert 0 <= column < columns
        for other in range(one):
            if spans[one][0] < spans[other][1] and spans[other][0] < spans[one][1]:
                assert found[other][0] != column
                assert found[other][1] == columns
    busiest = max((sum(a <= at < b for a, b in spans) for at in range(141)), default=0)
    assert max((columns for _, columns in found), default=0) <= busiest


def test_a_lone_check_in_has_the_whole_width_again_after_a_crowd():
    assert side_by_side([(0, 60), (0, 30), (30, 60), (60, 90)]) == [(0, 2), (1, 2), (1, 2), (0, 1)]


@pytest.mark.parametrize(
    ("day", "weekday", "first", "last"),
    [
        (date(2026, 11, 23), 0, date(2026, 10, 26), date(2026, 12, 6)),
        (date(2026, 11, 23), 6, date(2026, 11, 1), date(2026, 12, 5)),
        (date(2027, 2, 28), 0, date(2027, 2, 1), date(2027, 2, 28)),
        (date(2028, 2, 29), 5, date(2028, 1, 29), date(2028, 3, 3)),
    ],
)
def test_a_month_is_shown_in_whole_weeks(day, weekday, first, last):
    assert month_span(day, weekday) == (first, last)


def test_a_week_begins_on_the_given_weekday():
    assert week_span(date(2026, 11, 22), 0) == (date(2026, 11, 16), date(2026, 11, 22))
    assert week_span(date(2026, 11, 22), 6) == (date(2026, 11, 22), date(2026, 11, 28))


@pytest.mark.parametrize(("minutes", "text"), [(0, "0 min"), (30, "30 min"), (60, "1 h"), (150, "2 h 30 min")])
def test_minutes_in_words(minutes, text):
    assert hours_text(minutes) == text


def test_conflicts_are_told_in_words_until_it_is_held():
    row = item(1, closed="Acme is closed: Christmas Day", overlaps=("Beta",))
    assert row.conflicts == ("Acme is closed: Christmas Day", "at the same time as Beta")
    assert item(1, closed="x", overlaps=("Beta",), state="held").conflicts == ()
    assert item(1, overlaps=("Beta", "Coho")).conflicts == ("at the same time as Beta, Coho",)
    assert item(1, overlaps=("Beta", "Coho", "Zava", "Umbra")).conflicts == (
        "at the same time as Beta, Coho and 2 more",
    )


def test_a_span_adds_up_its_days():
    days = [CalendarDay(DAY, "", 1, 500, 480), CalendarDay(DAY + timedelta(days=1), "", 1, 30, 480)]
    span = CalendarSpan(CalendarQuery(DAY, DAY + timedelta(days=1)), DAY, days, [item(1)], [])
    assert span.load(DAY, DAY + timedelta(days=6)) == (530, 960)
    assert (days[0].is_too_full, days[1].is_too_full) == (True, False)
    assert span.day(DAY - timedelta(days=1)) == CalendarDay(DAY - timedelta(days=1))
    assert [one.check_in_id for one in span.items_on(DAY)] == [1]

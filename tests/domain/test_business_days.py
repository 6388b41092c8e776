"""Business days against numpy and the holidays of eleven countries; shifts at the ends of months and years."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.business_days import BusinessDays, NoBusinessDay, closed_days

COUNTRIES = ("NO", "US", "DE", "GB", "FR", "JP", "IN", "BR", "AU", "ZA", "SE")
YEARS = range(2023, 2030)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@cache
def calendar_of(country: str) -> tuple[BusinessDays, np.busdaycalendar]:
    days = sorted(holidays.country_holidays(country, years=YEARS))
    return BusinessDays(frozenset(days)), np.busdaycalendar(holidays=days)


def as_day(value: np.datetime64) -> date:
    return value.astype("datetime64[D]").item()


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(COUNTRIES), DAYS, st.integers(-60, 60))
def test_days_are_those_of_numpy(country: str, day: date, count: int) -> None:
    ours, theirs = calendar_of(country)
    assert ours.is_open(day) == bool(np.is_busday(day, busdaycal=theirs))
    assert ours.following(day) == as_day(np.busday_offset(day, 0, roll="forward", busdaycal=theirs))
    assert ours.preceding(day) == as_day(np.busday_offset(day, 0, roll="backward", busdaycal=theirs))
    modified = np.busday_offset(day, 0, roll="modifiedfollowing", busdaycal=theirs)
    assert ours.modified_following(day) == as_day(modified)
    if count >= 0:
        theirs_later = np.busday_offset(day, count, roll="forward", busdaycal=theirs)
    else:
        theirs_later = np.busday_offset(day, count, roll="backward", busdaycal=theirs)
    assert ours.add(day, count) == as_day(theirs_later)
    later = day + timedelta(days=count)
    assert ours.count(day, later) == int(np.busday_count(day, later, busdaycal=theirs))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES), DAYS)
def test_both_sides_work_where_each_does(one: str, other: str, day: date) -> None:
    ours, theirs = calendar_of(one)[0], calendar_of(other)[0]
    together = ours.both(theirs)
    assert together.is_open(day) == (ours.is_open(day) and theirs.is_open(day))
    found = together.following(day)
    between = [day + timedelta(days=step) for step in range((found - day).days)]
    assert not any(ours.is_open(each) and theirs.is_open(each) for each in between)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_day_of_every_year_end_and_leap_day(country: str) -> None:
    ours, theirs = calendar_of(country)
    for year in (2023, 2024, 2025, 2026, 2027, 2028):
        near = [date(year, 12, 20) + timedelta(days=step) for step in range(20)]
        near += [date(year, 2, 26) + timedelta(days=step) for step in range(6)]
        for day in near:
            assert ours.following(day) == as_day(np.busday_offset(day, 0, roll="forward", busdaycal=theirs))
            assert ours.deadline(day) <= day
            assert ours.is_open(ours.deadline(day))


def test_a_holiday_on_a_week_end_costs_no_business_day() -> None:
    saturday = date(2026, 12, 26)
    with_it, without = BusinessDays(frozenset({saturday})), BusinessDays()
    assert with_it.count(date(2026, 12, 21), date(2027, 1, 4)) == without.count(date(2026, 12, 21), date(2027, 1, 4))


@pytest.mark.parametrize(
    ("shift", "expected"),
    [
        (None, date(2026, 10, 31)),
        ("following", date(2026, 11, 2)),
        ("preceding", date(2026, 10, 30)),
        ("modified following", date(2026, 10, 30)),
    ],
)
def test_a_saturday_at_the_end_of_a_month(shift: str | None, expected: date) -> None:
    assert BusinessDays().shifted(date(2026, 10, 31), shift) == expected


def test_an_unknown_shift_is_refused() -> None:
    with pytest.raises(ValueError, match="no shift"):
        BusinessDays().shifted(date(2026, 10, 31), "sideways")


def test_other_working_days() -> None:
    gulf = BusinessDays(working=frozenset({6, 0, 1, 2, 3}))
    friday, sunday = date(2026, 11, 27), date(2026, 11, 29)
    assert not gulf.is_open(friday)
    assert gulf.following(friday) == sunday
    assert gulf.both(BusinessDays()).following(friday) == date(2026, 11, 30)


def test_nobody_ever_works() -> None:
    with pytest.raises(NoBusinessDay):
        BusinessDays(working=frozenset()).following(date(2026, 1, 1))
    with pytest.raises(NoBusinessDay):
        BusinessDays(frozenset({date.max})).following(date.max)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, date(2027, 1, 4)), (-1, date(2027, 1, 29)), (20, date(2027, 1, 29)), (21, None), (0, None), (-21, None)],
)
def test_nth_business_day_of_a_month(number: int, expected: date | None) -> None:
    assert BusinessDays(frozenset({date(2027, 1, 1)})).nth_of_month(2027, 1, number) == expected
    assert BusinessDays().nth_of_month(9999, 12, 1) == date(9999, 12, 1)


def test_people_who_work_on_a_holiday() -> None:
    christmas, own = date(2026, 12, 25), date(2026, 12, 28)
    assert closed_days([christmas], [own], [christmas]) == {own}

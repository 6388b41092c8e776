"""Business days of both sides, from the book to the day, against numpy's calendars and the package of holidays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import holidays as package
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.services import business_calendars, holidays
from csworkbench.storage.tables.accounts import account, owner

FIRST, LAST = date(2024, 1, 1), date(2028, 12, 31)
PAIRS = (("NO", "US"), ("GB", "AE"), ("DE", "JP"), ("FR", "IN"), ("SE", "IL"), ("US", "BR"), ("AU", "SA"), ("ZA", "BD"),
         ("NL", "EG"), ("PL", "CN"))  # fmt: skip
"""Owner's and customer's country; in some of them people work from Sunday, and holidays fall on week-ends."""


def week_mask(country: str) -> list[bool]:
    week_end = package.country_holidays(country).weekend
    return [day not in week_end for day in range(7)]


def public(country: str) -> list[date]:
    return sorted(package.country_holidays(country, years=range(FIRST.year, LAST.year + 1)))


def calendar_of(ours: str, theirs: str, closed: list[date], worked: list[date]) -> np.busdaycalendar:
    mask = [one and other for one, other in zip(week_mask(ours), week_mask(theirs), strict=True)]
    off = [day for country in (ours, theirs) for day in public(country) if day not in worked] + closed
    return np.busdaycalendar(weekmask=mask, holidays=off)


def place(wb: Any, keys: Any, ours: str, theirs: str) -> None:
    with wb.change("Place them") as change:
        change.connection.execute(update(owner).where(owner.c.id == keys.maya).values(country=ours))
        change.connection.execute(update(account).where(account.c.id == keys.acme).values(country=theirs))


def days_of(wb: Any, keys: Any) -> Any:
    with wb.read() as connection:
        return business_calendars.business_days_of_account(connection, keys.acme, FIRST, LAST)


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_every_day_of_five_years(wb, keys, ours, theirs):
    place(wb, keys, ours, theirs)
    found, expected = days_of(wb, keys), calendar_of(ours, theirs, [], [])
    days = [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]
    assert [found.is_open(day) for day in days] == np.is_busday(days, busdaycal=expected).tolist()


@pytest.mark.parametrize(("ours", "theirs"), PAIRS[:3])
def test_year_ends_and_leap_days_are_shifted_as_numpy_rolls(wb, keys, ours, theirs):
    place(wb, keys, ours, theirs)
    found, expected = days_of(wb, keys), calendar_of(ours, theirs, [], [])
    rolls: dict[str, Any] = {"following": "forward", "preceding": "backward", "modified following": "modifiedfollowing"}
    for year in range(2024, 2028):
        near = [date(year, 12, 20) + timedelta(days=step) for step in range(20)]
        near += [date(year, 2, 26) + timedelta(days=step) for step in range(6)]
        for shift, roll in rolls.items():
            expect = np.busday_offset(near, 0, roll=roll, busdaycal=expected).astype("datetime64[D]").tolist()
            assert [found.shifted(day, shift) for day in near] == expect


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pair=st.sampled_from(PAIRS),
    spans=st.lists(
        st.tuples(st.dates(date(2025, 1, 1), date(2027, 12, 1)), st.integers(0, 9), st.booleans(), st.integers(0, 2)),
        max_size=5,
    ),
    day=st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    count=st.integers(-40, 40),
)
def test_own_closed_days_count_as_numpy_counts(wb, keys, pair, spans, day, count):
    ours, theirs = pair
    place(wb, keys, ours, theirs)
    closed: list[date] = []
    worked: list[date] = []
    for first, length, is_worked, whose in spans:
        whom: dict[str, Any] = ({}, {"owner_id": keys.maya}, {"account_id": keys.acme})[0 if is_worked else whose]
        last = first + timedelta(days=length)
        holidays.add_closed_day(wb, ClosedDayDraft("Off", first, last, is_worked=is_worked, **whom))
        (worked if is_worked else closed).extend(first + timedelta(days=step) for step in range(length + 1))
    found, expected = days_of(wb, keys), calendar_of(ours, theirs, [one for one in closed if one not in worked], worked)
    roll: Any = "forward" if count >= 0 else "backward"
    assert found.add(day, count) == np.busday_offset(day, count, roll=roll, busdaycal=expected).astype(object)
    assert found.count(day, day + timedelta(days=count)) == int(
        np.busday_count(day, day + timedelta(days=count), busdaycal=expected)
    )
    for _ in spans:
        wb.undo()
    wb.undo()

"""Closed days of both sides: countries as they are written, edits kept in the book, and business days from them."""

from __future__ import annotations

from datetime import date

import holidays as package
import pytest
from sqlalchemy import update

from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import business_calendars, holidays
from csworkbench.storage.tables.accounts import account, owner

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
CHRISTMAS = date(2026, 12, 25)
THANKSGIVING = date(2026, 11, 26)


@pytest.fixture
def placed(wb, keys):
    """Maya works in Norway, Acme is in the United States."""
    with wb.change("Place them") as change:
        change.connection.execute(update(owner).where(owner.c.id == keys.maya).values(country="NO"))
        change.connection.execute(update(account).where(account.c.id == keys.acme).values(country="United States"))
    return wb


def both(wb, keys):
    with wb.read() as connection:
        return business_calendars.business_days_of_account(connection, keys.acme, FIRST, LAST)


@pytest.mark.parametrize(
    ("text", "code"),
    [("NO", "NO"), ("nor", "NO"), ("Norway", "NO"), ("united kingdom", "GB"), ("UK", "GB"), ("USA", "US"),
     ("South_Africa", "ZA"), ("Atlantis", None), ("", None), (None, None)],
)  # fmt: skip
def test_countries_as_people_write_them(text, code):
    assert holidays.country_code(text) == code


@pytest.mark.parametrize("country", ["NO", "US", "DE", "GB", "FR", "JP", "IN", "AE", "BR"])
def test_holidays_are_those_of_the_package(wb, country):
    for year in (2024, 2026, 2028):
        rows = holidays.list_holidays(wb, country, year)
        assert {row.day: row.name for row in rows} == dict(package.country_holidays(country, years=year))


def test_both_sides_are_closed_on_the_holidays_of_either(placed, keys):
    days = both(placed, keys)
    assert not days.is_open(THANKSGIVING), "the customer's"
    assert not days.is_open(date(2026, 5, 14)), "ours: Ascension Day"
    assert days.is_open(date(2026, 11, 27))


def test_own_days_of_everyone_an_owner_and_an_account(placed, keys):
    for day, whose in (
        (1, {}),
        (2, {"owner_id": keys.maya}),
        (3, {"account_id": keys.acme}),
        (4, {"country": "Norway"}),
    ):
        holidays.add_closed_day(placed, ClosedDayDraft("Off", date(2026, 12, day), **whose))
    holidays.add_closed_day(placed, ClosedDayDraft("Off", date(2026, 12, 7), owner_id=keys.tom))
    days = both(placed, keys)
    assert [day for day in range(1, 10) if not days.is_open(date(2026, 12, day))] == [1, 2, 3, 4, 5, 6]
    with placed.read() as connection:
        others = business_calendars.business_days_of_accounts(connection, FIRST, LAST)
        ours = business_calendars.business_days_of_owner(connection, keys.maya, FIRST, LAST)
    assert [day for day in range(1, 10) if not others[keys.beta].is_open(date(2026, 12, day))] == [1, 5, 6, 7]
    assert ours.is_open(date(2026, 12, 3))


def test_a_holiday_can_be_worked_on_and_taken_back(placed, keys):
    key = holidays.add_closed_day(placed, ClosedDayDraft("Thanksgiving", THANKSGIVING, country="US", is_worked=True))
    assert both(placed, keys).is_open(THANKSGIVING)
    rows = {row.day: row for row in holidays.list_holidays(placed, "US", 2026)}
    assert rows[THANKSGIVING].is_worked
    holidays.edit_closed_day(placed, key, ClosedDayDraft("Christmas", CHRISTMAS, country="US", is_worked=True))
    assert not both(placed, keys).is_open(THANKSGIVING)
    assert not both(placed, keys).is_open(CHRISTMAS), "still closed in Norway"
    holidays.delete_closed_day(placed, key)
    assert holidays.list_closed_days(placed, FIRST, LAST) == []


def test_week_ends_are_those_of_the_country(wb, keys):
    with wb.change("Move") as change:
        change.connection.execute(update(account).where(account.c.id == keys.acme).values(country="Israel"))
    days = both(wb, keys)
    assert not days.is_open(date(2026, 11, 27)), "a Friday"
    assert not days.is_open(date(2026, 11, 29)), "a Sunday: nobody of ours works"


@pytest.mark.parametrize(
    "draft",
    [
        ClosedDayDraft(" ", CHRISTMAS),
        ClosedDayDraft("Off", CHRISTMAS, date(2026, 12, 24)),
        ClosedDayDraft("Off", CHRISTMAS, date(2028, 12, 24)),
        ClosedDayDraft("Off", CHRISTMAS, country="Atlantis"),
        ClosedDayDraft("Off", CHRISTMAS, owner_id=999),
        ClosedDayDraft("Off", CHRISTMAS, account_id=999),
        ClosedDayDraft("Off", CHRISTMAS, country="NO", owner_id=1),
        ClosedDayDraft("Off", date(1066, 10, 14)),
    ],
)
def test_what_cannot_be_closed(wb, draft):
    with pytest.raises(InvalidInput):
        holidays.add_closed_day(wb, draft)
    assert holidays.list_closed_days(wb, FIRST, LAST) == []


def test_closed_days_that_are_gone(wb):
    for act in (holidays.delete_closed_day, lambda w, k: holidays.edit_closed_day(w, k, ClosedDayDraft("x", FIRST))):
        with pytest.raises(NotFound):
            act(wb, 999)

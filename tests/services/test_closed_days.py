"""Closed days as settings show them: whom they are for, countries of the book first, holidays that are worked on."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update

from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import closed_days, holidays
from csworkbench.storage.tables.accounts import account, owner

CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def placed(wb, keys):
    """Maya works in Norway, Acme is in the United States."""
    with wb.change("Place them") as change:
        change.connection.execute(update(owner).where(owner.c.id == keys.maya).values(country="NO"))
        change.connection.execute(update(account).where(account.c.id == keys.acme).values(country="United States"))
        change.connection.execute(update(account).where(account.c.id == keys.beta).values(country="Atlantis"))
    return wb


def test_countries_of_the_book_come_first(placed):
    rows = closed_days.list_countries(placed)
    assert [(row.code, row.name) for row in rows if row.is_used] == [("NO", "Norway"), ("US", "United States")]
    assert rows[:2] == [row for row in rows if row.is_used]
    names = [row.name for row in rows[2:]]
    assert names == sorted(names)
    assert len(names) > 150


def test_lines_say_whom_they_are_for(placed, keys):
    for name, first, last, whose in (
        ("Over", date(2026, 3, 2), None, {}),
        ("Long over", date(2025, 3, 2), None, {}),
        ("Kick-off", date(2027, 1, 4), date(2027, 1, 5), {"owner_id": keys.maya}),
        ("Stock-taking", date(2026, 12, 30), None, {"account_id": keys.acme}),
        ("Bridge day", date(2026, 12, 24), None, {"country": "norway"}),
        ("Now", date(2026, 11, 20), date(2026, 11, 23), {}),
    ):
        holidays.add_closed_day(placed, ClosedDayDraft(name, first, last, **whose))
    lines = closed_days.list_closed_day_lines(placed)
    assert [(line.row.name, line.whom) for line in lines] == [
        ("Now", "Everyone"), ("Bridge day", "Norway"), ("Stock-taking", "Acme"), ("Kick-off", "Maya Lind"),
        ("Over", "Everyone"), ("Long over", "Everyone"),
    ]  # fmt: skip


def test_a_holiday_that_is_worked_on_and_kept_again(placed, keys, goes_both_ways):
    def is_worked():
        return next(row.is_worked for row in holidays.list_holidays(placed, "US", 2026) if row.day == CHRISTMAS)

    assert not is_worked()
    goes_both_ways(lambda: closed_days.work_on_holiday(placed, "usa", CHRISTMAS), "Work on Christmas Day")
    assert is_worked()
    with pytest.raises(InvalidInput, match="already"):
        closed_days.work_on_holiday(placed, "US", CHRISTMAS)
    assert not next(row.is_worked for row in holidays.list_holidays(placed, "NO", 2026) if row.day == CHRISTMAS)
    goes_both_ways(lambda: closed_days.keep_holiday(placed, "US", CHRISTMAS), "Delete closed day Christmas Day")
    assert not is_worked()


def test_what_can_not_be_said_of_a_day(placed):
    with pytest.raises(InvalidInput, match="no public holiday"):
        closed_days.work_on_holiday(placed, "US", date(2026, 12, 2))
    with pytest.raises(InvalidInput, match="Atlantis"):
        closed_days.work_on_holiday(placed, "Atlantis", CHRISTMAS)
    with pytest.raises(NotFound):
        closed_days.keep_holiday(placed, "US", CHRISTMAS)
    days = ClosedDayDraft("Worked through", date(2026, 12, 24), date(2026, 12, 31), is_worked=True)
    holidays.add_closed_day(placed, days)
    with pytest.raises(InvalidInput, match="Worked through"):
        closed_days.keep_holiday(placed, "US", CHRISTMAS)

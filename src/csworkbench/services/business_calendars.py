"""When owners and customers work: week-ends, public holidays and the book's own closed days of both sides, with why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from csworkbench.domain.business_days import MONDAY_TO_FRIDAY, BusinessDays, closed_days
from csworkbench.domain.closed_days import ClosedDayRow, days_of
from csworkbench.services.holidays import country_code, public_holidays, working_weekdays
from csworkbench.storage import closed_days as stored


def business_days_of_owner(connection: Connection, owner_id: int | None, first: date, last: date) -> BusinessDays:
    """Give when an owner works in a span; None is someone without a country."""
    country = None if owner_id is None else stored.country_of_owner(connection, owner_id)
    return _side(stored.list_between(connection, first, last), country, first, last, owner_id=owner_id)


def business_days_of_owners(
    connection: Connection, first: date, last: date, only: int | None = None
) -> dict[int | None, BusinessDays]:
    """Give when every owner (or `only` one) works in a span, equal calendars as one object; None is nobody."""
    own = stored.list_between(connection, first, last)
    special = {row.owner_id for row in own}
    made: dict[tuple[object, ...], BusinessDays] = {}
    found: dict[int | None, BusinessDays] = {}
    for owner_id, country in ((None, None), *stored.countries_of_owners(connection, only)):
        key = (country, owner_id if owner_id in special else None)
        if key not in made:
            made[key] = _side(own, country, first, last, owner_id=owner_id)
        found[owner_id] = made[key]
    return found


def business_days_of_account(connection: Connection, account_id: int, first: date, last: date) -> BusinessDays:
    """Give the days on which an account's owner and the account both work, in a span."""
    return business_days_of_accounts(connection, first, last, [account_id]).get(account_id, BusinessDays())


def business_days_of_accounts(
    connection: Connection, first: date, last: date, account_ids: Sequence[int] | None = None
) -> dict[int, BusinessDays]:
    """Give the business days of both sides for some accounts (by default all), equal calendars as one object."""
    own = stored.list_between(connection, first, last)
    made: dict[tuple[object, ...], BusinessDays] = {}
    special = {row.account_id for row in own}
    found = {}
    for side in stored.sides_of(connection, account_ids):
        key = (side.country, side.owner_id, side.owner_country, side.account_id if side.account_id in special else None)
        if key not in made:
            ours = _side(own, side.owner_country, first, last, owner_id=side.owner_id)
            theirs = _side(own, side.country, first, last, account_id=side.account_id)
            made[key] = ours.both(theirs)
        found[side.account_id] = made[key]
    return found


def business_days_of_customers(
    connection: Connection, first: date, last: date, account_ids: Sequence[int]
) -> dict[int, BusinessDays]:
    """Give the business days of the customers' side alone, equal calendars as one object."""
    own = stored.list_between(connection, first, last)
    special = {row.account_id for row in own}
    made: dict[tuple[object, ...], BusinessDays] = {}
    found = {}
    for side in stored.sides_of(connection, account_ids):
        key = (side.country, side.account_id if side.account_id in special else None)
        if key not in made:
            made[key] = _side(own, side.country, first, last, account_id=side.account_id)
        found[side.account_id] = made[key]
    return found


def closed_names_of_owner(connection: Connection, owner_id: int | None, first: date, last: date) -> dict[date, str]:
    """Give the days of a span on which an owner is off beside the weekly ones, with why."""
    country = None if owner_id is None else stored.country_of_owner(connection, owner_id)
    own = stored.list_between(connection, first, last)
    return _names([row for row in own if _concerns(row, country_code(country), owner_id, None)], country, first, last)


def closed_names_of_owners(
    connection: Connection, first: date, last: date, only: int | None = None
) -> dict[int | None, dict[date, str]]:
    """Give per owner (or of `only` one) the days of a span on which they are off beside the weekly ones, with why."""
    own = stored.list_between(connection, first, last)
    special = {row.owner_id for row in own}
    made: dict[tuple[object, ...], dict[date, str]] = {}
    found: dict[int | None, dict[date, str]] = {}
    for owner_id, country in ((None, None), *stored.countries_of_owners(connection, only)):
        key = (country, owner_id if owner_id in special else None)
        if key not in made:
            mine = [row for row in own if _concerns(row, country_code(country), owner_id, None)]
            made[key] = _names(mine, country, first, last)
        found[owner_id] = made[key]
    return found


def closed_names_of_accounts(
    connection: Connection, first: date, last: date, account_ids: Sequence[int]
) -> dict[int, dict[date, str]]:
    """Give per account the days of a span on which the customer is off beside the weekly ones, with why."""
    own = stored.list_between(connection, first, last)
    special = {row.account_id for row in own}
    made: dict[tuple[object, ...], dict[date, str]] = {}
    found = {}
    for side in stored.sides_of(connection, account_ids):
        key = (side.country, side.account_id if side.account_id in special else None)
        if key not in made:
            mine = [row for row in own if _concerns(row, country_code(side.country), None, side.account_id)]
            made[key] = _names(mine, side.country, first, last)
        found[side.account_id] = made[key]
    return found


def _names(mine: Sequence[ClosedDayRow], country: str | None, first: date, last: date) -> dict[date, str]:
    code = country_code(country)
    named = {}
    if code:
        for year in range(first.year, last.year + 1):
            named.update(public_holidays(code, year))
    named.update({day: row.name for row in mine if not row.is_worked for day in days_of(row)})
    for row in mine:
        for day in days_of(row) if row.is_worked else ():
            named.pop(day, None)
    return {day: name for day, name in sorted(named.items()) if first <= day <= last}


def _side(
    own: Sequence[ClosedDayRow],
    country: str | None,
    first: date,
    last: date,
    *,
    owner_id: int | None = None,
    account_id: int | None = None,
) -> BusinessDays:
    code = country_code(country)
    days = [day for year in range(first.year, last.year + 1) for day in public_holidays(code, year)] if code else []
    mine = [row for row in own if _concerns(row, code, owner_id, account_id)]
    closed = [day for row in mine if not row.is_worked for day in days_of(row)]
    worked = [day for row in mine if row.is_worked for day in days_of(row)]
    kept = frozenset(day for day in closed_days(days, closed, worked) if first <= day <= last)
    return BusinessDays(kept, working_weekdays(code) if code else MONDAY_TO_FRIDAY)


def _concerns(row: ClosedDayRow, code: str | None, owner_id: int | None, account_id: int | None) -> bool:
    return (
        row.is_for_all
        or (row.country is not None and row.country == code)
        or (row.owner_id is not None and row.owner_id == owner_id)
        or (row.account_id is not None and row.account_id == account_id)
    )

"""Holidays and business days: the public holidays of owners' and accounts' countries, and the book's own edits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.business_days import MONDAY_TO_FRIDAY, BusinessDays, closed_days
from csworkbench.domain.closed_days import ClosedDayDraft, ClosedDayRow, HolidayRow, days_of
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.checks import check_day, needed_text, shown
from csworkbench.storage import closed_days as stored
from csworkbench.storage import records
from csworkbench.storage.workbench import Workbench

LONGEST_CLOSED = 366
_ALIASES = {"uk": "GB", "england": "GB", "great britain": "GB", "usa": "US", "america": "US", "holland": "NL"}
_ALIASES |= {"korea": "KR", "czech republic": "CZ", "turkey": "TR", "uae": "AE"}


def country_code(text: str | None) -> str | None:
    """Give the two-letter code of a country given by code or English name; None when no holidays are known for it."""
    words = " ".join((text or "").casefold().replace("_", " ").split())
    return _ALIASES.get(words) or _known_countries().get(words)


@cache
def country_names() -> dict[str, str]:
    """Give the English names of the countries whose holidays are known, by code."""
    from holidays.registry import COUNTRIES

    return {names[1]: module.replace("_", " ").title() for module, names in COUNTRIES.items()}


def list_holidays(wb: Workbench, country: str, year: int) -> list[HolidayRow]:
    """Give the holidays of a country in a year with the book's edits for it and for everyone, by day.

    Raises:
        InvalidInput: no holidays are known for the country, or the year can't be meant.
    """
    code = _needed_country(country)
    check_day(date(max(1, min(year, 9999)), 1, 1), "year")
    with wb.read() as connection:
        own = stored.list_between(connection, date(year, 1, 1), date(year, 12, 31))
    own = [row for row in own if row.country == code or _is_for_all(row)]
    worked = {day for row in own if row.is_worked for day in days_of(row)}
    rows = [HolidayRow(day, name, "holiday", day in worked) for day, name in _public(code, year).items()]
    closed = [(day, row.name) for row in own if not row.is_worked for day in days_of(row) if day.year == year]
    rows += [HolidayRow(day, name, "own", False) for day, name in closed]
    return sorted(rows, key=lambda row: (row.day, row.source, row.name))


def list_closed_days(wb: Workbench, first: date, last: date) -> list[ClosedDayRow]:
    """Give the book's own closed days that touch the span, by day."""
    with wb.read() as connection:
        return stored.list_between(connection, first, last)


def add_closed_day(wb: Workbench, draft: ClosedDayDraft) -> int:
    """Close days of the book, or say that people work on a holiday; give the key.

    Raises:
        InvalidInput: the name is blank, the days can't be meant, or there is no such country, owner or account.
    """
    values = _checked(draft)
    with wb.change(f"{'Work on' if draft.is_worked else 'Close'} {values['name']}") as change:
        _check_links(change.connection, draft)
        return stored.add(change.connection, values)


def edit_closed_day(wb: Workbench, key: int, draft: ClosedDayDraft) -> None:
    """Make closed days say what the draft says; raises as `add_closed_day`, and NotFound."""
    values = _checked(draft)
    with wb.read() as connection:
        stored.get(connection, key)
    with wb.change(f"Edit closed day {values['name']}") as change:
        _check_links(change.connection, draft)
        stored.put(change.connection, key, values)


def delete_closed_day(wb: Workbench, key: int) -> None:
    """Delete closed days; NotFound when there are none."""
    with wb.read() as connection:
        name = stored.get(connection, key).name
    with wb.change(f"Delete closed day {name}") as change:
        stored.drop(change.connection, key)


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
            named.update(_public(code, year))
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
    days = [day for year in range(first.year, last.year + 1) for day in _public(code, year)] if code else []
    mine = [row for row in own if _concerns(row, code, owner_id, account_id)]
    closed = [day for row in mine if not row.is_worked for day in days_of(row)]
    worked = [day for row in mine if row.is_worked for day in days_of(row)]
    kept = frozenset(day for day in closed_days(days, closed, worked) if first <= day <= last)
    return BusinessDays(kept, _working(code) if code else MONDAY_TO_FRIDAY)


def _concerns(row: ClosedDayRow, code: str | None, owner_id: int | None, account_id: int | None) -> bool:
    return (
        _is_for_all(row)
        or (row.country is not None and row.country == code)
        or (row.owner_id is not None and row.owner_id == owner_id)
        or (row.account_id is not None and row.account_id == account_id)
    )


def _is_for_all(row: ClosedDayRow) -> bool:
    return row.country is None and row.owner_id is None and row.account_id is None


@cache
def _known_countries() -> dict[str, str]:
    from holidays.registry import COUNTRIES

    found = {}
    for module, names in COUNTRIES.items():
        for name in (module.replace("_", " "), names[1], names[2]):
            found[name.casefold()] = names[1]
    return found


@cache
def _public(code: str, year: int) -> dict[date, str]:
    import holidays

    return dict(sorted(holidays.country_holidays(code, years=year).items()))


@cache
def _working(code: str) -> frozenset[int]:
    import holidays

    return frozenset(range(7)) - frozenset(holidays.country_holidays(code).weekend)


def _needed_country(text: str) -> str:
    code = country_code(text)
    if code is None:
        raise InvalidInput(f"No holidays are known for {shown(text)}.", "country", "Give a code like NO or a name.")
    return code


def _checked(draft: ClosedDayDraft) -> dict[str, Any]:
    last_on = draft.last_on or draft.first_on
    check_day(draft.first_on, "first_on")
    check_day(last_on, "last_on")
    if last_on < draft.first_on:
        raise InvalidInput("The last day can't come before the first.", field="last_on")
    if (last_on - draft.first_on).days >= LONGEST_CLOSED:
        raise InvalidInput("At most a year can be closed at once.", field="last_on")
    return {
        "name": needed_text(draft.name, "Say what the day is.", "name", 200),
        "first_on": draft.first_on,
        "last_on": last_on,
        "country": _needed_country(draft.country) if draft.country else None,
        "owner_id": draft.owner_id,
        "account_id": draft.account_id,
        "is_worked": draft.is_worked,
    }


def _check_links(connection: Connection, draft: ClosedDayDraft) -> None:
    if sum(one is not None for one in (draft.country, draft.owner_id, draft.account_id)) > 1:
        raise InvalidInput("A closed day holds for a country, an owner or an account, for one of them.", "country")
    records.check_owner(connection, draft.owner_id)
    if draft.account_id is not None and not stored.sides_of(connection, [draft.account_id]):
        raise InvalidInput("There is no such account.", field="account_id")

"""Holidays: the public holidays of countries by code or name, and the closed days of the book's own."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection

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
    own = [row for row in own if row.country == code or row.is_for_all]
    worked = {day for row in own if row.is_worked for day in days_of(row)}
    rows = [HolidayRow(day, name, "holiday", day in worked) for day, name in public_holidays(code, year).items()]
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


@cache
def _known_countries() -> dict[str, str]:
    from holidays.registry import COUNTRIES

    found = {}
    for module, names in COUNTRIES.items():
        for name in (module.replace("_", " "), names[1], names[2]):
            found[name.casefold()] = names[1]
    return found


@cache
def public_holidays(code: str, year: int) -> dict[date, str]:
    """Give the public holidays of a country (two letters) in a year, with their names."""
    import holidays

    return dict(sorted(holidays.country_holidays(code, years=year).items()))


@cache
def working_weekdays(code: str) -> frozenset[int]:
    """Give the weekdays (Monday 0) on which a country works."""
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

"""Closed days as settings show them: with names, by country, and holidays on which people work all the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from csworkbench.domain.closed_days import ClosedDayDraft, ClosedDayLine, ClosedDayRow, CountryRow
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import holidays
from csworkbench.services.checks import shown
from csworkbench.storage import closed_days as stored
from csworkbench.storage.workbench import Workbench

MOST_LINES = 500
EVERYONE = "Everyone"


def list_countries(wb: Workbench) -> list[CountryRow]:
    """Give the countries whose holidays are known: those of owners and accounts of the book first, then by name."""
    with wb.read() as connection:
        used = {holidays.country_code(text) for text in stored.countries(connection)}
    rows = [CountryRow(code, name, code in used) for code, name in holidays.country_names().items()]
    return sorted(rows, key=lambda row: (not row.is_used, row.name))


def list_closed_day_lines(wb: Workbench) -> list[ClosedDayLine]:
    """Give the book's own closed days with whom they are for: what comes first, then what is over, newest first."""
    today = wb.clock.today()
    with wb.read() as connection:
        rows = stored.list_between(connection, date.min, date.max)
        owners, accounts = stored.names_of(connection, rows)
    coming = [row for row in rows if row.last_on >= today]
    over = [row for row in reversed(rows) if row.last_on < today]
    return [ClosedDayLine(row, _whom(row, owners, accounts)) for row in [*coming, *over][:MOST_LINES]]


def work_on_holiday(wb: Workbench, country: str, day: date) -> None:
    """Say that people work on a public holiday of a country.

    Raises:
        InvalidInput: no holidays are known for the country, or the day is none or worked on already.
    """
    found = _holiday(wb, country, day)
    if found is None:
        raise InvalidInput(f"{shown(day.isoformat())} is no public holiday there.", "day")
    if found[1]:
        raise InvalidInput(f"{found[0]} is worked on already.", "day")
    draft = ClosedDayDraft(found[0], day, country=country, is_worked=True)
    holidays.add_closed_day(wb, draft)


def keep_holiday(wb: Workbench, country: str, day: date) -> None:
    """Take back that people work on a public holiday of a country.

    Raises:
        InvalidInput: no holidays are known for the country, or more than that day was said at once.
        NotFound: nobody said so.
    """
    code = holidays.country_code(country)
    rows = [row for row in holidays.list_closed_days(wb, day, day) if row.is_worked]
    mine = [row for row in rows if row.country == code and row.first_on == row.last_on]
    if mine:
        holidays.delete_closed_day(wb, mine[0].id)
        return
    wider = _covering(rows, code)
    if wider is None:
        raise NotFound("That day is a holiday already.")
    raise InvalidInput(f"{shown(wider.name)} says so for more than that day.", "day", "Edit it among the closed days.")


def _covering(rows: Iterable[ClosedDayRow], code: str | None) -> ClosedDayRow | None:
    return next(
        (row for row in rows if row.country == code or (row.country, row.owner_id, row.account_id) == (None,) * 3), None
    )


def _holiday(wb: Workbench, country: str, day: date) -> tuple[str, bool] | None:
    rows = holidays.list_holidays(wb, country, day.year)
    return next(((row.name, row.is_worked) for row in rows if row.day == day and row.source == "holiday"), None)


def _whom(row: ClosedDayRow, owners: dict[int, str], accounts: dict[int, str]) -> str:
    if row.country is not None:
        return holidays.country_names().get(row.country, row.country)
    if row.owner_id is not None:
        return owners.get(row.owner_id, "")
    return EVERYONE if row.account_id is None else accounts.get(row.account_id, "")

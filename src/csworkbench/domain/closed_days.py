"""Holidays and closed days, as read and as handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class ClosedDayRow:
    """Days of the book's own, `first_on` to `last_on`: closed, or worked although they are a holiday.

    They hold for a country, for an owner, for an account, or for everyone when all three are None.
    """

    id: int
    name: str
    first_on: date
    last_on: date
    country: str | None
    owner_id: int | None
    account_id: int | None
    is_worked: bool

    @property
    def is_for_all(self) -> bool:
        """Tell whether they hold for everyone."""
        return self.country is None and self.owner_id is None and self.account_id is None


@dataclass(frozen=True, slots=True)
class ClosedDayDraft:
    """Days to close, or to work on although they are a holiday; `country` is a code or an English name."""

    name: str
    first_on: date
    last_on: date | None = None
    country: str | None = None
    owner_id: int | None = None
    account_id: int | None = None
    is_worked: bool = False


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """One day of a calendar: `source` is "holiday" or "own"; `is_worked` when the book says it is a business day."""

    day: date
    name: str
    source: str
    is_worked: bool


@dataclass(frozen=True, slots=True)
class ClosedDayLine:
    """Closed days with whom they are for: a country, an owner or an account by name, or everyone."""

    row: ClosedDayRow
    whom: str


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country whose holidays are known; `is_used`: an owner or account of the book is there."""

    code: str
    name: str
    is_used: bool


def days_of(row: ClosedDayRow) -> Iterator[date]:
    """Give each day of the row."""
    for step in range((row.last_on - row.first_on).days + 1):
        yield row.first_on + timedelta(days=step)

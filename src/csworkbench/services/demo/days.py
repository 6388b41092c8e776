"""The days of the demonstration: today, public holidays of the countries, business days, instants of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

YEARS_BACK = 9


class Days:
    """The calendar everything is dated with."""

    def __init__(self, today: date, countries: Iterable[str]) -> None:
        """Load the public holidays of `countries` around `today`."""
        import holidays

        years = range(today.year - YEARS_BACK, today.year + 2)
        self.today = today
        self.monday = today - timedelta(days=today.weekday())
        self.holidays: dict[str, frozenset[date]] = {
            country: frozenset(holidays.country_holidays(country, years=years)) for country in sorted(set(countries))
        }

    def back(self, days: int) -> date:
        """Give the day so many days ago (negative: ahead)."""
        return self.today - timedelta(days=days)

    def is_business_day(self, day: date, country: str) -> bool:
        """Tell whether people work on that day."""
        return day.weekday() < 5 and day not in self.holidays[country]

    def business_day(self, day: date, country: str, step: int = -1) -> date:
        """Give that day, or the next business day before it (`step` 1: after it)."""
        while not self.is_business_day(day, country):
            day += timedelta(days=step)
        return day


def instant(day: date, minutes: int = 540) -> str:
    """Give an instant of a day as the book stores it; `minutes` after midnight UTC."""
    return f"{day.isoformat()}T{minutes // 60:02d}:{minutes % 60:02d}:00.000Z"

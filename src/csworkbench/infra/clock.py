"""The one source of the present: everything that needs today or now is handed a `Clock`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        ...

    def today(self) -> date:
        """Give the user's local calendar day."""
        ...


class SystemClock:
    """The machine's clock; days are those of the local time zone."""

    def now(self) -> datetime:
        """Give the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Give the user's local calendar day."""
        return datetime.now().astimezone().date()


class FixedClock(NamedTuple):
    """A clock that stands still, for tests and for `--as-of`."""

    instant: datetime
    day: date | None = None

    def now(self) -> datetime:
        """Give the fixed instant, in UTC."""
        return self.instant.astimezone(UTC)

    def today(self) -> date:
        """Give the fixed day (the instant's UTC day when none was set)."""
        return self.day if self.day is not None else self.now().date()


def as_of_clock(day: date) -> FixedClock:
    """Give a clock that stands at noon UTC of `day`."""
    return FixedClock(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), day)


def utc_text(instant: datetime) -> str:
    """Give an aware instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`, the form the book stores."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z"

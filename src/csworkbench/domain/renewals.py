"""Renewals: the days that matter before a contract's end, and how far away it is in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from csworkbench.domain.values import frozen

RENEWAL_MARK_DAYS = (180, 120, 90)
CALL_MARK_DAYS = 90
"""At this mark a forecast call must be made."""


@frozen
class RenewalMark:
    """A day before a renewal: "180 days", "120 days", "90 days" or "notice deadline"."""

    name: str
    on: date


def notice_deadline(end_on: date, notice_days: int, is_business_day: Callable[[date], bool]) -> date:
    """Give the last business day on which notice can be given; it shifts earlier, never later.

    ValueError for negative notice days, or when a whole year before the deadline has no business day.
    """
    if notice_days < 0:
        raise ValueError(f"a notice period can't be {notice_days} days")
    day = end_on - timedelta(days=notice_days)
    for back in range(366):
        if is_business_day(day - timedelta(days=back)):
            return day - timedelta(days=back)
    raise ValueError("there is no business day in the year before the deadline")


def is_weekday(day: date) -> bool:
    """Tell whether a day is Monday to Friday: the business days where no holidays are known."""
    return day.weekday() < 5


def renewal_marks(
    end_on: date, notice_days: int | None, is_business_day: Callable[[date], bool] = is_weekday
) -> tuple[RenewalMark, ...]:
    """Give the marks of a contract by day; without notice days there is no deadline."""
    marks = [RenewalMark(f"{days} days", end_on - timedelta(days=days)) for days in RENEWAL_MARK_DAYS]
    if notice_days is not None:
        marks.append(RenewalMark("notice deadline", notice_deadline(end_on, notice_days, is_business_day)))
    return tuple(sorted(marks, key=lambda mark: mark.on))


def next_mark(marks: tuple[RenewalMark, ...], as_of: date) -> RenewalMark | None:
    """Give the first mark that is not past, None when all are."""
    return next((mark for mark in marks if mark.on >= as_of), None)


def passed_mark(marks: tuple[RenewalMark, ...], as_of: date) -> RenewalMark | None:
    """Give the last mark that has been reached, None before the first."""
    return next((mark for mark in reversed(marks) if mark.on <= as_of), None)


def days_text(day: date | None, as_of: date) -> str:
    """Give the distance in words: "in 12 days", "today", "3 days ago"; empty when there is no day."""
    if day is None:
        return ""
    days = (day - as_of).days
    if days == 0:
        return "today"
    if days in (1, -1):
        return "tomorrow" if days == 1 else "yesterday"
    return f"in {days} days" if days > 0 else f"{-days} days ago"

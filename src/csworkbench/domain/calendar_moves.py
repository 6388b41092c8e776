"""Where a check-in goes when the calendar moves it: a number of days or minutes on, to a day, to an hour of a day.

A check-in with a time zone of its own was agreed upon over there: moved by days, by minutes or to a day it keeps to the
clock over there, also when only one side changes its clocks. Let go at an hour, it is meant by the clock here.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from csworkbench.domain.calendar_span import CalendarItemRow, local_place, planned_place

Due = tuple[date, str | None]
"""Day and "HH:MM" (None: no fixed time) in the check-in's own zone."""


def moved_by(due: Due, days: int, minutes: int = 0) -> Due:
    """Give where `due` is some days and minutes later (earlier when negative) by its own clock.

    Raises:
        OverflowError: there is no such day.
        ValueError: its time can't be read.
    """
    on, at = due
    if at is None or not minutes:
        return on + timedelta(days=days), at
    moved = datetime.combine(on, time.fromisoformat(at)) + timedelta(days=days, minutes=minutes)
    return moved.date(), f"{moved:%H:%M}"


def moved_to(row: CalendarItemRow, day: date, at: str | None, zone: tzinfo | None) -> Due:
    """Give where a check-in is planned that shall be on a day here (`zone`; None: the machine's own), perhaps at `at`.

    Without `at` it keeps the time of day over there, unless that would be another day here.
    """
    if at is not None:
        return planned_place(row, day, at, zone)
    due = moved_by((row.due_on, row.due_time), (day - row.on).days)
    return due if local_place(*due, row.time_zone, zone)[0] == day else planned_place(row, day, row.at, zone)

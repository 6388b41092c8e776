"""Marks of a renewal, the notice deadline and days in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.renewals import (
    RenewalMark,
    days_text,
    is_weekday,
    next_mark,
    notice_deadline,
    passed_mark,
    renewal_marks,
)

END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("end", "notice", "deadline"),
    [
        (date(2026, 12, 31), 30, date(2026, 12, 1)),
        (date(2026, 6, 30), 30, date(2026, 5, 29)),  # 31 May is a Sunday
        (date(2026, 6, 29), 30, date(2026, 5, 29)),  # 30 May is a Saturday
        (date(2026, 5, 20), 0, date(2026, 5, 20)),
    ],
)
def test_deadline_shifts_earlier(end, notice, deadline):
    assert notice_deadline(end, notice, is_weekday) == deadline


def test_holidays_shift_it_too():
    holidays = {date(2026, 12, 1), date(2026, 11, 30)}
    assert notice_deadline(END, 30, lambda day: is_weekday(day) and day not in holidays) == date(2026, 11, 27)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_never_later_and_always_a_business_day(end, notice):
    deadline = notice_deadline(end, notice, is_weekday)
    assert is_weekday(deadline)
    assert timedelta(0) <= end - timedelta(days=notice) - deadline <= timedelta(days=2)


def test_a_deadline_that_cannot_be():
    with pytest.raises(ValueError, match="-1 days"):
        notice_deadline(END, -1, is_weekday)
    with pytest.raises(ValueError, match="no business day"):
        notice_deadline(END, 30, lambda day: False)


def test_marks_in_order_of_day():
    marks = renewal_marks(END, 100)
    assert marks == (
        RenewalMark("180 days", date(2026, 7, 4)),
        RenewalMark("120 days", date(2026, 9, 2)),
        RenewalMark("notice deadline", date(2026, 9, 22)),
        RenewalMark("90 days", date(2026, 10, 2)),
    )
    assert [mark.name for mark in renewal_marks(END, None)] == ["180 days", "120 days", "90 days"]
    assert next_mark(marks, date(2026, 9, 2)) == marks[1]
    assert next_mark(marks, date(2026, 10, 3)) is None
    assert passed_mark(marks, date(2026, 9, 30)) == marks[2]
    assert passed_mark(marks, date(2026, 7, 3)) is None


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (45, "in 45 days"), (-12, "12 days ago")],
)
def test_days_in_words(days, text):
    assert days_text(END + timedelta(days=days), END) == text


def test_no_day_no_words():
    assert days_text(None, END) == ""

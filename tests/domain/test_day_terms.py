"""The terms of My day in words, what feedback is answered by, and when a check-in is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.day import day_group, day_item
from csworkbench.domain.day_terms import place_words, term_words, terms_line
from csworkbench.domain.ids import AccountId
from csworkbench.domain.my_day import answer_by, business_days_between, check_in_begins, is_over
from csworkbench.domain.renewals import is_weekday

TODAY = date(2026, 11, 23)


def item(score=31, band="at risk", arr_rank=0.9, late=7, kind="check-in", arr_minor=240_000_00):
    from dataclasses import replace

    due_on = None if late is None else TODAY - timedelta(days=late)
    row = day_item(kind, "Call", "why", (AccountId(1), "Acme"), due_on, (score, band), arr_rank, TODAY)
    return replace(row, arr_minor=arr_minor, currency="EUR")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (item(), ("Risk 0.69: health is 31 of 100", "Money 0.90: €240 k ARR, more than 90 % of the book",
                  "Urgency 0.85: 7 days late")),
        (item(None, "insufficient data", None, 0, arr_minor=None),
         ("Risk 0.50: health is not known", "Money 0.50: ARR is not known",
          "Urgency 0.70: due today (0.70 on the day)")),
        (item(97, "healthy", 0.0, None), ("Risk 0.10: health is 97 of 100, so the least there is",
         "Money 0.10: €240 k ARR, among the least in the book",
         "Urgency 0.70: it has no day, so it counts as due today")),
        (item(50, "watch", 1.0, -3), ("Risk 0.50: health is 50 of 100", "Money 1.00: €240 k ARR, the most in the book",
         "Urgency 0.46: 3 days left")),
        (item(50, "watch", 1.0, 20), ("Risk 0.50: health is 50 of 100", "Money 1.00: €240 k ARR, the most in the book",
         "Urgency 1.00: 20 days late, and from 14 on nothing is more urgent")),
    ],
)  # fmt: skip
def test_terms(row, words):
    assert term_words(row) == words


def test_the_place_is_the_product_and_overdue_promises_say_that_they_come_first():
    assert place_words(item()) == "0.53 = 0.69 × 0.90 × 0.85 (risk × money × urgency)"
    assert place_words(item(kind="promise")).startswith("an overdue promise comes first; then 0.53 = ")
    assert place_words(item(kind="promise", late=0)).startswith("0.43 = ")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (item(), "Place 0.53 = risk 0.69 (health 31) × money 0.90 (€240 k) × urgency 0.85 (7 days late)"),
        (item(late=-1), "Place 0.38 = risk 0.69 (health 31) × money 0.90 (€240 k) × urgency 0.61 (1 day left)"),
        (item(late=None), "Place 0.43 = risk 0.69 (health 31) × money 0.90 (€240 k) × urgency 0.70 (today)"),
        (item(kind="promise"), "Overdue promise: 0.53 = risk 0.69 (health 31)"
         " × money 0.90 (€240 k) × urgency 0.85 (7 days late)"),
    ],
)  # fmt: skip
def test_all_in_one_line(row, line):
    assert terms_line(row) == line


@pytest.mark.parametrize(
    ("days", "group"),
    [(None, "Today"), (-400, "Overdue"), (-1, "Overdue"), (0, "Today"), (1, "This week"), (6, "This week"),
     (7, "Later")],
)  # fmt: skip
def test_groups(days, group):
    assert day_group(None if days is None else TODAY + timedelta(days=days), TODAY) == group


ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe"]


@given(st.integers(0, 5 * 366 * 24 * 60), st.integers(1, 5), st.sampled_from(ZONES))
def test_feedback_is_answered_in_business_hours_of_a_business_day(minutes, days, zone):
    said_at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    deadline = answer_by(said_at, days, ZoneInfo(zone))
    local = said_at.astimezone(ZoneInfo(zone))
    assert deadline > said_at
    assert is_weekday(deadline.date())
    assert 9 <= deadline.hour < 17
    passed = business_days_between(local.date(), deadline.date())
    assert passed in (days, days + 1)


@pytest.mark.parametrize(
    ("said", "days", "until"),
    [
        ((2026, 3, 27, 15, 0), 1, (2026, 3, 30, 15, 0)),  # over the change to summer time: the same hour
        ((2026, 10, 23, 15, 0), 1, (2026, 10, 26, 15, 0)),  # and back
        ((2024, 2, 28, 10, 0), 1, (2024, 2, 29, 10, 0)),
        ((2026, 12, 31, 18, 0), 1, (2027, 1, 4, 9, 0)),
        ((2026, 11, 20, 8, 0), 1, (2026, 11, 23, 9, 0)),
    ],
)
def test_until_when_in_berlin(said, days, until):
    zone = ZoneInfo("Europe/Berlin")
    assert answer_by(at(said, zone), days, zone) == at(until, zone)


def at(parts: tuple[int, int, int, int, int], zone: ZoneInfo) -> datetime:
    year, month, day, hour, minute = parts
    return datetime(year, month, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("on", "at", "zone", "begins"),
    [
        ("2026-11-23", "10:30", "Asia/Kolkata", (5, 0)),
        ("2026-11-23", "10:30", "Europe/Berlin", (9, 30)),
        ("2026-03-29", "02:30", "Europe/Berlin", (1, 30)),  # a time that was left out
        ("2026-10-25", "02:30", "Europe/Berlin", (0, 30)),  # the first of two
        ("2026-11-23", "25:30", "UTC", None),
        ("2026-11-23", "10:30", "Mars/Base", None),
    ],
)
def test_when_a_check_in_begins(on, at, zone, begins):
    found = check_in_begins(on, at, zone)
    assert (found and (found.hour, found.minute)) == begins


def test_a_check_in_is_over_when_its_minutes_are():
    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert is_over("2026-11-23", "09:00", "UTC", 59, now)
    assert not is_over("2026-11-23", "09:00", "UTC", 60, now)
    assert not is_over("2026-11-23", None, None, 60, now)
    assert not is_over("2026-11-23", "nine", None, 60, now)

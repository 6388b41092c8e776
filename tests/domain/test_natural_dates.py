from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.natural_dates import add_months, parse_date

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-04", date(2026, 12, 4)),
        (" 2026-2-3 ", date(2026, 2, 3)),
        ("04/12/2026", date(2026, 12, 4)),
        ("4.12.26", date(2026, 12, 4)),
        ("4.12.", date(2026, 12, 4)),
        ("4/12", date(2026, 12, 4)),
        ("22/11", date(2027, 11, 22)),
        ("23/11", TODAY),
        ("today", TODAY),
        ("TODAY", TODAY),
        ("tomorrow", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 22)),
        ("mon", date(2026, 11, 30)),
        ("tue", date(2026, 11, 24)),
        ("friday", date(2026, 11, 27)),
        ("next fri", date(2026, 11, 27)),
        ("last fri", date(2026, 11, 20)),
        ("last mon", date(2026, 11, 16)),
        ("+3d", date(2026, 11, 26)),
        ("3d", date(2026, 11, 26)),
        ("-3d", date(2026, 11, 20)),
        ("2w", date(2026, 12, 7)),
        ("in 2 weeks", date(2026, 12, 7)),
        ("3 days ago", date(2026, 11, 20)),
        ("+1m", date(2026, 12, 23)),
        ("1y", date(2027, 11, 23)),
        ("next week", date(2026, 11, 30)),
        ("last month", date(2026, 10, 23)),
        ("eom", date(2026, 11, 30)),
        ("4 dec", date(2026, 12, 4)),
        ("4 Dec 2027", date(2027, 12, 4)),
        ("dec 4", date(2026, 12, 4)),
        ("December 4th, 2026", date(2026, 12, 4)),
        ("1st of march", date(2027, 3, 1)),
        ("3 sept", date(2027, 9, 3)),
        ("29 feb", date(2028, 2, 29)),
        ("may 5", date(2027, 5, 5)),
    ],
)
def test_understood(text: str, expected: date) -> None:
    assert parse_date(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "someday",
        "31 feb",
        "2026-02-30",
        "12/31/2026",
        "32/1",
        "ma 4",
        "+",
        "d",
        "+3x",
        "-3d ago",
        "9999y",
        "0/0",
        "4 december 20266",
        "2026-12-04T10:00",
        "next someday",
    ],
)
def test_not_understood(text: str) -> None:
    assert parse_date(text, TODAY) is None


def test_month_first_is_never_swapped() -> None:
    assert parse_date("03/04/2026", TODAY) == date(2026, 4, 3)
    assert parse_date("03/04/2026", TODAY, is_day_first=False) == date(2026, 3, 4)
    assert parse_date("31/12/2026", TODAY, is_day_first=False) is None


def test_months_stop_at_the_last_day() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 2, 29), -12) == date(2027, 2, 28)
    assert add_months(date(9999, 12, 1), 1) is None


@given(st.text(max_size=30), st.dates())
def test_any_text_gives_a_day_or_nothing(text: str, today: date) -> None:
    found = parse_date(text, today)
    assert found is None or isinstance(found, date)


@given(st.dates(), st.dates())
def test_iso_always_reads_back(day: date, today: date) -> None:
    assert parse_date(day.isoformat(), today) == day


@given(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), st.dates(max_value=date(9999, 12, 1)))
def test_a_weekday_is_within_the_next_seven_days(word: str, today: date) -> None:
    found = parse_date(word, today)
    assert found is not None
    assert 1 <= (found - today).days <= 7
    assert found.strftime("%a").lower() == word

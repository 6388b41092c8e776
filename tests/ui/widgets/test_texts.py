from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from csworkbench.ui.widgets.texts import (
    clock_text,
    count_text,
    delta_text,
    full_day,
    health_text,
    is_day_first,
    number_text,
    percent_text,
    relative_day,
    short_day,
    weekday_day,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "plain", "due"),
    [
        (0, "today", "today"),
        (1, "tomorrow", "tomorrow"),
        (12, "in 12 days", "in 12 days"),
        (-1, "yesterday", "1 day overdue"),
        (-4, "4 days ago", "4 days overdue"),
    ],
)
def test_relative_day(days: int, plain: str, due: str) -> None:
    day = TODAY + timedelta(days=days)
    assert relative_day(day, TODAY) == plain
    assert relative_day(day, TODAY, is_due=True) == due


@pytest.mark.parametrize(
    ("name", "full", "short", "first"),
    [
        ("en_GB", "4 Dec 2026", "4 Dec", True),
        ("en_US", "Dec 4, 2026", "Dec 4", False),
        ("de_DE", "4 Dez. 2026", "4 Dez.", True),
    ],
)
def test_days_follow_the_locale(name: str, full: str, short: str, first: bool) -> None:
    locale = QLocale(name)
    assert full_day(date(2026, 12, 4), locale) == full
    assert short_day(date(2026, 12, 4), locale) == short
    assert is_day_first(locale) is first


def test_year_first_locale_keeps_its_order() -> None:
    assert full_day(date(2026, 12, 4), QLocale("ja_JP")) == "2026/12/04"


def test_weekday(qapp: QApplication) -> None:
    assert weekday_day(date(2026, 11, 18)) == "Wed 18 Nov"


def test_counts_and_numbers() -> None:
    assert count_text(1, "account") == "1 account"
    assert count_text(0, "account") == "0 accounts"
    assert count_text(2, "renewal of a company", "renewals of companies") == "2 renewals of companies"
    assert number_text(1234567, QLocale("de_DE")) == "1.234.567"
    assert percent_text(0.404) == "40 %"


@pytest.mark.parametrize(("delta", "text"), [(None, ""), (0, "unchanged"), (1, "up 1 point"), (-7, "down 7 points")])
def test_delta(delta: int | None, text: str) -> None:
    assert delta_text(delta) == text


def test_health_in_words() -> None:
    assert health_text(31, "at risk") == "31 At risk"
    assert health_text(None, "insufficient data") == "Insufficient data"


@pytest.mark.parametrize(
    ("name", "words"), [("C", "1,234,567"), ("en_GB", "1,234,567"), ("de_DE", "1.234.567"), ("sv_SE", "1 234 567")]
)
def test_digits_are_grouped_in_every_locale(name: str, words: str):
    # Some locales write a narrow or a non-breaking space.
    assert " ".join(number_text(1234567, QLocale(name)).split()) == words
    assert number_text(999, QLocale(name)) == "999"


@pytest.mark.parametrize(
    ("name", "at", "words"),
    [
        ("de_DE", "14:30", "14:30"), ("en_GB", "00:05", "00:05"), ("C", "14:30", "14:30"),
        ("en_US", "14:30", "2:30 PM"), ("en_US", "00:05", "12:05 AM"), ("en_US", "99:99", "99:99"),
        ("en_US", "", ""),
    ],
)  # fmt: skip
def test_times_are_as_clocks_show_them_here(name: str, at: str, words: str):
    assert clock_text(at, QLocale(name)).replace("\u202f", " ") == words

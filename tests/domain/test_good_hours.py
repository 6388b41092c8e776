"""Good hours: the ways people write them, and what can't be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.good_hours import ANY_HOURS, read_good_hours

ALL = ((0, 1440),)
MORNING = ((540, 660),)


@pytest.mark.parametrize(
    ("text", "monday", "friday"),
    [
        ("09:00-11:00", MORNING, MORNING),
        ("9-11", MORNING, MORNING),
        ("9.00 – 11.00", MORNING, MORNING),
        ("mornings", ((0, 720),), ((0, 720),)),
        ("Afternoons", ((720, 1440),), ((720, 1440),)),
        ("after 14:00", ((840, 1440),), ((840, 1440),)),
        ("before 11", ((0, 660),), ((0, 660),)),
        ("not on Fridays", ALL, ()),
        ("09:00-11:00, not on Fri", MORNING, ()),
        ("Mon-Thu 09:00-11:00", MORNING, ()),
        ("Fri-Mon", ALL, ALL),
        ("Mon 9-10 and Mon 10-11; Friday 13-14", MORNING, ((780, 840),)),
    ],
)
def test_reads(text, monday, friday):
    found = read_good_hours(text)
    assert found is not None
    assert (found.week[0], found.week[4]) == (monday, friday)


@pytest.mark.parametrize("text", ["25:00-26:00", "11-9", "when the sun shines", "9:75-11", "not on 9-11", "noon-ish"])
def test_does_not_guess(text):
    assert read_good_hours(text) is None


def test_nothing_written_is_any_hour():
    assert read_good_hours(None) == read_good_hours("  ") == ANY_HOURS


def test_a_talk_must_end_within_them():
    found = read_good_hours("Mon-Thu 09:00-11:00")
    assert found is not None
    assert [found.holds(0, 540, 30), found.holds(0, 630, 30), found.holds(0, 640, 30), found.holds(4, 540, 30)] == [
        True, True, False, False,
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_no_text_breaks_it(text):
    found = read_good_hours(text)
    assert found is None or all(0 <= low < high <= 1440 for day in found.week for low, high in day)

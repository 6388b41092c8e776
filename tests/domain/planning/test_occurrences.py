"""What is due in a period: days chosen from the windows that keep the gaps keep within the interval."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.cadence import Cadence
from csworkbench.domain.planning.occurrences import Occurrence, occurrences

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
HIGH_TOUCH = Cadence(14, 21)


def days(number: int) -> timedelta:
    return timedelta(days=number)


@st.composite
def cadences(draw):
    ideal = draw(st.integers(7, 60))
    return Cadence(ideal, ideal + draw(st.integers(0, ideal // 2)))


@given(cadences(), st.integers(-10, 80), st.lists(st.integers(-20, 40), max_size=2), st.data())
def test_any_choice_that_keeps_the_gaps_keeps_the_maximum(cadence, back, fixed, data):
    counted_from = FIRST - days(back)
    stays = [FIRST + days(one) for one in fixed]
    found = occurrences(cadence, counted_from, FIRST, LAST, stays)
    assert all(FIRST <= one.earliest_on <= one.latest_on <= LAST for one in found)
    if any(one.is_late for one in found):
        assert found[-1].is_late
        return
    chosen: list[date] = []
    for one in found:
        before = max([counted_from, *chosen, *(day for day in stays if counted_from < day < one.ideal_on)])
        window = [one.earliest_on + days(step) for step in range((one.latest_on - one.earliest_on).days + 1)]
        open_days = [day for day in window if before not in chosen or one.keeps_gap(before, day)]
        assert open_days, "whatever was chosen before, there is a day for the next one"
        chosen.append(data.draw(st.sampled_from(open_days)))
    line = sorted([counted_from, *chosen, *(day for day in stays if day > counted_from)])
    last_chosen = max(chosen, default=counted_from)
    gaps = [(after - before).days for before, after in pairwise(line) if after <= last_chosen]
    first_gap_is_fixed = line[1:2] and line[1] not in chosen
    if not first_gap_is_fixed:
        assert all(gap <= cadence.maximum_days for gap in gaps)


def test_one_of_the_month_moves_half_way_back_and_up_to_the_maximum():
    assert occurrences(Cadence(30, 45), date(2026, 11, 15), FIRST, LAST) == [
        Occurrence(date(2026, 12, 8), date(2026, 12, 15), date(2026, 12, 30), gap=(5, 45))
    ]


def test_high_touch_is_due_twice_with_room_between():
    first, second = occurrences(HIGH_TOUCH, date(2026, 11, 24), FIRST, LAST)
    assert (first.earliest_on, first.ideal_on, first.latest_on) == (
        date(2026, 12, 5), date(2026, 12, 8), date(2026, 12, 15),
    )  # fmt: skip
    assert (second.earliest_on, second.ideal_on, second.latest_on) == (
        date(2026, 12, 19), date(2026, 12, 22), LAST,
    )  # fmt: skip
    assert second.keeps_gap(date(2026, 12, 5), date(2026, 12, 26))
    assert not second.keeps_gap(date(2026, 12, 5), date(2026, 12, 27)), "21 days is the maximum"
    assert not second.keeps_gap(date(2026, 12, 15), date(2026, 12, 19)), "too near"


def test_never_within_the_first_half_of_the_interval():
    (one, *_) = occurrences(Cadence(10, 40), date(2026, 11, 24), FIRST, LAST)
    assert one.earliest_on == FIRST
    (one, *_) = occurrences(Cadence(10, 40), FIRST, FIRST, LAST)
    assert one.earliest_on == FIRST + days(5)


def test_past_its_maximum_it_is_late_and_free_to_lie_anywhere():
    assert occurrences(HIGH_TOUCH, date(2026, 10, 1), FIRST, LAST) == [Occurrence(FIRST, FIRST, LAST, is_late=True)]
    assert occurrences(HIGH_TOUCH, None, FIRST, LAST) == [Occurrence(FIRST, FIRST, LAST, is_late=True)]


def test_a_check_in_that_stays_is_counted_from():
    found = occurrences(Cadence(30, 45), date(2026, 11, 15), FIRST, LAST, [date(2026, 12, 10)])
    assert found == []
    late = occurrences(HIGH_TOUCH, date(2026, 10, 1), FIRST, LAST, [date(2026, 12, 10)])
    assert [one.ideal_on for one in late] == [date(2026, 12, 24)]


def test_nothing_is_due_without_a_cadence_or_before_its_time():
    assert occurrences(Cadence(None, None), date(2026, 1, 1), FIRST, LAST) == []
    assert occurrences(Cadence(90, 120), date(2026, 11, 24), FIRST, LAST) == []

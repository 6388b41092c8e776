"""The fatigue guard: each limit by how much, and the next free date against a plain search over days."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.fatigue import (
    DEFAULT_LIMITS,
    FatigueEvent,
    FatigueLimits,
    business_days_apart,
    excesses,
    next_free_on,
    verdict,
)

MONDAY = date(2026, 11, 2)
LIMITS = st.builds(FatigueLimits, st.integers(0, 6), st.integers(0, 6), st.integers(0, 3), st.integers(0, 120))
DAYS = st.integers(0, 120).map(lambda days: MONDAY + timedelta(days=days))
KINDS = st.sampled_from([(False, False), (True, False), (True, True)])


@st.composite
def events(draw):
    is_ask, is_survey = draw(KINDS)
    return FatigueEvent(draw(DAYS), "call", is_ask, is_survey)


CLOSED = st.frozensets(DAYS, max_size=25)


def on(days: int, is_ask: bool = False, is_survey: bool = False) -> FatigueEvent:
    return FatigueEvent(MONDAY + timedelta(days=days), "touch", is_ask, is_survey)


def kept(days, asks, surveys, new, limits, closed):
    """Tell by counting whether a day keeps within the limits: written apart from the program, over every window."""
    day, is_ask, is_survey = new
    calendar = np.busdaycalendar(holidays=sorted(closed))

    def apart(other):
        low, high = min(day, other), max(day, other)
        one = timedelta(days=1)
        return int(np.busday_count(low + one, high + one, busdaycal=calendar)) if high > low else 0

    def fullest(known):
        return max(
            sum(start <= other < start + timedelta(days=30) for other in [*known, day])
            for start in (day - timedelta(days=back) for back in range(30))
        )

    return (
        all(apart(other) >= limits.business_days_between for other in days)
        and fullest(days) <= limits.touches
        and (not is_ask or fullest(asks) <= limits.asks)
        and (not is_survey or all(abs((other - day).days) >= limits.survey_days for other in surveys))
    )


def kept_of(event, others, limits, closed):
    return kept(
        [one.on for one in others],
        [one.on for one in others if one.is_ask],
        [one.on for one in others if one.is_survey],
        (event.on, event.is_ask, event.is_survey),
        limits,
        closed,
    )


@given(events(), st.lists(events(), max_size=9), LIMITS, CLOSED)
def test_a_date_is_free_exactly_when_no_limit_is_broken(event, others, limits, closed):
    def is_closed(day):
        return day.weekday() >= 5 or day in closed

    assert (not excesses(event, others, limits, is_closed)) == kept_of(event, others, limits, closed)


@given(events(), st.lists(events(), max_size=9), LIMITS, CLOSED)
def test_next_free_date_is_free_and_the_first(event, others, limits, closed):
    def is_closed(day):
        return day.weekday() >= 5 or day in closed

    found = next_free_on(event, others, limits, is_closed)
    if limits.touches == 0 or (event.is_ask and limits.asks == 0):
        assert found is None
        return
    assert found is not None
    assert not is_closed(found)
    between = [event.on + timedelta(days=step) for step in range(1, (found - event.on).days)]
    moved = [FatigueEvent(day, event.words, event.is_ask, event.is_survey) for day in (*between, found)]
    free = [kept_of(one, others, limits, closed) and not is_closed(one.on) for one in moved]
    assert free == [False] * len(between) + [True]


@given(DAYS, DAYS, CLOSED)
def test_business_days_apart_are_those_of_numpy(one, other, closed):
    low, high = min(one, other), max(one, other)
    step = timedelta(days=1)
    wanted = np.busday_count(low + step, high + step, holidays=sorted(closed)) if low < high else 0
    assert business_days_apart(one, other, lambda day: day.weekday() >= 5 or day in closed) == wanted


def test_spacing_names_the_nearest_and_by_how_much():
    (found,) = excesses(on(1), [on(0), on(20)])
    assert (found.kind, found.over_by) == ("spacing", 2)
    assert found.text == "1 business day after the touch of 2 Nov 2026; at least 3 are wanted"
    assert next_free_on(on(1), [on(0), on(20)]) == date(2026, 11, 5)


def test_spacing_looks_at_both_sides_in_business_days():
    before, after = on(2), on(7)  # Wednesday, and Monday after the week-end
    (found,) = excesses(on(4), [before, after])
    assert (found.over_by, found.text) == (2, "1 business day before the touch of 9 Nov 2026; at least 3 are wanted")


def test_fifth_touch_in_thirty_days_waits_for_the_first_to_leave_the_window():
    known = [on(days) for days in (0, 7, 14, 21)]
    (found,) = excesses(on(28), known)
    assert (found.kind, found.over_by, found.text) == ("touches", 1, "5 touches within 30 days; at most 4 are wanted")
    assert verdict(on(28), known).next_free_on == date(2026, 12, 2)


def test_planned_ones_after_the_date_count_too():
    assert [one.kind for one in excesses(on(0), [on(days) for days in (7, 14, 21, 28)])] == ["touches"]


def test_one_ask_in_thirty_days_and_ninety_between_surveys():
    survey = on(0, is_ask=True, is_survey=True)
    asked = verdict(on(20, is_ask=True), [survey])
    assert [(one.kind, one.over_by) for one in asked.excesses] == [("asks", 1)]
    assert asked.next_free_on == date(2026, 12, 2)
    again = verdict(on(60, is_ask=True, is_survey=True), [survey])
    assert [(one.kind, one.over_by) for one in again.excesses] == [("surveys", 30)]
    assert again.next_free_on == date(2027, 2, 1)  # 31 Jan is a Sunday


def test_a_free_date_is_its_own_next_one():
    found = verdict(on(3), [on(0)])
    assert found.is_free
    assert found.next_free_on == found.on


def test_nothing_is_ever_free_when_nothing_is_allowed():
    assert next_free_on(on(0), [], FatigueLimits(touches=0)) is None
    assert next_free_on(on(0, is_ask=True), [], FatigueLimits(asks=0)) is None
    assert next_free_on(on(0), [on(0)], DEFAULT_LIMITS, lambda _: True) is None


def test_limits_below_zero_are_refused():
    with pytest.raises(ValueError, match="not below 0"):
        FatigueLimits(touches=-1)

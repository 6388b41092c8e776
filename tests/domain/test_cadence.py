"""Cadence: fine, due, overdue; presets; silence of a role."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from csworkbench.domain.cadence import (
    ENGAGEMENT_PRESETS,
    Cadence,
    cadence_state,
    engagement_preset,
    next_due_on,
)

AS_OF = date(2026, 5, 20)
HIGH_TOUCH = Cadence(14, 21)


@pytest.mark.parametrize(
    ("days", "word", "over"),
    [(0, "fine", 0), (14, "fine", 0), (15, "due", 1), (21, "due", 7), (22, "overdue", 1), (60, "overdue", 39)],
)
def test_state(days, word, over):
    state = cadence_state(HIGH_TOUCH, AS_OF - timedelta(days=days), AS_OF)
    assert state is not None
    assert (state.word, state.days, state.days_over) == (word, days, over)
    assert state.next_due_on == AS_OF - timedelta(days=days - 14)
    assert state.overdue_on == AS_OF - timedelta(days=days - 21)


def test_without_a_maximum_it_is_never_overdue():
    state = cadence_state(Cadence(180, None), AS_OF - timedelta(days=900), AS_OF)
    assert state is not None
    assert (state.word, state.days_over, state.overdue_on) == ("due", 720, None)


def test_without_limits_or_a_start():
    state = cadence_state(Cadence(None, None), date(2020, 1, 1), AS_OF)
    assert state is not None
    assert (state.word, state.next_due_on) == ("fine", None)
    assert cadence_state(HIGH_TOUCH, None, AS_OF) is None


def test_next_due_day():
    assert next_due_on(HIGH_TOUCH, date(2026, 5, 20)) == date(2026, 6, 3)
    assert next_due_on(Cadence(None, 10), date(2026, 5, 20)) == date(2026, 5, 30)


@pytest.mark.parametrize(("ideal", "maximum"), [(0, 5), (5, 0), (21, 14)])
def test_intervals_that_cannot_be_kept_are_refused(ideal, maximum):
    with pytest.raises(ValueError, match="interval"):
        Cadence(ideal, maximum)


def test_presets():
    found = {preset.name: (preset.cadence, preset.review_cadence_days) for preset in ENGAGEMENT_PRESETS}
    assert found == {
        "high-touch": (Cadence(14, 21), 91),
        "customer success manager": (Cadence(30, 45), 91),
        "hybrid": (Cadence(45, 60), 182),
        "low-touch": (Cadence(90, 120), None),
        "automated retention": (Cadence(180, None), None),
    }
    assert engagement_preset("high-touch").executive_review_days == 365
    with pytest.raises(KeyError):
        engagement_preset("no-touch")

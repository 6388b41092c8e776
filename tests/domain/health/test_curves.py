"""Curves of the default model: ends, points and middles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.health import default_model
from csworkbench.domain.health.curves import on_curve

CURVES = {factor.key: (factor.xs, factor.ys) for factor in default_model().plan.factors if not factor.refs}


def height(xs, ys, value):
    return float(on_curve(xs, ys, np.array([value]))[0])


@pytest.mark.parametrize(
    ("key", "raw", "sub"),
    [
        ("active_ratio", -1, 0),
        ("active_ratio", 0.1, 15),
        ("active_ratio", 0.2, 30),
        ("active_ratio", 0.5, 70),
        ("active_ratio", 0.65, 85),
        ("active_ratio", 0.8, 100),
        ("active_ratio", 1.7, 100),
        ("usage_trend", -0.9, 0),
        ("usage_trend", -0.35, 20),
        ("usage_trend", -0.2, 40),
        ("usage_trend", 0, 70),
        ("usage_trend", 0.1, 85),
        ("usage_trend", 0.2, 92.5),
        ("usage_trend", 3, 100),
        ("goals_on_track", 0.25, 25),
        ("key_people", 1, 100),
        ("last_review", 0.2, 100),
        ("last_review", 1.25, 75),
        ("last_review", 1.5, 50),
        ("last_review", 2.5, 0),
        ("relationship", 73, 73),
        ("open_complaints", 0, 100),
        ("open_complaints", 1, 85),
        ("open_complaints", 4, 40),
        ("open_complaints", 20, 0),
        ("ticket_load", 4, 70),
        ("ticket_load", 10, 40),
        ("ticket_load", 15, 20),
        ("ticket_load", 21, 0),
        ("pulse", 1, 0),
        ("pulse", 2, 25),
        ("pulse", 5, 100),
    ],
)
def test_points_of_the_default_model(key, raw, sub):
    assert height(*CURVES[key], raw) == pytest.approx(sub)


def test_a_step_has_the_height_of_its_first_point():
    assert height((14, 14, 28), (100, 50, 0), 14) == 100
    assert height((14, 14, 28), (100, 50, 0), 21) == 25
    assert height((5,), (70,), 99) == 70


@given(st.sampled_from(sorted(CURVES)), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_curves_never_turn_and_stay_inside(key, one, other):
    xs, ys = CURVES[key]
    low, high = height(xs, ys, min(one, other)), height(xs, ys, max(one, other))
    assert min(low, high) >= 0
    assert max(low, high) <= 100
    assert low <= high + 1e-9 if ys[-1] > ys[0] else high <= low + 1e-9


def test_what_is_not_known_has_no_height():
    assert np.isnan(height((0, 1), (0, 100), np.nan))
    assert np.isnan(height((5,), (70,), np.nan))

"""Piecewise-linear curves from raw values to sub-scores 0..100, clamped at both ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from csworkbench.domain.health.fact_columns import Floats


def on_curve(xs: Sequence[float], ys: Sequence[float], values: Floats) -> Floats:
    """Give the curve's height at each value; NaN stays NaN.

    `xs` must not fall; two equal ones make a step, and the step itself has the height of the first.
    """
    places, heights = np.array(xs, dtype=np.float64), np.array(ys, dtype=np.float64)
    right = np.searchsorted(places, values, side="left")
    right[np.isnan(values)] = 0
    inside = (right > 0) & (right < len(places))
    found = heights[np.minimum(right, len(places) - 1)]
    high = right[inside]
    low = high - 1
    share = (values[inside] - places[low]) / (places[high] - places[low])
    found[inside] = heights[low] + (heights[high] - heights[low]) * share
    found[np.isnan(values)] = np.nan
    return found

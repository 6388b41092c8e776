"""Piecewise-linear curves from a raw value to a sub-score 0..100, clamped at both ends."""

from __future__ import annotations

from collections.abc import Sequence


def on_curve(xs: Sequence[float], ys: Sequence[float], value: float) -> float:
    """Give the curve's height at `value`.

    `xs` must not fall; two equal ones make a step, and the step itself has the height of the first.
    """
    if value <= xs[0]:
        return ys[0]
    for right in range(1, len(xs)):
        if value <= xs[right]:
            left = right - 1
            share = (value - xs[left]) / (xs[right] - xs[left])
            return ys[left] + (ys[right] - ys[left]) * share
    return ys[-1]

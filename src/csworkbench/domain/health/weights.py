"""How the weights of missing factors are dealt with, and how parts are rounded to one whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import floor

NOISE_DIGITS = 9
"""Sums are taken to this many decimals before they are rounded, so that float noise never decides a half."""

_HAIR = 0.5 * 10**-NOISE_DIGITS


def effective_weights(
    flat: Sequence[float], group_of: Sequence[int], present: Sequence[bool], policy: str
) -> tuple[float, ...]:
    """Give the weight (share of 1) each factor really has, given which are present.

    `flat` are shares of the whole model that add up to 1; `group_of` gives each factor's group. Without any
    factor present, "two-level" and "flat" give zeros.
    """
    if policy in ("neutral 50", "zero"):
        return tuple(flat)
    kept = [weight if here else 0.0 for weight, here in zip(flat, present, strict=True)]
    if policy == "two-level":
        whole: dict[int, float] = {}
        fresh: dict[int, float] = {}
        for weight, left, group in zip(flat, kept, group_of, strict=True):
            whole[group] = whole.get(group, 0.0) + weight
            fresh[group] = fresh.get(group, 0.0) + left
        kept = [left * whole[group] / fresh[group] if left else 0.0 for left, group in zip(kept, group_of, strict=True)]
    total = sum(kept)
    return tuple(left / total for left in kept) if total else tuple(kept)


def assumed_score(policy: str) -> float | None:
    """Give the sub-score a missing factor counts with, or None where it does not count."""
    return {"neutral 50": 50.0, "zero": 0.0}.get(policy)


def round_half_up(value: float) -> int:
    """Give the nearest whole number of a value from 0 up, halves upwards, free of float noise."""
    low = floor(value)
    if abs(value - low - 0.5) > 1e-6:
        return low if value - low < 0.5 else low + 1
    return int(Decimal(repr(round(value, NOISE_DIGITS))).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def whole_parts(parts: Sequence[float], total: int) -> list[int]:
    """Give `parts` as whole numbers that add up to `total`, by largest remainder; ties go to the earlier one.

    A part that is 0 stays 0 as long as another part isn't.
    """
    # Parts a hair under a whole number are that number.
    wholes = [floor(part + _HAIR) for part in parts]
    left = total - sum(wholes)
    if left:
        rest = [part - whole if part else -1.0 for part, whole in zip(parts, wholes, strict=True)]
        order = sorted(range(len(parts)), key=rest.__getitem__, reverse=True)
        step = 1 if left > 0 else -1
        for turn in range(abs(left)):
            wholes[order[turn % len(order)]] += step
    return wholes

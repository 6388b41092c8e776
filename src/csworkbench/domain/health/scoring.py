"""The score: numpy columns for one account, a slider and a whole book alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from csworkbench.domain.health.curves import on_curve
from csworkbench.domain.health.fact_columns import Bools, FactColumns, Floats
from csworkbench.domain.health.factors import Reading, read_factor
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.plan import Plan, PlannedFactor, cadence_places
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.score_columns import MeasuredColumn, ScoreColumns
from csworkbench.domain.health.vetoes import BAND_WORDS, Codes, banded
from csworkbench.domain.health.weights import assumed_score, round_half_up

_NO_CADENCE = "the cadence has no maximum"
_NEAR_A_HALF = 1e-6


Measuring = Callable[[PlannedFactor], MeasuredColumn]


def score(model: HealthModel, facts: AccountFacts, as_of: date) -> HealthRow | None:
    """Give the account's health on a day, or None for a churned account, which is not scored.

    KeyError when the model uses a factor there is no rule for.
    """
    return score_columns(model, FactColumns.of([facts]), as_of).row(0)


def score_columns(
    model: HealthModel, facts: FactColumns, as_of: date, measured: Measuring | None = None
) -> ScoreColumns:
    """Give the health of every account on a day; KeyError when the model uses a factor there is no rule for.

    `measured` gives the column of a factor of the plan for these facts and this day, by default `measure_factor`: who
    tries models that differ in weights alone may keep columns.
    """
    plan = model.plan
    measured_columns = tuple(
        measured(factor) if measured else measure_factor(factor, facts, as_of) for factor in plan.factors
    )
    return _scored(model, facts, as_of, measured_columns)


def measure_factor(factor: PlannedFactor, facts: FactColumns, as_of: date) -> MeasuredColumn:
    """Give raw values, ages and sub-scores of one factor; its weight plays no part in them."""
    with np.errstate(over="ignore"):  # a value beyond every number is "not a finite number", not a warning
        return _measure(factor, facts, as_of.toordinal())


def _scored(model: HealthModel, facts: FactColumns, as_of: date, measured: tuple[MeasuredColumn, ...]) -> ScoreColumns:
    plan = model.plan
    weights, coverage = _shares(plan, measured, len(facts))
    exact = _weighted(plan, measured, weights, coverage)
    whole = _rounded(exact)
    unvetoed = _band_codes(model, whole, coverage)
    return ScoreColumns(
        model,
        as_of,
        facts,
        np.array([status != "churned" for status in facts.status], dtype=np.bool_),
        measured,
        weights,
        coverage,
        exact,
        whole,
        unvetoed,
        banded(model, facts, unvetoed),
    )


def _measure(factor: PlannedFactor, facts: FactColumns, as_of: int) -> MeasuredColumn:
    raw, age, why = read_factor(factor.key, factor.signal, facts, as_of, factor.max_age_days)
    raw = np.where(np.isinf(raw), np.nan, raw)
    limit = factor.max_age_days
    is_stale: Bools = np.zeros(len(facts), dtype=np.bool_) if limit is None else age > limit
    if factor.refs:
        sub = _on_cadence(factor, facts, raw)
        why = (*why, (np.isnan(facts["ideal_days"]) | np.isnan(facts["maximum_days"]), _NO_CADENCE))
    else:
        sub = on_curve(factor.xs, factor.ys, raw)
    sub[is_stale] = np.nan
    return MeasuredColumn(Reading(raw, age, why), sub, is_stale)


def _on_cadence(factor: PlannedFactor, facts: FactColumns, raw: Floats) -> Floats:
    """Give sub-scores on a curve that follows the account's cadence: one turn per cadence in use."""
    found = np.full(len(facts), np.nan)
    if not len(facts):
        return found
    # Sorting each of the two apart takes a tenth of the time that sorting them as pairs does.
    ideals, ideal_of = np.unique(facts["ideal_days"], return_inverse=True)
    maxima, maximum_of = np.unique(facts["maximum_days"], return_inverse=True)
    pairs = ideal_of * len(maxima) + maximum_of
    for pair in np.unique(pairs).tolist():
        ideal, maximum = float(ideals[pair // len(maxima)]), float(maxima[pair % len(maxima)])
        if ideal == ideal and maximum == maximum:  # neither is NaN
            of_kind = pairs == pair
            found[of_kind] = on_curve(cadence_places(factor.refs, ideal, maximum), factor.ys, raw[of_kind])
    return found


def _shares(plan: Plan, measured: tuple[MeasuredColumn, ...], size: int) -> tuple[Floats, Floats]:
    """Give effective weights (a row per account, a column per factor) and coverage (0..1)."""
    present = np.zeros(size, dtype=np.int64)
    for bit, column in enumerate(measured):
        present |= (~np.isnan(column.sub_score)).astype(np.int64) << bit
    patterns, which = np.unique(present, return_inverse=True)
    shares = [plan.shares(pattern) for pattern in patterns.tolist()]
    weights = np.array([one[0] for one in shares], dtype=np.float64).reshape(len(shares), len(measured))
    return weights[which], np.array([one[1] for one in shares], dtype=np.float64)[which]


def _weighted(plan: Plan, measured: tuple[MeasuredColumn, ...], weights: Floats, coverage: Floats) -> Floats:
    assumed = assumed_score(plan.policy)
    total = np.zeros(len(coverage))
    # Column by column in the model's order: the sum is the same, to the last bit, for one account and for many.
    for place, column in enumerate(measured):
        total += weights[:, place] * np.where(np.isnan(column.sub_score), assumed or 0.0, column.sub_score)
    if assumed is None:
        total[coverage == 0] = np.nan
    return total


def _rounded(exact: Floats) -> Floats:
    low = np.floor(exact)
    rest = exact - low
    whole = np.where(rest < 0.5, low, low + 1)
    for place in np.flatnonzero(np.abs(rest - 0.5) <= _NEAR_A_HALF).tolist():
        whole[place] = round_half_up(float(exact[place]))
    whole[np.isnan(exact)] = np.nan
    return whole


def _band_codes(model: HealthModel, whole: Floats, coverage: Floats) -> Codes:
    bands = np.where(whole <= model.at_risk_up_to, 0, np.where(whole <= model.watch_up_to, 1, 2))
    bands[np.isnan(whole) | (coverage < model.coverage_floor)] = BAND_WORDS.index("insufficient data")
    return bands.astype(np.int8)

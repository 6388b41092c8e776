"""The score of one account: plain Python, the same for one account and for a whole book."""

from __future__ import annotations

from datetime import date

from csworkbench.domain.health.curves import on_curve
from csworkbench.domain.health.factors import RULES, Reading
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.plan import Plan, PlannedFactor
from csworkbench.domain.health.rows import HealthRow, Measured, VetoRow
from csworkbench.domain.health.vetoes import banded
from csworkbench.domain.health.weights import assumed_score, round_half_up

_NO_VETOES: tuple[VetoRow, ...] = ()


def score(model: HealthModel, facts: AccountFacts, as_of: date) -> HealthRow | None:
    """Give the account's health on a day, or None for a churned account, which is not scored.

    KeyError when the model uses a factor there is no rule for.
    """
    if facts.status == "churned":
        return None
    plan = model.plan
    measured = [
        _measure(plan, factor, RULES[factor.key](facts, as_of, factor.max_age_days), facts) for factor in plan.factors
    ]
    present = 0
    bit = 1
    for one in measured:
        if one[2] is not None:
            present |= bit
        bit <<= 1
    weights, coverage = plan.shares(present)
    exact = _weighted(measured, weights, assumed_score(plan.policy), coverage)
    whole = None if exact is None else round_half_up(exact)
    unvetoed = "insufficient data" if whole is None or coverage < model.coverage_floor else model.band(whole)
    band, vetoes = banded(model, facts, as_of, unvetoed) if model.vetoes else (unvetoed, _NO_VETOES)
    return HealthRow(
        facts.account_id,
        as_of,
        model.version,
        plan.policy,
        whole,
        exact,
        band,
        unvetoed,
        coverage,
        vetoes,
        plan,
        measured,
        weights,
    )


def _weighted(
    measured: list[Measured], weights: tuple[float, ...], assumed: float | None, coverage: float
) -> float | None:
    if assumed is None:
        if not coverage:
            return None
        return sum([weight * one[2] for weight, one in zip(weights, measured, strict=True) if one[2] is not None])
    return sum(
        [weight * (assumed if one[2] is None else one[2]) for weight, one in zip(weights, measured, strict=True)]
    )


def _measure(plan: Plan, factor: PlannedFactor, reading: Reading, facts: AccountFacts) -> Measured:
    raw, age, reason = reading
    limit = factor.max_age_days
    if limit is not None and age is not None and age > limit:
        return raw, age, None, f"stale: {age} days old, at most {limit} count", True
    if raw is None:
        return None, age, None, reason, False
    xs = plan.places(factor.refs, facts.ideal_days, facts.maximum_days) if factor.refs else factor.xs
    if xs is None:
        return raw, age, None, "the cadence has no maximum", False
    return raw, age, on_curve(xs, factor.ys, raw), None, False

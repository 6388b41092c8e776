"""Weights as a proposal: a logistic fit on the older endings, tested on the newer ones it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from csworkbench.domain.health.backtest import FEW, TOO_FEW
from csworkbench.domain.health.backtest_result import AucRow, Proposal, WeightRow
from csworkbench.domain.health.definition import model_to_plain
from csworkbench.domain.health.model import HealthModel
from csworkbench.infra.tokens import Token
from csworkbench.services.health.backtest.gathering import Look, cases_of
from csworkbench.services.health.backtest.horizons import Said, auc_row, sample_of, scored
from csworkbench.services.health.backtest.statistics import difference_interval, fit_logistic

if TYPE_CHECKING:
    from csworkbench.services.health.backtest.statistics import Floats

FITTED_SHARE = 0.7
RIDGE = 1.0
NOT_JUDGED = "not judged: too few values"
WRONG_WAY = "no weight: it pointed the wrong way"
NO_GAIN = "no better"


@dataclass(frozen=True, slots=True)
class Strengths:
    """What the fit gives each factor: its strength from 0 up, None where it could not be judged."""

    by_factor: tuple[float | None, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no factor got any."""
        return not any(self.by_factor)


def propose(looks: Sequence[Look], model: HealthModel, days: int, token: Token) -> Proposal:
    """Give weights fitted on the older endings, tested against today's on the newer ones. Nothing is applied."""
    cases = cases_of(looks, [model])
    said = scored(cases)
    cut = _cut(said)
    older = [one for one in said if cut is not None and one[0].ending.on <= cut]
    newer = [one for one in said if cut is not None and one[0].ending.on > cut]
    counts = _churned_and_stayed(older)
    why_not = _why_not(counts, _churned_and_stayed(newer))
    strengths = None if why_not else strengths_of(older, len(model.plan.factors))
    if strengths is None or strengths.is_empty:
        words = why_not or "No proposal: no factor told the churned from the stayed in the older endings."
        return Proposal(days, cut, *counts, None, None, None, None, None, (), words, {})
    weights = proposed_weights(model, strengths)
    proposed = with_weights(model, [row.proposed for row in weights])
    tested = [look for look in looks if cut is not None and look.ending.on > cut]
    today, then, difference, bounds = _tested(tested, model, proposed, token)
    low, high = bounds or (None, None)
    verdict = _verdict(today, then, low, high)
    plain = model_to_plain(proposed)
    return Proposal(days, cut, *counts, today, then, difference, low, high, weights, verdict, plain)


def strengths_of(said: Sequence[Said], factors: int) -> Strengths:
    """Fit the churns on the sub-scores; a factor that would count against a healthy account gets nothing.

    A missing sub-score stands at the mean of the known ones: it says nothing either way.
    """
    import numpy as np

    subs = np.array([[np.nan if sub is None else sub for sub in score.subs] for _, score in said]) / 100
    churned = np.array([case.ending.is_churn for case, _ in said])
    judged = [place for place in range(factors) if _is_telling(subs[:, place])]
    used = list(judged)
    found: dict[int, float] = {}
    while used:
        values = subs[:, used]
        means = np.nanmean(values, axis=0)
        coefficients, _ = fit_logistic(np.where(np.isnan(values), 0.0, values - means), churned, RIDGE)
        found = {place: -float(one) for place, one in zip(used, coefficients, strict=True)}
        wrong = min(found, key=found.__getitem__)
        if found[wrong] >= 0:
            break
        used.remove(wrong)
        found.pop(wrong)
    return Strengths(tuple(found.get(place, 0.0) if place in judged else None for place in range(factors)))


def _is_telling(values: Floats) -> bool:
    import numpy as np

    known = values[~np.isnan(values)]
    return len(known) >= TOO_FEW and bool(known.max() > known.min())


def proposed_weights(model: HealthModel, strengths: Strengths) -> tuple[WeightRow, ...]:
    """Give the share of each factor: what was judged shares its present weight by strength, the rest stays."""
    factors = model.plan.factors
    judged = sum(one.weight for one, strength in zip(factors, strengths.by_factor, strict=True) if strength is not None)
    whole = sum(strength or 0.0 for strength in strengths.by_factor)
    rows: list[WeightRow] = []
    for factor, strength in zip(factors, strengths.by_factor, strict=True):
        share = factor.weight if strength is None else judged * strength / whole
        note = NOT_JUDGED if strength is None else "" if strength else WRONG_WAY
        rows.append(WeightRow(factor.key, factor.label, factor.group, factor.weight, share, note))
    return tuple(rows)


def with_weights(model: HealthModel, shares: Sequence[float]) -> HealthModel:
    """Give the model with these shares of its factors (they add up to 1), in percent with one decimal.

    A group without any share keeps the weights inside it, so that it can be read and revived.
    """
    left = iter(shares)
    groups = []
    for group in model.groups:
        own = [round(100 * next(left), 1) for _ in group.factors]
        factors = tuple(replace(one, weight=weight) for one, weight in zip(group.factors, own, strict=True))
        whole = round(sum(own), 1)
        groups.append(replace(group, weight=whole, factors=factors if whole else group.factors))
    return replace(model, groups=tuple(groups))


def _cut(said: Sequence[Said]) -> date | None:
    """Give the last day to fit on; later endings are kept for the test. None without endings."""
    days = sorted(case.ending.on for case, _ in said)
    return days[max(0, int(len(days) * FITTED_SHARE) - 1)] if days else None


def _churned_and_stayed(said: Sequence[Said]) -> tuple[int, int]:
    churned = sum(case.ending.is_churn for case, _ in said)
    return churned, len(said) - churned


def _why_not(older: tuple[int, int], newer: tuple[int, int]) -> str | None:
    if min(older) >= FEW and min(newer) >= TOO_FEW:
        return None
    return (
        f"No proposal: {older[0]} churned and {older[1]} stayed to fit on, {newer[0]} and {newer[1]} to test on; "
        f"at least {FEW} and {TOO_FEW} of each are needed."
    )


def _tested(
    looks: Sequence[Look], model: HealthModel, proposed: HealthModel, token: Token
) -> tuple[AucRow | None, AucRow | None, float | None, tuple[float, float] | None]:
    """Give AUC of both models on the endings that both have a score for, and their difference."""
    cases = [case for case, _ in scored(cases_of(looks, [model, proposed]))]
    both = [case for case, _ in scored(cases, 1)]
    samples = [sample_of(scored(both, place)) for place in (0, 1)]
    today, then = (auc_row(sample, token) for sample in samples)
    if today is None or then is None:
        return today, then, None, None
    return today, then, then.value - today.value, difference_interval(samples[1], samples[0], token=token)


def _verdict(today: AucRow | None, then: AucRow | None, low: float | None, high: float | None) -> str:
    if today is None or then is None or low is None or high is None:
        return f"{NO_GAIN.capitalize()}, as far as can be told: too few newer endings to test on."
    told = f"AUC {then.value:.2f} against {today.value:.2f} on newer endings"
    if low > 0:
        return f"Better on endings the fit has not seen: {told}."
    if high < 0:
        return f"Worse than today's weights: {told}. Keep today's weights."
    return f"{NO_GAIN.capitalize()} than today's weights: {told}; the difference may be chance. Keep today's weights."

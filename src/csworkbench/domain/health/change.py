"""The difference between two scores of one account, split into causes that add up to it exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csworkbench.domain.health.rows import FactorRow, HealthRow
from csworkbench.domain.health.weights import assumed_score, effective_weights, whole_parts


@dataclass(frozen=True, slots=True)
class HealthChange:
    """Whole points per cause; they add up to `delta`, the difference of the printed scores.

    `delta` is None (and all causes 0) when one of the two has no score. `band_cause` says why the band differs:
    "score", "coverage", "veto or override" or "" when it does not; vetoes and overrides never move points.
    """

    delta: int | None
    values_changed: int
    model_changed: int
    became_stale: int
    became_known: int
    band_before: str
    band_after: str
    band_cause: str


def split_change(before: HealthRow, after: HealthRow) -> HealthChange:
    """Give the change from `before` to `after`.

    Taken in this order: what became stale (or missing otherwise) goes, what is there on both days takes its new
    value, what became known comes, then weights and model change. A sub-score that differs although its raw value
    does not belongs to the model; so do factors that only one of the two models has.
    """
    cause = _band_cause(before, after)
    if before.score is None or after.score is None:
        return HealthChange(None, 0, 0, 0, 0, before.band, after.band, cause)
    delta = after.score - before.score
    values, model, stale, known = whole_parts(_steps(before, after), delta)
    return HealthChange(delta, values, model, stale, known, before.band, after.band, cause)


def _steps(before: HealthRow, after: HealthRow) -> tuple[float, float, float, float]:
    # In the order of the fields of HealthChange: values, model, stale, known.
    old = _subs(before.factors)
    new = _subs(after.factors)
    raw_old = {row.key: row.raw for row in before.factors}
    raw_new = {row.key: row.raw for row in after.factors}
    is_same_model = before.model_version == after.model_version and before.policy == after.policy
    both = old.keys() & new.keys()
    subs = dict(old)
    start = _total(before, subs)
    for key in both:
        if old[key] is not None and new[key] is None:
            subs[key] = None
    without = _total(before, subs)
    for key in both:
        if old[key] is not None and new[key] is not None and (is_same_model or raw_old[key] != raw_new[key]):
            subs[key] = new[key]
    moved = _total(before, subs)
    for key in both:
        if old[key] is None and new[key] is not None:
            subs[key] = new[key]
    learned = _total(before, subs)
    end = _total(after, new)
    return moved - without, end - learned, without - start, learned - moved


def _subs(factors: Iterable[FactorRow]) -> dict[str, float | None]:
    return {row.key: None if row.missing_reason is not None else row.sub_score for row in factors}


def _total(row: HealthRow, subs: Mapping[str, float | None]) -> float:
    groups: dict[str, int] = {}
    group_of = [groups.setdefault(factor.group, len(groups)) for factor in row.factors]
    here = [subs[factor.key] is not None for factor in row.factors]
    weights = effective_weights([factor.weight for factor in row.factors], group_of, here, row.policy)
    assumed = assumed_score(row.policy)
    total = 0.0
    for factor, weight in zip(row.factors, weights, strict=True):
        sub = subs[factor.key]
        total += weight * (assumed or 0.0 if sub is None else sub)
    return total


def _band_cause(before: HealthRow, after: HealthRow) -> str:
    if before.band == after.band:
        return ""
    if before.band_without_vetoes == after.band_without_vetoes:
        return "veto or override"
    grey = "insufficient data"
    if grey in (before.band, after.band):
        return "coverage"
    return "score"

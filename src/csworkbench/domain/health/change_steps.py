"""The steps from one score to another: per factor and cause, in whole points that add up exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from csworkbench.domain.health.rows import FactorRow
from csworkbench.domain.health.weights import NOISE_DIGITS, assumed_score, effective_weights, whole_parts

CAUSES = ("values", "known", "stale", "model", "override")
"""Causes of a step, in the order in which they are taken."""

CAUSE_WORDS: Mapping[str, str] = {
    "values": "value changed",
    "known": "became known",
    "stale": "became stale or missing",
    "model": "weights or model changed",
    "override": "override",
}

_NOISE = 10**-NOISE_DIGITS


class Explained(Protocol):
    """A score with its factors on one day: computed (`HealthRow`) or as it was stored."""

    @property
    def model_version(self) -> int:
        """The version of the model it was made with."""

    @property
    def policy(self) -> str:
        """The model's policy for missing data."""

    @property
    def score(self) -> int | None:
        """The computed score, None when nothing is known."""

    @property
    def band(self) -> str:
        """The computed band."""

    @property
    def band_without_vetoes(self) -> str:
        """What number and coverage alone give."""

    @property
    def coverage(self) -> float:
        """The share of the weight that fresh data stands behind, 0..1."""

    @property
    def factors(self) -> tuple[FactorRow, ...]:
        """The factors in the model's order."""


class Shown(NamedTuple):
    """Score and band as printed, an override included."""

    score: int | None
    band: str


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """What one factor did for one cause (see `CAUSES`).

    `effect` are the exact points, `points` the whole ones that add up. `before` and `after` are the factor on the two
    days, None when that day's model does not have it; both are None for the override and for what no factor explains.
    """

    cause: str
    key: str
    label: str
    points: int
    effect: float
    before: FactorRow | None = None
    after: FactorRow | None = None


def measured_steps(before: Explained, after: Explained) -> tuple[ChangeStep, ...]:
    """Give the steps between two computed scores that are both known; their points add up to the difference."""
    delta = (after.score or 0) - (before.score or 0)
    first = {row.key: row for row in before.factors}
    second = {row.key: row for row in after.factors}
    found = [one for one in _effects(before, after) if abs(one[2]) > _NOISE]
    if not found:
        # Factors that can't be read any more (or that differ by less than can be told) leave only the model.
        return (ChangeStep("model", "", "Weights or model", delta, float(delta)),) if delta else ()
    points = whole_parts([effect for *_, effect in found], delta)
    return tuple(
        ChangeStep(cause, key, (second.get(key) or first[key]).label, whole, effect, first.get(key), second.get(key))
        for (cause, key, effect), whole in zip(found, points, strict=True)
    )


def override_step(before: tuple[int | None, int], after: tuple[int | None, int], points: int) -> tuple[ChangeStep, ...]:
    """Give the step of an override, or of its end; none when it moves nothing.

    `before` and `after` are the computed and the printed score of the two days.
    """
    if not points:
        return ()
    stands = after[0] != after[1]
    label = f"Override to {after[1]}" if stands else f"Override to {before[1]} ended"
    return (ChangeStep("override", "", label, points, float(points)),)


def _effects(before: Explained, after: Explained) -> list[tuple[str, str, float]]:
    """Give cause, factor and exact points of every step, in the order they are taken."""
    old, new = _subs(before.factors), _subs(after.factors)
    both = [key for key in old if key in new]
    subs = dict(old)
    found: list[tuple[str, str, float]] = []
    turns = dict(_turns(before, after, both, old, new))
    weights = _weights(before, subs)
    for key in turns["values"]:
        # Nothing comes or goes, so the weights stay and the order does not matter.
        found.append(("values", key, weights[key] * ((new[key] or 0.0) - (old[key] or 0.0))))
        subs[key] = new[key]
    total = _total(before, subs)
    for cause in ("known", "stale"):
        for key in turns[cause]:
            subs[key] = new[key]
            now = _total(before, subs)
            found.append((cause, key, now - total))
            total = now
    if not _is_same_model(before, after):
        found += [("model", key, effect) for key, effect in _model_effects(before, after, subs, new, total)]
    return found


def _turns(
    before: Explained,
    after: Explained,
    both: list[str],
    old: Mapping[str, float | None],
    new: Mapping[str, float | None],
) -> tuple[tuple[str, list[str]], ...]:
    raw_old = {row.key: row.raw for row in before.factors}
    raw_new = {row.key: row.raw for row in after.factors}
    is_same = _is_same_model(before, after)
    values = [
        key
        for key in both
        if old[key] is not None and new[key] is not None and (is_same or raw_old[key] != raw_new[key])
    ]
    known = [key for key in both if old[key] is None and new[key] is not None]
    stale = [key for key in both if old[key] is not None and new[key] is None]
    return ("values", values), ("known", known), ("stale", stale)


def _is_same_model(before: Explained, after: Explained) -> bool:
    return (
        before.model_version == after.model_version
        and before.policy == after.policy
        and len(before.factors) == len(after.factors)
        and all(
            one.key == two.key and one.weight == two.weight
            for one, two in zip(before.factors, after.factors, strict=True)
        )
    )


def _model_effects(
    before: Explained, after: Explained, subs: Mapping[str, float | None], new: Mapping[str, float | None], total: float
) -> list[tuple[str, float]]:
    """Give what the new weights and curves do per factor.

    Weight that moves is measured against the score so far: more weight on a factor that stands below it costs points.
    """
    old_weights, new_weights = _weights(before, subs), _weights(after, new)
    old_assumed, new_assumed = assumed_score(before.policy) or 0.0, assumed_score(after.policy) or 0.0
    found: list[tuple[str, float]] = []
    for key in dict.fromkeys([*old_weights, *new_weights]):
        was, will = old_weights.get(key, 0.0), new_weights.get(key, 0.0)
        sub_was, sub_will = subs.get(key), new.get(key)
        part_was = was * (old_assumed if sub_was is None else sub_was)
        part_will = will * (new_assumed if sub_will is None else sub_will)
        found.append((key, part_will - part_was - total * (will - was)))
    return found


def _subs(factors: Iterable[FactorRow]) -> dict[str, float | None]:
    return {row.key: None if row.missing_reason is not None else row.sub_score for row in factors}


def _weights(row: Explained, subs: Mapping[str, float | None]) -> dict[str, float]:
    groups: dict[str, int] = {}
    group_of = [groups.setdefault(factor.group, len(groups)) for factor in row.factors]
    here = [subs[factor.key] is not None for factor in row.factors]
    weights = effective_weights([factor.weight for factor in row.factors], group_of, here, row.policy)
    return {factor.key: weight for factor, weight in zip(row.factors, weights, strict=True)}


def _total(row: Explained, subs: Mapping[str, float | None]) -> float:
    assumed = assumed_score(row.policy) or 0.0
    total = 0.0
    for key, weight in _weights(row, subs).items():
        sub = subs[key]
        total += weight * (assumed if sub is None else sub)
    return total

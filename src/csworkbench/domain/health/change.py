"""The difference between two scores of one account, split into steps that add up to it exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csworkbench.domain.health.change_steps import ChangeStep, Explained, Shown, measured_steps, override_step

__all__ = ["ChangeStep", "Explained", "HealthChange", "Shown", "split_change"]


@dataclass(frozen=True, slots=True)
class HealthChange:
    """Steps of whole points that add up to `delta`, the difference of the printed scores.

    Attributes:
        delta: None (and no steps) when one of the two has no printed score.
        score_before, score_after: as printed, an override included.
        steps: one per factor and cause in the order they were taken; the override last.
        band_cause: why the band differs: "score", "coverage", "veto or override", or "" when it does not; vetoes
            never move points.
        coverage_before, coverage_after: 0..1.
        held_by: the vetoes that hold the band down afterwards, as shown.
    """

    delta: int | None
    score_before: int | None
    score_after: int | None
    steps: tuple[ChangeStep, ...]
    band_before: str
    band_after: str
    band_cause: str
    coverage_before: float
    coverage_after: float
    held_by: tuple[str, ...] = ()

    def points_of(self, cause: str) -> int:
        """Give the points of all steps with one cause."""
        return sum(step.points for step in self.steps if step.cause == cause)

    @property
    def values_changed(self) -> int:
        """Points because values changed."""
        return self.points_of("values")

    @property
    def model_changed(self) -> int:
        """Points because weights, curves or the policy for missing data changed."""
        return self.points_of("model")

    @property
    def became_stale(self) -> int:
        """Points because values got too old or are not known any more."""
        return self.points_of("stale")

    @property
    def became_known(self) -> int:
        """Points because values are known that were not."""
        return self.points_of("known")

    @property
    def overridden(self) -> int:
        """Points because an override came, went or changed."""
        return self.points_of("override")


def split_change(
    before: Explained,
    after: Explained,
    shown: tuple[Shown, Shown] | None = None,
    held_by: Sequence[str] = (),
) -> HealthChange:
    """Give the change from `before` to `after`.

    Taken in this order: what is there on both days takes its new value, what became known comes, what became stale
    (or missing otherwise) goes, then weights and model change, at last the override. Known comes before stale so that
    a score is never emptied on the way. A sub-score that differs although its raw value does not belongs to the
    model; so do factors that only one of the two models has. `shown` are score and band as printed on the two days
    where an override may stand over the computed ones.
    """
    first, second = shown or (Shown(before.score, before.band), Shown(after.score, after.band))
    steps: tuple[ChangeStep, ...] = ()
    delta = None
    if first.score is not None and second.score is not None:
        delta = second.score - first.score
        has_both = before.score is not None and after.score is not None
        steps = measured_steps(before, after) if has_both else ()
        left = delta - sum(step.points for step in steps)
        steps += override_step((before.score, first.score), (after.score, second.score), left)
    return HealthChange(
        delta,
        first.score,
        second.score,
        steps,
        first.band,
        second.band,
        _band_cause(before, after, first.band, second.band),
        before.coverage,
        after.coverage,
        tuple(held_by),
    )


def _band_cause(before: Explained, after: Explained, band_before: str, band_after: str) -> str:
    if band_before == band_after:
        return ""
    if before.band_without_vetoes == after.band_without_vetoes:
        return "veto or override"
    grey = "insufficient data"
    if grey in (band_before, band_after):
        return "coverage"
    return "score"

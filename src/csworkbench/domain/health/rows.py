"""A computed score with everything that explains it, and its compact form for snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.plan import Plan
from csworkbench.domain.health.weights import assumed_score, whole_parts


class FactorRow(NamedTuple):
    """One factor of one score (a named tuple: a million are made when a large book is stored).

    `weight` is the flat share of the model (0..1), `effective_weight` the share after missing factors were dealt
    with; `contribution` = effective weight x sub-score in points; `points` are the whole points that add up to the
    printed score. A stale raw value is kept, with `is_stale`.
    """

    key: str
    label: str
    group: str
    raw: float | None
    age_days: int | None
    sub_score: float | None
    weight: float
    effective_weight: float
    contribution: float
    points: int
    could_still_gain: float
    missing_reason: str | None
    is_stale: bool


class VetoRow(NamedTuple):
    """A veto that stands: `text` as shown; `is_binding` when it alone would hold the band down."""

    kind: str
    text: str
    since_on: date | None
    at_most: str
    is_binding: bool


Measured = tuple[float | None, int | None, float | None, str | None, bool]
"""Raw value, age in days, sub-score (None: missing), reason, stale or not."""


@dataclass(frozen=True)
class HealthRow:
    """The computed health of one account on one day.

    `score` is None only when nothing at all is known; `exact_score` is it before rounding; `coverage` is 0..1;
    `band_without_vetoes` is what number and coverage alone give. `measured` and `effective_weights` go by the
    factors of `plan`; `factors` puts them into words.
    """

    account_id: int
    as_of: date
    model_version: int
    policy: str
    score: int | None
    exact_score: float | None
    band: str
    band_without_vetoes: str
    coverage: float
    vetoes: tuple[VetoRow, ...]
    plan: Plan = field(repr=False, compare=False)
    measured: Sequence[Measured]
    effective_weights: tuple[float, ...]

    @property
    def oldest_input_on(self) -> date | None:
        """Give the day of the oldest fact that counts; None when nothing that counts has an age."""
        ages = [one[1] for one in self.measured if one[2] is not None and one[1] is not None]
        return self.as_of - timedelta(days=max(ages)) if ages else None

    @cached_property
    def factors(self) -> tuple[FactorRow, ...]:
        """Give the factors in the model's order, worked out when first asked for: a list of scores needs none."""
        assumed = assumed_score(self.policy)
        subs = [assumed if one[2] is None else one[2] for one in self.measured]
        parts = [0.0 if sub is None else share * sub for share, sub in zip(self.effective_weights, subs, strict=True)]
        points = whole_parts(parts, self.score or 0)
        make = tuple.__new__
        rows: list[FactorRow] = []
        for factor, one, sub, share, part, whole in zip(
            self.plan.factors, self.measured, subs, self.effective_weights, parts, points, strict=True
        ):
            raw, age, _, reason, is_stale = one
            gain = 0.0 if sub is None else share * (100.0 - sub)
            head = (factor.key, factor.label, factor.group, raw, age, sub, factor.weight)
            # The generated constructor of a named tuple costs three times as much.
            rows.append(make(FactorRow, (*head, share, part, whole, gain, reason, is_stale)))
        return tuple(rows)


FactorCells = Sequence[float | int | str | bool | None]


def factors_to_plain(factors: Sequence[FactorRow]) -> list[list[float | int | str | bool | None]]:
    """Give per factor, in the model's order, what the model itself does not say: ready for JSON."""
    return [
        [row.raw, row.age_days, row.sub_score, row.effective_weight, row.points, row.missing_reason, row.is_stale]
        for row in factors
    ]


def factors_from_plain(model: HealthModel, plain: Sequence[FactorCells]) -> tuple[FactorRow, ...]:
    """Give the factors of a snapshot back; `model` must be the version it was made with (else ValueError)."""
    planned = model.plan.factors
    if len(planned) != len(plain):
        raise ValueError(f"version {model.version} of the health model has {len(planned)} factors, not {len(plain)}")
    rows: list[FactorRow] = []
    for factor, (raw, age, sub, share, points, reason, is_stale) in zip(planned, plain, strict=True):
        weight = float(share or 0)
        value = None if sub is None else float(sub)
        rows.append(
            FactorRow(
                factor.key,
                factor.label,
                factor.group,
                None if raw is None else float(raw),
                None if age is None else int(age),
                value,
                factor.weight,
                weight,
                weight * (value or 0.0),
                int(points or 0),
                0.0 if value is None else weight * (100.0 - value),
                None if reason is None else str(reason),
                bool(is_stale),
            )
        )
    return tuple(rows)

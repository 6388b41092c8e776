"""A health model flattened for scoring: everything that does not depend on the account, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field

from csworkbench.domain.health.parts import CurvePoint, Group, SignalSource
from csworkbench.domain.health.weights import NOISE_DIGITS, effective_weights

_WEIGHT_DIGITS = 12
"""So that 35 % of 40 % reads 0.14 everywhere."""


@dataclass(frozen=True, slots=True)
class PlannedFactor:
    """One factor with its flat weight (share of 1); `refs` are set where the curve follows the account's cadence."""

    key: str
    label: str
    group: str
    weight: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    refs: tuple[str, ...]
    max_age_days: int | None
    signal: SignalSource | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All factors in the model's order; effective weights are kept per set of factors that are present."""

    factors: tuple[PlannedFactor, ...]
    group_of: tuple[int, ...]
    policy: str
    known_shares: dict[int, tuple[tuple[float, ...], float]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, groups: tuple[Group, ...], policy: str) -> Plan:
        """Give the plan of a model's groups, weights normalised."""
        whole = sum(group.weight for group in groups)
        factors: list[PlannedFactor] = []
        group_of: list[int] = []
        for place, group in enumerate(groups):
            inside = sum(factor.weight for factor in group.factors)
            for factor in group.factors:
                weight = round(group.weight / whole * (factor.weight / inside), _WEIGHT_DIGITS)
                xs, refs = _places(factor.curve)
                ys = tuple(float(point.score) for point in factor.curve)
                head = (factor.key, factor.label, group.label, weight)
                factors.append(PlannedFactor(*head, xs, ys, refs, factor.max_age_days, factor.signal))
                group_of.append(place)
        return cls(tuple(factors), tuple(group_of), policy)

    def shares(self, present: int) -> tuple[tuple[float, ...], float]:
        """Give effective weights and coverage (0..1) for a bit set of present factors (bit 0: the first)."""
        known = self.known_shares.get(present)
        if known is None:
            here = [bool(present >> place & 1) for place in range(len(self.factors))]
            flat = [factor.weight for factor in self.factors]
            coverage = round(sum(weight for weight, kept in zip(flat, here, strict=True) if kept), NOISE_DIGITS)
            known = effective_weights(flat, self.group_of, here, self.policy), coverage
            self.known_shares[present] = known
        return known


def cadence_places(refs: tuple[str, ...], ideal_days: float, maximum_days: float) -> tuple[float, ...]:
    """Give where the points of a curve that follows the cadence lie, in days; the maximum bounds the ideal."""
    days = {"ideal": min(ideal_days, maximum_days), "maximum": maximum_days, "2 x maximum": 2.0 * maximum_days}
    return tuple(days[ref] for ref in refs)


def _places(curve: tuple[CurvePoint, ...]) -> tuple[tuple[float, ...], tuple[str, ...]]:
    refs = tuple(point.at for point in curve if isinstance(point.at, str))
    xs = tuple(float(point.at) for point in curve if not isinstance(point.at, str))
    return xs, refs

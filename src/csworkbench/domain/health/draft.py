"""A health model while it is being edited or read from a file: the same parts, but anything may stand in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from csworkbench.domain.health.model import DEFAULT_NAME, HealthModel, Serves, default_model
from csworkbench.domain.health.parts import CurvePoint, Factor, Group, SignalSource, Veto

Point = tuple[float | str, float]
"""Where a point of a curve lies and its sub-score."""

BUILT_IN = {factor.key: factor for group in default_model().groups for factor in group.factors}
"""The factors there is a rule for, with the curve and age they have in the default model."""


@dataclass(slots=True)
class FactorDraft:
    """A factor as it stands in the editor; fields as of `Factor`."""

    key: str
    label: str
    weight: float
    curve: list[Point]
    max_age_days: int | None = None
    signal: SignalSource | None = None


@dataclass(slots=True)
class GroupDraft:
    """A group as it stands in the editor; fields as of `Group`."""

    key: str
    label: str
    weight: float
    factors: list[FactorDraft] = field(default_factory=list)


@dataclass(slots=True)
class ModelDraft:
    """A model as it stands in the editor; fields as of `HealthModel`, vetoes as pairs of fact and band."""

    groups: list[GroupDraft]
    vetoes: list[tuple[str, str]] = field(default_factory=list)
    policy: str = "two-level"
    coverage_floor: float = 0.5
    at_risk_up_to: int = 50
    watch_up_to: int = 75
    trend_days: int = 30
    dead_band: int = 3
    name: str = DEFAULT_NAME
    engagement_models: list[str] = field(default_factory=list)
    segments: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, model: HealthModel) -> ModelDraft:
        """Give a draft that starts as a model is."""
        return cls(
            groups=[_group_draft(group) for group in model.groups],
            vetoes=[(veto.kind, veto.at_most) for veto in model.vetoes],
            policy=model.policy,
            coverage_floor=model.coverage_floor,
            at_risk_up_to=model.at_risk_up_to,
            watch_up_to=model.watch_up_to,
            trend_days=model.trend_days,
            dead_band=model.dead_band,
            name=model.name,
            engagement_models=list(model.serves.engagement_models),
            segments=list(model.serves.segments),
        )

    def model(self, version: int) -> HealthModel:
        """Give the model with a version; ValueError says what can't be scored (see `validation` for all of it)."""
        return HealthModel(
            version=version,
            groups=tuple(
                Group(group.key, group.label.strip(), group.weight, tuple(_factor(one) for one in group.factors))
                for group in self.groups
            ),
            vetoes=tuple(Veto(kind, at_most) for kind, at_most in self.vetoes),
            policy=self.policy,
            coverage_floor=self.coverage_floor,
            at_risk_up_to=self.at_risk_up_to,
            watch_up_to=self.watch_up_to,
            trend_days=self.trend_days,
            dead_band=self.dead_band,
            name=self.name.strip(),
            serves=Serves(tuple(self.engagement_models), tuple(self.segments)),
        )

    def factors(self) -> list[tuple[GroupDraft, FactorDraft]]:
        """Give every factor with its group, in order."""
        return [(group, factor) for group in self.groups for factor in group.factors]

    def share(self, group: GroupDraft, factor: FactorDraft | None = None) -> float:
        """Give the share (0..1) of the whole model that a group or a factor has; 0 where it can't be told."""
        whole = sum(one.weight for one in self.groups)
        share = group.weight / whole if whole > 0 else 0.0
        if factor is not None:
            inside = sum(one.weight for one in group.factors)
            share *= factor.weight / inside if inside > 0 else 0.0
        return share if share == share else 0.0  # NaN differs from itself


def signal_factor(signal: SignalSource, taken: set[str]) -> FactorDraft:
    """Give a new factor of an imported metric; its straight curve is to be drawn by a person."""
    stem = f"{signal.metric}, {signal.reading}"
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem} {number}", number + 1
    label = signal.metric.replace("_", " ").strip()
    return FactorDraft(key, label[:1].upper() + label[1:], 100.0, [(0.0, 0.0), (100.0, 100.0)], 30, signal)


def built_in_factor(key: str) -> FactorDraft:
    """Give a factor there is a rule for, as the default model has it; KeyError for another."""
    return _factor_draft(BUILT_IN[key])


def _group_draft(group: Group) -> GroupDraft:
    return GroupDraft(group.key, group.label, group.weight, [_factor_draft(one) for one in group.factors])


def _factor_draft(factor: Factor) -> FactorDraft:
    curve: list[Point] = [(point.at, point.score) for point in factor.curve]
    return FactorDraft(factor.key, factor.label, factor.weight, curve, factor.max_age_days, factor.signal)


def _factor(draft: FactorDraft) -> Factor:
    curve = tuple(CurvePoint(at, score) for at, score in draft.curve)
    return Factor(draft.key, draft.label.strip(), draft.weight, curve, draft.max_age_days, draft.signal)

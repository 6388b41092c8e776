"""Health models: groups of factors with weights, curves, maximum ages, bands and vetoes.

Steps ("bands of a factor") are curves with two points at one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from csworkbench.domain.health.plan import Plan

POLICIES = ("two-level", "flat", "neutral 50", "zero")
"""What is done with the weight of a factor that is missing."""

CURVE_REFS = ("ideal", "maximum", "2 x maximum")
"""Places on a curve that are taken from the account's own cadence, in days."""

VETO_KINDS = ("champion left", "critical complaint", "in notice")
VETO_BANDS = ("watch", "at risk")


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One point of a curve: at a raw value, or at a day count of the cadence, this sub-score."""

    at: float | str
    score: float

    def __post_init__(self) -> None:
        """Refuse unknown references and sub-scores outside 0..100."""
        if isinstance(self.at, str) and self.at not in CURVE_REFS:
            raise ValueError(f"a curve can't refer to {self.at!r}; it knows {', '.join(CURVE_REFS)}")
        if not 0 <= self.score <= 100:
            raise ValueError(f"a sub-score is 0 to 100, not {self.score}")


@dataclass(frozen=True, slots=True)
class Factor:
    """One measured thing: its weight within the group, its curve, its maximum age in days (None: any age)."""

    key: str
    label: str
    weight: float
    curve: tuple[CurvePoint, ...]
    max_age_days: int | None = None

    def __post_init__(self) -> None:
        """Refuse a curve that is empty, runs backwards or mixes numbers and references."""
        if self.weight < 0:
            raise ValueError(f"the weight of {self.key} is negative")
        if not self.curve:
            raise ValueError(f"the curve of {self.key} has no points")
        numbers = [point.at for point in self.curve if not isinstance(point.at, str)]
        if numbers and len(numbers) != len(self.curve):
            raise ValueError(f"the curve of {self.key} mixes numbers and references")
        if numbers != sorted(numbers):
            raise ValueError(f"the points of the curve of {self.key} must rise")


@dataclass(frozen=True, slots=True)
class Group:
    """Factors that share one weight of the model."""

    key: str
    label: str
    weight: float
    factors: tuple[Factor, ...]

    def __post_init__(self) -> None:
        """Refuse a group that can't be normalised."""
        if self.weight < 0 or sum(factor.weight for factor in self.factors) <= 0:
            raise ValueError(f"the weights of {self.key} must be positive")


@dataclass(frozen=True, slots=True)
class Veto:
    """A fact that holds the band down, whatever the number is."""

    kind: str
    at_most: str

    def __post_init__(self) -> None:
        """Refuse unknown facts and bands."""
        if self.kind not in VETO_KINDS or self.at_most not in VETO_BANDS:
            raise ValueError(f"no such veto: {self.kind!r} at most {self.at_most!r}")


@dataclass(frozen=True)
class HealthModel:
    """A whole model; a changed model gets a new version."""

    version: int
    groups: tuple[Group, ...]
    vetoes: tuple[Veto, ...] = ()
    policy: str = "two-level"
    coverage_floor: float = 0.5
    at_risk_up_to: int = 50
    watch_up_to: int = 75
    trend_days: int = 30
    dead_band: int = 3

    def __post_init__(self) -> None:
        """Refuse what can't be scored."""
        if self.policy not in POLICIES:
            raise ValueError(f"no such policy: {self.policy!r}; there are {', '.join(POLICIES)}")
        if sum(group.weight for group in self.groups) <= 0:
            raise ValueError("the weights of the groups must be positive")
        keys = [factor.key for group in self.groups for factor in group.factors]
        if len(set(keys)) != len(keys):
            raise ValueError("a factor is in the model twice")
        if not 0 <= self.at_risk_up_to < self.watch_up_to < 100:
            raise ValueError("the bands must rise: at risk, watch, healthy")

    @cached_property
    def plan(self) -> Plan:
        """Give the model flattened for scoring; built once per model."""
        return Plan.of(self)

    def band(self, score: int) -> str:
        """Give the band of a whole score, before coverage and vetoes."""
        if score <= self.at_risk_up_to:
            return "at risk"
        return "watch" if score <= self.watch_up_to else "healthy"


def _points(*pairs: tuple[float | str, float]) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(at, score) for at, score in pairs)


def _usage() -> Group:
    return Group(
        "usage",
        "Usage",
        35,
        (
            Factor("active_ratio", "Active ratio", 60, _points((0, 0), (0.2, 30), (0.5, 70), (0.8, 100)), 30),
            Factor(
                "usage_trend", "Usage trend", 40, _points((-0.5, 0), (-0.2, 40), (0, 70), (0.1, 85), (0.3, 100)), 30
            ),
        ),
    )


def _engagement() -> Group:
    return Group(
        "engagement",
        "Engagement",
        20,
        (
            Factor("two_way_touch", "Two-way touch", 50, _points(("ideal", 100), ("maximum", 50), ("2 x maximum", 0))),
            Factor("key_people", "Key people", 30, _points((0, 0), (1, 100))),
            Factor("last_review", "Last review", 20, _points((1, 100), (1.5, 50), (2, 0))),
        ),
    )


def _voice() -> Group:
    return Group(
        "voice",
        "Voice",
        15,
        (
            Factor("relationship", "Relationship", 60, _points((0, 0), (100, 100)), 180),
            Factor("open_complaints", "Open complaints", 40, _points((0, 100), (2, 70), (4, 40), (8, 0))),
        ),
    )


def default_model() -> HealthModel:
    """Give version 1, the model of a new book."""
    outcomes = Factor("goals_on_track", "Goals on track", 100, _points((0, 0), (1, 100)), 100)
    tickets = Factor("ticket_load", "Ticket load", 100, _points((0, 100), (4, 70), (10, 40), (20, 0)), 14)
    pulse = Factor("pulse", "Pulse", 100, _points((1, 0), (5, 100)), 60)
    return HealthModel(
        version=1,
        groups=(
            _usage(),
            Group("outcomes", "Outcomes", 15, (outcomes,)),
            _engagement(),
            _voice(),
            Group("support", "Support", 10, (tickets,)),
            Group("sentiment", "Sentiment", 5, (pulse,)),
        ),
        vetoes=(Veto("champion left", "watch"), Veto("critical complaint", "watch"), Veto("in notice", "at risk")),
    )

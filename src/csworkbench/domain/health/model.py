"""Health models: groups of factors, vetoes, bands and the policy for missing data; the default model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from csworkbench.domain.health.parts import CurvePoint, Factor, Group, SignalSource, Veto
from csworkbench.domain.health.plan import Plan

POLICIES = ("two-level", "flat", "neutral 50", "zero")
"""What is done with the weight of a factor that is missing."""


DEFAULT_NAME = "Default"
MOST_FACTORS = 60
"""The presence of factors is kept as bits of one integer."""


@dataclass(frozen=True, slots=True)
class Serves:
    """The accounts a model is for: those with one of these engagement models and segments; empty means any."""

    engagement_models: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()

    @property
    def is_everyone(self) -> bool:
        """Whether it serves every account."""
        return not self.engagement_models and not self.segments

    def includes(self, engagement_model: str | None, segment: str | None) -> bool:
        """Tell whether an account with this engagement model and segment is served."""
        return (not self.engagement_models or engagement_model in self.engagement_models) and (
            not self.segments or segment in self.segments
        )

    @property
    def precision(self) -> int:
        """How narrowly it is aimed: a model that names a segment goes before one that names none."""
        return bool(self.engagement_models) + 2 * bool(self.segments)


@dataclass(frozen=True)
class HealthModel:
    """A whole model; a changed model gets a new version. Models of one `name` are versions of each other."""

    version: int
    groups: tuple[Group, ...]
    vetoes: tuple[Veto, ...] = ()
    policy: str = "two-level"
    coverage_floor: float = 0.5
    at_risk_up_to: int = 50
    watch_up_to: int = 75
    trend_days: int = 30
    dead_band: int = 3
    name: str = DEFAULT_NAME
    serves: Serves = Serves()
    is_retired: bool = False

    def __post_init__(self) -> None:
        """Refuse what can't be scored."""
        if self.policy not in POLICIES:
            raise ValueError(f"no such policy: {self.policy!r}; there are {', '.join(POLICIES)}")
        if sum(group.weight for group in self.groups) <= 0:
            raise ValueError("the weights of the groups must be positive")
        keys = [factor.key for group in self.groups for factor in group.factors]
        if len(set(keys)) != len(keys):
            raise ValueError("a factor is in the model twice")
        if not keys:
            raise ValueError("a model needs at least one factor")
        if len(keys) > MOST_FACTORS:
            raise ValueError(f"a model holds at most {MOST_FACTORS} factors, not {len(keys)}")
        if not self.name.strip():
            raise ValueError("a model needs a name")
        if not 0 <= self.coverage_floor <= 1:
            raise ValueError("the coverage floor is 0 to 100 %")
        if not 0 <= self.at_risk_up_to < self.watch_up_to < 100:
            raise ValueError("the bands must rise: at risk, watch, healthy")

    @cached_property
    def plan(self) -> Plan:
        """Give the model flattened for scoring; built once per model."""
        return Plan.of(self.groups, self.policy)

    @property
    def signals(self) -> frozenset[SignalSource]:
        """Give the imported metrics its factors read."""
        return frozenset(factor.signal for group in self.groups for factor in group.factors if factor.signal)

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

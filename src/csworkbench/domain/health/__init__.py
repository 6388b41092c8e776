"""Health of an account: model, facts, score that explains itself, trend and change."""

from csworkbench.domain.health.change import HealthChange, split_change
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel, default_model
from csworkbench.domain.health.rows import FactorRow, HealthRow, VetoRow
from csworkbench.domain.health.scoring import score
from csworkbench.domain.health.trend import Trend, trend

__all__ = [
    "AccountFacts",
    "FactorRow",
    "HealthChange",
    "HealthModel",
    "HealthRow",
    "Trend",
    "VetoRow",
    "default_model",
    "score",
    "split_change",
    "trend",
]

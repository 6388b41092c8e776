"""Health of an account: model, facts, score that explains itself, trend and change.

`scoring`, `score_columns`, `factors`, `curves` and `fact_columns` compute with numpy columns, for one account and for a
whole book alike; they are loaded when something is scored, never by importing this package.
"""

from csworkbench.domain.health.change import HealthChange, split_change
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.model import HealthModel, default_model
from csworkbench.domain.health.rows import FactorRow, HealthRow, VetoRow
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
    "split_change",
    "trend",
]

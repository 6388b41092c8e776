"""Rows of lists about health models: the versions there are, the metrics their factors may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csworkbench.domain.health.model import HealthModel


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One version of a health model.

    Attributes:
        model: all of it.
        made_at: UTC instant it was saved at.
        is_in_use: whether it scores accounts today.
    """

    model: HealthModel
    made_at: str
    is_in_use: bool

    @property
    def state(self) -> str:
        """Give the state in one word: in use, retired, or earlier."""
        if self.is_in_use:
            return "in use"
        return "retired" if self.model.is_retired else "earlier"


@dataclass(frozen=True, slots=True)
class MetricRow:
    """An imported metric: how many accounts have it, and its newest day (None: only days to come)."""

    metric: str
    accounts: int
    newest_on: date | None

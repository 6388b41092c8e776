"""Health: explain a score, list them, show its history, take the CSM's pulse, recompute."""

from csworkbench.services.health.scores import (
    explain,
    give_pulse,
    health_changes,
    health_history,
    list_health,
    recompute_all,
    recompute_as_of,
    trend_of,
)

__all__ = [
    "explain",
    "give_pulse",
    "health_changes",
    "health_history",
    "list_health",
    "recompute_all",
    "recompute_as_of",
    "trend_of",
]

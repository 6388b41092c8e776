"""Health: explain a score, list them, show its history, take the CSM's pulse, recompute."""

from csworkbench.services.health.change import explain_change
from csworkbench.services.health.evidence import evidence_words, list_evidence
from csworkbench.services.health.overrides import (
    end_override,
    list_overrides,
    override_health,
    seen_health,
    standing_override,
)
from csworkbench.services.health.pulses import delete_pulse, edit_pulse, list_pulses
from csworkbench.services.health.scores import (
    explain,
    give_pulse,
    health_history,
    list_health,
    recompute_all,
    recompute_as_of,
    trend_of,
)
from csworkbench.services.moved_words import health_changes, health_words, health_words_of

__all__ = [
    "delete_pulse",
    "edit_pulse",
    "end_override",
    "evidence_words",
    "explain",
    "explain_change",
    "give_pulse",
    "health_changes",
    "health_history",
    "health_words",
    "health_words_of",
    "list_evidence",
    "list_health",
    "list_overrides",
    "list_pulses",
    "override_health",
    "recompute_all",
    "recompute_as_of",
    "seen_health",
    "standing_override",
    "trend_of",
]

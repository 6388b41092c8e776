"""The very records a factor of a score rests on."""

from __future__ import annotations

from datetime import date

from csworkbench.domain.health.evidence import Evidence, rests_on
from csworkbench.domain.health.rows import HealthRow
from csworkbench.infra.errors import InvalidInput
from csworkbench.storage.health.evidence import evidence
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.workbench import Workbench


def list_evidence(wb: Workbench, health: HealthRow, key: str) -> Evidence:
    """Give the records that one factor of a score rests on, as known on the score's day; at most 200.

    Raises:
        InvalidInput: the score's model has no such factor.
    """
    metrics = _metrics(health)
    if key not in metrics:
        raise InvalidInput(f"The model has no factor {key!r}; it has {', '.join(metrics)}.", field="factor")
    with wb.read() as connection:
        return evidence(connection, health.account_id, key, _look(wb, health.as_of), metric=metrics[key])


def evidence_words(wb: Workbench, health: HealthRow) -> dict[str, str]:
    """Give for each factor of a score, by key, what it rests on in a few words."""
    look = _look(wb, health.as_of)
    with wb.read() as connection:
        return {
            key: rests_on(evidence(connection, health.account_id, key, look, metric=metric))
            for key, metric in _metrics(health).items()
        }


def _metrics(health: HealthRow) -> dict[str, str | None]:
    """Give per factor the imported metric it reads; None where a rule of its own says what counts."""
    return {factor.key: factor.signal.metric if factor.signal else None for factor in health.plan.factors}


def _look(wb: Workbench, day: date) -> AsOf:
    return AsOf(day, is_past=day < wb.clock.today())

"""The cells of health in a ready-made row: as shown, as computed, and what the cadence counts from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from csworkbench.domain.cadence import Cadence, cadence_state
from csworkbench.domain.health.overrides import OverrideRow, shown

if TYPE_CHECKING:
    from csworkbench.domain.health.fact_columns import FactColumns, Floats
    from csworkbench.domain.health.score_columns import ScoreColumns


class HealthCells(NamedTuple):
    """What is shown of one account's health; all of health is None for a churned account."""

    score: int | None
    band: str | None
    coverage: float | None
    computed_score: int | None
    computed_band: str | None
    override_expires_on: str | None
    oldest_input_on: str | None
    counted_from: float
    ideal_days: float
    maximum_days: float


def health_cells(columns: ScoreColumns, overrides: Mapping[int, OverrideRow]) -> dict[int, HealthCells]:
    """Give the cells of every account in `columns`, overrides included, by the account's key."""
    facts = columns.facts
    rows = zip(
        facts.account_id.tolist(),
        columns.is_scored.tolist(),
        columns.scores(),
        columns.band_words(),
        columns.coverages(),
        columns.oldest_age.tolist(),
        _counted_from(facts).tolist(),
        facts["ideal_days"].tolist(),
        facts["maximum_days"].tolist(),
        strict=True,
    )
    found: dict[int, HealthCells] = {}
    for key, is_scored, score, band, coverage, age, *cadence in rows:
        override = overrides.get(key)
        if not is_scored:
            found[key] = HealthCells(None, None, None, None, None, None, None, *cadence)
        elif override is None:
            oldest = _day_before(columns.as_of, age)
            found[key] = HealthCells(score, band, coverage, score, band, None, oldest, *cadence)
        else:
            oldest, expires_on = _day_before(columns.as_of, age), override.expires_on.isoformat()
            as_shown = shown(score, band, override, columns.model.band)
            found[key] = HealthCells(*as_shown, coverage, score, band, expires_on, oldest, *cadence)
    return found


def _counted_from(facts: FactColumns) -> Floats:
    """Give the day the cadence counts from, as an ordinal; NaN without one."""
    import numpy as np

    start = facts["last_two_way_on"]
    for name in ("onboarded_on", "first_contract_start_on"):
        start = np.where(np.isnan(start), facts[name], start)
    return start


def _day_before(as_of: date, age: float) -> str | None:
    return _iso_before(as_of, int(age)) if age == age else None  # NaN differs from itself


@lru_cache(maxsize=4096)
def _iso_before(as_of: date, days: int) -> str:
    return (as_of - timedelta(days=days)).isoformat()


def due_days(counted_from: float, ideal_days: float, maximum_days: float) -> tuple[str | None, str | None]:
    """Give the days after which a touch is due and overdue; NaN is "not known"."""
    if counted_from != counted_from:  # NaN differs from itself
        return None, None
    return _due_days(int(counted_from), _whole(ideal_days), _whole(maximum_days))


def _whole(days: float) -> int | None:
    return int(days) if days == days else None  # NaN differs from itself


@lru_cache(maxsize=8192)
def _due_days(ordinal: int, ideal_days: int | None, maximum_days: int | None) -> tuple[str | None, str | None]:
    if ideal_days is not None and maximum_days is not None:
        ideal_days = min(ideal_days, maximum_days)
    start = date.fromordinal(ordinal)
    state = cadence_state(Cadence(ideal_days, maximum_days), start, start)
    if state is None:
        return None, None
    due_on, overdue_on = state.next_due_on, state.overdue_on
    return due_on.isoformat() if due_on else None, overdue_on.isoformat() if overdue_on else None

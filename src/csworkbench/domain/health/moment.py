"""The health of one account as it was stored, brought to a day within its stretch: what a change is told from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.rows import FactorCells, FactorRow, factors_from_plain

_COUNTS_DAYS = frozenset({"two_way_touch"})
"""Factors whose raw value is a number of days, and so grows with the calendar."""


@dataclass(frozen=True, slots=True)
class StoredHealth:
    """A snapshot on a day it held (fits `change_steps.Explained`).

    `from_on` is the day the stretch began. `factors` are empty when they can't be read any more: the model they were
    made with has other factors than the snapshot.
    """

    on: date
    from_on: date
    model_version: int
    policy: str
    score: int | None
    band: str
    band_without_vetoes: str
    coverage: float
    factors: tuple[FactorRow, ...]


def stored_health(
    model: HealthModel, cells: Sequence[FactorCells], head: tuple[int | None, str, float], days: tuple[date, date]
) -> StoredHealth:
    """Give a snapshot as of a day; `head` is score, band and coverage, `days` the day asked for and the first one.

    Ages have grown since the first day of the stretch; nothing else can have changed within it.
    """
    score, band, coverage = head
    on, from_on = days
    try:
        factors = tuple(_aged(row, (on - from_on).days) for row in factors_from_plain(model, cells))
    except ValueError:
        factors = ()
    is_grey = score is None or coverage < model.coverage_floor
    plain_band = "insufficient data" if is_grey or score is None else model.band(score)
    return StoredHealth(on, from_on, model.version, model.policy, score, band, plain_band, coverage, factors)


def _aged(row: FactorRow, days: int) -> FactorRow:
    if not days:
        return row
    age = None if row.age_days is None else row.age_days + days
    raw = row.raw + days if row.raw is not None and row.key in _COUNTS_DAYS else row.raw
    return row._replace(age_days=age, raw=raw)

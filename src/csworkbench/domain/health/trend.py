"""Trend: the score now against the last snapshot that is old enough; never "the previous value"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

TREND_DAYS = 30
DEAD_BAND = 3


@dataclass(frozen=True, slots=True)
class Trend:
    """Points gained (negative: lost) and the word for it: rising, steady or falling."""

    delta: int
    direction: str


def trend(now: int | None, then: int | None, dead_band: int = DEAD_BAND) -> Trend | None:
    """Give the trend between two scores, None when one is not known; up to the dead band it is steady."""
    if now is None or then is None:
        return None
    delta = now - then
    if abs(delta) <= dead_band:
        return Trend(delta, "steady")
    return Trend(delta, "rising" if delta > 0 else "falling")


def score_to_compare(snapshots: Iterable[tuple[date, int | None]], as_of: date, days: int = TREND_DAYS) -> int | None:
    """Give the score of the last snapshot that began at least `days` before `as_of`; None without one.

    `snapshots` are (first day it held, score), in any order.
    """
    limit = as_of - timedelta(days=days)
    old = [snapshot for snapshot in snapshots if snapshot[0] <= limit]
    return max(old, key=lambda snapshot: snapshot[0])[1] if old else None

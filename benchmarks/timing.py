"""Alternating measurements: ours, floor, ours, floor, ... and the medians."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Pair:
    """Median seconds of our work and of its floor, from runs that took turns.

    Attributes:
        stall: the longest silence of a window's event loop meanwhile, in seconds, where that was measured.
    """

    ours: float
    floor: float
    stall: float | None = None

    @property
    def ratio(self) -> float:
        """How many times the floor ours takes."""
        return self.ours / self.floor if self.floor else math.inf


def alternate(ours: Work, floor: Work, runs: int) -> Pair:
    """Run both in turns after one warm-up each."""
    ours()
    floor()
    times: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(runs):
        for name, work in (("floor", floor), ("ours", ours)):
            gc.collect()
            start = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - start)
    return Pair(statistics.median(times["ours"]), statistics.median(times["floor"]))


def growth(sizes: list[int], seconds: list[float]) -> float:
    """Give the exponent of the growth between the first and the last size (1 is linear)."""
    if len(sizes) < 2 or not seconds[0] or not seconds[-1]:
        return math.nan
    return math.log(seconds[-1] / seconds[0]) / math.log(sizes[-1] / sizes[0])

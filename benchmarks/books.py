"""The books that are measured: demonstration books, made once per run in a temporary folder."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from csworkbench.infra.clock import FixedClock, as_of_clock
from csworkbench.infra.tokens import Token
from csworkbench.services.demo import make_demo

DAY = date(2026, 11, 23)
SEED = 1


def clock() -> FixedClock:
    """Give the day the books are made for."""
    return as_of_clock(DAY)


def make_book(folder: Path, accounts: int) -> tuple[Path, float]:
    """Make a demonstration book; give its path and how many seconds it took."""
    path = folder / f"book-{accounts}.cswb"
    start = time.perf_counter()
    make_demo(path, accounts, SEED, clock(), Token())
    return path, time.perf_counter() - start

"""What the tests of the demonstration book share: a day, making a book, and reading it all back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from csworkbench.infra.clock import FixedClock, as_of_clock
from csworkbench.infra.tokens import Token
from csworkbench.services.demo import make_demo
from csworkbench.storage.engine import connect
from csworkbench.storage.journal.triggers import journaled_tables

TODAY = date(2026, 11, 23)
SET_UP = ("engagement_model", "health_model")
"""Tables that every new book holds, demonstration or not."""


def clock() -> FixedClock:
    return as_of_clock(TODAY)


def make(path: Path, accounts: int = 40, seed: int = 7) -> Path:
    make_demo(path, accounts, seed, clock(), Token())
    return path


def ask(path: Path, query: str) -> list[tuple[Any, ...]]:
    connection = connect(path, read_only=True)
    try:
        found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    finally:
        connection.close()
    return found


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of what the demonstration fills."""
    names = [table.name for table in journaled_tables() if table.name not in SET_UP]
    return {name: ask(path, f'SELECT * FROM "{name}" ORDER BY 1, 2') for name in names}

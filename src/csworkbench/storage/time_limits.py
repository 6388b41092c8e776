"""The limits of a book, over any connection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from csworkbench.domain.time_limits import TimeLimits

if TYPE_CHECKING:
    from sqlalchemy import Connection

Run = Callable[[str, Mapping[str, object]], Sequence[tuple[Any, ...]]]
"""Runs a query with `:name` parameters and gives every row."""


def read_limits(run: Run) -> TimeLimits:
    """Give what holds in the book."""
    return TimeLimits(dict(run("SELECT name, days FROM time_limit", {})))


def limits_of(connection: Connection) -> TimeLimits:
    """Give what holds in the book; of a past day what held then, within `seen_as_of`."""
    from csworkbench.storage.bulk import fetch

    return read_limits(partial(fetch, connection))


def put_limits(connection: Connection, days: Mapping[str, int]) -> None:
    """Make limits hold, by name; they are there, as every book is born with all of them."""
    from sqlalchemy import update

    from csworkbench.storage.tables.engagement import time_limit

    for name, number in days.items():
        connection.execute(update(time_limit).where(time_limit.c.name == name).values(days=number))

"""Which key person fell silent last, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from csworkbench.domain.time_limits import DEFAULT_LIMITS, TimeLimits
from csworkbench.domain.words import KEY_ROLES


class HeardRow(NamedTuple):
    """A person with a key role: when heard from last (None: never), when gone (None: still there)."""

    contact_id: int
    name: str
    roles: tuple[str, ...]
    heard_on: date | None
    left_on: date | None


def silence_limit(roles: Iterable[str], limits: TimeLimits = DEFAULT_LIMITS) -> tuple[str, int] | None:
    """Give the key role with the shortest silence allowed, and that many days; None without a key role."""
    return limits.role_limit(role for role in roles if role in KEY_ROLES)


def silence_words(people: Iterable[HeardRow], on: date, limits: TimeLimits = DEFAULT_LIMITS) -> str:
    """Give `sponsor silent for 95 days` for the key person who passed the limit last; empty when nobody did."""
    late: list[tuple[int, str]] = []
    never: list[str] = []
    for person in people:
        held = silence_limit(person.roles, limits)
        if held is None or (person.left_on is not None and person.left_on <= on):
            continue
        role, limit = held
        if person.heard_on is None:
            never.append(f"{role} not heard from yet")
        elif (on - person.heard_on).days > limit:
            days = (on - person.heard_on).days
            late.append((days - limit, f"{role} silent for {days} days"))
    if late:
        return min(late)[1]
    return never[0] if never else ""

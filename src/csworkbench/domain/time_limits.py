"""Limits in days that a book may change: how long people may be silent, and by when feedback is to be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from types import MappingProxyType

from csworkbench.domain.day_words import count_text
from csworkbench.domain.values import frozen

LEAST_DAYS, MOST_DAYS = 1, 1000
ROLE_SILENCE_LIMITS: Mapping[str, int] = MappingProxyType(
    {"champion": 30, "sponsor": 90, "economic buyer": 120, "end user": 60}
)
"""Days a person may be silent, by role; roles that are not here have no limit."""
FEEDBACK_TARGETS: Mapping[str, int] = MappingProxyType({"acknowledge": 1, "answer": 5, "detractor": 2})
"""Business days until feedback is acknowledged, is answered, and a detractor is talked to."""
DEFAULT_DAYS: Mapping[str, int] = MappingProxyType({**ROLE_SILENCE_LIMITS, **FEEDBACK_TARGETS})
"""What a new book starts with, by name: roles first."""
ABOUT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(ROLE_SILENCE_LIMITS, "days a person of this role may be silent"),
        "acknowledge": "business days until new feedback is acknowledged",
        "answer": "business days until the customer is told what became of it",
        "detractor": "business days until a detractor is talked to",
    }
)


@frozen
class TimeLimits:
    """What holds in a book: `days` by name; names that are missing have what a new book starts with."""

    days: Mapping[str, int] = field(default_factory=lambda: DEFAULT_DAYS)

    def __getitem__(self, name: str) -> int:
        """Give the days of a limit; KeyError when there is none of that name."""
        found = self.days.get(name)
        return DEFAULT_DAYS[name] if found is None else found

    def role_limit(self, roles: Iterable[str]) -> tuple[str, int] | None:
        """Give the role that may be silent least and for how many days; None when none of them has a limit."""
        limits = [(self[role], role) for role in roles if role in ROLE_SILENCE_LIMITS]
        return (min(limits)[1], min(limits)[0]) if limits else None

    @property
    def items(self) -> tuple[tuple[str, int], ...]:
        """Give every limit with its days, roles first."""
        return tuple((name, self[name]) for name in DEFAULT_DAYS)


DEFAULT_LIMITS = TimeLimits()


def limit_words(name: str, days: int) -> str:
    """Give "champion 30 days" or "answer 5 business days"."""
    return f"{name} {count_text(days, 'business day' if name in FEEDBACK_TARGETS else 'day')}"


def problems_of(days: Mapping[str, int]) -> dict[str, str]:
    """Say by name what is wrong with new limits: a name that is none, days out of range."""
    problems = {}
    for name, number in days.items():
        if name not in DEFAULT_DAYS:
            problems[name] = f"There is no limit {name!r}; there are {', '.join(DEFAULT_DAYS)}."
        elif not LEAST_DAYS <= number <= MOST_DAYS:
            problems[name] = f"Give {LEAST_DAYS} to {MOST_DAYS:,} days for {name}."
    return problems

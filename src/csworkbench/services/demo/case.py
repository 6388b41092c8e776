"""What the generators share: the book in the making, and the one account that is being made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from csworkbench.services.demo.days import Days
from csworkbench.services.demo.names import CompanyNames
from csworkbench.services.demo.places import Place
from csworkbench.services.demo.scale import Scale
from csworkbench.services.demo.story import Story
from csworkbench.services.demo.usage import Seasons
from csworkbench.storage.demo_rows import Rows


@dataclass(frozen=True, slots=True)
class Model:
    """An engagement model of the book, days as in its table."""

    id: int
    name: str
    ideal_days: int
    maximum_days: int | None
    review_days: int | None


@dataclass(frozen=True, slots=True)
class OwnerFacts:
    """An owner: key, name and country."""

    id: int
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that is the same for all accounts."""

    seed: int
    rows: Rows
    days: Days
    scale: Scale
    seasons: Seasons
    names: CompanyNames
    owners: Sequence[OwnerFacts]
    models: Sequence[Model]
    themes: Sequence[int]


@dataclass(frozen=True, slots=True)
class Person:
    """A contact: key, name, role, and days ago that the person left (None: still there)."""

    id: int
    first: str
    name: str
    role: str
    left: int | None


@dataclass(slots=True)
class Case:
    """One account in the making.

    Attributes:
        used: sentences that stand in it already, so that none is said twice.
        last_two_way: days ago of the newest two-way touch, None before the touches are made.
    """

    id: int
    index: int
    random: Random
    story: Story
    place: Place
    name: str
    domain: str
    owner: OwnerFacts
    segment: str
    model: Model
    currency: str
    seats: int
    arr_minor: int
    people: list[Person] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    last_two_way: int | None = None

    def pick(self, texts: Sequence[str]) -> str:
        """Give one of `texts`, if possible one that was not used for this account."""
        start = self.random.randrange(len(texts))
        for step in range(len(texts)):
            found = texts[(start + step) % len(texts)]
            if found not in self.used:
                self.used.add(found)
                return found
        return texts[start]

    def present(self, days_ago: int, roles: Sequence[str] = ()) -> list[Person]:
        """Give the people who were there so many days ago, of these roles if any are named."""
        here = [one for one in self.people if one.left is None or one.left < days_ago]
        return [one for one in here if not roles or one.role in roles]


def business_ago(book: Book, case: Case, days_ago: int) -> int:
    """Give the days ago of the nearest earlier day on which neither the customer nor the owner has a day off."""
    day = book.days.back(max(days_ago, 0))
    before = None
    while before != day:
        before = day
        day = book.days.business_day(book.days.business_day(day, case.place.country), case.owner.country)
    return (book.days.today - day).days

"""What becomes of each account: it rises, falls, recovers, gives notice or leaves; everything else follows its mood."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from random import Random

GOLDEN = 0.6180339887498949
SILVER = 0.4142135623730951

KINDS: tuple[tuple[str, float], ...] = (
    ("steady", 0.45), ("rising", 0.13), ("falling", 0.12), ("recovering", 0.06), ("wobbling", 0.06), ("new", 0.05),
    ("in notice", 0.03), ("churned", 0.06), ("unknown", 0.04),
)  # fmt: skip
GAPS: tuple[tuple[str, float], ...] = (("usage", 0.06), ("tickets", 0.06), ("people", 0.04), ("none", 0.84))


Knots = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One account's course.

    Attributes:
        kind: one of `KINDS`; "unknown" has only a name and a contract.
        gap: what is not known of it: usage, tickets, people or none.
        started: days ago that the first contract started.
        ended: days ago that it churned, or None.
        turned: days ago that the course changed (a champion left, a rival came), 0 when nothing did.
        knots: (days ago, mood) from today backwards; mood 0..1 lies on straight lines between them.
    """

    kind: str
    gap: str
    started: int
    ended: int | None
    turned: int
    knots: Knots

    def mood(self, days_ago: int) -> float:
        """Give how well things went so many days ago, 0 (lost) to 1 (delighted)."""
        knots = self.knots
        place = bisect_left(knots, (days_ago, -1.0))
        if place == 0:
            return knots[0][1]
        if place == len(knots):
            return knots[-1][1]
        (near, low), (far, high) = knots[place - 1], knots[place]
        return low + (high - low) * (days_ago - near) / (far - near)

    @property
    def is_alive(self) -> bool:
        """Whether the account has not churned."""
        return self.ended is None

    @property
    def newest(self) -> int:
        """Days ago after which nothing happens any more: 0, or the day it churned."""
        return self.ended or 0


def _chosen(parts: tuple[tuple[str, float], ...], place: float) -> str:
    for name, share in parts:
        if place < share:
            return name
        place -= share
    return parts[-1][0]


def tell(index: int, seed: int, random: Random) -> Story:
    """Give the story of the account at `index`; any few dozen neighbours hold every kind."""
    shift = Random(f"story/{seed}").random()
    kind = _chosen(KINDS, (index * GOLDEN + shift) % 1)
    gap = _chosen(GAPS, (index * SILVER + shift) % 1)
    if kind == "churned":
        ended = random.randint(15, 330)
        began = ended + random.randint(120, 220)
        level = random.uniform(0.7, 0.88)
        fall: Knots = ((ended, random.uniform(0.04, 0.16)), (ended + 60, 0.32), (began, level), (began + 300, level))
        return Story(kind, "none", ended + 365 * random.randint(1, 3), ended, began, fall)
    turned, knots = _course(kind, random)
    started = turned if kind == "new" else random.randint(200, 1900)
    return Story(kind, gap, started, None, turned, knots)


def _course(kind: str, random: Random) -> tuple[int, Knots]:
    good = random.triangular(0.5, 0.95, 0.75)
    low = random.uniform(0.08, 0.36)
    turned = random.randint(60, 190)
    if kind == "rising":
        return turned, ((0, good), (turned, 0.5), (turned + 200, 0.45))
    if kind == "falling":
        return turned, ((0, low), (turned, good), (turned + 300, good))
    if kind == "recovering":
        return turned, ((0, good - 0.1), (turned // 2, low), (turned + 90, good - 0.05))
    if kind == "wobbling":
        return turned, tuple((days, random.uniform(0.35, 0.72)) for days in range(0, 760, 95))
    if kind == "new":
        return random.randint(30, 110), ((0, random.uniform(0.55, 0.8)), (120, 0.25))
    if kind == "in notice":
        return turned, ((0, random.uniform(0.08, 0.22)), (turned, good - 0.1), (turned + 200, good))
    return 0, ((0, good), (400, good + random.uniform(-0.06, 0.02)), (800, good - 0.05))

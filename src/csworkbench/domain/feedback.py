"""Feedback: NPS with its interval, scales, severity points and the way an item may go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt

from csworkbench.domain.words import CHANNELS, FEEDBACK_STATES

SEVERITY_POINTS: Mapping[str, int] = {"low": 1, "medium": 2, "high": 4, "critical": 8}
LEAST_RESPONSES = 5
NPS_WINDOW_DAYS = 180

STATE_MOVES: Mapping[str, tuple[str, ...]] = {
    "new": ("acknowledged", "in progress", "resolved", "customer told"),
    "acknowledged": ("in progress", "resolved", "customer told"),
    "in progress": ("acknowledged", "resolved", "customer told"),
    "resolved": ("in progress", "customer told"),
    "customer told": ("in progress",),
}
"""Where an item may go from each state; going back from the last two is a reopening."""


@dataclass(frozen=True, slots=True)
class Nps:
    """NPS of a set of responses, with what it was made of.

    `index` is -100..100 and None below five responses (the scores are shown instead); `low` and `high` are the
    95 % interval, None with it.
    """

    promoters: int
    passives: int
    detractors: int
    index: int | None
    low: float | None
    high: float | None

    @property
    def responses(self) -> int:
        """Give n."""
        return self.promoters + self.passives + self.detractors


def nps(scores: Iterable[int]) -> Nps | None:
    """Give NPS of whole scores 0..10, one per person; None when there are no responses (never 0).

    ValueError for a score outside the scale.
    """
    promoters = passives = detractors = 0
    for score in scores:
        if not 0 <= score <= 10:
            raise ValueError(f"an NPS score is 0 to 10, not {score}")
        if score >= 9:
            promoters += 1
        elif score >= 7:
            passives += 1
        else:
            detractors += 1
    count = promoters + passives + detractors
    if not count:
        return None
    if count < LEAST_RESPONSES:
        return Nps(promoters, passives, detractors, None, None, None)
    low, high = _interval(promoters / count, detractors / count, count)
    return Nps(promoters, passives, detractors, _index(promoters - detractors, count), low, high)


def _index(balance: int, count: int) -> int:
    return int((Decimal(100 * balance) / Decimal(count)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _interval(promoters: float, detractors: float, count: int) -> tuple[float, float]:
    difference = promoters - detractors
    half = 1.96 * sqrt(max(promoters + detractors - difference**2, 0.0) / count)
    return max(100 * (difference - half), -100.0), min(100 * (difference + half), 100.0)


def to_percent(score: float, scale_min: float, scale_max: float) -> float:
    """Give a score as 0..100 of its scale; ValueError when it lies outside or the scale is empty."""
    if scale_max <= scale_min:
        raise ValueError(f"a scale must rise: {scale_min} to {scale_max}")
    if not scale_min <= score <= scale_max:
        raise ValueError(f"{score} is outside the scale {scale_min} to {scale_max}")
    return (score - scale_min) / (scale_max - scale_min) * 100


def mean_score(counts: Mapping[int, int]) -> Decimal | None:
    """Give the exact mean of scores from how often each was given; None without responses."""
    responses = sum(counts.values())
    if not responses:
        return None
    return Decimal(sum(score * count for score, count in counts.items())) / Decimal(responses)


def top_share(counts: Mapping[int, int], at_least: int) -> Decimal | None:
    """Give the share (0..1) of scores from `at_least` up, as for CSAT 4 of 5 or CES 5 of 7; None without any."""
    responses = sum(counts.values())
    if not responses:
        return None
    return Decimal(sum(count for score, count in counts.items() if score >= at_least)) / Decimal(responses)


@dataclass(frozen=True, slots=True)
class Told:
    """That the customer was told: when, through which channel, by whom."""

    on: date
    channel: str
    by: str


def check_move(state: str, target: str, told: Told | None = None, reason: str = "") -> None:
    """Accept the move of an item to another state, or raise ValueError with the sentence for the person.

    "customer told" closes the loop and needs `told`, or a written reason why there was nothing to tell.
    """
    if target not in FEEDBACK_STATES:
        raise ValueError(f"feedback has no state {target!r}; it has {', '.join(FEEDBACK_STATES)}")
    if target not in STATE_MOVES[state]:
        raise ValueError(f"feedback that is {state} can't become {target}; it can become {_listed(STATE_MOVES[state])}")
    if target != "customer told":
        return
    if told is None:
        if not reason.strip():
            raise ValueError("say when, how and by whom the customer was told, or write why not")
        return
    if told.channel not in CHANNELS:
        raise ValueError(f"{told.channel!r} is no channel; there are {', '.join(CHANNELS)}")
    if not told.by.strip():
        raise ValueError("say who told the customer")


def _listed(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"

"""The fatigue guard: one budget per person over all touches and asks, by how much it is over, the next free date.

What counts: touches that we made (a customer who writes to us is not tired by it), planned check-ins, asks. An ask is a
touch as well. Business days are those on which neither side is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.day_words import short_day

WINDOW_DAYS = 30
WEEKEND = (5, 6)
LONGEST_SEARCH_DAYS = 800
"""How far after the last event a free date is looked for; only closed days without end keep one from being found."""

IsClosed = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class FatigueLimits:
    """What one person can be asked for.

    Attributes:
        business_days_between: business days from one touch to the next, at least (Monday to Thursday is 3).
        touches: touches within any 30 days, at most.
        asks: asks within any 30 days, at most.
        survey_days: days from one survey to the next, at least.
    """

    business_days_between: int = 3
    touches: int = 4
    asks: int = 1
    survey_days: int = 90

    def __post_init__(self) -> None:
        """Refuse limits that mean nothing."""
        if min(self.business_days_between, self.touches, self.asks, self.survey_days) < 0:
            raise ValueError("a limit of the fatigue guard is not below 0")


DEFAULT_LIMITS = FatigueLimits()


@dataclass(frozen=True, slots=True)
class FatigueEvent:
    """A touch, a planned check-in or an ask of one person; `words` say what it is ("call", "survey")."""

    on: date
    words: str = "touch"
    is_ask: bool = False
    is_survey: bool = False


@dataclass(frozen=True, slots=True)
class FatigueExcess:
    """One limit that a date would break: which (`spacing`, `touches`, `asks`, `surveys`), by how much, in words."""

    kind: str
    over_by: int
    text: str


@dataclass(frozen=True, slots=True)
class FatigueVerdict:
    """What the guard says of a date: the limits it would break, and the next date that breaks none (None: never).

    Without excess the next free date is the date itself.
    """

    on: date
    excesses: tuple[FatigueExcess, ...]
    next_free_on: date | None

    @property
    def is_free(self) -> bool:
        """Whether the date keeps within every limit."""
        return not self.excesses


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or Sunday: what is closed when nothing else is known."""
    return day.weekday() in WEEKEND


def business_days_apart(one: date, other: date, is_closed: IsClosed = is_weekend) -> int:
    """Give the business days after the earlier date up to and with the later one: Friday to Monday is 1."""
    low, high = min(one, other), max(one, other)
    return sum(not is_closed(low + timedelta(days=step)) for step in range(1, (high - low).days + 1))


def excesses(
    event: FatigueEvent,
    others: Iterable[FatigueEvent],
    limits: FatigueLimits = DEFAULT_LIMITS,
    is_closed: IsClosed = is_weekend,
) -> tuple[FatigueExcess, ...]:
    """Give the limits that `event` would break beside the `others` of the same person, past and planned."""
    known = sorted(others, key=lambda one: one.on)
    found = (
        _spacing(event, known, limits.business_days_between, is_closed),
        _window("touches", "touch", event, known, limits.touches),
        _window("asks", "ask", event, [one for one in known if one.is_ask], limits.asks) if event.is_ask else None,
        _surveys(event, known, limits.survey_days),
    )
    return tuple(one for one in found if one is not None)


def verdict(
    event: FatigueEvent,
    others: Iterable[FatigueEvent],
    limits: FatigueLimits = DEFAULT_LIMITS,
    is_closed: IsClosed = is_weekend,
) -> FatigueVerdict:
    """Say whether the day of `event` is free for its person, and if not by how much, and when the next free date is."""
    known = list(others)
    found = excesses(event, known, limits, is_closed)
    free_on = next_free_on(event, known, limits, is_closed) if found else event.on
    return FatigueVerdict(event.on, found, free_on)


def next_free_on(
    event: FatigueEvent,
    others: Sequence[FatigueEvent],
    limits: FatigueLimits = DEFAULT_LIMITS,
    is_closed: IsClosed = is_weekend,
) -> date | None:
    """Give the first business day after the day of `event` that breaks no limit; None when there is none."""
    if limits.touches == 0 or (event.is_ask and limits.asks == 0):
        return None
    last = max([event.on, *(one.on for one in others)]) + timedelta(days=LONGEST_SEARCH_DAYS + limits.survey_days)
    day = event.on
    while day < last:
        day += timedelta(days=1)
        if is_closed(day):
            continue
        moved = FatigueEvent(day, event.words, event.is_ask, event.is_survey)
        if not excesses(moved, others, limits, is_closed):
            return day
    return None


def _spacing(
    event: FatigueEvent, known: Sequence[FatigueEvent], least: int, is_closed: IsClosed
) -> FatigueExcess | None:
    before = [one for one in known if one.on <= event.on][-1:]
    after = [one for one in known if one.on > event.on][:1]
    near = [
        (business_days_apart(one.on, event.on, is_closed), one)
        for one in (*before, *after)
        if abs((one.on - event.on).days) <= LONGEST_SEARCH_DAYS
    ]
    if not near or least == 0:
        return None
    apart, closest = min(near, key=lambda pair: pair[0])
    if apart >= least:
        return None
    days = "business day" if apart == 1 else "business days"
    side = "after" if closest.on <= event.on else "before"
    text = f"{apart} {days} {side} the {closest.words} of {_day(closest.on)}; at least {least} are wanted"
    return FatigueExcess("spacing", least - apart, text)


def _window(
    kind: str, word: str, event: FatigueEvent, known: Sequence[FatigueEvent], most: int
) -> FatigueExcess | None:
    """Count in every span of 30 days that holds the event: the fullest begins on its day or with an event before it."""
    span = timedelta(days=WINDOW_DAYS - 1)
    near = [one.on for one in known if abs(one.on - event.on) <= span]
    starts = [event.on, *(on for on in near if on < event.on)]
    found = max(sum(start <= on <= start + span for on in near) + 1 for start in starts)
    if found <= most:
        return None
    many = word if found == 1 else f"{word}es" if word.endswith("ch") else f"{word}s"
    return FatigueExcess(kind, found - most, f"{found} {many} within {WINDOW_DAYS} days; at most {most} are wanted")


def _surveys(event: FatigueEvent, known: Sequence[FatigueEvent], least: int) -> FatigueExcess | None:
    if not event.is_survey:
        return None
    apart = [(abs((one.on - event.on).days), one.on) for one in known if one.is_survey]
    if not apart or min(apart)[0] >= least:
        return None
    days, on = min(apart)
    text = f"{days} {'day' if days == 1 else 'days'} from the survey of {_day(on)}; at least {least} are wanted"
    return FatigueExcess("surveys", least - days, text)


def _day(day: date) -> str:
    return short_day(day, date.min)

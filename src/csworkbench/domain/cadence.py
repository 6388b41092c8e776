"""Cadence: how often an account is to be touched, counted from the last two-way touch, and its presets."""

from __future__ import annotations

from datetime import date, timedelta

from csworkbench.domain.values import frozen

QUARTER_DAYS = 91
HALF_YEAR_DAYS = 182
YEAR_DAYS = 365


@frozen
class Cadence:
    """Ideal and maximum days between two-way touches; None: no such limit."""

    ideal_days: int | None
    maximum_days: int | None

    def __post_init__(self) -> None:
        """Refuse intervals that can't be kept."""
        for days in (self.ideal_days, self.maximum_days):
            if days is not None and days < 1:
                raise ValueError(f"an interval is at least 1 day, not {days}")
        if self.ideal_days is not None and self.maximum_days is not None and self.ideal_days > self.maximum_days:
            raise ValueError(f"the ideal interval ({self.ideal_days} d) is over the maximum ({self.maximum_days} d)")


@frozen
class CadenceState:
    """Where an account stands: `word` is fine, due or overdue.

    `days` is days since the last two-way touch; `days_over` days past the limit that the word names (0 when fine);
    `next_due_on` the day the ideal interval ends and `overdue_on` the last day before it is overdue.
    """

    word: str
    days: int
    days_over: int
    next_due_on: date | None
    overdue_on: date | None


def cadence_state(cadence: Cadence, counted_from: date | None, as_of: date) -> CadenceState | None:
    """Give the state on a day, or None when there is nothing to count from."""
    if counted_from is None:
        return None
    days = max((as_of - counted_from).days, 0)
    due_on = next_due_on(cadence, counted_from)
    overdue_on = None if cadence.maximum_days is None else counted_from + timedelta(days=cadence.maximum_days)
    if cadence.maximum_days is not None and days > cadence.maximum_days:
        return CadenceState("overdue", days, days - cadence.maximum_days, due_on, overdue_on)
    if cadence.ideal_days is not None and days > cadence.ideal_days:
        return CadenceState("due", days, days - cadence.ideal_days, due_on, overdue_on)
    return CadenceState("fine", days, 0, due_on, overdue_on)


def next_due_on(cadence: Cadence, counted_from: date) -> date | None:
    """Give the day the next two-way touch should be made by: the ideal interval, else the maximum, else None."""
    days = cadence.ideal_days if cadence.ideal_days is not None else cadence.maximum_days
    return None if days is None else counted_from + timedelta(days=days)


@frozen
class EngagementPreset:
    """What a new book starts with for one engagement model; days, None where there is none."""

    name: str
    cadence: Cadence
    review_cadence_days: int | None
    executive_review_days: int | None


ENGAGEMENT_PRESETS: tuple[EngagementPreset, ...] = (
    EngagementPreset("high-touch", Cadence(14, 21), QUARTER_DAYS, YEAR_DAYS),
    EngagementPreset("customer success manager", Cadence(30, 45), QUARTER_DAYS, None),
    EngagementPreset("hybrid", Cadence(45, 60), HALF_YEAR_DAYS, None),
    EngagementPreset("low-touch", Cadence(90, 120), None, None),
    EngagementPreset("automated retention", Cadence(180, None), None, None),
)


def engagement_preset(name: str) -> EngagementPreset:
    """Give the preset of that name; KeyError when there is none."""
    for preset in ENGAGEMENT_PRESETS:
        if preset.name == name:
            return preset
    raise KeyError(name)

"""Pulses: how the CSM felt about an account, with reasons; the newest one counts while it is fresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from csworkbench.domain.day_words import count_text
from csworkbench.domain.ids import AccountId, PulseId

PULSE_FACTOR = "pulse"
"""The factor of a model that rests on the newest pulse."""


@dataclass(frozen=True, slots=True)
class PulseRow:
    """One pulse: 1 (bad) to 5 (very good); `reasons` may be empty."""

    id: PulseId
    account_id: AccountId
    value: int
    reasons: str
    given_on: date


@dataclass(frozen=True, slots=True)
class PulseHistory:
    """The pulses of an account, newest first.

    `is_counted` tells whether the model in use has the pulse as a factor; `maximum_age_days` after how many days a
    pulse is missing for it (None: never).
    """

    pulses: Sequence[PulseRow]
    is_counted: bool
    maximum_age_days: int | None


def is_too_old(given_on: date, maximum_age_days: int | None, today: date) -> bool:
    """Tell whether a pulse is missing for the score because of its age."""
    return maximum_age_days is not None and (today - given_on).days > maximum_age_days


def last_pulse_text(history: PulseHistory, today: date) -> str:
    """Give how the newest pulse stands: "last pulse 4, 75 days ago: too old to count"."""
    if not history.pulses:
        return "no pulse yet"
    last = history.pulses[0]
    days = (today - last.given_on).days
    when = "today" if days <= 0 else f"{count_text(days, 'day')} ago"
    if not history.is_counted:
        return f"last pulse {last.value}, {when}: the model does not count it"
    if is_too_old(last.given_on, history.maximum_age_days, today):
        return f"last pulse {last.value}, {when}: too old to count"
    return f"last pulse {last.value}, {when}"

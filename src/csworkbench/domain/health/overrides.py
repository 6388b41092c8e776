"""Overrides: what a CSM says of an account's health over what was computed, with a reason and a last day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from csworkbench.domain.day_words import short_day
from csworkbench.domain.ids import AccountId, OverrideId

DEFAULT_DAYS = 30
LONGEST_DAYS = 90
"""An override holds for at most this many days; then it has to be said again."""
SOON_DAYS = 7
"""An override that ends within these days is a reason to look."""
OVERRIDE_BANDS = ("healthy", "watch", "at risk")
STATES = ("active", "superseded", "expired", "withdrawn")
"""Superseded: another one was made later and holds; withdrawn: ended on the day it was made, so it never held."""


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """One override: a value or a band, never both; it holds from `from_on` to `expires_on`, both included."""

    id: OverrideId
    account_id: AccountId
    score: int | None
    band: str | None
    reason: str
    author: str | None
    from_on: date
    expires_on: date

    def stands_on(self, day: date) -> bool:
        """Tell whether it was known and in force on a day."""
        return self.from_on <= day <= self.expires_on


@dataclass(frozen=True, slots=True)
class OverrideListRow:
    """One override in a list, with its account and its state, a word of `STATES`.

    `computed_score` and `computed_band` are what the model gives now; None and None for a churned account.
    """

    override: OverrideRow
    account_name: str
    state: str
    computed_score: int | None
    computed_band: str | None


@dataclass(frozen=True, slots=True)
class SeenHealth:
    """Score and band of one account as shown on a day, what overrides them, and what speaks against a healthy band."""

    score: int | None
    band: str
    override: OverrideRow | None
    contradictions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverrideDraft:
    """A new override; without `expires_on` it holds for `DEFAULT_DAYS` days."""

    account_id: AccountId
    reason: str
    score: int | None = None
    band: str | None = None
    expires_on: date | None = None


def default_expiry(today: date) -> date:
    """Give the last day of an override that begins today and names no day."""
    return today + timedelta(days=DEFAULT_DAYS)


def latest_expiry(today: date) -> date:
    """Give the latest last day an override that begins today may have."""
    return today + timedelta(days=LONGEST_DAYS)


def draft_problem(draft: OverrideDraft, today: date) -> tuple[str, str] | None:
    """Give the field at fault and a sentence about it; None when the draft can be stored."""
    if (draft.score is None) == (draft.band is None):
        return "band", "Give a score or a band, one of the two."
    if draft.score is not None and not 0 <= draft.score <= 100:
        return "score", "A score is a whole number from 0 to 100."
    if draft.band is not None and draft.band not in OVERRIDE_BANDS:
        return "band", f"An override is one of {', '.join(OVERRIDE_BANDS)}."
    if not draft.reason.strip():
        return "reason", "Say why the computed score is wrong."
    if draft.expires_on is None:
        return None
    if draft.expires_on < today:
        return "expires_on", "The last day of an override is not before today."
    latest = latest_expiry(today)
    if draft.expires_on > latest:
        return "expires_on", f"An override holds for at most {LONGEST_DAYS} days, up to {latest.isoformat()}."
    return None


def standing(overrides: Iterable[OverrideRow], day: date) -> OverrideRow | None:
    """Give the override that holds on a day: of several the one made last; None without one."""
    return max((one for one in overrides if one.stands_on(day)), key=lambda one: one.id, default=None)


def state_of(override: OverrideRow, winner: OverrideRow | None, today: date) -> str:
    """Give the word for an override, `winner` being the one that holds today."""
    if override.expires_on < override.from_on:
        return "withdrawn"
    if override.expires_on < today:
        return "expired"
    return "active" if winner is not None and winner.id == override.id else "superseded"


def shown(
    computed_score: int | None,
    computed_band: str | None,
    override: OverrideRow | None,
    band_of: Callable[[int], str],
) -> tuple[int | None, str | None]:
    """Give score and band as shown everywhere.

    An overriding score takes the band it has by `band_of` (that of the model); an overriding band leaves the number
    alone, as a veto does. A churned account (no computed band) stays without health.
    """
    if override is None or computed_band is None:
        return computed_score, computed_band
    if override.score is not None:
        return override.score, band_of(override.score)
    return computed_score, override.band


def said_text(override: OverrideRow) -> str:
    """Give what it says: "watch" or "72"."""
    return str(override.score) if override.score is not None else str(override.band)


def computed_text(score: int | None, band: str | None) -> str:
    """Give what the model gives: "computed 43 at risk"."""
    return "computed " + " ".join(part for part in ("" if score is None else str(score), band or "nothing") if part)


def override_words(override: OverrideRow, today: date, *, is_past: bool = False) -> str:
    """Give "watch until 12 Dec by Ada: new sponsor".

    A past day says since when instead: the last day may have been moved since, and a past day must not change.
    """
    by = f" by {override.author}" if override.author else ""
    since, until = short_day(override.from_on, today), short_day(override.expires_on, today)
    days = f"since {since}" if is_past else f"until {until}"
    return f"{said_text(override)} {days}{by}: {override.reason}"


def override_text(
    override: OverrideRow, score: int | None, band: str | None, today: date, *, is_past: bool = False
) -> str:
    """Give the whole sentence: "Override: watch until 12 Dec by Ada: new sponsor; computed 43 at risk"."""
    return f"Override: {override_words(override, today, is_past=is_past)}; {computed_text(score, band)}"

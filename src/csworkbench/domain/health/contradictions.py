"""Quiet contradictions: what does not fit an account that is shown as healthy, in words with the number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.overrides import OverrideRow
from csworkbench.domain.time_limits import DEFAULT_LIMITS

LONG_OVERRIDE_DAYS = 60
"""An override that has held for longer hides the score."""
CONTRADICTED_BY = (
    "last_two_way_on",
    "onboarded_on",
    "first_contract_start_on",
    "maximum_days",
    "champion_left_on",
)
"""The facts that `contradictions` looks at."""
BETWEEN = "; "
"""Stands between two contradictions where they are kept as one text."""


@dataclass(frozen=True, slots=True)
class Promises:
    """Open promises of one side that are past their day: how many, and the day of the oldest."""

    count: int
    oldest_on: date


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """What is open at an account on a day, beside its facts; None where there is nothing.

    Attributes:
        sponsor_count: sponsors who have not left.
        sponsor_heard_on: last word of the sponsor who was silent longest; None when one was never heard.
        complaint_on: day of the oldest open complaint.
        detractor_on, detractor_score: the oldest open comment with an NPS of 0 to 6.
        ours, theirs: overdue promises.
        sponsor_limit: days a sponsor may be silent.
    """

    sponsor_count: int = 0
    sponsor_heard_on: date | None = None
    complaint_on: date | None = None
    detractor_on: date | None = None
    detractor_score: int | None = None
    ours: Promises | None = None
    theirs: Promises | None = None
    sponsor_limit: int = DEFAULT_LIMITS["sponsor"]


NOTHING_OPEN = OpenMatters()


def contradictions(
    facts: AccountFacts, matters: OpenMatters, override: OverrideRow | None, as_of: date
) -> tuple[str, ...]:
    """Give what speaks against an account that is shown as healthy, gravest first; the caller checks the band."""
    found = (
        _silence(facts, as_of),
        _sponsor(facts, matters, as_of),
        _champion(facts, as_of),
        _complaint(matters, as_of),
        _detractor(matters, as_of),
        _override(override, as_of),
        _promise("our promise", "of our promises", matters.ours, as_of),
        _promise("their promise", "of their promises", matters.theirs, as_of),
    )
    return tuple(one for one in found if one)


def _start(facts: AccountFacts) -> date | None:
    return facts.onboarded_on or facts.first_contract_start_on


def _silence(facts: AccountFacts, as_of: date) -> str:
    since = facts.last_two_way_on or _start(facts)
    if since is None or facts.maximum_days is None or (as_of - since).days <= facts.maximum_days:
        return ""
    days = count_text((as_of - since).days, "day")
    lasting = f"no two-way touch for {days}" if facts.last_two_way_on else f"never a two-way touch in {days}"
    return f"{lasting}, maximum {facts.maximum_days}"


def _sponsor(facts: AccountFacts, matters: OpenMatters, as_of: date) -> str:
    since = matters.sponsor_heard_on or _start(facts)
    if not matters.sponsor_count or since is None or (as_of - since).days <= matters.sponsor_limit:
        return ""
    days = count_text((as_of - since).days, "day")
    lasting = f"sponsor silent for {days}" if matters.sponsor_heard_on else f"sponsor never heard from in {days}"
    return f"{lasting}, limit {matters.sponsor_limit}"


def _champion(facts: AccountFacts, as_of: date) -> str:
    since = facts.champion_left_on
    if since is None:
        return ""
    return f"champion left {count_text((as_of - since).days, 'day')} ago, no other is known"


def _complaint(matters: OpenMatters, as_of: date) -> str:
    since = matters.complaint_on
    return "" if since is None else f"complaint open for {count_text((as_of - since).days, 'day')}"


def _detractor(matters: OpenMatters, as_of: date) -> str:
    since = matters.detractor_on
    if since is None:
        return ""
    return f"detractor comment (NPS {matters.detractor_score}) open for {count_text((as_of - since).days, 'day')}"


def _override(override: OverrideRow | None, as_of: date) -> str:
    days = 0 if override is None else (as_of - override.from_on).days
    return f"override is {days} days old, limit {LONG_OVERRIDE_DAYS}" if days > LONG_OVERRIDE_DAYS else ""


def _promise(one: str, several: str, promises: Promises | None, as_of: date) -> str:
    if promises is None:
        return ""
    late = count_text((as_of - promises.oldest_on).days, "day")
    if promises.count == 1:
        return f"{one} {late} overdue, due {short_day(promises.oldest_on, as_of)}"
    return f"{promises.count} {several} overdue, the oldest by {late}"

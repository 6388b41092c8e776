"""How a person wants to be reached: what a channel, a time or a language has against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from csworkbench.domain.fatigue_rows import Concern
from csworkbench.domain.good_hours import read_good_hours
from csworkbench.domain.instants import zone_of

DEFAULT_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known of a person: `languages` are those the account's owner speaks, as written ("en, de")."""

    name: str
    preferred_channel: str | None = None
    language: str | None = None
    languages: str | None = None
    good_hours: str | None = None
    time_zone: str | None = None
    is_off_limits: bool = False
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is to be done: when (aware, None: at no fixed time), how long and how."""

    on: date
    channel: str
    at: datetime | None = None
    minutes: int = DEFAULT_MINUTES
    is_ours: bool = True


def concerns_of(person: Reach, attempt: Attempt) -> list[Concern]:
    """Give what speaks against reaching a person like this; nothing does when they came to us."""
    found: list[Concern] = []
    if not attempt.is_ours:
        return found
    if person.is_off_limits:
        found.append(Concern("do not contact", 0, "asked not to be contacted"))
    if person.left_on is not None and person.left_on <= attempt.on:
        found.append(Concern("left", 0, "has left the company"))
    if person.preferred_channel and person.preferred_channel != attempt.channel:
        found.append(Concern("channel", 0, f"prefers {person.preferred_channel} to {attempt.channel}"))
    if person.language and person.languages and not _speaks(person.languages, person.language):
        found.append(Concern("language", 0, f"speaks {person.language}, which the owner does not"))
    hours = _hours(person, attempt)
    return [*found, hours] if hours else found


def _speaks(languages: str, language: str) -> bool:
    known = {one.strip().casefold() for one in languages.replace(";", ",").split(",")}
    return language.strip().casefold() in known


def _hours(person: Reach, attempt: Attempt) -> Concern | None:
    hours = read_good_hours(person.good_hours)
    if hours is None or not person.good_hours:
        return None
    if attempt.at is None:
        return None if hours.week[attempt.on.weekday()] else Concern("good hours", 0, _prefers(person))
    theirs = attempt.at.astimezone(zone_of(person.time_zone) or attempt.at.tzinfo)
    if hours.holds(theirs.weekday(), theirs.hour * 60 + theirs.minute, attempt.minutes):
        return None
    return Concern("good hours", 0, f"{_prefers(person)}; it is {theirs:%H:%M} there then")


def _prefers(person: Reach) -> str:
    return f"likes to be reached {person.good_hours}"

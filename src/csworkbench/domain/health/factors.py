"""From facts to raw values: one rule per factor, each giving raw value, age in days and why it is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from csworkbench.domain.health.facts import AccountFacts

Reading = tuple[float | None, int | None, str | None]
"""Raw value, age of the newest thing it rests on in days (None: it has no age), reason when it is missing."""

Rule = Callable[[AccountFacts, date, int | None], Reading]
"""Facts, as-of day and the factor's maximum age in days give a reading; staleness is judged by the caller."""


def _age(day: date | None, as_of: date) -> int | None:
    return None if day is None else _days(day, as_of)


def _days(day: date, as_of: date) -> int:
    days = (as_of - day).days
    return days if days > 0 else 0


def _active_ratio(facts: AccountFacts, as_of: date, _max_age: int | None) -> Reading:
    age = _age(facts.active_users_on, as_of)
    if facts.active_users_30d is None:
        return None, age, "no active users known in the last 30 days"
    if not facts.seats:
        return None, age, "no seats known"
    return facts.active_users_30d / facts.seats, age, None


def _usage_trend(facts: AccountFacts, as_of: date, _max_age: int | None) -> Reading:
    age = _age(facts.active_users_on, as_of)
    if facts.active_users_30d is None:
        return None, age, "no active users known in the last 30 days"
    if facts.active_users_before_90d is None:
        return None, age, "no active users known in the 90 days before"
    if facts.active_users_before_90d == 0:
        return None, age, "no use in the 90 days before"
    return facts.active_users_30d / facts.active_users_before_90d - 1, age, None


def _goals_on_track(facts: AccountFacts, as_of: date, _max_age: int | None) -> Reading:
    age = _age(facts.goals_updated_on, as_of)
    if facts.goals_active <= 0:
        return None, None, "no goal"
    return facts.goals_on_track / facts.goals_active, age, None


def _two_way_touch(facts: AccountFacts, as_of: date, _max_age: int | None) -> Reading:
    start = facts.last_two_way_on or facts.onboarded_on or facts.first_contract_start_on
    age = _age(facts.last_two_way_on, as_of)
    if start is None:
        return None, None, "no two-way touch, no onboarding and no contract start known"
    if facts.ideal_days is None or facts.maximum_days is None:
        return None, age, "the cadence has no maximum"
    return float(_days(start, as_of)), age, None


def _key_people(facts: AccountFacts, _as_of: date, _max_age: int | None) -> Reading:
    if facts.key_people_known <= 0:
        return None, None, "no champion, sponsor or economic buyer known"
    return facts.key_people_heard / facts.key_people_known, None, None


def _last_review(facts: AccountFacts, as_of: date, _max_age: int | None) -> Reading:
    if not facts.review_cadence_days:
        return None, None, "the engagement model has no reviews"
    start = facts.last_review_on or facts.onboarded_on
    if start is None:
        return None, None, "no review held and no onboarding day known"
    return _days(start, as_of) / facts.review_cadence_days, _age(facts.last_review_on, as_of), None


def _relationship(facts: AccountFacts, as_of: date, max_age: int | None) -> Reading:
    nps_age, csat_age = _age(facts.nps_on, as_of), _age(facts.csat_on, as_of)
    if facts.nps_mean is None and facts.csat_mean is None:
        return None, None, "no response"
    # An NPS past its age is missing, so a CSAT that is still fresh steps in for it.
    if facts.nps_mean is None or (
        facts.csat_mean is not None and _is_stale(nps_age, max_age) and not _is_stale(csat_age, max_age)
    ):
        return facts.csat_mean, csat_age, None
    return facts.nps_mean, nps_age, None


def _is_stale(age: int | None, max_age: int | None) -> bool:
    return age is not None and max_age is not None and age > max_age


def _open_complaints(facts: AccountFacts, _as_of: date, _max_age: int | None) -> Reading:
    if not facts.is_heard:
        return None, None, "no feedback and no touch in 180 days"
    return float(facts.complaint_points), None, None


def _ticket_load(facts: AccountFacts, as_of: date, _max_age: int | None) -> Reading:
    if not facts.are_tickets_known:
        return None, None, "no ticket known"
    return float(facts.ticket_load), _age(facts.tickets_known_on, as_of), None


def _pulse(facts: AccountFacts, as_of: date, _max_age: int | None) -> Reading:
    if facts.pulse is None:
        return None, None, "no pulse given"
    return float(facts.pulse), _age(facts.pulse_on, as_of), None


RULES: Mapping[str, Rule] = {
    "active_ratio": _active_ratio,
    "usage_trend": _usage_trend,
    "goals_on_track": _goals_on_track,
    "two_way_touch": _two_way_touch,
    "key_people": _key_people,
    "last_review": _last_review,
    "relationship": _relationship,
    "open_complaints": _open_complaints,
    "ticket_load": _ticket_load,
    "pulse": _pulse,
}
"""Every factor a model can use, by key."""

TICKET_POINTS = {"low": 1, "normal": 2, "high": 4, "urgent": 8}


def ticket_points(severity: str, age_days: int) -> float:
    """Give the load of one open ticket: severity times 1 up to 7 days, 1.5 up to 30, 2 beyond."""
    factor = 1.0 if age_days <= 7 else 1.5 if age_days <= 30 else 2.0
    return TICKET_POINTS[severity] * factor

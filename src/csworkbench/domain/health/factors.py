"""From facts to raw values: one rule per factor, each giving raw value, age in days and why it is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from csworkbench.domain.health.fact_columns import Bools, FactColumns, Floats
from csworkbench.domain.health.parts import SignalSource


class Reading(NamedTuple):
    """What a factor reads for every account.

    Attributes:
        raw: raw values, NaN where missing.
        age: days since the newest thing it rests on, NaN where it has no age.
        why: why it is missing: the first condition that holds gives the words.
    """

    raw: Floats
    age: Floats
    why: tuple[tuple[Bools, str], ...]


Rule = Callable[[FactColumns, int, int | None], Reading]
"""Facts, as-of day (ordinal) and the factor's maximum age in days give a reading; staleness is the caller's."""


def _days_since(days: Floats, as_of: int) -> Floats:
    return np.maximum(as_of - days, 0.0)


def _first_known(*columns: Floats) -> Floats:
    found = columns[0]
    for column in columns[1:]:
        found = np.where(np.isnan(found), column, found)
    return found


def _no_age(facts: FactColumns) -> Floats:
    return np.full(len(facts), np.nan)


def _only_where(wanted: Bools, values: Floats) -> Floats:
    return np.where(wanted, values, np.nan)


def _active_ratio(facts: FactColumns, as_of: int, _max_age: int | None) -> Reading:
    users, seats = facts["active_users_30d"], facts["seats"]
    has_seats = seats > 0
    return Reading(
        users / _only_where(has_seats, seats),
        _days_since(facts["active_users_on"], as_of),
        ((np.isnan(users), "no active users known in the last 30 days"), (~has_seats, "no seats known")),
    )


def _usage_trend(facts: FactColumns, as_of: int, _max_age: int | None) -> Reading:
    users, before = facts["active_users_30d"], facts["active_users_before_90d"]
    return Reading(
        users / _only_where(before != 0, before) - 1,
        _days_since(facts["active_users_on"], as_of),
        (
            (np.isnan(users), "no active users known in the last 30 days"),
            (np.isnan(before), "no active users known in the 90 days before"),
            (before == 0, "no use in the 90 days before"),
        ),
    )


def _goals_on_track(facts: FactColumns, as_of: int, _max_age: int | None) -> Reading:
    active = facts["goals_active"]
    has_goals = active > 0
    return Reading(
        facts["goals_on_track"] / _only_where(has_goals, active),
        _only_where(has_goals, _days_since(facts["goals_updated_on"], as_of)),
        ((~has_goals, "no goal"),),
    )


def _two_way_touch(facts: FactColumns, as_of: int, _max_age: int | None) -> Reading:
    touched_on = facts["last_two_way_on"]
    start = _first_known(touched_on, facts["onboarded_on"], facts["first_contract_start_on"])
    has_cadence = ~(np.isnan(facts["ideal_days"]) | np.isnan(facts["maximum_days"]))
    return Reading(
        _only_where(has_cadence, _days_since(start, as_of)),
        _days_since(touched_on, as_of),
        (
            (np.isnan(start), "no two-way touch, no onboarding and no contract start known"),
            (~has_cadence, "the cadence has no maximum"),
        ),
    )


def _key_people(facts: FactColumns, _as_of: int, _max_age: int | None) -> Reading:
    people = facts["key_people_known"]
    raw = facts["key_people_heard"] / _only_where(people > 0, people)
    return Reading(raw, _no_age(facts), ((people <= 0, "no champion, sponsor or economic buyer known"),))


def _last_review(facts: FactColumns, as_of: int, _max_age: int | None) -> Reading:
    cadence, held_on = facts["review_cadence_days"], facts["last_review_on"]
    start = _first_known(held_on, facts["onboarded_on"])
    has_reviews = cadence > 0
    return Reading(
        _days_since(start, as_of) / _only_where(has_reviews, cadence),
        _only_where(has_reviews, _days_since(held_on, as_of)),
        (
            (~has_reviews, "the engagement model has no reviews"),
            (np.isnan(start), "no review held and no onboarding day known"),
        ),
    )


def _relationship(facts: FactColumns, as_of: int, max_age: int | None) -> Reading:
    nps, csat = facts["nps_mean"], facts["csat_mean"]
    nps_age, csat_age = _days_since(facts["nps_on"], as_of), _days_since(facts["csat_on"], as_of)
    # An NPS past its age is missing, so a CSAT that is still fresh steps in for it.
    steps_in = ~np.isnan(csat) & (np.isnan(nps) | (_is_stale(nps_age, max_age) & ~_is_stale(csat_age, max_age)))
    raw = np.where(steps_in, csat, nps)
    age = np.where(steps_in, csat_age, _only_where(~np.isnan(nps), nps_age))
    return Reading(raw, age, ((np.isnan(raw), "no response"),))


def _is_stale(age: Floats, max_age: int | None) -> Bools:
    return np.zeros(len(age), dtype=np.bool_) if max_age is None else age > max_age


def _open_complaints(facts: FactColumns, _as_of: int, _max_age: int | None) -> Reading:
    is_heard = facts["is_heard"] > 0
    raw = _only_where(is_heard, facts["complaint_points"])
    return Reading(raw, _no_age(facts), ((~is_heard, "no feedback and no touch in 180 days"),))


def _ticket_load(facts: FactColumns, as_of: int, _max_age: int | None) -> Reading:
    has_tickets = facts["are_tickets_known"] > 0
    return Reading(
        _only_where(has_tickets, facts["ticket_load"]),
        _only_where(has_tickets, _days_since(facts["tickets_known_on"], as_of)),
        ((~has_tickets, "no ticket known"),),
    )


def _pulse(facts: FactColumns, as_of: int, _max_age: int | None) -> Reading:
    pulse = facts["pulse"]
    age = _only_where(~np.isnan(pulse), _days_since(facts["pulse_on"], as_of))
    return Reading(pulse, age, ((np.isnan(pulse), "no pulse given"),))


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
"""The rules that are built in, by the factor's key; other factors read a signal."""


def read_factor(key: str, signal: SignalSource | None, facts: FactColumns, as_of: int, max_age: int | None) -> Reading:
    """Give the reading of a factor: of its signal when it has one, else by its rule (KeyError without one)."""
    if signal is None:
        return RULES[key](facts, as_of, max_age)
    values, days = facts.signals.get(signal) or (_no_age(facts), _no_age(facts))
    return Reading(values, _days_since(days, as_of), ((np.isnan(values), f"no {signal.metric} known"),))


TICKET_POINTS = {"low": 1, "normal": 2, "high": 4, "urgent": 8}

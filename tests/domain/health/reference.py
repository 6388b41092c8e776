"""A slow scorer in exact fractions, written from the rules alone: what the columns are held against.

It knows nothing of the program's own arithmetic: no shares kept per pattern, no arrays, no floats.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import NamedTuple

from csworkbench.domain.health import AccountFacts, HealthModel

EMPTY = None


class Reference(NamedTuple):
    score: int | None
    exact: Fraction | None
    band: str
    coverage: Fraction
    subs: dict[str, Fraction | None]


def fraction(value: float | int) -> Fraction:
    return Fraction(value)


def reference(model: HealthModel, facts: AccountFacts, as_of: date) -> Reference:
    subs = {factor.key: sub_score(factor, facts, as_of) for group in model.groups for factor in group.factors}
    total = sum(fraction(group.weight) for group in model.groups)
    flat = {
        factor.key: fraction(group.weight)
        / total
        * fraction(factor.weight)
        / sum(fraction(f.weight) for f in group.factors)
        for group in model.groups
        for factor in group.factors
    }
    coverage = sum((flat[key] for key, sub in subs.items() if sub is not None), Fraction(0))
    exact = combined(model, subs, flat, coverage)
    whole = None if exact is None else floor(exact + Fraction(1, 2))
    return Reference(whole, exact, band(model, facts, whole, coverage), coverage, subs)


def combined(model, subs, flat, coverage):
    if model.policy in ("neutral 50", "zero"):
        assumed = Fraction(50 if model.policy == "neutral 50" else 0)
        return sum((flat[key] * (assumed if sub is None else sub) for key, sub in subs.items()), Fraction(0))
    if coverage == 0:
        return None
    if model.policy == "flat":
        return sum((flat[key] * sub for key, sub in subs.items() if sub is not None), Fraction(0)) / coverage
    points = weights = Fraction(0)
    for group in model.groups:
        fresh = [(fraction(f.weight), subs[f.key]) for f in group.factors if subs[f.key] is not None and f.weight]
        if fresh and group.weight:
            inside = sum(weight for weight, _ in fresh)
            points += fraction(group.weight) * sum(weight * sub for weight, sub in fresh) / inside
            weights += fraction(group.weight)
    return points / weights


def band(model, facts, whole, coverage) -> str:
    names = ["at risk", "watch", "healthy"]
    if whole is None or coverage < fraction(model.coverage_floor):
        found = "insufficient data"
    else:
        found = names[(whole > model.at_risk_up_to) + (whole > model.watch_up_to)]
    stands = {
        "champion left": facts.champion_left_on is not None,
        "critical complaint": facts.critical_complaint_on is not None,
        "in notice": facts.status == "in notice",
    }
    for veto in model.vetoes:
        if not stands[veto.kind]:
            continue
        if found == "insufficient data":
            found = "at risk" if veto.at_most == "at risk" else found
        else:
            found = names[min(names.index(found), names.index(veto.at_most))]
    return found


def sub_score(factor, facts: AccountFacts, as_of: date) -> Fraction | None:
    raw, on = raw_value(factor, facts, as_of)
    if raw is None:
        return None
    if factor.max_age_days is not None and on is not None and max((as_of - on).days, 0) > factor.max_age_days:
        return None
    points = []
    for point in factor.curve:
        at = point.at
        if isinstance(at, str):
            if facts.ideal_days is None or facts.maximum_days is None:
                return None
            at = {
                "ideal": min(facts.ideal_days, facts.maximum_days),
                "maximum": facts.maximum_days,
                "2 x maximum": 2 * facts.maximum_days,
            }[at]
        points.append((fraction(at), fraction(point.score)))
    if raw <= points[0][0]:
        return points[0][1]
    for (x0, y0), (x1, y1) in pairwise(points):
        if raw <= x1:
            return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)
    return points[-1][1]


def raw_value(factor, facts: AccountFacts, as_of: date):  # noqa: C901  # one case per rule, side by side
    def number(value):
        return None if value is None else fraction(value)

    def days(on):
        return None if on is None else fraction(max((as_of - on).days, 0))

    if factor.signal is not None:
        value, on = facts.signals.get(factor.signal, (None, None))
        return number(value), on
    match factor.key:
        case "active_ratio":
            has = facts.active_users_30d is not None and facts.seats is not None and facts.seats > 0
            ratio = number(facts.active_users_30d) / number(facts.seats) if has else None
            return ratio, facts.active_users_on
        case "usage_trend":
            has = facts.active_users_30d is not None and facts.active_users_before_90d not in (None, 0)
            return (
                number(facts.active_users_30d) / number(facts.active_users_before_90d) - 1 if has else None,
                facts.active_users_on,
            )
        case "goals_on_track":
            has = facts.goals_active > 0
            return (Fraction(facts.goals_on_track, facts.goals_active) if has else None, facts.goals_updated_on)
        case "two_way_touch":
            has = facts.ideal_days is not None and facts.maximum_days is not None
            start = facts.last_two_way_on or facts.onboarded_on or facts.first_contract_start_on
            return (days(start) if has else None), facts.last_two_way_on
        case "key_people":
            has = facts.key_people_known > 0
            return (Fraction(facts.key_people_heard, facts.key_people_known) if has else None), None
        case "last_review":
            start = facts.last_review_on or facts.onboarded_on
            has = facts.review_cadence_days not in (None, 0) and start is not None
            return (days(start) / facts.review_cadence_days if has else None), facts.last_review_on
        case "relationship":
            fresh = [
                (number(mean), on)
                for mean, on in ((facts.nps_mean, facts.nps_on), (facts.csat_mean, facts.csat_on))
                if mean is not None
                and (factor.max_age_days is None or on is None or (as_of - on).days <= factor.max_age_days)
            ]
            return fresh[0] if fresh else (None, None)
        case "open_complaints":
            return (number(facts.complaint_points) if facts.is_heard else None), None
        case "ticket_load":
            return (number(facts.ticket_load) if facts.are_tickets_known else None), facts.tickets_known_on
        case "pulse":
            return number(facts.pulse), facts.pulse_on
    raise AssertionError(factor.key)

"""Raw values, ages and reasons, factor by factor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from csworkbench.domain.health import AccountFacts, default_model
from csworkbench.domain.health.fact_columns import FactColumns, known
from csworkbench.domain.health.factors import read_factor
from csworkbench.domain.health.parts import SignalSource
from csworkbench.domain.health.scoring import score

AS_OF = date(2026, 5, 20)
MAX_AGES = {factor.key: factor.max_age_days for factor in default_model().plan.factors}


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


USED = {"active_users_30d": 30.0, "active_users_on": ago(3)}


@pytest.mark.parametrize(
    ("key", "known", "reading"),
    [
        ("active_ratio", USED | {"seats": 60}, (0.5, 3, None)),
        ("active_ratio", USED, (None, 3, "no seats known")),
        ("active_ratio", {"seats": 60}, (None, None, "no active users known in the last 30 days")),
        ("usage_trend", USED | {"active_users_before_90d": 40.0}, (-0.25, 3, None)),
        ("usage_trend", USED | {"active_users_before_90d": 0.0}, (None, 3, "no use in the 90 days before")),
        ("usage_trend", USED, (None, 3, "no active users known in the 90 days before")),
        ("goals_on_track", {}, (None, None, "no goal")),
        ("goals_on_track", {"goals_active": 4, "goals_on_track": 1, "goals_updated_on": ago(9)}, (0.25, 9, None)),
        ("two_way_touch", {"ideal_days": 14, "maximum_days": 21, "onboarded_on": ago(40)}, (40.0, None, None)),
        (
            "two_way_touch",
            {"ideal_days": 14, "maximum_days": 21, "first_contract_start_on": ago(50)},
            (50.0, None, None),
        ),
        (
            "two_way_touch",
            {"ideal_days": 14, "maximum_days": 21, "last_two_way_on": ago(5), "onboarded_on": ago(40)},
            (5.0, 5, None),
        ),
        ("two_way_touch", {"ideal_days": 180, "last_two_way_on": ago(5)}, (None, 5, "the cadence has no maximum")),
        (
            "two_way_touch",
            {"ideal_days": 14, "maximum_days": 21},
            (None, None, "no two-way touch, no onboarding and no contract start known"),
        ),
        ("key_people", {}, (None, None, "no champion, sponsor or economic buyer known")),
        ("key_people", {"key_people_known": 4, "key_people_heard": 3}, (0.75, None, None)),
        ("last_review", {"onboarded_on": ago(9)}, (None, None, "the engagement model has no reviews")),
        ("last_review", {"review_cadence_days": 100, "onboarded_on": ago(150)}, (1.5, None, None)),
        ("last_review", {"review_cadence_days": 100, "last_review_on": ago(20)}, (0.2, 20, None)),
        (
            "last_review",
            {"review_cadence_days": 100},
            (None, None, "no review held and no onboarding day known"),
        ),
        ("relationship", {}, (None, None, "no response")),
        ("relationship", {"nps_mean": 85.0, "nps_on": ago(9), "csat_mean": 10.0, "csat_on": ago(1)}, (85.0, 9, None)),
        ("relationship", {"csat_mean": 75.0, "csat_on": ago(1)}, (75.0, 1, None)),
        ("relationship", {"nps_mean": 85.0, "nps_on": ago(181), "csat_mean": 10.0, "csat_on": ago(1)}, (10.0, 1, None)),
        (
            "relationship",
            {"nps_mean": 85.0, "nps_on": ago(181), "csat_mean": 10.0, "csat_on": ago(190)},
            (85.0, 181, None),
        ),
        ("open_complaints", {"complaint_points": 3}, (None, None, "no feedback and no touch in 180 days")),
        ("open_complaints", {"complaint_points": 3, "is_heard": True}, (3.0, None, None)),
        ("ticket_load", {"tickets_known_on": ago(1)}, (None, None, "no ticket known")),
        (
            "ticket_load",
            {"are_tickets_known": True, "tickets_known_on": ago(1), "ticket_load": 6},
            (6.0, 1, None),
        ),
        ("pulse", {}, (None, None, "no pulse given")),
        ("pulse", {"pulse": 4, "pulse_on": ago(59)}, (4.0, 59, None)),
    ],
)
def test_reading(key, known, reading):
    assert read_one(key, None, AccountFacts(1, **known)) == reading


LOGINS = SignalSource("logins", "mean of 30 days")


@pytest.mark.parametrize(
    ("signals", "reading"),
    [
        ({}, (None, None, "no logins known")),
        ({LOGINS: (None, None)}, (None, None, "no logins known")),
        ({LOGINS: (12.5, ago(4))}, (12.5, 4, None)),
        ({SignalSource("logins", "newest"): (3.0, ago(1))}, (None, None, "no logins known")),
    ],
)
def test_an_imported_metric_can_be_a_factor(signals, reading):
    assert read_one("my_logins", LOGINS, AccountFacts(1, signals=signals)) == reading


def test_a_factor_without_a_rule_is_named():
    with pytest.raises(KeyError, match="moon_phase"):
        read_one("moon_phase", None, AccountFacts(1))


def read_one(key, signal, facts):
    raw, age, why = read_factor(key, signal, FactColumns.of([facts]), AS_OF.toordinal(), MAX_AGES.get(key))
    value, days = known(float(raw[0])), known(float(age[0]))
    reason = next((words for holds, words in why if holds[0]), None)
    assert (reason is None) is (value is not None)
    return value, days, reason


@pytest.mark.parametrize(("days", "sub"), [(0, 100), (14, 100), (21, 50), (35 - 3.5, 25), (42, 0), (90, 0)])
def test_touch_follows_the_accounts_own_cadence(days, sub):
    facts = AccountFacts(1, ideal_days=14, maximum_days=21, last_two_way_on=ago(int(days)))
    row = score(default_model(), facts, AS_OF)
    assert row is not None
    touch = next(factor for factor in row.factors if factor.key == "two_way_touch")
    assert touch.sub_score == pytest.approx(sub if days == int(days) else 50 * (42 - int(days)) / 21)


@pytest.mark.parametrize(
    ("key", "known", "limit"),
    [
        ("active_ratio", {"active_users_30d": 3.0, "seats": 5, "active_users_on": None}, 30),
        ("goals_on_track", {"goals_active": 1, "goals_updated_on": None}, 100),
        ("relationship", {"nps_mean": 50.0, "nps_on": None}, 180),
        ("ticket_load", {"are_tickets_known": True, "tickets_known_on": None}, 14),
        ("pulse", {"pulse": 3, "pulse_on": None}, 60),
    ],
)
def test_maximum_age(key, known, limit):
    field = next(name for name, value in known.items() if value is None)
    for days, is_stale in ((limit, False), (limit + 1, True)):
        row = score(default_model(), AccountFacts(1, **(known | {field: ago(days)})), AS_OF)
        assert row is not None
        factor = next(factor for factor in row.factors if factor.key == key)
        assert (factor.is_stale, factor.sub_score is None, factor.age_days) == (is_stale, is_stale, days)

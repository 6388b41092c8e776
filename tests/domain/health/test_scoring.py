"""The score: worked cases, policies, coverage, bands, rounding, contributions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.health import AccountFacts, FactorRow, HealthModel, HealthRow, default_model
from csworkbench.domain.health.model import POLICIES
from csworkbench.domain.health.parts import CurvePoint, Factor, Group
from csworkbench.domain.health.scoring import score
from csworkbench.domain.health.weights import effective_weights, round_half_up, whole_parts

AS_OF = date(2026, 5, 20)
MODEL = default_model()

WORKED_FLAT = (0.30, 0.20, 0.30, 0.10, 0.10)
WORKED_GROUPS = (0, 0, 1, 2, 2)
WORKED_PRESENT = (True, False, True, False, False)


def scored(facts: AccountFacts, model: HealthModel = MODEL) -> HealthRow:
    row = score(model, facts, AS_OF)
    assert row is not None
    return row


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def worked_model(policy: str) -> HealthModel:
    identity = (CurvePoint(0, 0), CurvePoint(1, 100))
    percent = (CurvePoint(0, 0), CurvePoint(100, 100))
    return HealthModel(
        version=7,
        policy=policy,
        groups=(
            Group(
                "u", "Usage", 50, (Factor("relationship", "a", 60, percent), Factor("usage_trend", "b", 40, identity))
            ),
            Group("e", "Engagement", 30, (Factor("goals_on_track", "c", 100, identity),)),
            Group("s", "Sentiment", 20, (Factor("ticket_load", "d", 50, identity), Factor("pulse", "e", 50, identity))),
        ),
    )


WORKED_FACTS = AccountFacts(1, nps_mean=80, nps_on=AS_OF, goals_active=5, goals_on_track=2, goals_updated_on=AS_OF)


@pytest.mark.parametrize(
    ("policy", "exact"), [("two-level", 65.0), ("flat", 60.0), ("neutral 50", 56.0), ("zero", 36.0)]
)
def test_worked_case(policy, exact):
    row = scored(WORKED_FACTS, worked_model(policy))
    assert row.exact_score == pytest.approx(exact, abs=1e-9)
    assert row.score == exact
    assert row.coverage == 0.6
    assert row.policy == policy
    assert sum(factor.points for factor in row.factors) == row.score


@pytest.mark.parametrize(
    ("policy", "weights"),
    [
        ("two-level", (50 / 80, 0, 30 / 80, 0, 0)),
        ("flat", (0.5, 0, 0.5, 0, 0)),
        ("neutral 50", WORKED_FLAT),
        ("zero", WORKED_FLAT),
    ],
)
def test_worked_weights(policy, weights):
    found = effective_weights(WORKED_FLAT, WORKED_GROUPS, WORKED_PRESENT, policy)
    assert found == pytest.approx(weights)


def test_default_model_has_the_published_flat_weights():
    weights = {factor.key: factor.weight for factor in MODEL.plan.factors}
    assert weights == {
        "active_ratio": 0.21,
        "usage_trend": 0.14,
        "goals_on_track": 0.15,
        "two_way_touch": 0.1,
        "key_people": 0.06,
        "last_review": 0.04,
        "relationship": 0.09,
        "open_complaints": 0.06,
        "ticket_load": 0.1,
        "pulse": 0.05,
    }


FULL = AccountFacts(
    1,
    active_users_30d=20,
    active_users_before_90d=20,
    active_users_on=ago(1),
    seats=40,
    goals_active=4,
    goals_on_track=3,
    goals_updated_on=ago(10),
    ideal_days=14,
    maximum_days=21,
    last_two_way_on=ago(21),
    key_people_known=2,
    key_people_heard=1,
    last_review_on=ago(91),
    review_cadence_days=91,
    nps_mean=80,
    nps_on=ago(30),
    complaint_points=2,
    is_heard=True,
    ticket_load=4,
    are_tickets_known=True,
    tickets_known_on=ago(2),
    pulse=3,
    pulse_on=ago(5),
)


def test_full_account_by_hand():
    # 70*.21 + 70*.14 + 75*.15 + 50*.10 + 50*.06 + 100*.04 + 80*.09 + 70*.06 + 70*.10 + 50*.05
    row = scored(FULL)
    assert row.exact_score == pytest.approx(68.65)
    assert (row.score, row.band, row.coverage) == (69, "watch", 1.0)
    subs = {factor.key: factor.sub_score for factor in row.factors}
    assert subs == pytest.approx(
        {
            "active_ratio": 70,
            "usage_trend": 70,
            "goals_on_track": 75,
            "two_way_touch": 50,
            "key_people": 50,
            "last_review": 100,
            "relationship": 80,
            "open_complaints": 70,
            "ticket_load": 70,
            "pulse": 50,
        }
    )
    touch = next(factor for factor in row.factors if factor.key == "two_way_touch")
    assert touch.contribution == pytest.approx(5)
    assert touch.could_still_gain == pytest.approx(5)
    assert touch.raw == 21


def test_stale_is_missing_but_shown_with_its_age():
    row = scored(replace(FULL, pulse_on=ago(61)))
    pulse = row.factors[-1]
    assert (pulse.raw, pulse.age_days, pulse.sub_score, pulse.is_stale) == (3, 61, None, True)
    assert pulse.missing_reason == "stale: 61 days old, at most 60 count"
    assert pulse.effective_weight == 0
    assert row.coverage == 0.95
    assert scored(replace(FULL, pulse_on=ago(60))).coverage == 1.0


def test_low_coverage_is_grey_and_never_green():
    row = scored(AccountFacts(1, active_users_30d=40, active_users_on=AS_OF, seats=40, pulse=5, pulse_on=AS_OF))
    assert row.score == 100
    assert row.coverage == 0.26
    assert row.band == "insufficient data"


def test_coverage_at_the_floor_counts():
    facts = AccountFacts(
        1,
        active_users_30d=40,
        active_users_before_90d=40,
        active_users_on=AS_OF,
        seats=40,
        goals_active=1,
        goals_on_track=1,
        goals_updated_on=AS_OF,
    )
    row = scored(facts)
    assert row.coverage == 0.5
    assert row.band == "healthy"


@pytest.mark.parametrize("policy", POLICIES)
def test_nothing_known(policy):
    row = scored(AccountFacts(1), replace(MODEL, policy=policy))
    assert row.score == {"neutral 50": 50, "zero": 0}.get(policy)
    assert row.band == "insufficient data"
    assert row.coverage == 0
    assert all(factor.missing_reason for factor in row.factors)


def test_churned_account_is_not_scored():
    assert score(MODEL, replace(FULL, status="churned"), AS_OF) is None


@pytest.mark.parametrize(
    ("whole", "band"),
    [(0, "at risk"), (50, "at risk"), (51, "watch"), (75, "watch"), (76, "healthy"), (100, "healthy")],
)
def test_bands(whole, band):
    assert MODEL.band(whole) == band


def one_factor_model() -> HealthModel:
    percent = (CurvePoint(0, 0), CurvePoint(100, 100))
    return HealthModel(1, (Group("v", "Voice", 1, (Factor("relationship", "Relationship", 1, percent),)),))


@pytest.mark.parametrize(
    ("exact", "whole", "band"),
    [
        (50.49, 50, "at risk"),
        (50.5, 51, "watch"),
        (75.4999, 75, "watch"),
        (75.5, 76, "healthy"),
        (74.5, 75, "watch"),
        (0.5, 1, "at risk"),
    ],
)
def test_the_rounded_number_is_banded(exact, whole, band):
    row = scored(AccountFacts(1, nps_mean=exact, nps_on=AS_OF), one_factor_model())
    assert (row.score, row.band) == (whole, band)


@pytest.mark.parametrize(
    ("value", "whole"),
    [(0.0, 0), (0.5, 1), (1.5, 2), (2.5, 3), (64.49999999999999, 65), (64.4999, 64), (64.49999, 64), (99.5, 100)],
)
def test_half_up_without_float_noise(value, whole):
    assert round_half_up(value) == whole


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 100)), min_size=1, max_size=6))
def test_rounding_agrees_with_exact_arithmetic(pairs):
    total = sum(weight for weight, _ in pairs)
    if not total:
        return
    exact = sum(Fraction(weight * sub, total) for weight, sub in pairs)
    assert round_half_up(sum(weight / total * sub for weight, sub in pairs)) == floor(exact + Fraction(1, 2))


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12))
def test_whole_parts_add_up_and_stay_near(parts):
    total = round_half_up(sum(parts))
    wholes = whole_parts(parts, total)
    assert sum(wholes) == total
    assert all(abs(whole - part) < 1.000001 for whole, part in zip(wholes, parts, strict=True))
    assert all(whole == 0 for whole, part in zip(wholes, parts, strict=True) if part == 0)


def test_ties_go_to_the_earlier_part():
    assert whole_parts([1.5, 1.5, 1.0], 4) == [2, 1, 1]


maybe_day = st.none() | st.integers(0, 400).map(ago)
maybe_mean = st.none() | st.floats(0, 1e6)
maybe_percent = st.none() | st.floats(0, 100)
any_facts = st.builds(
    AccountFacts,
    account_id=st.just(1),
    status=st.sampled_from(["active", "in notice", "won back"]),
    active_users_30d=maybe_mean,
    active_users_before_90d=maybe_mean,
    active_users_on=maybe_day,
    seats=st.none() | st.integers(0, 5000),
    goals_active=st.integers(0, 5),
    goals_on_track=st.integers(0, 5),
    goals_updated_on=maybe_day,
    ideal_days=st.none() | st.integers(1, 200),
    maximum_days=st.none() | st.integers(1, 200),
    last_two_way_on=maybe_day,
    onboarded_on=maybe_day,
    key_people_known=st.integers(0, 4),
    key_people_heard=st.integers(0, 4),
    last_review_on=maybe_day,
    review_cadence_days=st.none() | st.integers(0, 400),
    nps_mean=maybe_percent,
    nps_on=maybe_day,
    csat_mean=maybe_percent,
    csat_on=maybe_day,
    complaint_points=st.integers(0, 50),
    is_heard=st.booleans(),
    ticket_load=st.floats(0, 1000),
    are_tickets_known=st.booleans(),
    tickets_known_on=maybe_day,
    pulse=st.none() | st.integers(1, 5),
    pulse_on=maybe_day,
    champion_left_on=maybe_day,
    critical_complaint_on=maybe_day,
    in_notice_since=maybe_day,
)


@given(any_facts, st.sampled_from(POLICIES))
def test_what_holds_for_every_account(facts, policy):
    model = replace(MODEL, policy=policy)
    row = scored(facts, model)
    assert 0 <= row.coverage <= 1
    assert row.band in ("healthy", "watch", "at risk", "insufficient data")
    if row.score is None or row.exact_score is None:
        assert all(factor.sub_score is None for factor in row.factors)
        return
    assert 0 <= row.score <= 100
    assert sum(factor.points for factor in row.factors) == row.score
    assert sum(factor.contribution for factor in row.factors) == pytest.approx(row.exact_score)
    gain = sum(factor.could_still_gain for factor in row.factors)
    assert gain == pytest.approx(100 - row.exact_score, abs=1e-6)
    assert sum(factor.effective_weight for factor in row.factors) == pytest.approx(1)
    for factor in row.factors:
        check_factor(factor)


def check_factor(factor: FactorRow) -> None:
    assert factor.sub_score is None or 0 <= factor.sub_score <= 100
    assert factor.contribution == pytest.approx(factor.effective_weight * (factor.sub_score or 0))
    assert not (factor.is_stale and factor.missing_reason is None)

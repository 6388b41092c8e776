"""Columns against a slow reference in exact fractions: random models, random facts, one account and many."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.health import AccountFacts, HealthModel, default_model
from csworkbench.domain.health.fact_columns import FactColumns
from csworkbench.domain.health.model import POLICIES
from csworkbench.domain.health.parts import CurvePoint, Factor, Group, SignalSource, Veto
from csworkbench.domain.health.scoring import score, score_columns
from csworkbench.domain.health.vetoes import BAND_WORDS
from tests.domain.health.reference import reference

AS_OF = date(2026, 5, 20)
LOGINS = SignalSource("logins", "newest")
RULE_KEYS = tuple(factor.key for factor in default_model().plan.factors)
RANGES = {"goals_on_track": 1, "key_people": 1, "active_ratio": 1, "usage_trend": 1, "last_review": 3}


def days_ago(chance: random.Random) -> date:
    return AS_OF - timedelta(days=chance.choice((0, 1, 13, 14, 15, 29, 30, 31, 60, 61, 100, 179, 180, 181, 400)))


def maybe(chance: random.Random, value: object) -> object:
    return value if chance.random() < 0.7 else None


def random_facts(chance: random.Random, key: int) -> AccountFacts:
    goals, people = chance.randint(0, 4), chance.randint(0, 4)
    values: dict = {
        "status": chance.choice(("active", "in notice", "won back")),
        "active_users_30d": maybe(chance, chance.choice((0.0, 1.0, 7.5, 12.25, 40.0))),
        "active_users_before_90d": maybe(chance, chance.choice((0.0, 1.0, 8.0, 16.0))),
        "active_users_on": days_ago(chance),
        "seats": maybe(chance, chance.choice((0, 1, 16, 50))),
        "goals_active": goals,
        "goals_on_track": chance.randint(0, goals),
        "goals_updated_on": days_ago(chance),
        "ideal_days": maybe(chance, chance.choice((14, 30))),
        "maximum_days": maybe(chance, chance.choice((21, 45))),
        "last_two_way_on": maybe(chance, days_ago(chance)),
        "onboarded_on": maybe(chance, days_ago(chance)),
        "first_contract_start_on": maybe(chance, days_ago(chance)),
        "key_people_known": people,
        "key_people_heard": chance.randint(0, people),
        "last_review_on": maybe(chance, days_ago(chance)),
        "review_cadence_days": maybe(chance, chance.choice((91, 182))),
        "nps_mean": maybe(chance, chance.choice((0.0, 62.5, 100.0))),
        "nps_on": days_ago(chance),
        "csat_mean": maybe(chance, chance.choice((25.0, 75.0))),
        "csat_on": days_ago(chance),
        "complaint_points": chance.randint(0, 9),
        "is_heard": chance.random() < 0.7,
        "ticket_load": chance.choice((0.0, 1.5, 8.0, 33.0)),
        "are_tickets_known": chance.random() < 0.7,
        "tickets_known_on": days_ago(chance),
        "pulse": maybe(chance, chance.randint(1, 5)),
        "pulse_on": days_ago(chance),
        "champion_left_on": maybe(chance, days_ago(chance)),
        "critical_complaint_on": maybe(chance, days_ago(chance)),
        "signals": {LOGINS: (maybe(chance, chance.uniform(-1, 200)), days_ago(chance))},
    }
    return AccountFacts(key, **values)


def random_curve(chance: random.Random, reach: float) -> tuple[CurvePoint, ...]:
    places = sorted(chance.choice((-1, 0, 1, 2, 3)) * reach / 2 for _ in range(chance.randint(1, 5)))
    return tuple(CurvePoint(at, chance.choice((0, 12.5, 50, 70, 100))) for at in places)


def random_factor(chance: random.Random, key: str) -> Factor:
    weight, age = chance.choice((1, 2, 3, 12.5, 40)), maybe(chance, chance.choice((14, 30, 180)))
    if key == "logins":
        return Factor(key, key, weight, random_curve(chance, 100), age, LOGINS)  # type: ignore[arg-type]
    if key == "two_way_touch" and chance.random() < 0.7:
        heights = [chance.choice((0, 50, 100)) for _ in range(3)]
        curve = tuple(CurvePoint(at, y) for at, y in zip(("ideal", "maximum", "2 x maximum"), heights, strict=True))
        return Factor(key, key, weight, curve, age)  # type: ignore[arg-type]
    return Factor(key, key, weight, random_curve(chance, RANGES.get(key, 20)), age)  # type: ignore[arg-type]


def random_model(chance: random.Random) -> HealthModel:
    keys = chance.sample((*RULE_KEYS, "logins"), chance.randint(1, 11))
    groups: list[list[str]] = [[] for _ in range(chance.randint(1, 4))]
    for key in keys:
        chance.choice(groups).append(key)
    made = tuple(
        Group(
            f"g{place}", f"G{place}", chance.choice((1, 5, 20, 35)), tuple(random_factor(chance, key) for key in inside)
        )
        for place, inside in enumerate(groups)
        if inside
    )
    at_risk = chance.randint(0, 60)
    vetoes = [
        Veto(kind, chance.choice(("watch", "at risk"))) for kind in ("champion left", "critical complaint", "in notice")
    ]
    return HealthModel(
        3,
        made,
        tuple(veto for veto in vetoes if chance.random() < 0.5),
        policy=chance.choice(POLICIES),
        coverage_floor=chance.choice((0, 0.3, 0.5, 1)),
        at_risk_up_to=at_risk,
        watch_up_to=chance.randint(at_risk + 1, 99),
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_columns_give_what_the_rules_say(seed: int):
    chance = random.Random(seed)
    model = random_model(chance)
    facts = [random_facts(chance, key) for key in range(1, 9)]
    columns = score_columns(model, FactColumns.of(facts), AS_OF)
    for place, one in enumerate(facts):
        slow, row = reference(model, one, AS_OF), columns.row(place)
        assert row is not None
        assert (row.score is None) is (slow.score is None)
        assert {
            factor.key: factor.sub_score is None for factor in row.factors if row.policy in ("flat", "two-level")
        } == {key: sub is None for key, sub in slow.subs.items() if row.policy in ("flat", "two-level")}
        if slow.exact is not None:
            assert row.exact_score == pytest.approx(float(slow.exact), abs=1e-8)
            # Weights are kept to 12 decimals: exact to 8, and within a hair of a half a score may fall to either side.
            if abs(slow.exact - int(slow.exact) - Fraction(1, 2)) > Fraction(1, 10**8):
                assert row.score == slow.score
        if abs(slow.coverage - Fraction(model.coverage_floor)) > Fraction(1, 10**8) and row.score == slow.score:
            assert row.band == slow.band
        assert row.coverage == pytest.approx(float(slow.coverage), abs=1e-9)
        assert sum(factor.points for factor in row.factors) == (row.score or 0)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_one_account_alone_scores_to_the_last_bit_as_among_many(seed: int):
    chance = random.Random(seed)
    model = random_model(chance)
    facts = [random_facts(chance, key) for key in range(1, 13)]
    facts[4] = replace(facts[4], status="churned")
    columns = score_columns(model, FactColumns.of(facts), AS_OF)
    alone = [score(model, one, AS_OF) for one in facts]
    assert list(columns.rows()) == alone
    assert [one.exact_score if one else None for one in alone] == [
        columns.row(place).exact_score if columns.is_scored[place] else None  # type: ignore[union-attr]
        for place in range(len(facts))
    ]
    for place, one in enumerate(alone):
        if one is not None:
            assert BAND_WORDS[columns.bands[place]] == one.band
            oldest = columns.oldest_age[place]
            assert one.oldest_input_on == (None if oldest != oldest else AS_OF - timedelta(days=int(oldest)))


def test_facts_come_back_from_their_columns():
    facts = [random_facts(random.Random(seed), seed) for seed in range(40)]
    columns = FactColumns.of(facts)
    assert [columns.facts(place) for place in range(len(facts))] == facts


def test_unknown_columns_are_refused():
    import numpy as np

    with pytest.raises(KeyError, match="moon"):
        FactColumns.complete(np.array([1]), ["active"], {"moon": np.array([1.0])}, {})


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_value_that_is_no_number_is_missing_and_never_green(value: float):
    model = HealthModel(
        1, (Group("g", "G", 1, (Factor("logins", "Logins", 1, (CurvePoint(0, 0), CurvePoint(1, 100)), 30, LOGINS),)),)
    )
    row = score(model, AccountFacts(1, signals={LOGINS: (value, AS_OF)}), AS_OF)
    assert row is not None
    assert (row.score, row.band) == (None, "insufficient data")
    assert row.factors[0].missing_reason in ("not a finite number", "no logins known")


def test_nobody_is_scored_without_accounts():
    assert len(score_columns(default_model(), FactColumns.of([]), AS_OF)) == 0

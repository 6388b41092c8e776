"""Steps per factor and cause add up to the difference of the printed scores, whatever the models and the data."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.health import AccountFacts, HealthRow, default_model, split_change
from csworkbench.domain.health.change_steps import CAUSES, Shown
from csworkbench.domain.health.factors import RULES
from csworkbench.domain.health.model import POLICIES, HealthModel
from csworkbench.domain.health.moment import stored_health
from csworkbench.domain.health.parts import CurvePoint, Factor, Group
from csworkbench.domain.health.rows import factors_to_plain
from csworkbench.domain.health.scoring import score

AS_OF = date(2026, 5, 20)
MODEL = default_model()
KEYS = tuple(sorted(RULES))


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def at(facts: AccountFacts, model: HealthModel = MODEL) -> HealthRow:
    row = score(model, facts, AS_OF)
    assert row is not None
    return row


BASE = AccountFacts(
    1,
    active_users_30d=20,
    active_users_before_90d=20,
    active_users_on=AS_OF,
    seats=40,
    goals_active=2,
    goals_on_track=2,
    goals_updated_on=AS_OF,
    pulse=3,
    pulse_on=AS_OF,
)


def told(before: HealthRow, after: HealthRow) -> dict[tuple[str, str], int]:
    return {(step.cause, step.key): step.points for step in split_change(before, after).steps}


def test_each_factor_gets_its_own_step():
    # 0.21/0.55 of the weight falls from 70 to 40 (active 50 % -> 27 %), 0.15/0.55 from 100 to 50.
    before, after = at(BASE), at(replace(BASE, active_users_30d=20, seats=73, goals_on_track=1))
    steps = told(before, after)
    assert set(steps) == {("values", "active_ratio"), ("values", "goals_on_track")}
    assert sum(steps.values()) == (after.score or 0) - (before.score or 0)
    assert all(points < 0 for points in steps.values())


def test_one_value_changed_while_another_became_stale_and_a_third_known():
    after = replace(BASE, goals_updated_on=ago(101), pulse=5, nps_mean=10, nps_on=AS_OF)
    steps = told(at(BASE), at(after))
    assert set(steps) == {("values", "pulse"), ("known", "relationship"), ("stale", "goals_on_track")}
    assert steps["values", "pulse"] > 0 > steps["known", "relationship"]


def test_everything_goes_stale_while_something_else_becomes_known_without_an_empty_score_between():
    before = at(AccountFacts(1, pulse=5, pulse_on=AS_OF))
    after = at(AccountFacts(1, pulse=5, pulse_on=ago(61), goals_active=2, goals_on_track=1, goals_updated_on=AS_OF))
    assert (before.score, after.score) == (100, 50)
    assert all(abs(points) <= 50 for points in told(before, after).values())


def test_more_weight_on_a_factor_below_the_score_costs_points_at_that_factor():
    groups = tuple(replace(group, weight=50) if group.key == "sentiment" else group for group in MODEL.groups)
    facts = replace(BASE, pulse=1)
    steps = told(at(facts), at(facts, replace(MODEL, version=2, groups=groups)))
    assert {cause for cause, _ in steps} == {"model"}
    assert steps["model", "pulse"] == min(steps.values())


def test_a_factor_that_the_new_model_lacks_is_a_step_of_the_model():
    groups = tuple(group for group in MODEL.groups if group.key != "sentiment")
    facts = replace(BASE, pulse=1)
    steps = told(at(facts), at(facts, replace(MODEL, version=2, groups=groups)))
    assert steps["model", "pulse"] > 0


@pytest.mark.parametrize(
    ("shown", "delta"),
    [
        ((Shown(76, "healthy"), Shown(40, "at risk")), -36),
        ((Shown(90, "healthy"), Shown(90, "healthy")), 0),
        ((Shown(None, "insufficient data"), Shown(90, "healthy")), None),
    ],
)
def test_the_override_takes_what_the_computed_scores_do_not_explain(shown, delta):
    before, after = at(BASE), at(replace(BASE, goals_on_track=0))
    change = split_change(before, after, shown)
    if delta is None:
        assert (change.delta, change.steps, change.overridden) == (None, (), 0)
        return
    computed = (after.score or 0) - (before.score or 0)
    assert change.delta == delta
    assert change.overridden == delta - computed
    assert sum(step.points for step in change.steps) == change.delta


def test_snapshots_with_factors_that_cannot_be_read_leave_one_step():
    cells = json.loads(json.dumps(factors_to_plain(at(BASE).factors)))[:3]
    before = stored_health(MODEL, cells, (60, "watch", 1.0), (AS_OF, AS_OF))
    after = stored_health(MODEL, cells, (70, "watch", 1.0), (AS_OF, AS_OF))
    assert before.factors == ()
    change = split_change(before, after)
    assert [(step.cause, step.points) for step in change.steps] == [("model", 10)]


def test_ages_and_days_of_silence_grow_within_a_stored_stretch():
    facts = replace(BASE, ideal_days=14, maximum_days=21, last_two_way_on=ago(50))
    cells = json.loads(json.dumps(factors_to_plain(at(facts).factors)))
    found = stored_health(MODEL, cells, (60, "watch", 1.0), (AS_OF + timedelta(days=7), AS_OF))
    rows = {row.key: row for row in found.factors}
    assert (rows["two_way_touch"].raw, rows["two_way_touch"].age_days) == (57, 57)
    assert (rows["pulse"].raw, rows["pulse"].age_days) == (3, 7)


days = st.none() | st.integers(0, 250).map(ago)
facts = st.builds(
    AccountFacts,
    account_id=st.just(1),
    active_users_30d=st.none() | st.floats(0, 100),
    active_users_before_90d=st.none() | st.floats(0, 100),
    active_users_on=days,
    seats=st.none() | st.integers(1, 100),
    goals_active=st.integers(0, 4),
    goals_on_track=st.integers(0, 4),
    goals_updated_on=days,
    ideal_days=st.none() | st.integers(7, 30),
    maximum_days=st.none() | st.integers(30, 60),
    last_two_way_on=days,
    onboarded_on=days,
    key_people_known=st.integers(0, 3),
    key_people_heard=st.integers(0, 3),
    review_cadence_days=st.none() | st.just(90),
    last_review_on=days,
    nps_mean=st.none() | st.floats(0, 100),
    nps_on=days,
    is_heard=st.booleans(),
    complaint_points=st.integers(0, 9),
    are_tickets_known=st.booleans(),
    ticket_load=st.floats(0, 30),
    tickets_known_on=days,
    pulse=st.none() | st.integers(1, 5),
    pulse_on=days,
)


@st.composite
def models(draw):
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    groups: list[list[Factor]] = [[] for _ in range(draw(st.integers(1, 4)))]
    for key in keys:
        ys = draw(st.lists(st.integers(0, 100), min_size=1, max_size=4))
        xs = sorted(draw(st.lists(st.floats(-1, 50), min_size=len(ys), max_size=len(ys))))
        points = tuple(CurvePoint(x, y) for x, y in zip(xs, ys, strict=True))
        age = draw(st.none() | st.integers(1, 200))
        factor = Factor(key, key.title(), draw(st.integers(1, 100)), points, age)
        draw(st.sampled_from(groups)).append(factor)
    made = tuple(
        Group(str(place), f"G{place}", draw(st.integers(1, 100)), tuple(factors))
        for place, factors in enumerate(groups)
        if factors
    )
    return HealthModel(draw(st.integers(1, 3)), made, policy=draw(st.sampled_from(POLICIES)))


def stored(row: HealthRow, model: HealthModel):
    cells = json.loads(json.dumps(factors_to_plain(row.factors)))
    return stored_health(model, cells, (row.score, row.band, row.coverage), (AS_OF, AS_OF))


@given(facts, facts, models(), models())
def test_steps_add_up_to_the_printed_difference_over_any_two_models(before, after, old_model, new_model):
    first, second = at(before, old_model), at(after, new_model)
    change = split_change(first, second)
    if first.score is None or second.score is None:
        assert (change.delta, change.steps) == (None, ())
        return
    assert sum(step.points for step in change.steps) == change.delta == second.score - first.score
    assert sum(change.points_of(cause) for cause in CAUSES) == change.delta
    # Whole points stay next to the exact ones.
    assert all(abs(step.points - step.effect) < 2 for step in change.steps)
    exact = (second.exact_score or 0) - (first.exact_score or 0)
    assert sum(step.effect for step in change.steps) == pytest.approx(exact, abs=1e-6)


@given(facts, facts, models())
def test_the_same_model_never_has_a_step_of_the_model(before, after, model):
    change = split_change(at(before, model), at(after, model))
    assert change.model_changed == 0
    assert all(step.cause != "model" for step in change.steps if abs(step.effect) > 1e-6)


@given(facts, facts, models(), models())
def test_what_was_stored_splits_like_what_was_computed(before, after, old_model, new_model):
    first, second = at(before, old_model), at(after, new_model)
    computed = split_change(first, second)
    from_store = split_change(stored(first, old_model), stored(second, new_model))
    assert [(s.cause, s.key, s.points) for s in from_store.steps] == [
        (s.cause, s.key, s.points) for s in computed.steps
    ]
    assert from_store.delta == computed.delta


@given(facts, facts, models(), st.integers(0, 100), st.integers(0, 100))
def test_with_overrides_the_steps_still_add_up(before, after, model, old, new):
    change = split_change(at(before, model), at(after, model), (Shown(old, "watch"), Shown(new, "watch")))
    assert sum(step.points for step in change.steps) == change.delta == new - old

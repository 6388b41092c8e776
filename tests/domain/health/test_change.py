"""A change of the score is split into causes that add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.health import AccountFacts, HealthRow, default_model, split_change
from csworkbench.domain.health.model import POLICIES, HealthModel
from csworkbench.domain.health.scoring import score

AS_OF = date(2026, 5, 20)
MODEL = default_model()


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


BASE = AccountFacts(
    1,
    active_users_30d=20,
    active_users_before_90d=20,
    active_users_on=AS_OF,
    seats=40,
    goals_active=2,
    goals_on_track=2,
    goals_updated_on=AS_OF,
    is_heard=True,
    pulse=3,
    pulse_on=AS_OF,
)


def at(facts: AccountFacts, model: HealthModel = MODEL, as_of: date = AS_OF) -> HealthRow:
    row = score(model, facts, as_of)
    assert row is not None
    return row


def heavier_usage() -> HealthModel:
    groups = tuple(replace(group, weight=90) if group.key == "usage" else group for group in MODEL.groups)
    return replace(MODEL, version=2, groups=groups)


def test_only_values_changed():
    change = split_change(at(BASE), at(replace(BASE, goals_on_track=0)))
    assert change.delta is not None
    assert change.delta < 0
    assert change.values_changed == change.delta
    assert (change.model_changed, change.became_stale, change.became_known) == (0, 0, 0)
    assert change.band_cause == "score"


def test_became_stale():
    change = split_change(at(BASE), at(replace(BASE, goals_updated_on=ago(101))))
    assert change.delta is not None
    assert change.delta < 0
    assert change.became_stale == change.delta
    assert change.values_changed == 0


def test_became_known():
    change = split_change(at(BASE), at(replace(BASE, nps_mean=0, nps_on=AS_OF)))
    assert change.delta is not None
    assert change.delta < 0
    assert change.became_known == change.delta


def test_only_the_model_changed():
    change = split_change(at(BASE), at(BASE, heavier_usage()))
    assert change.delta is not None
    assert change.delta < 0
    assert change.model_changed == change.delta
    assert (change.values_changed, change.became_stale, change.became_known) == (0, 0, 0)


def test_a_veto_moves_the_band_and_no_points():
    facts = replace(BASE, goals_on_track=2, pulse=5, active_users_30d=40)
    change = split_change(at(facts), at(replace(facts, champion_left_on=AS_OF)))
    assert (change.delta, change.band_before, change.band_after) == (0, "healthy", "watch")
    assert change.band_cause == "veto or override"


def test_coverage_alone_can_grey_the_band():
    change = split_change(at(BASE), at(replace(BASE, goals_active=0, pulse=None)))
    assert (change.band_after, change.band_cause) == ("insufficient data", "coverage")


def test_without_a_score_there_is_no_difference():
    change = split_change(at(AccountFacts(1)), at(BASE))
    assert change.delta is None
    assert (change.values_changed, change.model_changed, change.became_stale, change.became_known) == (0, 0, 0, 0)


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
    ideal_days=st.just(14),
    maximum_days=st.just(21),
    last_two_way_on=days,
    nps_mean=st.none() | st.floats(0, 100),
    nps_on=days,
    is_heard=st.booleans(),
    complaint_points=st.integers(0, 9),
    pulse=st.none() | st.integers(1, 5),
    pulse_on=days,
)
models = st.tuples(st.sampled_from([MODEL, heavier_usage()]), st.sampled_from(POLICIES)).map(
    lambda pair: replace(pair[0], policy=pair[1])
)


@given(facts, facts, models, models)
def test_the_split_adds_up_exactly(before, after, old_model, new_model):
    first, second = at(before, old_model), at(after, new_model)
    change = split_change(first, second)
    parts = change.values_changed + change.model_changed + change.became_stale + change.became_known
    if first.score is None or second.score is None:
        assert change.delta is None
        assert parts == 0
    else:
        assert parts == change.delta == second.score - first.score


@given(facts, models)
def test_nothing_changed_splits_into_nothing(known, model):
    change = split_change(at(known, model), at(known, model))
    assert change.delta in (0, None)
    assert (change.values_changed, change.model_changed, change.became_stale, change.became_known) == (0, 0, 0, 0)
    assert change.band_cause == ""

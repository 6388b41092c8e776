"""Model files: what is written comes back, what is not understood is refused with its place, nothing crashes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.health import HealthModel, default_model
from csworkbench.domain.health.draft import ModelDraft
from csworkbench.domain.health.model import POLICIES, Serves
from csworkbench.domain.health.model_file import (
    FORMAT_VERSION,
    ModelFileFault,
    draft_from_text,
    draft_to_text,
    model_to_text,
)
from csworkbench.domain.health.parts import SIGNAL_READINGS, CurvePoint, Factor, Group, SignalSource, Veto

names = st.text(min_size=1, max_size=12).filter(str.strip)
weights = st.floats(0.001, 1000)


@st.composite
def models(draw) -> HealthModel:
    keys = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    factors = []
    for key in keys:
        places = sorted(draw(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=4)))
        curve = tuple(CurvePoint(at, draw(st.floats(0, 100))) for at in places)
        source = SignalSource(draw(names), draw(st.sampled_from(SIGNAL_READINGS)))
        factors.append(
            Factor(key, draw(names), draw(weights), curve, draw(st.one_of(st.none(), st.integers(1, 400))), source)
        )
    low = draw(st.integers(0, 98))
    return HealthModel(
        version=draw(st.integers(1, 99)),
        groups=(Group("g", draw(names), draw(weights), tuple(factors)), *default_model().groups[1:]),
        vetoes=draw(st.sampled_from([(), (Veto("in notice", "at risk"),)])),
        policy=draw(st.sampled_from(POLICIES)),
        coverage_floor=draw(st.floats(0, 1)),
        at_risk_up_to=low,
        watch_up_to=draw(st.integers(low + 1, 99)),
        name=draw(names).strip(),
        serves=Serves(tuple(draw(st.lists(names, max_size=2))), tuple(draw(st.lists(names, max_size=2)))),
    )


@settings(max_examples=100)
@given(models())
def test_what_is_written_comes_back(model):
    assert draft_from_text(model_to_text(model, "1.0")) == ModelDraft.of(model)


@settings(max_examples=50)
@given(models())
def test_a_draft_is_kept_as_it_stands_with_all_its_faults(model):
    draft = ModelDraft.of(model)
    draft.watch_up_to = -3
    draft.groups[0].weight = float("inf")
    draft.groups[0].factors[0].curve = []
    assert draft_from_text(draft_to_text(draft, "1.0")) == draft


def text(**changes: Any) -> str:
    return json.dumps(json.loads(model_to_text(default_model(), "1.0")) | changes)


def with_model(change) -> str:
    whole = json.loads(model_to_text(default_model(), "1.0"))
    change(whole["model"])
    return json.dumps(whole)


def test_a_file_of_a_newer_program_is_refused_before_anything_else_is_looked_at():
    with pytest.raises(ModelFileFault, match=f"newer program .format {FORMAT_VERSION + 1}") as caught:
        draft_from_text(text(format_version=FORMAT_VERSION + 1, model="something new", more=1))
    assert caught.value.is_newer


@pytest.mark.parametrize(
    ("given_text", "words"),
    [
        ("", "no JSON: line 1"),
        ("[" * 100_000, "no JSON"),
        ("[]", "The file must be a mapping"),
        ("{}", '"format" is not'),
        (text(format="other"), '"format" is not'),
        (text(format_version=True), "format_version"),
        (text(format_version=0), "format_version"),
        (text(colour="red"), "The file has 'colour'"),
        ('{"format": 1, "format": 2}', "'format' stands twice"),
        (with_model(lambda m: m.update(mood=1)), "The model has 'mood'"),
        (with_model(lambda m: m.pop("policy")), 'The model has no "policy"'),
        (with_model(lambda m: m["serves"].update(people=[])), "Serves has 'people'"),
        (with_model(lambda m: m["serves"].update(segments="SMB")), "a list of texts was expected, not 'SMB'"),
        (with_model(lambda m: m.update(watch_up_to=75.5)), '"watch_up_to" must be a whole number, not 75.5'),
        (with_model(lambda m: m.update(groups={})), '"groups" must be a list'),
        (with_model(lambda m: m["groups"][0].update(weight="35")), "the group 'usage', \"weight\" must be a number"),
        (with_model(lambda m: m["groups"][0]["factors"][0].update(curve=[[1]])), "the factor 'active_ratio', a point"),
        (with_model(lambda m: m["groups"][0]["factors"][0].update(curve=[[1, None]])), "a sub-score is a number"),
        (with_model(lambda m: m["groups"][0]["factors"][0].update(curve=[[[], 1]])), "lies at a number, not at []"),
        (with_model(lambda m: m["groups"][0]["factors"][0].update(signal=["m"])), '"signal" is a metric and how'),
        (with_model(lambda m: m["groups"][0]["factors"][0].pop("max_age_days")), 'has no "max_age_days"'),
        (with_model(lambda m: m["vetoes"].append({"kind": 3, "at_most": "watch"})), '"kind" must be a text'),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(given_text, words):
    with pytest.raises(ModelFileFault) as caught:
        draft_from_text(given_text)
    assert words in str(caught.value)


def test_numbers_beyond_all_limits_are_left_to_the_validation():
    huge = with_model(lambda m: m["groups"][0].update(weight=0)).replace('"weight": 0', f'"weight": {10**400}')
    assert draft_from_text(huge).groups[0].weight == float("inf")
    nan = with_model(lambda m: m["groups"][0].update(weight=float("nan")))
    assert draft_from_text(nan).groups[0].weight != draft_from_text(nan).groups[0].weight


def test_a_mark_at_the_start_of_the_file_is_no_fault():
    assert draft_from_text("\ufeff" + text()) == ModelDraft.of(default_model())


KEYS = st.sampled_from(["name", "groups", "vetoes", "serves", "key", "curve", "factors", "x"])
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), st.text(max_size=5)),
    lambda inside: st.one_of(st.lists(inside, max_size=3), st.dictionaries(KEYS, inside, max_size=4)),
)


def sentence_about(given_text: str) -> str:
    try:
        draft_from_text(given_text)
    except ModelFileFault as fault:
        return str(fault)
    return "It is a draft."


@settings(max_examples=200)
@given(anything)
def test_whatever_stands_in_the_file_it_is_a_draft_or_a_sentence(inside):
    assert sentence_about(text(model=inside)).endswith(".")


def test_the_version_of_a_file_is_only_told():
    assert draft_from_text(model_to_text(replace(default_model(), version=9), "1")) == ModelDraft.of(default_model())

"""What is wrong with a model: each fault once, at its place, in words; nothing else keeps it from being made."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.health import default_model
from csworkbench.domain.health.draft import (
    BUILT_IN,
    FactorDraft,
    GroupDraft,
    ModelDraft,
    built_in_factor,
    signal_factor,
)
from csworkbench.domain.health.factors import RULES
from csworkbench.domain.health.model import POLICIES
from csworkbench.domain.health.parts import SIGNAL_READINGS, VETO_KINDS, SignalSource
from csworkbench.domain.health.validation import Place, Problem, errors, problems

NAN, INFINITY = float("nan"), float("inf")


def draft() -> ModelDraft:
    return ModelDraft.of(default_model())


def found(change: Callable[[ModelDraft], object], metrics: set[str] | None = None) -> list[Problem]:
    one = draft()
    change(one)
    return problems(one, metrics)


def usage(one: ModelDraft) -> FactorDraft:
    return one.groups[0].factors[0]


def put(part: object, **values: object) -> None:
    for name, value in values.items():
        setattr(part, name, value)


RATIO = ("usage", "active_ratio")
FAULTS: list[tuple[str, Callable[[ModelDraft], object], Place, str]] = [
    ("name", lambda m: put(m, name="  "), Place("name"), "A model needs a name"),
    ("policy", lambda m: put(m, policy="guess"), Place("policy"), "There is no policy 'guess'"),
    ("floor", lambda m: put(m, coverage_floor=1.2), Place("coverage_floor"), "0 to 100 %"),
    ("floor NaN", lambda m: put(m, coverage_floor=NAN), Place("coverage_floor"), "0 to 100 %"),
    ("bands overlap", lambda m: put(m, watch_up_to=50), Place("watch_up_to"), "The bands overlap"),
    ("band outside", lambda m: put(m, watch_up_to=100), Place("watch_up_to"), "between 1 and 99"),
    ("band below", lambda m: put(m, at_risk_up_to=-1), Place("at_risk_up_to"), "between 0 and 99"),
    ("trend", lambda m: put(m, trend_days=0), Place("trend_days"), "1 to 3,650 days"),
    ("dead band", lambda m: put(m, dead_band=-1), Place("dead_band"), "0 to 100 points"),
    ("negative", lambda m: put(usage(m), weight=-1.0), Place("weight", *RATIO), "0 to 1,000,000, not -1"),
    ("NaN", lambda m: put(usage(m), weight=NAN), Place("weight", *RATIO), "A weight is a number, not nan"),
    ("infinite", lambda m: put(m.groups[0], weight=INFINITY), Place("weight", "usage"), "a number, not inf"),
    ("age", lambda m: put(usage(m), max_age_days=0), Place("max_age_days", *RATIO), "1 to 36,500 days"),
    ("label", lambda m: put(usage(m), label=" "), Place("label", *RATIO), "needs a name"),
    ("no point", lambda m: put(usage(m), curve=[]), Place("curve", *RATIO), "has no point"),
    ("backwards", lambda m: put(usage(m), curve=[(1.0, 0), (0.5, 9)]), Place("curve", *RATIO), "must rise from left"),
    ("place NaN", lambda m: put(usage(m), curve=[(NAN, 0)]), Place("curve", *RATIO), "lies at a number"),
    ("height", lambda m: put(usage(m), curve=[(0.0, 0), (1.0, 101)]), Place("curve", *RATIO), "0 to 100, not 101"),
    ("height NaN", lambda m: put(usage(m), curve=[(0.0, NAN)]), Place("curve", *RATIO), "0 to 100, not nan"),
    ("cadence", lambda m: put(usage(m), curve=[("ideal", 9)]), Place("curve", *RATIO), "can follow the cadence"),
    ("reference", lambda m: put(usage(m), curve=[("soon", 9)]), Place("curve", *RATIO), "can't refer to 'soon'"),
    ("mixed", lambda m: put(usage(m), curve=[("ideal", 9), (7.0, 1)]), Place("curve", *RATIO), "mixes numbers"),
    ("unknown", lambda m: put(usage(m), key="moon"), Place("signal", "usage", "moon"), "knows no factor 'moon'"),
    (
        "reading",
        lambda m: put(usage(m), key="x", signal=SignalSource("logins", "often")),
        Place("signal", "usage", "x"),
        "can't be read as 'often'",
    ),
    (
        "taken key",
        lambda m: put(usage(m), signal=SignalSource("logins", "newest")),
        Place("signal", *RATIO),
        "is built in",
    ),
    ("twice", lambda m: m.groups[1].factors.append(copy.copy(usage(m))), Place("key", *RATIO), "in the model 2 times"),
    ("group twice", lambda m: put(m.groups[1], key="usage"), Place("key", "usage"), "is in the model 2 times"),
    ("empty group", lambda m: m.groups.append(GroupDraft("n", "New", 5)), Place("weight", "n"), "has no factor"),
    ("veto", lambda m: m.vetoes.append(("rain", "watch")), Place("vetoes"), "no veto 'rain'"),
    ("veto twice", lambda m: m.vetoes.append(m.vetoes[0]), Place("vetoes"), "stands there 2 times"),
    ("nothing", lambda m: put(m, groups=[]), Place("groups"), "at least one factor"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "place", "words"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_fault_is_told_at_its_place(change, place, words):
    told = errors(found(change))
    assert [(one.place, words in one.words) for one in told] == [(place, True)], told


def test_the_default_model_has_nothing_to_mend():
    assert problems(draft(), set()) == []


def test_weights_that_are_all_zero_are_no_model():
    def nothing(model: ModelDraft) -> None:
        for group in model.groups:
            group.weight = 0.0

    assert [one.place for one in errors(found(nothing))] == [Place("weight", "usage")]

    def one_group(model: ModelDraft) -> None:
        for factor in model.groups[0].factors:
            factor.weight = 0.0

    assert [one.place for one in errors(found(one_group))] == [Place("weight", *RATIO)]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        (lambda m: put(usage(m), weight=0.0), "weight", "counts for nothing"),
        (lambda m: put(usage(m), curve=[(0.0, 40)]), "curve", "One point: every value gives 40"),
        (lambda m: put(usage(m), curve=[(0.0, 0), (1.0, 9), (2.0, 3)]), "curve", "rises and falls"),
        (lambda m: put(m, coverage_floor=0.0), "coverage_floor", "Without a coverage floor"),
        (
            lambda m: m.groups[0].factors.append(signal_factor(SignalSource("logins", "newest"), set())),
            "signal",
            "Nobody has imported logins",
        ),
    ],
)
def test_what_should_be_known_does_not_keep_a_model_from_being_saved(change, field, words):
    told = found(change, set())
    assert [(one.place.field, one.is_warning, words in one.words) for one in told] == [(field, True, True)]


def test_a_metric_that_was_imported_is_no_warning():
    add = lambda m: m.groups[0].factors.append(signal_factor(SignalSource("logins", "newest"), set()))  # noqa: E731
    assert found(add, {"logins"}) == []
    assert found(add) == []


def test_the_factors_that_are_built_in_are_those_there_are_rules_for():
    assert BUILT_IN.keys() == RULES.keys()
    assert built_in_factor("pulse").curve == [(1, 0), (5, 100)]


def test_two_readings_of_a_metric_get_keys_of_their_own():
    source = SignalSource("logins", "newest")
    first = signal_factor(source, set())
    second = signal_factor(source, {first.key})
    assert first.key != second.key
    assert (first.label, first.signal) == ("Logins", source)


numbers = st.one_of(st.floats(-10, 200), st.just(NAN), st.just(INFINITY), st.just(0.0), st.floats())
factors = st.builds(
    FactorDraft,
    st.sampled_from([*RULES, "moon"]),
    st.sampled_from(["A", ""]),
    numbers,
    st.lists(st.tuples(st.one_of(numbers, st.sampled_from(["ideal", "maximum", "soon"])), numbers), max_size=3),
    st.one_of(st.none(), st.integers(-2, 90)),
    st.one_of(st.none(), st.builds(SignalSource, st.sampled_from(["m", ""]), st.sampled_from([*SIGNAL_READINGS, "x"]))),
)
groups = st.builds(GroupDraft, st.sampled_from("abc"), st.just("G"), numbers, st.lists(factors, max_size=3))
drafts = st.builds(
    ModelDraft,
    st.lists(groups, max_size=3),
    st.lists(st.tuples(st.sampled_from([*VETO_KINDS, "rain"]), st.sampled_from(["watch", "healthy"])), max_size=2),
    st.sampled_from([*POLICIES, "guess"]),
    numbers,
    st.integers(-5, 105),
    st.integers(-5, 105),
)


@settings(max_examples=300)
@given(drafts)
def test_a_draft_without_a_fault_is_always_a_model(one):
    if not errors(problems(one)):
        model = one.model(3)
        assert model.plan.factors
        assert ModelDraft.of(model) == ModelDraft.of(ModelDraft.of(model).model(4))

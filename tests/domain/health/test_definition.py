"""A model and the factors of a snapshot survive being stored."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from csworkbench.domain.health import AccountFacts, default_model
from csworkbench.domain.health.definition import model_from_plain, model_to_plain
from csworkbench.domain.health.model import HealthModel, Serves
from csworkbench.domain.health.parts import CurvePoint, Factor, Group, SignalSource, Veto
from csworkbench.domain.health.rows import factors_from_plain, factors_to_plain
from csworkbench.domain.health.scoring import score


def test_a_model_comes_back_as_it_was():
    logins = Factor("logins", "Logins", 2, (CurvePoint(0, 0), CurvePoint(9, 100)), 30, SignalSource("logins", "newest"))
    model = replace(
        default_model(),
        policy="flat",
        coverage_floor=0.4,
        name="Enterprise",
        serves=Serves(("high-touch",), ("Bank", "Insurance")),
        is_retired=True,
        groups=(*default_model().groups, Group("more", "More", 5, (logins,))),
    )
    assert model_from_plain(json.loads(json.dumps(model_to_plain(model)))) == model


def test_the_factors_of_a_score_come_back_as_they_were():
    facts = AccountFacts(1, pulse=4, pulse_on=date(2026, 1, 1), goals_active=3, goals_on_track=1, is_heard=True)
    row = score(default_model(), facts, date(2026, 5, 20))
    assert row is not None
    stored = json.loads(json.dumps(factors_to_plain(row.factors)))
    assert factors_from_plain(default_model(), stored) == row.factors


def test_factors_of_another_model_are_refused():
    with pytest.raises(ValueError, match="10 factors, not 0"):
        factors_from_plain(default_model(), [])


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"policy": "guess"}, "no such policy"),
        ({"groups": []}, "must be positive"),
        ({"groups": "none"}, "a list was expected"),
        ({"groups": [3]}, "a list of mappings"),
        ({"version": "1"}, "a whole number"),
        ({"coverage_floor": "half"}, "a number was expected"),
        ({"watch_up_to": 10}, "bands must rise"),
        ({"vetoes": [{"kind": "rain", "at_most": "watch"}]}, "no such veto"),
        ({"vetoes": [{"kind": "in notice"}]}, "has no 'at_most'"),
    ],
)
def test_a_broken_definition_says_what_is_wrong(broken, message):
    with pytest.raises(ValueError, match=message):
        model_from_plain(model_to_plain(default_model()) | broken)


PULSE = Factor("pulse", "Pulse", 1, (CurvePoint(1, 0), CurvePoint(5, 100)))


def test_models_that_cannot_be_scored_are_refused():
    with pytest.raises(ValueError, match="twice"):
        HealthModel(1, (Group("a", "A", 1, (PULSE, PULSE)),))
    with pytest.raises(ValueError, match="must rise"):
        Factor("pulse", "Pulse", 1, (CurvePoint(5, 0), CurvePoint(1, 100)))
    with pytest.raises(ValueError, match="mixes"):
        Factor("pulse", "Pulse", 1, (CurvePoint(5, 0), CurvePoint("ideal", 100)))
    with pytest.raises(ValueError, match="no points"):
        Factor("pulse", "Pulse", 1, ())
    with pytest.raises(ValueError, match="0 to 100"):
        CurvePoint(1, 101)
    with pytest.raises(ValueError, match="can't refer"):
        CurvePoint("never", 1)
    with pytest.raises(ValueError, match="from 0 up"):
        replace(PULSE, weight=-1)
    with pytest.raises(ValueError, match="at least one factor of A"):
        Group("a", "A", 1, ())
    for weight in (-1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="from 0 up"):
            Group("a", "A", weight, (PULSE,))
        with pytest.raises(ValueError, match="from 0 up"):
            replace(PULSE, weight=weight)
    with pytest.raises(ValueError, match="can't read"):
        replace(PULSE, signal=SignalSource("logins", "by the moon"))
    with pytest.raises(ValueError, match="at least 1 day"):
        replace(PULSE, max_age_days=0)
    with pytest.raises(ValueError, match="lies at a number"):
        CurvePoint(float("nan"), 1)
    with pytest.raises(ValueError, match="no such veto"):
        Veto("in notice", "healthy")

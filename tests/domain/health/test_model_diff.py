"""How two models differ, in words."""

from __future__ import annotations

import copy

import pytest

from csworkbench.domain.health import HealthModel, default_model
from csworkbench.domain.health.draft import ModelDraft, built_in_factor, signal_factor
from csworkbench.domain.health.model_diff import model_diff, serves_text
from csworkbench.domain.health.parts import SignalSource


def changed(change) -> HealthModel:
    draft = ModelDraft.of(default_model())
    change(draft)
    return draft.model(2)


def remove_pulse(draft: ModelDraft) -> None:
    draft.groups.pop()


def move_pulse(draft: ModelDraft) -> None:
    draft.groups[0].factors.append(built_in_factor("pulse"))
    draft.groups.pop()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda m: setattr(m, "name", "Enterprise"), [("Name", "Default", "Enterprise")]),
        (lambda m: setattr(m, "policy", "flat"), [("Missing data", "two-level", "flat")]),
        (lambda m: setattr(m, "coverage_floor", 0.25), [("Coverage floor", "50 %", "25 %")]),
        (lambda m: setattr(m, "at_risk_up_to", 40), [("At risk", "0 to 50", "0 to 40")]),
        (lambda m: setattr(m, "segments", ["SMB"]), [("Serves", "everyone", "segment SMB")]),
        (lambda m: m.vetoes.pop(0), [("Veto: champion left", "at most watch", "none")]),
        (lambda m: setattr(m.groups[0], "weight", 85), [("Usage: weight", "35 (35 %)", "85 (56.67 %)")]),
        (
            lambda m: setattr(m.groups[0].factors[0], "curve", [(0, 0), (0.5, 100)]),
            [("Active ratio: curve", "0 → 0, 0.2 → 30, 0.5 → 70, 0.8 → 100", "0 → 0, 0.5 → 100")],
        ),
        (
            lambda m: setattr(m.groups[0].factors[0], "max_age_days", None),
            [("Active ratio: maximum age", "30 d", "any")],
        ),
        (
            lambda m: m.groups[0].factors.append(signal_factor(SignalSource("logins", "newest"), set())),
            [("Logins: factor", "", "in Usage, weight 100")],
        ),
        (
            remove_pulse,
            [("Sentiment: group", "weight 5 (5 %)", ""), ("Pulse: factor", "in Sentiment, weight 100", "")],
        ),
        (move_pulse, [("Sentiment: group", "weight 5 (5 %)", ""), ("Pulse: group", "Sentiment", "Usage")]),
        (lambda m: setattr(m.groups[0].factors[0], "weight", 61.5), [("Active ratio: weight", "60", "61.5")]),
    ],
)
def test_each_difference_is_told(change, expected):
    assert [tuple(one) for one in model_diff(default_model(), changed(change))] == expected


def test_models_that_only_differ_in_their_version_do_not_differ():
    assert model_diff(default_model(), changed(lambda m: None)) == ()
    assert model_diff(default_model(), copy.deepcopy(default_model())) == ()


def test_whom_a_model_serves_in_words():
    model = changed(lambda m: (m.engagement_models.extend(["hybrid", "low-touch"]), m.segments.append("SMB")))
    assert serves_text(model.serves) == "hybrid or low-touch; segment SMB"

"""What another interval does to planned check-ins and states, and what a model may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from csworkbench.domain.cadence import Cadence
from csworkbench.domain.engagement import CadenceCase, EngagementModel, PlannedCheckIn, preview, problems_of
from csworkbench.domain.fatigue import FatigueLimits
from csworkbench.domain.ids import AccountId, CheckInId, EngagementModelId

TODAY = date(2026, 11, 23)
TOUCHED = date(2026, 11, 9)
MONTHLY, FORTNIGHTLY = Cadence(30, 45), Cadence(14, 21)


def check_in(key, on, *, may_move=True):
    return PlannedCheckIn(CheckInId(key), on, may_move)


def changes(*check_ins, before=MONTHLY, after=FORTNIGHTLY, touched=TOUCHED):
    case = CadenceCase(AccountId(1), "Acme", before, after, touched, check_ins)
    found = preview([case], TODAY, lambda _, day: day)
    return [(one.kind, one.check_in_id, one.was_on, one.on) for one in found.planned], found


def test_a_check_in_on_the_old_date_follows():
    found, _ = changes(check_in(1, date(2026, 12, 9)))
    assert found == [("moved", 1, date(2026, 12, 9), date(2026, 11, 23))]


def test_one_chosen_by_hand_within_the_new_maximum_stays():
    assert changes(check_in(1, date(2026, 11, 27)))[0] == []


def test_one_past_the_new_maximum_is_moved_or_joined_by_another():
    late = date(2026, 12, 20)
    assert changes(check_in(1, late))[0] == [("moved", 1, late, date(2026, 11, 23))]
    assert changes(check_in(1, late, may_move=False))[0] == [("added", None, None, date(2026, 11, 23))]


def test_without_any_one_is_added():
    found, whole = changes(before=FORTNIGHTLY, after=MONTHLY)
    assert found == [("added", None, None, date(2026, 12, 9))]
    assert whole.text == "1 account with another interval; check-ins: 1 added, 0 moved, 0 dropped; 0 changes of state."


def test_longer_interval_drops_what_comes_too_soon_after():
    days = [check_in(1, date(2026, 11, 23)), check_in(2, date(2026, 12, 7)), check_in(3, date(2026, 12, 21)),
            check_in(4, date(2026, 12, 23), may_move=False), check_in(5, date(2027, 1, 18))]  # fmt: skip
    found, whole = changes(*days, before=FORTNIGHTLY, after=MONTHLY)
    assert found == [
        ("moved", 1, date(2026, 11, 23), date(2026, 12, 9)),
        ("dropped", 2, date(2026, 12, 7), None),
        ("dropped", 3, date(2026, 12, 21), None),
    ]
    assert (whole.count("moved"), whole.count("dropped")) == (1, 2)


def test_states_that_change_are_named():
    _, found = changes(check_in(1, date(2026, 11, 27)), touched=date(2026, 11, 1))
    assert [(one.account, one.before, one.after) for one in found.states] == [("Acme", "fine", "overdue")]


def test_equal_intervals_change_nothing():
    assert changes(check_in(1, date(2026, 12, 20)), after=MONTHLY)[1].accounts == 0


MODEL = EngagementModel(EngagementModelId(1), "high-touch", 14, 21)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"),
        ({"ideal_days": 0}, "ideal_days"),
        ({"maximum_days": 13}, "maximum_days"),
        ({"qbr_days": 2001}, "qbr_days"),
        ({"limits": FatigueLimits(touches=101)}, "touches"),
        ({"touch_kinds": ("party",)}, "touch_kinds"),
    ],
)
def test_models_that_can_not_be_kept(more, field):
    assert list(problems_of(replace(MODEL, **more))) == [field]
    assert problems_of(MODEL) == {}

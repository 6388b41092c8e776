"""A change in words: the largest first, the numbers in brackets add up, nothing is said in jargon."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.health import AccountFacts, HealthRow, default_model, split_change
from csworkbench.domain.health.change_steps import Shown
from csworkbench.domain.health.people import HeardRow, silence_words
from csworkbench.domain.health.scoring import score
from csworkbench.domain.health.words import change_words

AS_OF = date(2026, 5, 20)
MODEL = default_model()


def ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def at(facts: AccountFacts) -> HealthRow:
    row = score(MODEL, facts, AS_OF)
    assert row is not None
    return row


BASE = AccountFacts(
    1,
    active_users_30d=16,
    active_users_before_90d=16,
    active_users_on=AS_OF,
    seats=40,
    goals_active=2,
    goals_on_track=2,
    goals_updated_on=AS_OF,
    ideal_days=14,
    maximum_days=21,
    last_two_way_on=ago(10),
    key_people_known=3,
    key_people_heard=3,
    is_heard=True,
    pulse=3,
    pulse_on=AS_OF,
)

CASES = [
    ({"seats": 40}, "no change"),
    ({"seats": 67}, "fell 5: usage 40 % -> 24 % of seats (-5)"),
    ({"seats": 20}, "rose 11: usage 40 % -> 80 % of seats (+11)"),
    ({"goals_on_track": 1}, "fell 8: goals on track 100 % -> 50 % (-8)"),
    ({"last_two_way_on": ago(21)}, "fell 6: no two-way touch for 21 days (-6)"),
    ({"key_people_heard": 2}, "fell 2: key people heard 100 % -> 67 % (-2)"),
    ({"pulse": 1}, "fell 2: pulse 3 -> 1 of 5 (-2)"),
    ({"pulse_on": ago(61)}, "rose 2: pulse out of date (61 days old) (+2)"),
    ({"nps_mean": 20, "nps_on": AS_OF}, "fell 8: relationship now known: 20 of 100 (-8)"),
    ({"complaint_points": 8}, "fell 16: severity of open complaints 0 -> 8 (-16)"),
    ({"is_heard": False}, "fell 3: open complaints not known any more: no feedback and no touch in 180 days (-3)"),
    (
        {"seats": 67, "goals_on_track": 1},
        "fell 13: goals on track 100 % -> 50 % (-8), usage 40 % -> 24 % of seats (-5)",
    ),
    ({"status": "in notice", "in_notice_since": ago(3)}, "no change; at risk, capped by: in notice, 17 May"),
]


@pytest.mark.parametrize(("changed", "words"), CASES)
def test_words(changed, words):
    after = at(replace(BASE, **changed))
    held = [veto.text for veto in after.vetoes if veto.is_binding]
    assert change_words(split_change(at(BASE), after, held_by=held)) == words


def test_a_zero_has_no_minus_sign():
    before = at(replace(BASE, active_users_30d=15.95))
    assert before.factors[1].raw == pytest.approx(-0.003125)
    after = at(replace(BASE, active_users_30d=8))
    words = change_words(split_change(before, after))
    assert "usage trend +0 % -> -50 % (" in words


def test_records_give_better_words_than_figures():
    change = split_change(at(BASE), at(replace(BASE, key_people_heard=2, seats=67)))
    hints = {"key_people": "sponsor silent for 95 days"}
    assert change_words(change, hints) == "fell 7: usage 40 % -> 24 % of seats (-5), sponsor silent for 95 days (-2)"
    better = split_change(at(replace(BASE, key_people_heard=1)), at(BASE))
    assert change_words(better, hints) == "rose 5: key people heard 33 % -> 100 % (+5)"


def test_grey_says_so_and_what_is_gone():
    after = at(replace(BASE, active_users_on=ago(40), goals_active=0, is_heard=False))
    assert after.band == "insufficient data"
    assert change_words(split_change(at(BASE), after)) == (
        "not enough data: coverage 21 %; active ratio out of date (40 days old); "
        "usage trend out of date (40 days old); goals on track not known any more: no goal; "
        "open complaints not known any more: no feedback and no touch in 180 days"
    )
    assert change_words(split_change(after, at(BASE))).startswith("enough data again (coverage 21 % -> 77 %), ")


def test_without_something_to_compare_with():
    assert change_words(None) == "no earlier score to compare with"
    nothing, now = at(AccountFacts(1)), at(BASE)
    assert change_words(split_change(nothing, now)) == f"first score {now.score}: coverage 0 % -> 77 %"


def test_an_override_is_named():
    before, after = at(BASE), at(replace(BASE, goals_on_track=1))
    shown = Shown(before.score, before.band), Shown(90, "healthy")
    assert change_words(split_change(before, after, shown)) == (
        "rose 8: override to 90 (+16), goals on track 100 % -> 50 % (-8)"
    )
    ended = split_change(after, after, (Shown(90, "healthy"), Shown(after.score, after.band)))
    assert change_words(ended) == "fell 16: override to 90 ended (-16)"


def test_a_new_model_is_one_thing():
    groups = tuple(replace(group, weight=90) if group.key == "usage" else group for group in MODEL.groups)
    after = score(replace(MODEL, version=2, groups=groups), BASE, AS_OF)
    assert after is not None
    delta = (after.score or 0) - (at(BASE).score or 0)
    assert change_words(split_change(at(BASE), after)) == f"fell {-delta}: weights or model changed ({delta})"


known = st.builds(
    replace,
    st.just(BASE),
    active_users_30d=st.floats(15, 17),
    seats=st.integers(38, 42),
    goals_on_track=st.integers(0, 2),
    key_people_heard=st.integers(0, 3),
    pulse=st.integers(1, 5),
    complaint_points=st.integers(0, 9),
    last_two_way_on=st.integers(0, 60).map(ago),
    nps_mean=st.none() | st.floats(0, 100),
    nps_on=st.just(AS_OF),
)


@given(known, known, st.integers(1, 5))
def test_numbers_in_brackets_add_up(before, after, most):
    change = split_change(at(before), at(after))
    words = change_words(change, most=most)
    numbers = [int(found) for found in re.findall(r"\(([+-]\d+)\)", words)]
    assert sum(numbers) == change.delta
    assert len(numbers) <= most
    assert all(first != second for first, second in re.findall(r"([+-]?[\d.]+)(?: %)? -> ([+-]?[\d.]+)", words))
    sizes = [abs(number) for number in numbers[: most - 1]]
    assert sizes == sorted(sizes, reverse=True)


def person(roles: tuple[str, ...], silent: int | None, left: int | None = None) -> HeardRow:
    heard = None if silent is None else ago(silent)
    return HeardRow(1, "A", roles, heard, None if left is None else ago(left))


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([], ""),
        ([person(("sponsor",), 90)], ""),
        ([person(("sponsor",), 95)], "sponsor silent for 95 days"),
        ([person(("sponsor",), 95), person(("champion",), 31)], "champion silent for 31 days"),
        ([person(("sponsor", "champion"), 31)], "champion silent for 31 days"),
        ([person(("champion",), 31, left=2)], ""),
        ([person(("end user",), 300)], ""),
        ([person(("economic buyer",), None)], "economic buyer not heard from yet"),
    ],
)
def test_who_fell_silent_last(people, words):
    assert silence_words(people, AS_OF) == words

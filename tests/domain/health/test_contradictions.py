"""What speaks against a healthy account, each with its number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.health.contradictions import NOTHING_OPEN, OpenMatters, Promises, contradictions
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.overrides import OverrideRow
from csworkbench.domain.ids import AccountId, OverrideId

TODAY = date(2026, 11, 23)
FINE = AccountFacts(1, maximum_days=45, last_two_way_on=TODAY, onboarded_on=date(2025, 1, 1))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def override(days: int) -> OverrideRow:
    return OverrideRow(OverrideId(1), AccountId(1), None, "healthy", "why", None, ago(days), TODAY)


def test_nothing_speaks_against_an_account_that_is_fine() -> None:
    matters = OpenMatters(sponsor_count=1, sponsor_heard_on=TODAY)
    assert contradictions(FINE, matters, override(60), TODAY) == ()


@pytest.mark.parametrize(
    ("facts", "matters", "words"),
    [
        (replace(FINE, last_two_way_on=ago(63)), NOTHING_OPEN, "no two-way touch for 63 days, maximum 45"),
        (
            replace(FINE, last_two_way_on=None, onboarded_on=ago(46)),
            NOTHING_OPEN,
            "never a two-way touch in 46 days, maximum 45",
        ),
        (FINE, OpenMatters(1, ago(95)), "sponsor silent for 95 days, limit 90"),
        (replace(FINE, onboarded_on=ago(91)), OpenMatters(1), "sponsor never heard from in 91 days, limit 90"),
        (replace(FINE, champion_left_on=ago(1)), NOTHING_OPEN, "champion left 1 day ago, no other is known"),
        (FINE, OpenMatters(complaint_on=ago(12)), "complaint open for 12 days"),
        (FINE, OpenMatters(detractor_on=ago(3), detractor_score=2), "detractor comment (NPS 2) open for 3 days"),
        (FINE, OpenMatters(ours=Promises(1, ago(5))), "our promise 5 days overdue, due 18 Nov"),
        (FINE, OpenMatters(theirs=Promises(1, ago(1))), "their promise 1 day overdue, due 22 Nov"),
        (FINE, OpenMatters(ours=Promises(3, ago(5))), "3 of our promises overdue, the oldest by 5 days"),
    ],
)
def test_each_is_told_with_its_number(facts: AccountFacts, matters: OpenMatters, words: str) -> None:
    assert contradictions(facts, matters, None, TODAY) == (words,)


@given(st.integers(0, 400), st.one_of(st.none(), st.integers(1, 200)))
def test_silence_speaks_only_past_the_maximum(days: int, maximum: int | None) -> None:
    facts = replace(FINE, last_two_way_on=ago(days), maximum_days=maximum)
    assert bool(contradictions(facts, NOTHING_OPEN, None, TODAY)) == (maximum is not None and days > maximum)


@given(st.integers(0, 89))
def test_an_override_speaks_only_past_sixty_days(days: int) -> None:
    found = contradictions(FINE, NOTHING_OPEN, override(days), TODAY)
    assert found == ((f"override is {days} days old, limit 60",) if days > 60 else ())


def test_a_sponsor_who_left_or_is_unknown_is_not_silent() -> None:
    assert contradictions(FINE, OpenMatters(sponsor_count=0), None, TODAY) == ()


def test_without_a_start_nothing_is_counted() -> None:
    unknown = AccountFacts(1, maximum_days=45)
    assert contradictions(unknown, OpenMatters(sponsor_count=1), None, TODAY) == ()


def test_several_stand_in_a_fixed_order() -> None:
    facts = replace(FINE, last_two_way_on=ago(50), champion_left_on=ago(2))
    matters = OpenMatters(1, ago(91), ago(4), ago(5), 6, Promises(1, ago(1)), Promises(2, ago(9)))
    found = contradictions(facts, matters, override(70), TODAY)
    first = [one.split()[0] for one in found]
    assert first == ["no", "sponsor", "champion", "complaint", "detractor", "override", "our", "2"]

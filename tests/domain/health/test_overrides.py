"""Rules of overrides: what may be said, who wins, what is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.health.overrides import (
    OVERRIDE_BANDS,
    OverrideDraft,
    OverrideRow,
    computed_text,
    default_expiry,
    draft_problem,
    override_text,
    shown,
    standing,
    state_of,
)
from csworkbench.domain.ids import AccountId, OverrideId

TODAY = date(2026, 11, 23)
ACCOUNT = AccountId(7)


def override(key: int = 1, from_in: int = 0, until_in: int = 30, **said: object) -> OverrideRow:
    values: dict[str, object] = {"score": None, "band": "watch"} | said
    score, band = values["score"], values["band"]
    assert score is None or isinstance(score, int)
    assert band is None or isinstance(band, str)
    days = TODAY + timedelta(days=from_in), TODAY + timedelta(days=until_in)
    return OverrideRow(OverrideId(key), ACCOUNT, score, band, "new sponsor", "Ada", *days)


def band_of(score: int) -> str:
    return "at risk" if score <= 50 else "watch" if score <= 75 else "healthy"


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (OverrideDraft(ACCOUNT, "why"), "band"),
        (OverrideDraft(ACCOUNT, "why", score=50, band="watch"), "band"),
        (OverrideDraft(ACCOUNT, "why", score=-1), "score"),
        (OverrideDraft(ACCOUNT, "why", score=101), "score"),
        (OverrideDraft(ACCOUNT, "why", band="insufficient data"), "band"),
        (OverrideDraft(ACCOUNT, "why", band="great"), "band"),
        (OverrideDraft(ACCOUNT, " \t", band="watch"), "reason"),
        (OverrideDraft(ACCOUNT, "why", band="watch", expires_on=TODAY - timedelta(days=1)), "expires_on"),
        (OverrideDraft(ACCOUNT, "why", band="watch", expires_on=TODAY + timedelta(days=91)), "expires_on"),
    ],
)
def test_what_can_not_be_said_names_its_field(draft: OverrideDraft, field: str) -> None:
    found = draft_problem(draft, TODAY)
    assert found is not None
    assert found[0] == field
    assert found[1].endswith(".")


@pytest.mark.parametrize("until_in", [0, 30, 90])
@pytest.mark.parametrize(("score", "band"), [(0, None), (100, None), *((None, band) for band in OVERRIDE_BANDS)])
def test_what_can_be_said(score: int | None, band: str | None, until_in: int) -> None:
    until = TODAY + timedelta(days=until_in)
    assert draft_problem(OverrideDraft(ACCOUNT, "why", score, band, until), TODAY) is None


def test_without_a_day_it_holds_for_thirty_days() -> None:
    assert default_expiry(TODAY) == date(2026, 12, 23)


@given(st.integers(-120, 120), st.integers(0, 90), st.integers(-200, 200))
def test_it_holds_from_its_first_to_its_last_day_and_no_longer(first: int, lasts: int, on: int) -> None:
    one = override(from_in=first, until_in=first + lasts)
    day = TODAY + timedelta(days=on)
    assert one.stands_on(day) == (first <= on <= first + lasts)
    assert standing([one], day) == (one if first <= on <= first + lasts else None)


@given(st.lists(st.tuples(st.integers(-90, 0), st.integers(0, 90)), max_size=6))
def test_of_several_that_hold_the_newest_wins(spans: list[tuple[int, int]]) -> None:
    made = [override(key, first, first + lasts) for key, (first, lasts) in enumerate(spans, start=1)]
    winner = standing(reversed(made), TODAY)
    holding = [one for one in made if one.stands_on(TODAY)]
    assert winner == (holding[-1] if holding else None)


@given(st.one_of(st.none(), st.integers(0, 100)), st.integers(0, 100))
def test_an_overriding_score_is_banded_so_that_number_and_colour_agree(computed: int | None, said: int) -> None:
    one = override(score=said, band=None)
    assert shown(computed, "insufficient data", one, band_of) == (said, band_of(said))


@pytest.mark.parametrize(
    ("score", "band", "one", "found"),
    [
        (43, "at risk", None, (43, "at risk")),
        (43, "at risk", override(), (43, "watch")),
        (None, "insufficient data", override(band="healthy"), (None, "healthy")),
        (None, None, override(), (None, None)),
        (None, None, override(score=80, band=None), (None, None)),
    ],
)
def test_what_is_shown(
    score: int | None, band: str | None, one: OverrideRow | None, found: tuple[int | None, str | None]
) -> None:
    assert shown(score, band, one, band_of) == found


def test_the_states() -> None:
    old, newer = override(1), override(2)
    assert state_of(newer, newer, TODAY) == "active"
    assert state_of(old, newer, TODAY) == "superseded"
    assert state_of(override(3, -40, -10), newer, TODAY) == "expired"
    assert state_of(override(4, 0, -1), newer, TODAY) == "withdrawn"


def test_it_reads_as_one_sentence() -> None:
    one = override(until_in=19)
    assert override_text(one, 43, "at risk", TODAY) == (
        "Override: watch until 12 Dec by Ada: new sponsor; computed 43 at risk"
    )
    assert computed_text(None, "insufficient data") == "computed insufficient data"


def test_a_past_day_tells_no_last_day_as_that_may_have_been_moved_since() -> None:
    known, ended = override(1, -10, 20, score=72, band=None), override(1, -10, -5, score=72, band=None)
    day = TODAY - timedelta(days=7)
    texts = {override_text(one, 43, "at risk", day, is_past=True) for one in (known, ended)}
    assert texts == {"Override: 72 since 13 Nov by Ada: new sponsor; computed 43 at risk"}

"""Vetoes hold the band down and say so; the number stays."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from csworkbench.domain.health import AccountFacts, default_model
from csworkbench.domain.health.fact_columns import FactColumns
from csworkbench.domain.health.vetoes import BAND_WORDS, banded, veto_rows

AS_OF = date(2026, 5, 20)
LEFT = AccountFacts(1, champion_left_on=date(2026, 5, 3))
CRITICAL = AccountFacts(1, critical_complaint_on=date(2025, 12, 31))
NOTICE = AccountFacts(1, status="in notice", in_notice_since=date(2026, 5, 1))


def held(facts, band):
    codes = np.array([BAND_WORDS.index(band)], dtype=np.int8)
    after = BAND_WORDS[banded(default_model(), FactColumns.of([facts]), codes)[0]]
    return after, veto_rows(default_model(), facts, AS_OF, band)


@pytest.mark.parametrize(
    ("facts", "band", "after", "text"),
    [
        (LEFT, "healthy", "watch", "capped by: champion left, 3 May"),
        (LEFT, "watch", "watch", "capped by: champion left, 3 May"),
        (LEFT, "at risk", "at risk", "capped by: champion left, 3 May"),
        (LEFT, "insufficient data", "insufficient data", "capped by: champion left, 3 May"),
        (CRITICAL, "healthy", "watch", "capped by: critical complaint, 31 Dec 2025"),
        (NOTICE, "healthy", "at risk", "capped by: in notice, 1 May"),
        (NOTICE, "insufficient data", "at risk", "capped by: in notice, 1 May"),
        (AccountFacts(1, status="in notice"), "watch", "at risk", "capped by: in notice"),
    ],
)
def test_one_veto(facts, band, after, text):
    found, vetoes = held(facts, band)
    assert found == after
    assert [veto.text for veto in vetoes] == [text]
    assert vetoes[0].is_binding is (found != band)


def test_the_lowest_of_several_wins_and_all_are_told():
    facts = AccountFacts(1, status="in notice", champion_left_on=AS_OF, critical_complaint_on=AS_OF)
    band, vetoes = held(facts, "healthy")
    assert band == "at risk"
    assert [veto.kind for veto in vetoes] == ["champion left", "critical complaint", "in notice"]


def test_without_a_veto_the_band_stays():
    assert held(AccountFacts(1), "healthy") == ("healthy", ())

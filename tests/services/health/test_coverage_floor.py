"""Below the coverage floor an account is grey in every place that shows or counts a band."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from csworkbench.domain.accounts import AccountQuery
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.day import UNKNOWN_TERM
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import find_accounts, list_views, load_account_lines, portfolio_totals
from csworkbench.services.actions import add_action
from csworkbench.services.day import my_day
from csworkbench.services.health import explain, list_health, override_health, seen_health
from csworkbench.services.reports import build_health_report
from csworkbench.services.workbench import Workbench
from tests.services.report_book import TODAY, make_book

DRIFT = AccountId(4)
GREY = "insufficient data"
"""A pulse of 5 alone: 100 points on 5 % of the weight."""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbench]:
    workbench = make_book(tmp_path / "book.cswb")
    yield workbench
    workbench.close()


def test_a_full_score_on_little_data_is_green_nowhere(book: Workbench) -> None:
    health, seen = explain(book, DRIFT), seen_health(book, DRIFT)
    assert health is not None
    assert seen is not None
    assert (health.score, health.band, seen.band) == (100, GREY, GREY)
    line = load_account_lines(book, [DRIFT])[0]
    assert (line.score, line.band, line.computed_band, line.contradictions) == (100, GREY, GREY, None)
    assert {row.name: row.band for row in list_health(book)}["Drift"] == GREY


def test_filters_and_views_count_it_in_no_coloured_band(book: Workbench) -> None:
    for band, found in (("healthy", [1]), ("watch", [3]), ("at risk", [2]), (GREY, [4])):
        assert find_accounts(book, AccountQuery(filter=f'band = "{band}"')) == found
    assert {view.name: view.count for view in list_views(book, "accounts")}["At risk"] == 1


def test_totals_and_reports_count_it_as_grey(book: Workbench) -> None:
    totals = portfolio_totals(book)
    assert (totals.accounts, totals.at_risk, totals.insufficient) == (5, 1, 1)
    report = build_health_report(book)
    assert {one.word: one.accounts for one in report.bands} == {"healthy": 1, "watch": 1, "at risk": 1, GREY: 1}
    assert report.head.whole.grey == 1
    assert "Drift" not in {row.name for row in (*report.at_risk, *report.contradicted)}


def test_my_day_takes_its_risk_as_unknown(book: Workbench) -> None:
    add_action(book, ActionDraft(DRIFT, "Send the plan", due_on=TODAY))
    (item,) = [one for one in my_day(book).items if one.account_id == DRIFT]
    assert (item.band, item.risk) == (GREY, UNKNOWN_TERM)


def test_an_override_speaks_for_it_and_stays_marked(book: Workbench) -> None:
    override_health(book, OverrideDraft(DRIFT, "Known for years", band="healthy"))
    line = load_account_lines(book, [DRIFT])[0]
    assert (line.band, line.computed_band) == ("healthy", GREY)
    totals = portfolio_totals(book)
    assert (totals.insufficient, totals.overrides) == (0, 1)
    report = build_health_report(book)
    assert (report.bands[0].accounts, report.bands[0].overrides) == (2, 1)

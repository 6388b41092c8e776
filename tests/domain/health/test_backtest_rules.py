"""Which endings count in a backtest, the confusion table, the warnings."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.health.backtest import (
    FLAGS,
    Case,
    CaseScore,
    Confusion,
    ContractSpan,
    Ending,
    OutcomeRecord,
    confusion,
    endings,
    small_number_words,
    still_there,
)
from csworkbench.domain.ids import AccountId

TODAY = date(2026, 11, 23)
ACME, BETA = AccountId(1), AccountId(2)


def record(days_ago: int, kind: str, source: str = "outcome", account: AccountId = ACME) -> OutcomeRecord:
    return OutcomeRecord(account, f"Account {account}", TODAY - timedelta(days=days_ago), kind, source)


def span(start_ago: int | None, end_ago: int | None) -> ContractSpan:
    days = [None if ago is None else TODAY - timedelta(days=ago) for ago in (start_ago, end_ago)]
    return ContractSpan(ACME, *days)


def found(*records: OutcomeRecord, spans: tuple[ContractSpan, ...] = ()) -> list[tuple[int, str]]:
    return [((TODAY - one.on).days, one.kind) for one in endings(records, spans, TODAY)]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([record(10, "renewed")], [(10, "renewed")]),
        ([record(10, "renewed"), record(400, "renewed")], [(400, "renewed"), (10, "renewed")]),
        ([record(40, "renewed"), record(10, "churned")], [(10, "churned")]),
        ([record(41, "renewed"), record(10, "churned")], [(41, "renewed"), (10, "churned")]),
        ([record(10, "churned"), record(10, "lost", "contract")], [(10, "churned")]),
        ([record(10, "renewed", "contract"), record(10, "reduced")], [(10, "reduced")]),
        ([record(-1, "churned")], []),
        ([record(0, "expanded")], [(0, "expanded")]),
        ([record(5, "lost", "contract")], [(5, "churned")]),
        ([record(3, "churned", "status"), record(200, "churned")], [(200, "churned")]),
        ([record(3, "churned", "status"), record(200, "renewed")], [(200, "renewed"), (3, "churned")]),
    ],
)
def test_the_newest_record_of_each_renewal_counts(records, expected):
    assert found(*records) == expected


@pytest.mark.parametrize(
    ("other", "is_churn"),
    [
        (span(400, 100), True),
        (span(400, 90), False),
        (span(400, None), False),
        (span(80, None), False),
        (span(60, -300), True),
    ],
    ids=["ended with it", "ran on", "open", "followed soon", "followed late"],
)
def test_a_lost_contract_is_a_churn_only_when_none_runs_on(other, is_churn):
    assert found(record(100, "lost", "contract"), spans=(span(465, 100), other)) == (
        [(100, "churned")] if is_churn else []
    )


def test_customers_without_an_ending_stayed_on_days_spread_like_those_of_the_churned():
    customers = [(AccountId(key), f"Account {key}") for key in range(1, 42)]
    known = endings(
        [record(10, "renewed"), *[record(ago, "churned", account=BETA) for ago in (100, 200, 300)]], [], TODAY
    )
    stayed = still_there(customers, known, TODAY)
    assert {one.account_id for one in stayed} == set(range(3, 42))
    assert not any(one.is_churn for one in stayed)
    assert Counter((TODAY - one.on).days for one in stayed) == {100: 13, 200: 13, 300: 13}
    assert stayed == still_there(customers[::-1], known, TODAY)


def test_customers_are_looked_at_from_today_when_nobody_churned():
    known = endings([record(10, "renewed")], [], TODAY)
    assert still_there([(ACME, "Acme"), (BETA, "Beta")], known, TODAY) == [
        Ending(BETA, "Beta", TODAY, "still a customer")
    ]


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from(["churned", "renewed", "lost", "reduced"]))))
def test_endings_of_an_account_are_ordered_and_lie_apart(drawn):
    own = endings([record(ago, kind) for ago, kind in drawn], [], TODAY)
    assert own == sorted(own, key=lambda one: one.on)
    assert all((later.on - earlier.on).days > 30 for earlier, later in pairwise(own))
    assert bool(own) == bool(drawn)
    if drawn:
        assert own[-1].on == TODAY - timedelta(days=min(ago for ago, _ in drawn))


def case(band: str | None, kind: str, score: int | None = 40) -> Case:
    said = None if band is None else CaseScore(score, score, band, 0.7, ())
    return Case(Ending(ACME, "Acme", TODAY, kind), TODAY, True, (said,))


CASES = [
    *[case("at risk", "churned")] * 2,
    *[case("at risk", "renewed")] * 3,
    *[case("watch", "churned")] * 5,
    *[case("healthy", "expanded")] * 7,
    *[case("insufficient data", "churned")] * 11,
    *[case(None, "churned")] * 13,
]


def test_the_confusion_table_leaves_out_what_had_too_little_data():
    table = confusion(CASES, FLAGS["at risk"])
    assert table == Confusion(caught=2, false_alarms=3, missed=5, quiet=7)
    assert (table.total, table.churned, table.stayed) == (17, 7, 10)
    assert (table.precision, table.recall, table.base_rate) == (2 / 5, 2 / 7, 7 / 17)


def test_watch_can_count_as_flagged():
    assert confusion(CASES, FLAGS["watch"]) == Confusion(caught=7, false_alarms=3, missed=0, quiet=7)


def test_shares_of_nothing_are_not_known():
    empty = confusion([], FLAGS["watch"])
    assert (empty.precision, empty.recall, empty.base_rate) == (None, None, None)


@pytest.mark.parametrize(
    ("churned", "stayed", "words"),
    [(10, 10, None), (9, 100, "take these figures as a hint"), (5, 5, "hint"), (4, 90, "too few for an AUC"),
     (90, 0, "too few for an AUC")],
)  # fmt: skip
def test_small_numbers_are_said(churned, stayed, words):
    said = small_number_words(churned, stayed)
    assert said is None if words is None else words in (said or "")

"""Adherence: the longest wait of a month against a count day by day, and who is in."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.adherence import AdherenceAccount, adherence, compliance_lines, longest_wait
from csworkbench.domain.cadence import Cadence

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
SPAN = st.dates(date(2026, 8, 1), date(2026, 11, 30))


@given(st.lists(SPAN, max_size=8), st.one_of(st.none(), SPAN))
def test_longest_wait_is_that_of_the_worst_day(touched, counted_from):
    touched = sorted(set(touched))
    if counted_from is not None:
        touched = [day for day in touched if day >= counted_from]
    waits = []
    for step in range(31):
        day = FIRST + timedelta(days=step)
        before = [one for one in (*touched, *([counted_from] if counted_from else [])) if one < day]
        if before:
            waits.append((day - max(before)).days)
        elif day in touched or day == counted_from:
            waits.append(0)
    assert longest_wait(touched, counted_from, FIRST, LAST) == (max(waits) if waits else None)


def account(touched, cadence=Cadence(30, 45), *, owner="Maya", segment="SMB", churned=None, counted=date(2026, 8, 1)):  # noqa: B008
    return AdherenceAccount(owner, segment, cadence, counted, churned, touched)


def rows(accounts, since=date(2026, 9, 1), today=date(2026, 10, 20)):
    return {(one.month.month, one.group, one.name): one for one in adherence(accounts, since, today)}


def test_shares_by_owner_and_segment():
    found = rows(
        [
            account([date(2026, 8, 20), date(2026, 9, 15), date(2026, 10, 10)]),
            account([date(2026, 8, 10), date(2026, 9, 20)], segment="Enterprise"),
            account([], owner="Tom"),
        ]
    )
    september = found[9, "book", ""]
    assert (september.with_ideal, september.within_ideal, september.within_maximum) == (3, 1, 2)
    assert (september.ideal_share, september.maximum_share) == (1 / 3, 2 / 3)
    assert (found[9, "owner", "Maya"].within_ideal, found[9, "owner", "Maya"].within_maximum) == (1, 2)
    assert found[9, "owner", "Tom"].maximum_share == 0.0
    assert found[9, "segment", "Enterprise"].ideal_share == 0.0
    assert found[10, "segment", "Enterprise"].ideal_share == 1.0, "of the month that runs, the days up to today"


def test_the_churned_and_those_without_a_start_are_not_counted():
    found = rows([account([], churned=date(2026, 10, 2)), account([], counted=None), account([], Cadence(None, None))])
    assert set(found) == {(9, "book", ""), (9, "owner", "Maya"), (9, "segment", "SMB")}
    assert found[9, "book", ""].with_ideal == 1


def test_without_a_maximum_only_the_ideal_counts():
    found = rows([account([], Cadence(180, None))])[9, "book", ""]
    assert (found.with_ideal, found.with_maximum, found.maximum_share) == (1, 0, None)


def test_lines_of_compliance_begin_with_the_book_and_then_the_worst():
    made = adherence(
        [
            account([date(2026, 8, 20), date(2026, 9, 15), date(2026, 10, 10)]),
            account([date(2026, 8, 10), date(2026, 9, 20)], segment="Enterprise", owner="Zoe"),
            account([], owner="Tom"),
            account([], Cadence(30, None), owner="Ann", segment="SMB", counted=date(2026, 10, 1)),
        ],
        date(2026, 9, 1),
        date(2026, 10, 20),
    )
    lines = compliance_lines(made)
    assert [(one.group, one.name) for one in lines] == [
        ("book", ""), ("segment", "SMB"), ("segment", "Enterprise"),
        ("owner", "Tom"), ("owner", "Maya"), ("owner", "Zoe"), ("owner", "Ann"),
    ]  # fmt: skip
    book = lines[0]
    assert (book.accounts, book.shares, book.now) == (3, (2 / 3, 2 / 3), 2 / 3)
    assert book.change == 0.0
    tom, ann = lines[3], lines[6]
    assert (tom.shares, tom.change) == ((0.0, 0.0), 0.0)
    assert (ann.accounts, ann.now, ann.change) == (0, None, None)
    ideal = compliance_lines(made, "ideal")
    assert ideal[0].shares == (1 / 3, 3 / 4)
    assert ideal[0].change == 3 / 4 - 1 / 3


def test_no_rows_are_no_lines():
    assert compliance_lines([]) == []

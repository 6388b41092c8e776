"""Snapshots of the days the program did not run: made at the next start, from what was known by then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services import accounts, day_start, health
from csworkbench.services.day_start import (
    MOST_MISSED_DAYS,
    catch_up,
    catch_up_piece,
    missed_days,
    needs_day_start,
    start_day,
)
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import closing, create_workbench, open_workbench

MONDAY = datetime(2026, 6, 1, 8, 30, tzinfo=UTC)


def at(days: int) -> FixedClock:
    return FixedClock(MONDAY + timedelta(days=days))


def day(days: int) -> date:
    return at(days).today()


def called(key, days: int) -> TouchDraft:
    return TouchDraft(key, happened_on=day(days), happened_at=at(days).now(), channel="call", is_two_way=True)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.cswb"
    with closing(create_workbench(path, at(0))) as wb:
        key = accounts.add_account(wb, AccountDraft("Acme"))
        accounts.edit_account(wb, key, ideal_days=10, maximum_days=20)
        log_touch(wb, called(key, 0))
        health.give_pulse(wb, key, 5)
        start_day(wb)
    return path, key


def score_on(wb, key, on=None) -> int:
    row = health.explain(wb, key, on)
    assert row is not None
    assert row.score is not None
    return row.score


def held(wb, key) -> dict[date, int]:
    """Give the score of every day from the snapshots."""
    found: dict[date, int] = {}
    for row in health.health_history(wb, key, weeks=60):
        one = row.from_on
        assert row.score is not None
        while one < (row.to_on or wb.clock.today() + timedelta(days=1)):
            found[one] = row.score
            one += timedelta(days=1)
    return found


def test_every_missed_day_has_the_score_it_would_have_had(book, tmp_path):
    path, key = book
    with closing(open_workbench(path, at(40))) as wb:
        assert needs_day_start(wb)
        start_day(wb)
        assert not needs_day_start(wb)
        assert missed_days(wb) == [day(number) for number in range(1, 40)]
        catch_up(wb)
        assert missed_days(wb) == []
        scores = held(wb, key)
        assert sorted(scores) == [day(number) for number in range(41)]
        expected = {day(number): score_on(wb, key, day(number)) for number in range(41)}
    assert scores == expected
    assert scores[day(0)] > scores[day(15)] > scores[day(30)] > scores[day(40)]


def test_what_became_known_later_changes_no_missed_day(book):
    path, key = book
    with closing(open_workbench(path, at(30))) as wb:
        # A touch of day 12, entered on day 30: on day 20 nobody knew of it.
        log_touch(wb, called(key, 12))
        start_day(wb)
        catch_up(wb)
        scores = held(wb, key)
        assert scores[day(20)] == score_on(wb, key, day(20))
        assert scores[day(30)] > scores[day(29)]


def test_what_was_left_undone_goes_on_at_the_next_start(book):
    path, key = book
    with closing(open_workbench(path, at(20))) as wb:
        start_day(wb)
        for _ in range(6):
            assert catch_up_piece(wb)
        token = Token()
        token.cancel()
        with pytest.raises(Cancelled):
            catch_up_piece(wb, token)
        assert missed_days(wb) == [day(number) for number in range(7, 20)]
    with closing(open_workbench(path, at(25))) as wb:
        start_day(wb)
        # Day 20 had its own start: what was shown then stays.
        assert missed_days(wb) == [day(number) for number in (*range(7, 20), *range(21, 25))]
        catch_up(wb)
        assert not catch_up_piece(wb)
        assert sorted(held(wb, key)) == [day(number) for number in range(26)]


def test_pieces_cover_every_account(book, monkeypatch):
    path, _ = book
    monkeypatch.setattr(day_start, "PIECE", 2)
    monkeypatch.setattr(day_start, "CHUNK", 3)
    with closing(open_workbench(path, at(0))) as wb:
        keys = [accounts.add_account(wb, AccountDraft(f"Company {number}")) for number in range(15)]
        for key in keys:
            health.give_pulse(wb, key, 4)
    with closing(open_workbench(path, at(3))) as wb:
        assert start_day(wb) == 16
        catch_up(wb)
        for key in keys:
            assert sorted(held(wb, key)) == [day(number) for number in range(4)]


def test_a_clock_that_went_back_and_a_book_that_lay_for_years(book):
    path, _ = book
    with closing(open_workbench(path, at(-3))) as wb:
        start_day(wb)
        assert missed_days(wb) == []
    with closing(open_workbench(path, at(3000))) as wb:
        start_day(wb)
        assert len(missed_days(wb)) == MOST_MISSED_DAYS
        assert missed_days(wb)[-1] == day(2999)


def test_a_book_that_was_never_computed_has_missed_nothing(tmp_path):
    with closing(create_workbench(tmp_path / "new.cswb", at(0))) as wb:
        assert missed_days(wb) == []


def test_a_past_day_is_explained_without_what_was_changed_later(book):
    path, key = book
    with closing(open_workbench(path, at(5))) as wb:
        before = health.explain(wb, key, day(3))
        accounts.edit_account(wb, key, ideal_days=1, maximum_days=2)
        health.give_pulse(wb, key, 1)
        assert health.explain(wb, key, day(3)) == before
        assert score_on(wb, key) < score_on(wb, key, day(3))
        assert [row.health for row in health.list_health(wb, day(3))] == [before]

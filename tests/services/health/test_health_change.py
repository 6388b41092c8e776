"""Why a score moved, told from a real book: what was stored, what overrides it, and who fell silent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import accounts, contacts, health
from csworkbench.services.day import my_day
from csworkbench.services.touches import log_touch
from csworkbench.services.workbench import Workbench, create_workbench, open_workbench, start_day
from csworkbench.storage.bulk import fetch
from csworkbench.storage.health import moments

START = date(2026, 6, 1)
LATER = date(2026, 8, 31)
TREND_DAY = LATER - timedelta(days=30)


def at(day: date) -> FixedClock:
    return FixedClock(datetime(day.year, day.month, day.day, 8, 30, tzinfo=UTC), day)


def usage(wb: Workbench, account_id: int, points: dict[int, float], until: date) -> None:
    """Store active users, by days before a day."""
    with wb.change("Usage") as change:
        for query in (
            f"""INSERT INTO signal_series (id, uid, account_id, metric, source)
            VALUES ({account_id}, 's{account_id}', {account_id}, 'active_users', 't') ON CONFLICT DO NOTHING""",
            *(
                f"""INSERT INTO signal_point VALUES ({account_id}, '{until - timedelta(days=days)}', {value},
                {change.change_id})"""
                for days, value in points.items()
            ),
        ):
            change.connection.execute(text(query))


def seats(wb: Workbench, account_id: int, number: int) -> None:
    with wb.change("Contract") as change:
        query = """INSERT INTO contract (uid, account_id, product, seats, start_on, end_on, known_at)
            VALUES (:uid, :account, 'P', :seats, '2026-01-01', '2027-01-01', '2026-01-01T00:00:00.000Z')"""
        values = {"uid": f"k{account_id}", "account": account_id, "seats": number}
        change.connection.execute(text(query), values)


def filled(path: Path) -> AccountId:
    """Make a book on 1 June: 40 of 100 seats used, the sponsor heard 4 days before, reviews of the hybrid cadence."""
    wb = create_workbench(path, at(START))
    models = {one.name: one.id for one in accounts.list_engagement_models(wb)}
    draft = AccountDraft("Acme", engagement_model_id=models["hybrid"], onboarded_on=date(2026, 1, 1))
    account_id = accounts.add_account(wb, draft)
    sponsor = contacts.add_contact(wb, ContactDraft(account_id, "Ann", roles=("sponsor",)))
    heard = START - timedelta(days=4)
    log_touch(wb, TouchDraft(account_id, heard, channel="call", is_two_way=True, contact_ids=(sponsor,)))
    seats(wb, account_id, 100)
    usage(wb, account_id, {2: 40, 60: 40}, START)
    wb.close()
    return account_id


@pytest.fixture
def account(tmp_path: Path) -> AccountId:
    return filled(tmp_path / "book.cswb")


@pytest.fixture
def later(tmp_path: Path, account: AccountId) -> Iterator[Workbench]:
    """The same book on 31 August: a touch without the sponsor keeps contact, usage is at 24 %."""
    wb = open_workbench(tmp_path / "book.cswb", at(LATER))
    usage(wb, account, {1: 24, 50: 40}, LATER)
    log_touch(wb, TouchDraft(account, LATER - timedelta(days=2), channel="call", is_two_way=True))
    start_day(wb)
    yield wb
    wb.close()


def numbers(words: str) -> list[int]:
    return [int(found) for found in re.findall(r"\(([+-]\d+)\)", words)]


def test_steps_add_up_to_the_difference_of_the_printed_scores(later, account):
    move = health.explain_change(later, account)
    assert (move.since, move.until) == (TREND_DAY, LATER)
    assert move.change is not None
    line = accounts.load_account_lines(later, [account])[0]
    assert move.change.score_after == line.score
    assert move.change.delta == line.trend == sum(step.points for step in move.change.steps)
    assert {(step.cause, step.key) for step in move.change.steps} >= {
        ("values", "active_ratio"),
        ("values", "usage_trend"),
        ("values", "key_people"),
    }


def test_the_words_name_what_happened_and_who_fell_silent(later, account):
    words = health.explain_change(later, account, START).words
    assert re.match(r"fell \d+: ", words)
    assert "usage 40 % -> 24 % of seats (-" in words
    assert "sponsor silent for 95 days (-" in words
    assert sum(numbers(words)) == -int(words.split()[1].rstrip(":"))


def test_lists_say_the_same_words_from_what_is_stored(later, account):
    words = health.explain_change(later, account).words
    assert health.health_words(later, account) == words
    assert health.health_words_of(later, [account]) == {account: words}


def test_words_of_many_cost_a_few_queries(later, account):
    many = [account, *(accounts.add_account(later, AccountDraft(f"A{number}")) for number in range(30))]
    one, some = counted(later, many[:1]), counted(later, many)
    assert one == some > 0


def counted(wb: Workbench, keys: list[AccountId]) -> int:
    """Count the queries that the words of some accounts take."""
    run: list[str] = []

    def counting(connection, query, values):
        run.append(query)
        return fetch(connection, query, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "fetch", counting)
        assert len(health.health_words_of(wb, keys)) == len(keys)
    return len(run)


def test_a_new_account_has_no_earlier_score(later):
    fresh = accounts.add_account(later, AccountDraft("Beta"))
    assert health.health_words(later, fresh) == "no earlier score to compare with"
    assert health.explain_change(later, fresh).words == "no earlier score to compare with"


def test_a_churned_account_is_not_scored(later, account):
    accounts.edit_account(later, account, status="churned")
    assert health.health_words(later, account) == "churned, so not scored"
    move = health.explain_change(later, account)
    assert (move.change, move.words) == (None, "churned, so not scored")


def test_an_override_is_a_step_of_its_own(later, account):
    before = health.explain_change(later, account)
    health.override_health(later, OverrideDraft(account, "They signed again", score=95))
    move = health.explain_change(later, account)
    assert move.change is not None
    assert before.change is not None
    assert move.change.score_after == 95
    assert move.change.overridden == 95 - (before.change.score_after or 0)
    assert sum(step.points for step in move.change.steps) == move.change.delta
    assert f"override to 95 ({move.change.overridden:+d})" in move.words
    assert health.health_words(later, account) == move.words


def test_any_two_days_can_be_compared_also_before_the_first_snapshot(later, account):
    same = health.explain_change(later, account, LATER, LATER)
    assert (same.words, same.change is not None and same.change.steps) == ("no change", ())
    known = health.explain_change(later, account, date(2026, 5, 30), START)
    assert known.change is not None
    assert sum(step.points for step in known.change.steps) == known.change.delta
    before = health.explain_change(later, account, date(2025, 1, 1), START)
    assert (before.change, before.words) == (None, "no earlier score to compare with")


def test_days_must_make_sense(later, account):
    with pytest.raises(InvalidInput, match="in the future"):
        health.explain_change(later, account, until=LATER + timedelta(days=1))
    with pytest.raises(InvalidInput, match="after the last"):
        health.explain_change(later, account, LATER, START)
    with pytest.raises(NotFound):
        health.explain_change(later, AccountId(99))


def test_a_past_day_is_told_from_what_was_stored_then(later, account):
    before = health.explain_change(later, account, START, LATER)
    with later.change("Say it differently") as change:
        change.connection.execute(text("UPDATE signal_point SET value = 99 WHERE on_day < '2026-06-02'"))
    after = health.explain_change(later, account, START, LATER)
    assert after.change is not None
    assert before.change is not None
    assert after.change.score_before == before.change.score_before


def test_my_day_says_the_same_words(later, account):
    words = health.health_words(later, account)
    assert words.startswith("fell ")
    (row,) = [item for item in my_day(later).items if item.kind == "health"]
    assert row.reason.startswith(f"F{words[1:]}; ")

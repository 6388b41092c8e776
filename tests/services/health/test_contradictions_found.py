"""What speaks against healthy accounts, found in a real book and kept in the ready-made rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from csworkbench.domain.accounts import AccountLineRow, AccountQuery
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.health.contradictions import OpenMatters, Promises
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.domain.ids import AccountId
from csworkbench.infra.clock import FixedClock
from csworkbench.services.accounts import edit_account, find_accounts, load_account_lines, portfolio_totals
from csworkbench.services.actions import add_action
from csworkbench.services.health import override_health
from csworkbench.services.workbench import Workbench, closing, open_workbench, start_day
from csworkbench.storage import records
from csworkbench.storage.health.contradictions import open_matters
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.tables.accounts import contact
from csworkbench.storage.tables.engagement import touch, touch_person
from csworkbench.storage.tables.feedback import feedback
from tests.services.report_book import KNOWN, TODAY, make_book

AURORA, BIRCH = AccountId(1), AccountId(2)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbench]:
    workbench = make_book(tmp_path / "book.cswb")
    yield workbench
    workbench.close()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def line(wb: Workbench, account: AccountId = AURORA) -> AccountLineRow:
    return load_account_lines(wb, [account])[0]


def say(wb: Workbench, account: AccountId, kind: str, **more: object) -> None:
    values = {
        "account_id": account,
        "kind": kind,
        "is_explicit": True,
        "state": "new",
        "said_on": ago(12),
        "said_at": f"{ago(12).isoformat()}T09:00:00.000Z",
        "known_at": KNOWN,
        "words": "Not happy",
    }
    with wb.change("Say") as change:
        records.add(change.connection, feedback, values | more)


def meet(wb: Workbench, account: AccountId, roles: str, day: date | None, **more: object) -> None:
    values = {"account_id": account, "name": "Ann", "roles": roles, "known_at": KNOWN}
    with wb.change("Meet") as change:
        person = records.add(change.connection, contact, values | more)
        if day is not None:
            held = {
                "account_id": account, "happened_on": day, "happened_at": f"{day.isoformat()}T09:00:00.000Z",
                "channel": "call", "direction": "outbound", "is_two_way": True, "kind": "check-in", "known_at": KNOWN,
            }  # fmt: skip
            made = records.add(change.connection, touch, held)
            change.connection.execute(touch_person.insert(), {"touch_id": made, "contact_id": person})


def plan(wb: Workbench, **cadence: object) -> None:
    edit_account(wb, AURORA, onboarded_on=ago(300), **cadence)


def nps(wb: Workbench, score: int, **more: object) -> None:
    say(wb, AURORA, "NPS", **({"score": score, "scale_min": 0, "scale_max": 10} | more))


def fall_silent(wb: Workbench) -> None:
    plan(wb, ideal_days=30, maximum_days=45)
    meet(wb, AURORA, "admin", ago(63))


def miss_the_sponsor(wb: Workbench) -> None:
    meet(wb, AURORA, "sponsor", ago(95))
    meet(wb, AURORA, "admin", ago(1))


CASES: dict[str, tuple[Callable[[Workbench], object], str | None]] = {
    "no touch": (
        fall_silent,
        "no two-way touch for 63 days, maximum 45",
    ),
    "sponsor": (
        miss_the_sponsor,
        "sponsor silent for 95 days, limit 90",
    ),
    "sponsor heard": (lambda wb: meet(wb, AURORA, "sponsor", ago(90)), None),
    "sponsor left": (lambda wb: meet(wb, AURORA, "sponsor", ago(95), left_on=ago(9)), None),
    "complaint": (lambda wb: say(wb, AURORA, "complaint", severity="low"), "complaint open for 12 days"),
    "complaint closed": (
        lambda wb: say(wb, AURORA, "complaint", severity="low", state="customer told", reason="Settled by phone"),
        None,
    ),
    "detractor": (lambda wb: nps(wb, 6), "detractor comment (NPS 6) open for 12 days"),
    "passive": (lambda wb: nps(wb, 7), None),
    "detractor without words": (lambda wb: nps(wb, 2, words=None), None),
    "their promise": (
        lambda wb: add_action(wb, ActionDraft(AURORA, "Give access", side="theirs", due_on=ago(1))),
        "their promise 1 day overdue, due 22 Nov",
    ),
    "promise of today": (lambda wb: add_action(wb, ActionDraft(AURORA, "Send", due_on=TODAY)), None),
}


@pytest.mark.parametrize("name", CASES)
def test_each_source_is_found(book: Workbench, name: str) -> None:
    arrange, words = CASES[name]
    # The facts of a case may lower the score; what speaks against it is asked for as shown.
    override_health(book, OverrideDraft(AURORA, "Keeps the band for this test", band="healthy"))
    assert line(book).contradictions is None
    arrange(book)
    assert line(book).contradictions == words
    found = find_accounts(book, AccountQuery(filter="contradictions is not missing"))
    assert found == ([AURORA] if words else [])


def test_an_account_that_is_not_shown_as_healthy_contradicts_nothing(book: Workbench) -> None:
    add_action(book, ActionDraft(BIRCH, "Send the plan", due_on=ago(4)))
    assert line(book, BIRCH).contradictions is None
    override_health(book, OverrideDraft(BIRCH, "They renewed", band="healthy"))
    assert line(book, BIRCH).contradictions == "our promise 4 days overdue, due 19 Nov"
    override_health(book, OverrideDraft(BIRCH, "After all", band="watch"))
    assert line(book, BIRCH).contradictions is None


def test_an_old_override_speaks_against_itself_at_the_start_of_its_61st_day(tmp_path: Path) -> None:
    path = tmp_path / "old.cswb"
    with closing(make_book(path)) as book:
        draft = OverrideDraft(BIRCH, "They renewed", band="healthy", expires_on=TODAY + timedelta(days=90))
        override_health(book, draft)
    for days, words in ((60, None), (61, "override is 61 days old, limit 60")):
        clock = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(days=days))
        with closing(open_workbench(path, clock)) as later:
            start_day(later)
            assert line(later, BIRCH).contradictions == words


def test_a_past_day_knows_what_was_open_then(book: Workbench) -> None:
    known = f"{ago(20).isoformat()}T09:00:00.000Z"
    for said in (
        {"said_on": ago(20), "known_at": known, "state": "customer told", "reason": "x", "told_at": KNOWN_LATER},
        {"said_on": ago(20), "known_at": KNOWN_LATER},
    ):
        say(book, AURORA, "complaint", severity="low", **said)
    with book.read() as connection:
        then = open_matters(connection, [1, 2], AsOf(ago(10), is_past=True))
        now = open_matters(connection, [1, 2], AsOf(TODAY, is_past=False))
    assert then == {1: OpenMatters(complaint_on=ago(20))}
    assert now == {1: OpenMatters(complaint_on=ago(20))}


KNOWN_LATER = f"{(TODAY - timedelta(days=5)).isoformat()}T09:00:00.000Z"


def test_promises_are_counted_by_side(book: Workbench) -> None:
    for side, days in (("ours", 3), ("ours", 9), ("theirs", 1)):
        add_action(book, ActionDraft(AURORA, "Do", side=side, due_on=ago(days)))
    with book.read() as connection:
        (found,) = open_matters(connection, [1], AsOf(TODAY, is_past=False)).values()
    assert (found.ours, found.theirs) == (Promises(2, ago(9)), Promises(1, ago(1)))


def test_the_totals_say_how_many_overrides_are_in_them(book: Workbench) -> None:
    totals = portfolio_totals(book)
    assert (totals.at_risk, totals.overrides, totals.at_risk_overrides, totals.at_risk_hidden) == (1, 0, 0, 0)
    assert totals.insufficient == 1
    override_health(book, OverrideDraft(BIRCH, "They renewed", band="watch"))
    override_health(book, OverrideDraft(AURORA, "They are leaving", score=20))
    totals = portfolio_totals(book)
    assert (totals.at_risk, totals.overrides, totals.at_risk_overrides, totals.at_risk_hidden) == (1, 2, 1, 1)

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.health.model import Serves, default_model
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.reports import ModelUse, MoneySum, ReportQuery
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services import accounts, health
from csworkbench.services.accounts import edit_account
from csworkbench.services.actions import add_action, list_actions, move_action
from csworkbench.services.health import end_override, give_pulse, override_health, recompute_as_of
from csworkbench.services.health.models import save_model
from csworkbench.services.report_files import export_report
from csworkbench.services.reports import build_health_report, list_report_owners
from csworkbench.services.workbench import Workbench, closing, open_workbench
from tests.services.report_book import TODAY, add_account, add_contract, clock_at, make_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbench]:
    workbench = make_book(tmp_path / "book.cswb")
    yield workbench
    workbench.close()


def test_the_scores_worked_out_by_hand_are_in_the_report(book):
    report = build_health_report(book)
    assert [(row.name, row.score, row.band) for row in report.rows] == [
        ("Birch", 13, "at risk"),
        ("Cedar", 64, "watch"),
        ("Aurora", 92, "healthy"),
        ("Drift", 100, "insufficient data"),
    ]
    birch = report.rows[0]
    # 0.3 x 100 points of goals are more than 0.42 x 70 of active ratio and 0.28 x 100 of usage trend.
    assert birch.driver == "Goals on track: 30 points to gain"
    assert birch.coverage == 0.5
    assert (birch.owner_name, birch.tier, birch.arr_minor, birch.currency) == ("Maya Lind", "B", 30_000_50, "EUR")
    assert report.rows[3].driver == ""


def test_who_is_in_and_out_is_counted(book):
    report = build_health_report(book)
    head = report.head
    assert (head.scope.accounts, head.scope.churned) == (4, 1)
    assert (head.whole.grey, head.whole.without_arr) == (1, 1)
    assert head.models == (ModelUse("Default", 1, "two-level", "everyone", 4),)
    assert head.as_of == TODAY
    card = dict(report.definitions)
    assert "n = 4" in card["Score"]
    assert "1 churned" in card["Who is in"]


def test_the_distribution_adds_up_by_count_and_by_arr_per_currency(book):
    report = build_health_report(book)
    assert {one.word: (one.accounts, one.arr) for one in report.bands} == {
        "healthy": (1, (MoneySum("EUR", 120_000_00, 1),)),
        "watch": (1, (MoneySum("USD", 9_000_00, 1),)),
        "at risk": (1, (MoneySum("EUR", 30_000_50, 1),)),
        "insufficient data": (1, ()),
    }
    assert report.head.whole.arr == (MoneySum("EUR", 150_000_50, 2), MoneySum("USD", 9_000_00, 1))
    assert sum(one.accounts for one in report.bands) == report.head.scope.accounts


def test_renewals_hold_ninety_days_and_no_more(book):
    report = build_health_report(book)
    assert [(row.name, row.renewal_on) for row in report.renewals] == [
        ("Aurora", TODAY + timedelta(days=12)),
        ("Birch", TODAY + timedelta(days=90)),
    ]


@pytest.mark.parametrize("asked", ["Maya Lind", "maya", "MAYA@example.com"])
def test_one_owner_by_name_part_or_mail(book, asked):
    report = build_health_report(book, ReportQuery(owner_name=asked))
    assert report.head.scope.owner_name == "Maya Lind"
    assert {row.name for row in report.rows} == {"Aurora", "Birch"}
    assert report.head.scope.churned == 0


def test_one_owner_by_key(book):
    owners = {name: key for key, name in list_report_owners(book)}
    report = build_health_report(book, ReportQuery(owner_id=owners["Tom Örd"]))
    assert {row.name for row in report.rows} == {"Cedar", "Drift"}
    assert report.head.scope.churned == 1


def test_an_unknown_owner_is_refused_with_the_names_there_are(book):
    with pytest.raises(NotFound, match="Maya Lind, Tom Örd"):
        build_health_report(book, ReportQuery(owner_name="Nobody"))


def test_the_future_is_refused(book):
    with pytest.raises(InvalidInput, match="future"):
        build_health_report(book, ReportQuery(as_of=TODAY + timedelta(days=1)))


def test_ready_made_rows_and_computed_rows_agree(book):
    from csworkbench.storage import derived

    override_health(book, OverrideDraft(AccountId(2), "They renewed", band="watch"))
    override_health(book, OverrideDraft(AccountId(4), "Known for years", score=90))
    add_action(book, ActionDraft(AccountId(1), "Send the plan", due_on=TODAY - timedelta(days=3)))
    ready = build_health_report(book)
    assert len(ready.overridden) == 2
    assert len(ready.contradicted) == 1
    with book.derived_write() as connection:
        derived.set_mark(connection, "computed_on", "2026-11-20")
    computed = build_health_report(book)
    assert computed == ready


def test_overrides_count_in_the_bands_as_shown_and_are_told(book):
    override_health(book, OverrideDraft(AccountId(2), "They renewed", band="watch"))
    report = build_health_report(book)
    (row,) = report.overridden
    assert (row.name, row.score, row.band, row.computed_score, row.computed_band) == (
        "Birch", 13, "watch", 13, "at risk",
    )  # fmt: skip
    assert row.override.startswith("watch until 23 Dec by ")
    assert row.override.endswith(": They renewed")
    assert {one.word: (one.accounts, one.overrides) for one in report.bands} == {
        "healthy": (1, 0),
        "watch": (2, 1),
        "at risk": (0, 0),
        "insufficient data": (1, 0),
    }
    assert report.at_risk == ()
    assert (report.head.whole.overrides, report.head.whole.grey) == (1, 1)


def test_a_past_day_shows_the_override_of_then_and_never_changes(book, tmp_path):
    override_health(book, OverrideDraft(AccountId(2), "They renewed", band="watch"))
    query = ReportQuery(as_of=TODAY)
    books = [open_workbench(tmp_path / "book.cswb", clock_at(TODAY + timedelta(days=5)), write=False)]
    before = build_health_report(books[0], query)
    books[0].close()
    book.close()
    with closing(open_workbench(tmp_path / "book.cswb", clock_at(TODAY + timedelta(days=5)))) as later:
        end_override(later, AccountId(2))
        after = build_health_report(later, query)
        assert build_health_report(later).overridden == ()
    assert before.overridden[0].override.startswith("watch since 23 Nov by ")
    assert after.head.made_at is None
    assert after == before


def test_a_quiet_contradiction_is_told_on_the_healthy_account_only(book):
    for account in (1, 2):
        draft = ActionDraft(AccountId(account), "Send the plan", due_on=TODAY - timedelta(days=3))
        add_action(book, draft)
    report = build_health_report(book)
    assert [(row.name, row.contradictions) for row in report.contradicted] == [
        ("Aurora", ("our promise 3 days overdue, due 20 Nov",))
    ]


def test_the_next_day_is_not_served_yesterdays_rows(book, tmp_path):
    later = TODAY + timedelta(days=91)
    with_later_clock = open_workbench(tmp_path / "book.cswb", clock_at(later), write=False)
    report = build_health_report(with_later_clock)
    with_later_clock.close()
    # Usage is past its 30 days and goals are past their 100: nothing is known any more.
    assert report.head.as_of == later
    assert [row.band for row in report.rows] == ["insufficient data"] * 4
    assert report.head.whole.arr == (MoneySum("USD", 9_000_00, 1),)


def test_movement_compares_with_the_snapshot_of_thirty_days_ago(tmp_path):
    book = make_book(tmp_path / "moved.cswb")
    before = TODAY - timedelta(days=40)
    with book.derived_write() as connection:
        connection.exec_driver_sql("DELETE FROM health_snapshot")
    recompute_as_of(book, before)
    with book.derived_write() as connection:
        connection.exec_driver_sql("UPDATE health_snapshot SET score = score + 20, band = 'watch' WHERE account_id = 2")
        connection.exec_driver_sql("UPDATE health_snapshot SET score = 62 WHERE account_id = 3")
        connection.exec_driver_sql("DELETE FROM health_snapshot WHERE account_id = 1")
        connection.exec_driver_sql("DELETE FROM derived_state WHERE key = 'computed_on'")
    then = dict(book_scores(book, before))
    report = build_health_report(book)
    moved = report.movement
    rows = {row.name: row for row in report.rows}
    assert rows["Birch"].trend == 13 - then[2]
    assert rows["Cedar"].trend == 2
    assert rows["Cedar"].direction == "steady"
    assert rows["Aurora"].trend is None
    assert sum(one.accounts for one in moved.shares) == report.head.scope.accounts == 4
    assert {one.word: one.accounts for one in moved.shares}["insufficient data"] == 1
    assert moved.movers[0].name == "Birch"
    assert "Cedar" not in {row.name for row in moved.movers}
    book.close()


def book_scores(book, day):
    with book.read() as connection:
        query = "SELECT account_id, score FROM health_snapshot WHERE from_on = ?"
        return [tuple(row) for row in connection.exec_driver_sql(query, (day.isoformat(),))]


def test_a_past_day_knows_only_what_was_known_then(book):
    with book.change("Add two accounts") as change:
        late = add_account(change.connection, "Late", 1, known_at="2026-11-22T09:00:00.000Z")
        add_contract(change.connection, late, 1_00, "EUR", TODAY + timedelta(days=5))
    report = build_health_report(book, ReportQuery(as_of=TODAY - timedelta(days=10)))
    assert "Late" not in {row.name for row in report.rows}
    assert report.head.scope.accounts + report.head.scope.churned == 5
    assert report.head.whole.arr[0] == MoneySum("EUR", 150_000_50, 2)


def test_cancelling_stops_the_building(book):
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        build_health_report(book, token=token)


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Workbench]:
    """A book whose Birch and Aurora moved since forty days ago, when it was scored as well."""
    workbench = make_book(tmp_path / "moved.cswb")
    with workbench.derived_write() as connection:
        connection.exec_driver_sql("DELETE FROM health_snapshot")
    recompute_as_of(workbench, TODAY - timedelta(days=40))
    health.recompute_all(workbench)
    yield workbench
    workbench.close()


def test_the_largest_movers_say_why_in_the_words_of_everywhere(moved):
    report = build_health_report(moved)
    movers = report.movement.movers
    assert movers
    words = health.health_words_of(moved, [row.account_id for row in movers])
    assert {row.account_id: row.moved for row in movers} == words
    for row in movers:
        assert row.trend is not None
        assert f"{'rose' if row.trend > 0 else 'fell'} {abs(row.trend)}: " in row.moved
    told = {row.account_id for row in report.rows if row.moved}
    assert told == {row.account_id for row in movers}


def test_a_past_day_has_the_words_of_that_day(moved, tmp_path):
    today = {row.name: row.moved for row in build_health_report(moved, ReportQuery(as_of=TODAY)).movement.movers}
    moved.close()
    with closing(open_workbench(tmp_path / "moved.cswb", clock_at(TODAY + timedelta(days=25)))) as later:
        for row in build_health_report(later, ReportQuery(as_of=TODAY)).movement.movers:
            assert row.moved == today.pop(row.name)
            assert health.health_words_of(later, [row.account_id], until=TODAY) == {row.account_id: row.moved}
        assert not today


def test_insufficient_data_moves_nowhere(moved):
    with moved.derived_write() as connection:
        connection.exec_driver_sql("UPDATE account_line SET trend = 50, direction = 'rising' WHERE name = 'Drift'")
    report = build_health_report(moved)
    assert next(row for row in report.rows if row.name == "Drift").trend == 50
    assert "Drift" not in {row.name for row in report.movement.movers}
    assert [one.accounts for one in report.movement.shares if one.word == "insufficient data"] == [1]


def test_each_account_is_told_by_the_model_that_serves_it(moved):
    strict = replace(
        default_model(), name="Enterprise", serves=Serves(segments=("Enterprise",)), at_risk_up_to=90, watch_up_to=95,
        trend_days=35, dead_band=60, coverage_floor=0.4, policy="zero",
    )  # fmt: skip
    version = save_model(moved, strict)
    report = build_health_report(moved)
    assert report.head.models == (
        ModelUse("Enterprise", version, "zero", "segment Enterprise", 1),
        ModelUse("Default", 1, "two-level", "everyone", 3),
    )
    rows = {row.name: row for row in report.rows}
    assert (rows["Aurora"].model_version, rows["Aurora"].band) == (version, "at risk")
    assert rows["Birch"].model_version == 1
    assert (report.movement.days, report.movement.dead_bands) == ((30, 35), (3, 60))
    terms = dict(report.definitions)
    assert terms[f"Health model Enterprise, version {version}"].startswith("Serves segment Enterprise: 1 accounts")
    assert "coverage below 40% of the weight" in terms[f"Health model Enterprise, version {version}"]
    assert "coverage below 50% of the weight" in terms["Health model Default, version 1"]
    with moved.derived_write() as connection:
        connection.exec_driver_sql("DELETE FROM derived_state WHERE key = 'computed_on'")
    assert build_health_report(moved) == report


def test_a_past_day_names_the_models_of_then(moved, tmp_path):
    moved.close()
    with closing(open_workbench(tmp_path / "moved.cswb", clock_at(TODAY + timedelta(days=3)))) as later:
        before = build_health_report(later, ReportQuery(as_of=TODAY))
        save_model(later, replace(default_model(), at_risk_up_to=95, watch_up_to=97))
        assert build_health_report(later, ReportQuery(as_of=TODAY)) == before
        assert [one.version for one in build_health_report(later).head.models] == [2]


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf"])
def test_a_past_day_gives_the_same_bytes_after_whatever_was_edited_later(moved, tmp_path, suffix):
    add_action(moved, ActionDraft(AccountId(1), "Send the plan", due_on=TODAY - timedelta(days=3)))
    promise = list_actions(moved, AccountId(1))[0].id
    override_health(moved, OverrideDraft(AccountId(2), "They renewed", band="watch"))
    moved.close()
    query = ReportQuery(as_of=TODAY)
    first, second, third = (tmp_path / f"{number}.{suffix}" for number in range(3))
    with closing(open_workbench(tmp_path / "moved.cswb", clock_at(TODAY + timedelta(days=5)))) as later:
        export_report(build_health_report(later, query), first)
    with closing(open_workbench(tmp_path / "moved.cswb", clock_at(TODAY + timedelta(days=9)))) as later:
        export_report(build_health_report(later, query), second)
        edit_account(later, AccountId(1), name="Borealis", tier="C", segment="SMB", owner_id=2)
        edit_account(later, AccountId(3), status="churned")
        accounts.add_account(later, AccountDraft("Fir"))
        move_action(later, promise, TODAY + timedelta(days=60))
        end_override(later, AccountId(2))
        give_pulse(later, AccountId(2), 1, "They went quiet")
        with later.change("Change a contract") as change:
            change.connection.exec_driver_sql(
                "UPDATE contract SET arr_minor = 1, currency = 'USD' WHERE account_id = 1"
            )
            change.connection.exec_driver_sql(
                "UPDATE contract SET outcome = 'renewed', outcome_on = ? WHERE account_id = 2", (TODAY.isoformat(),)
            )
            change.connection.exec_driver_sql("UPDATE goal SET status = 'missed', updated_on = '2026-11-02'")
        assert "Borealis" in {row.name for row in build_health_report(later).rows}
        export_report(build_health_report(later, query), third)
    assert first.read_bytes() == second.read_bytes() == third.read_bytes()

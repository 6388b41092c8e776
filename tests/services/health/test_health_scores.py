"""Health from a real book: the facts, what is known when, what a change recomputes, and what history keeps."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import accounts, contacts, health
from csworkbench.services.workbench import Workbench, needs_day_start, open_workbench, start_day

TODAY = date(2026, 11, 23)
SERIES = "INSERT INTO signal_series (id, uid, account_id, metric, source) VALUES (1, 's', {}, 'active_users', 't')"
LONG_AGO = "2025-01-01T00:00:00.000Z"


def days_ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def known(days: int) -> str:
    return f"{days_ago(days)}T12:00:00.000Z"


def write(wb: Workbench, *statements: str, **values: object) -> None:
    with wb.change("Write") as change:
        for statement in statements:
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            change.connection.execute(text(statement), {**used, **_change_id(statement, change.change_id)})


def _change_id(statement: str, change_id: int) -> dict[str, int]:
    return {"change": change_id} if ":change" in statement else {}


@pytest.fixture
def account(workbench: Workbench):
    """An account on the hybrid cadence (45/60 days, reviews half-yearly), known since long ago."""
    models = {one.name: one.id for one in accounts.list_engagement_models(workbench)}
    draft = AccountDraft("Acme", engagement_model_id=models["hybrid"], onboarded_on=date(2026, 1, 1))
    account_id = accounts.add_account(workbench, draft)
    write(workbench, "UPDATE account SET known_at = :known", known=LONG_AGO)
    return account_id


def explained(wb: Workbench, account_id, as_of: date | None = None) -> Any:
    return health.explain(wb, account_id, as_of)


def line_of(wb: Workbench, account_id) -> Any:
    return accounts.load_account_lines(wb, [account_id])[0]


def snapshots_of(wb: Workbench, account_id) -> Any:
    return health.health_history(wb, account_id)


def factor(wb: Workbench, account_id, key: str, as_of: date | None = None):
    row = explained(wb, account_id, as_of)
    return next(one for one in row.factors if one.key == key)


def usage(wb: Workbench, account_id, recent: float, before: float) -> None:
    write(
        wb,
        SERIES.format(account_id),
    )
    for days, value in [(3, recent), (20, recent), (40, before), (100, before)]:
        write(wb, f"INSERT INTO signal_point VALUES (1, '{days_ago(days)}', {value}, :change)")


def touch(wb: Workbench, account_id, days: int, two_way: int = 1, person: int | None = None) -> None:
    with wb.change("Touch") as change:
        key = change.connection.execute(
            text(
                """INSERT INTO touch (uid, account_id, happened_on, happened_at, channel, direction, is_two_way, kind,
                known_at) VALUES (:uid, :account, :on, :at, 'call', 'outbound', :two_way, 'QBR', :at) RETURNING id"""
            ),
            {
                "uid": f"t{days}-{person}",
                "account": account_id,
                "on": days_ago(days),
                "at": known(days),
                "two_way": two_way,
            },
        ).scalar_one()
        if person is not None:
            values = {"touch": key, "person": person}
            change.connection.execute(
                text("INSERT INTO touch_person (touch_id, contact_id) VALUES (:touch, :person)"), values
            )


def feedback(wb: Workbench, account_id, kind: str, days: int, **columns: object) -> None:
    cells = {"kind": f"'{kind}'", "state": "'new'", **{name: repr(value) for name, value in columns.items()}}
    write(
        wb,
        f"""INSERT INTO feedback (uid, account_id, said_on, said_at, known_at, {", ".join(cells)})
        VALUES ('f{kind}{days}{columns.get("contact_id", "")}', {account_id}, '{days_ago(days)}', '{known(days)}',
        '{known(days)}', {", ".join(cells.values())})""",
    )


def test_active_ratio_is_the_mean_of_30_days_over_the_seats_of_running_contracts(workbench, account):
    usage(workbench, account, recent=30, before=60)
    for seats, start, end in [(40, 400, -100), (60, 90, -10), (1000, 800, 5)]:
        write(
            workbench,
            f"""INSERT INTO contract (uid, account_id, product, seats, start_on, end_on, known_at)
            VALUES ('k{seats}', {account}, 'P', {seats}, '{days_ago(start)}', '{days_ago(end)}', '{LONG_AGO}')""",
        )
    assert factor(workbench, account, "active_ratio").raw == pytest.approx(30 / 100)
    trend = factor(workbench, account, "usage_trend")
    assert trend.raw == pytest.approx(-0.5)
    assert trend.sub_score == 0


def test_usage_older_than_30_days_is_missing_with_its_age(workbench, account):
    write(
        workbench,
        SERIES.format(account),
        f"INSERT INTO signal_point VALUES (1, '{days_ago(31)}', 5, :change)",
    )
    found = factor(workbench, account, "active_ratio")
    assert found.sub_score is None
    assert (found.is_stale, found.age_days) == (True, 31)


@pytest.mark.parametrize(("days", "sub_score"), [(10, 100), (45, 100), (60, 50), (90, 25), (120, 0), (200, 0)])
def test_two_way_touch_follows_the_cadence(workbench, account, days, sub_score):
    touch(workbench, account, days)
    touch(workbench, account, 1, two_way=0)
    found = factor(workbench, account, "two_way_touch")
    assert found.raw == days
    assert found.sub_score == pytest.approx(sub_score)


def test_without_a_touch_the_onboarding_counts(workbench, account):
    assert factor(workbench, account, "two_way_touch").raw == (TODAY - date(2026, 1, 1)).days


def test_key_people_are_heard_within_the_limit_of_their_role(workbench, account):
    people = [
        contacts.add_contact(workbench, ContactDraft(account, name, roles=roles))
        for name, roles in [("A", ("champion",)), ("B", ("sponsor",)), ("C", ("end user",)), ("D", ("economic buyer",))]
    ]
    touch(workbench, account, 31, person=people[0])
    touch(workbench, account, 89, person=people[1])
    feedback(workbench, account, "praise", 119, contact_id=people[3])
    assert factor(workbench, account, "key_people").raw == pytest.approx(2 / 3)


def test_newest_nps_per_person_counts_and_old_ones_are_stale(workbench, account):
    people = [contacts.add_contact(workbench, ContactDraft(account, name)) for name in "AB"]
    for person, days, score in [(0, 100, 2), (0, 10, 9), (1, 20, 6)]:
        feedback(workbench, account, "NPS", days, contact_id=people[person], score=score, scale_min=0, scale_max=10)
    assert factor(workbench, account, "relationship").raw == pytest.approx(75)


def test_csat_stands_in_for_nps(workbench, account):
    feedback(workbench, account, "CSAT", 10, score=4, scale_min=1, scale_max=5)
    assert factor(workbench, account, "relationship").raw == pytest.approx(75)


def test_open_complaints_count_by_severity_until_the_customer_is_told(workbench, account):
    feedback(workbench, account, "complaint", 10, severity="high")
    feedback(workbench, account, "complaint", 9, severity="low")
    feedback(workbench, account, "complaint", 8, severity="critical")
    assert factor(workbench, account, "open_complaints").raw == 13
    write(workbench, "UPDATE feedback SET state = 'customer told', reason = 'x' WHERE severity = 'critical'")
    assert factor(workbench, account, "open_complaints").raw == 5


def test_ticket_load_is_severity_times_age(workbench, account):
    for number, (severity, days, closed) in enumerate(
        [("low", 3, None), ("normal", 10, None), ("urgent", 40, None), ("urgent", 40, 2)]
    ):
        write(
            workbench,
            """INSERT INTO ticket (uid, account_id, opened_at, closed_at, severity, known_at)
            VALUES (:uid, :account, :opened, :closed, :severity, :opened)""",
            uid=f"t{number}",
            account=account,
            opened=known(days),
            closed=known(closed) if closed else None,
            severity=severity,
        )
    write(workbench, f"UPDATE account SET tickets_known_on = '{days_ago(1)}'")
    assert factor(workbench, account, "ticket_load").raw == 1 + 2 * 1.5 + 8 * 2
    write(workbench, f"UPDATE account SET tickets_known_on = '{days_ago(15)}'")
    assert factor(workbench, account, "ticket_load").is_stale


def test_champion_who_left_caps_until_another_is_known(workbench, account):
    first = contacts.add_contact(workbench, ContactDraft(account, "A", roles=("champion",)))
    contacts.mark_left(workbench, first, TODAY - timedelta(days=3))
    assert [veto.kind for veto in explained(workbench, account).vetoes] == ["champion left"]
    contacts.add_contact(workbench, ContactDraft(account, "B", roles=("champion",)))
    assert explained(workbench, account).vetoes == ()


def test_past_day_sees_only_what_was_known_then(workbench, account):
    touch(workbench, account, 40)
    touch(workbench, account, 5)
    write(workbench, f"UPDATE touch SET known_at = '{known(2)}' WHERE happened_on = '{days_ago(5)}'")
    past = TODAY - timedelta(days=3)
    assert factor(workbench, account, "two_way_touch", past).raw == 37
    assert factor(workbench, account, "two_way_touch", TODAY - timedelta(days=1)).raw == 4
    assert factor(workbench, account, "two_way_touch").raw == 5


def test_future_is_refused_and_unknown_accounts_are_named(workbench, account):
    with pytest.raises(InvalidInput, match="in the future"):
        health.explain(workbench, account, TODAY + timedelta(days=1))
    with pytest.raises(NotFound, match="no account with key 99"):
        explained(workbench, 99)


def test_change_recomputes_score_and_list_row_and_undo_brings_both_back(workbench, account):
    touch(workbench, account, 80)
    before = line_of(workbench, account)
    health.give_pulse(workbench, account, 5)
    after = line_of(workbench, account)
    assert after.score == explained(workbench, account).score
    assert after.score > before.score
    workbench.undo()
    assert line_of(workbench, account) == before


def test_points_of_every_listed_score_add_up(workbench, account):
    touch(workbench, account, 50)
    usage(workbench, account, 10, 12)
    health.give_pulse(workbench, account, 2)
    for row in health.list_health(workbench):
        assert sum(one.points for one in row.health.factors) == row.health.score


def test_churned_account_has_no_score(workbench, account):
    accounts.edit_account(workbench, account, status="churned")
    assert health.explain(workbench, account) is None
    line = line_of(workbench, account)
    assert (line.score, line.band) == (None, None)
    assert list(health.list_health(workbench)) == []


@pytest.mark.parametrize("value", [0, 6])
def test_pulse_is_1_to_5(workbench, account, value):
    with pytest.raises(InvalidInput, match="1 to 5"):
        health.give_pulse(workbench, account, value)


def reopened(wb: Workbench, days_later: int) -> Workbench:
    wb.close()
    return open_workbench(wb.path, FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC) + timedelta(days=days_later)))


def test_new_day_moves_scores_and_never_rewrites_the_past(workbench, account):
    touch(workbench, account, 50)
    first = snapshots_of(workbench, account)
    assert [row.from_on for row in first] == [TODAY]
    later = reopened(workbench, 30)
    try:
        assert needs_day_start(later)
        assert start_day(later) == 1
        assert not needs_day_start(later)
        history = snapshots_of(later, account)
        assert history[0] == replace(first[0], to_on=history[1].from_on)
        assert TODAY < history[1].from_on <= TODAY + timedelta(days=30)
        assert history[-1].score < history[0].score
        line = line_of(later, account)
        assert line.trend == history[-1].score - history[0].score
        assert line.direction == "falling"
        changes = health.health_changes(later, TODAY)
        assert [(row.account_id, row.delta) for row in changes] == [(account, line.trend)]
    finally:
        later.close()


def test_same_day_replaces_and_an_unchanged_day_adds_nothing(workbench, account):
    for value in (1, 5, 3):
        health.give_pulse(workbench, account, value)
    assert len(snapshots_of(workbench, account)) == 1
    later = reopened(workbench, 1)
    try:
        start_day(later)
        once = snapshots_of(later, account)
        health.recompute_all(later)
        assert snapshots_of(later, account) == once
    finally:
        later.close()


def test_one_and_all_give_the_same(workbench, account):
    touch(workbench, account, 50)
    other = accounts.add_account(workbench, AccountDraft("Beta"))
    health.give_pulse(workbench, other, 4)
    one_by_one = accounts.load_account_lines(workbench, [account, other])
    assert health.recompute_all(workbench) == 2
    assert accounts.load_account_lines(workbench, [account, other]) == one_by_one


def test_deleted_account_comes_back_with_its_history(workbench, account):
    touch(workbench, account, 50)
    later = reopened(workbench, 30)
    try:
        start_day(later)
        history = snapshots_of(later, account)
        accounts.delete_account(later, account)
        assert snapshots_of(later, account) == []
        later.undo()
        assert snapshots_of(later, account) == history
        later.redo()
        assert snapshots_of(later, account) == []
    finally:
        later.close()

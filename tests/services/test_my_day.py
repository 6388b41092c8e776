"""My day: what is listed and what is not, in which order, why, and putting aside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.health.overrides import OverrideDraft
from csworkbench.domain.ids import CheckInId
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.actions import add_action, complete_action
from csworkbench.services.checkins import miss_check_in, schedule_check_in
from csworkbench.services.day import my_day, snooze
from csworkbench.services.feedback import log_feedback, move_feedback
from csworkbench.services.health import override_health
from csworkbench.services.touches import log_touch
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import account
from csworkbench.storage.tables.derived import account_line
from csworkbench.storage.tables.money import contract

TODAY = date(2026, 11, 23)  # a Monday
KNOWN = "2026-01-02T09:00:00.000Z"


def day_after(days):
    return TODAY + timedelta(days=days)


def listed(wb, owner_id=None):
    return [(item.kind, item.title, item.account_name, item.due_on) for item in my_day(wb, owner_id).items]


def add_contract(wb, account_id, end_on, arr_minor=500_000_00):
    with wb.change("Add a contract") as change:
        values = {"account_id": account_id, "product": "Suite", "arr_minor": arr_minor, "currency": "EUR"}
        return records.add(change.connection, contract, values | {"end_on": end_on, "known_at": KNOWN})


def test_nothing_in_a_quiet_book(wb):
    found = my_day(wb)
    assert (list(found.items), list(found.renewals), found.more) == ([], [], 0)


@pytest.mark.parametrize(("days", "is_listed"), [(-30, True), (-1, True), (0, True), (6, True), (7, False)])
def test_check_ins_of_this_week(wb, keys, days, is_listed):
    schedule_check_in(wb, CheckInDraft(keys.acme, day_after(days), agenda="Goals"))
    expected = [("check-in", "Goals", "Acme", day_after(days))] if is_listed else []
    assert listed(wb) == expected


def test_reasons_of_check_ins(wb, keys):
    log_touch(wb, TouchDraft(keys.acme, day_after(-5)))
    for days in (-3, 0, 2):
        schedule_check_in(wb, CheckInDraft(keys.acme, day_after(days)))
    reasons = [item.reason for item in my_day(wb).items]
    assert reasons == [
        "Did it happen? It was planned for 20 Nov, 3 days ago; last contact 5 days ago.",
        "Check-in due today, last contact 5 days ago.",
        "Check-in due 25 Nov, last contact 5 days ago.",
    ]


def test_a_missed_check_in_stays_until_something_is_planned_or_said(wb, keys):
    key = schedule_check_in(wb, CheckInDraft(keys.acme, day_after(-2)))
    miss_check_in(wb, key, "No show")
    (item,) = my_day(wb).items
    assert item.reason == "Missed on 21 Nov and not planned again; no contact yet."
    later = schedule_check_in(wb, CheckInDraft(keys.acme, day_after(30)))
    assert listed(wb) == []
    miss_check_in(wb, later)
    assert len(listed(wb)) == 2
    log_touch(wb, TouchDraft(keys.acme, TODAY))
    assert [item.target_id for item in my_day(wb).items] == [later]


def test_promises(wb, keys):
    key = add_action(wb, ActionDraft(keys.acme, "Ours, whenever"))
    add_action(wb, ActionDraft(keys.acme, "Theirs, whenever", "theirs"))
    add_action(wb, ActionDraft(keys.acme, "Next month", due_on=day_after(30)))
    add_action(wb, ActionDraft(keys.acme, "Theirs, late", "theirs", day_after(-1)))
    assert [title for _, title, _, _ in listed(wb)] == ["Theirs, late", "Ours, whenever"]
    assert [item.reason for item in my_day(wb).items] == [
        "They promised this, 1 day late.",
        "We promised this, no day was set.",
    ]
    complete_action(wb, key)
    assert len(listed(wb)) == 1


@pytest.mark.parametrize(
    ("said_on", "state", "due_on"),
    [
        (date(2026, 11, 20), "new", None),
        (date(2026, 11, 19), "new", date(2026, 11, 20)),
        (date(2026, 11, 16), "acknowledged", None),
        (date(2026, 11, 13), "acknowledged", date(2026, 11, 20)),
        (date(2026, 11, 13), "customer told", None),
    ],
)
def test_feedback_past_its_target_in_business_days(wb, keys, said_on, state, due_on):
    key = log_feedback(wb, FeedbackDraft(keys.acme, "complaint", said_on, "Slow"))
    if state != "new":
        move_feedback(wb, key, state, reason="fixed")
    assert [item[3] for item in listed(wb)] == ([due_on] if due_on else [])


def test_words_of_feedback(wb, keys):
    log_feedback(wb, FeedbackDraft(keys.acme, "complaint", date(2026, 11, 10), "Slow\nand " + "x" * 200))
    log_feedback(wb, FeedbackDraft(keys.acme, "NPS", date(2026, 11, 10), score=7))
    (item,) = my_day(wb).items
    assert item.title.startswith("Medium complaint: Slow and xxx")
    assert item.title.endswith("…")
    assert item.reason == "Nobody has acknowledged it, 12 days past the target of 1 business day."


@pytest.mark.parametrize(
    ("days", "notice_days", "due", "lead"),
    [
        (85, None, -5, "The mark of 90 days was 5 days ago"),
        (91, None, -29, "The mark of 120 days was 29 days ago"),
        (94, None, -26, "The mark of 120 days was 26 days ago"),
        (183, None, 3, "The mark of 180 days is in 3 days"),
        (180, None, 0, "The mark of 180 days is today"),
        (187, None, None, ""),
        (60, 60, 0, "The notice deadline is today"),
        (61, 60, -29, "The mark of 90 days was 29 days ago"),
        (250, 250, 0, "The notice deadline is today"),
    ],
)
def test_renewals_enter_marks(wb, keys, days, notice_days, due, lead):
    key = add_contract(wb, keys.acme, day_after(days))
    with wb.change("Say the notice") as change:
        change.connection.execute(update(contract).values(notice_days=notice_days))
    items = my_day(wb).items
    assert [(item.kind, item.target_id, item.due_on) for item in items] == (
        [] if due is None else [("renewal", key, day_after(due))]
    )
    assert all(item.reason.startswith(f"{lead}, {days} days left, nothing is planned, ") for item in items)


def test_a_renewal_goes_when_something_is_planned_or_said(wb, keys):
    add_contract(wb, keys.acme, day_after(85))
    (item,) = my_day(wb).items
    assert item.title == "Renewal on 16 Feb 2027, €500 k ARR"
    log_touch(wb, TouchDraft(keys.acme, day_after(-6)))
    assert [item.kind for item in my_day(wb).items] == ["renewal"]  # that was before the mark
    log_touch(wb, TouchDraft(keys.acme, day_after(-5)))
    assert listed(wb) == []
    wb.undo()
    schedule_check_in(wb, CheckInDraft(keys.acme, day_after(20)))
    assert listed(wb) == []
    (renewal,) = my_day(wb).renewals
    assert (renewal.account_name, renewal.end_on, renewal.arr_minor) == ("Acme", day_after(85), 500_000_00)


@pytest.mark.parametrize(("trend", "is_listed"), [(-7, True), (-6, False), (None, False)])
def test_health_that_fell(wb, keys, trend, is_listed):
    with wb.derived_write() as connection:
        where = account_line.c.account_id == keys.acme
        connection.execute(update(account_line).where(where).values(trend=trend, score=41, band="watch"))
    items = my_day(wb).items
    assert [(item.kind, item.title, item.reason, item.target_id) for item in items] == (
        [("health", "Health fell to 41", "It lost 7 points in 30 days; no contact yet.", None)] if is_listed else []
    )


@pytest.mark.parametrize(("days", "is_listed"), [(0, True), (7, True), (8, False)])
def test_an_override_that_ends_soon(wb, keys, days, is_listed):
    override_health(wb, OverrideDraft(keys.acme, "New sponsor", score=80, expires_on=day_after(days)))
    items = [item for item in my_day(wb).items if item.kind == "override"]
    assert len(items) == is_listed
    for item in items:
        last = "23 Nov" if days == 0 else "30 Nov"
        assert (item.title, item.due_on, item.target_id) == (
            f"Override of health ends on {last}", day_after(days), None,
        )  # fmt: skip
        assert item.reason.startswith("Shown as 80 by Maya Lind: New sponsor; computed ")
        assert item.score == 80
        snooze(wb, "override", keys.acme, day_after(3), "Meeting them first")
    assert not [item for item in my_day(wb).items if item.kind == "override"]


def test_order_is_overdue_promises_then_rank_then_name(wb, keys):
    add_contract(wb, keys.acme, day_after(300), 100_00)
    add_contract(wb, keys.beta, day_after(300), 900_00)
    for account_id in (keys.acme, keys.beta):
        schedule_check_in(wb, CheckInDraft(account_id, day_after(-3), agenda="Late"))
        schedule_check_in(wb, CheckInDraft(account_id, day_after(3), agenda="Soon"))
    add_action(wb, ActionDraft(keys.acme, "Promised", due_on=day_after(-1)))
    found = my_day(wb).items
    assert [(item.title, item.account_name) for item in found] == [
        ("Promised", "Acme"), ("Late", "Beta"), ("Soon", "Beta"), ("Late", "Acme"), ("Soon", "Acme"),
    ]  # fmt: skip
    assert [item.money for item in found if item.title == "Late"] == [1.0, 0.1]
    assert list(found) == list(my_day(wb).items)


def test_one_owner_and_churned_accounts(wb, keys):
    for account_id in (keys.acme, keys.beta):
        schedule_check_in(wb, CheckInDraft(account_id, TODAY))
    assert [item[2] for item in listed(wb, keys.maya)] == ["Acme"]
    assert [item[2] for item in listed(wb, keys.tom)] == ["Beta"]
    with wb.change("Lose Acme") as change:
        change.connection.execute(update(account).where(account.c.id == keys.acme).values(status="churned"))
    assert [item[2] for item in listed(wb)] == ["Beta"]


def test_at_most_200_and_says_how_many_more(wb, keys):
    with wb.change("Plan a lot") as change:
        from csworkbench.storage import checkins

        for number in range(203):
            draft = CheckInDraft(keys.acme, TODAY, agenda=f"{number:03}")
            checkins.add(change.connection, draft, KNOWN)
    found = my_day(wb)
    assert (len(found.items), found.more) == (200, 3)
    assert [item.title for item in found.items] == [f"{number:03}" for number in range(200)]


def test_snooze(wb, keys, goes_both_ways):
    key = schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    name = "Snooze check-in of Acme until 30 Nov"
    goes_both_ways(lambda: snooze(wb, "check-in", key, day_after(7), "They are away"), name)
    assert listed(wb) == []
    snooze(wb, "check-in", key, day_after(1), "Tomorrow then")
    with wb.read() as connection:
        from csworkbench.storage.tables.accounts import snooze as table

        (row,) = connection.execute(select(table.c.until_on, table.c.reason)).all()
    assert tuple(row) == ("2026-11-24", "Tomorrow then")
    wb.undo()
    wb.undo()
    assert len(listed(wb)) == 1


def test_snoozed_until_today_is_back(wb, keys):
    key = schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    with wb.change("Snoozed last week") as change:
        from csworkbench.storage import snoozes

        snoozes.put(change.connection, "check-in", key, TODAY, "x", KNOWN)
    assert len(listed(wb)) == 1


def test_snooze_refused(wb, keys):
    key = schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    for kind, until_on, reason, field in (
        ("lunch", day_after(1), "x", "kind"),
        ("check-in", TODAY, "x", "until_on"),
        ("check-in", day_after(1), " ", "reason"),
    ):
        with pytest.raises(InvalidInput) as caught:
            snooze(wb, kind, key, until_on, reason)
        assert caught.value.field == field
    with pytest.raises(NotFound):
        snooze(wb, "check-in", CheckInId(999), day_after(1), "x")

"""What the calendar reads: check-ins on local days, closed days of both sides, load, conflicts, the overdue tray."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.calendar_span import CalendarQuery
from csworkbench.domain.checkins import CheckInDraft, CheckInMove
from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services import accounts, actions, calendar_span, checkins, holidays, owners, touches
from csworkbench.services.rescheduling import move_check_ins

MONDAY = date(2026, 11, 23)
OSLO = ZoneInfo("Europe/Oslo")


def plan(wb, account, on, **more):
    return checkins.schedule_check_in(wb, CheckInDraft(account, on, **more))


def span(wb, first=MONDAY, days=14, owner=None, most=40, zone=OSLO):
    return calendar_span.read_span(
        wb, CalendarQuery(first, first + timedelta(days=days - 1), owner, most), Token(), zone
    )


def test_check_ins_stand_on_their_local_day(wb, keys):
    late = plan(wb, keys.acme, MONDAY, due_time="20:00", time_zone="America/New_York", contact_ids=(keys.ann,))
    plain = plan(wb, keys.acme, MONDAY, agenda="Prices")
    early = plan(wb, keys.beta, MONDAY, due_time="02:00", time_zone="Australia/Adelaide")
    found = span(wb)
    assert [(one.check_in_id, one.on, one.at) for one in found.items] == [
        (plain, MONDAY, None),
        (late, MONDAY + timedelta(days=1), "02:00"),
    ]
    assert found.items[1].people == "Ann Ash"
    assert span(wb, MONDAY - timedelta(days=1), 1).items[0].check_in_id == early


def test_only_ones_own_and_no_cancelled_ones(wb, keys):
    plan(wb, keys.beta, MONDAY)
    checkins.cancel_check_in(wb, plan(wb, keys.acme, MONDAY), "Merged")
    mine = plan(wb, keys.acme, MONDAY)
    assert [one.check_in_id for one in span(wb, owner=keys.maya).items] == [mine]
    assert len(span(wb).items) == 2


def test_load_counts_planned_and_held_but_not_missed(wb, keys):
    checkins.complete_check_in(wb, plan(wb, keys.acme, MONDAY, minutes=60))
    checkins.miss_check_in(wb, plan(wb, keys.acme, MONDAY, minutes=45))
    plan(wb, keys.acme, MONDAY)
    day = span(wb, owner=keys.maya).day(MONDAY)
    assert (day.check_ins, day.minutes, day.cap_minutes) == (2, 90, 480)


def test_more_than_fit_are_counted_all_the_same(wb, keys):
    for _ in range(5):
        plan(wb, keys.acme, MONDAY)
    found = span(wb, most=2)
    assert (len(found.items), found.day(MONDAY).check_ins) == (2, 5)


def test_closed_days_of_both_sides_are_told(wb, keys):
    holidays.add_closed_day(wb, ClosedDayDraft("Team offsite", MONDAY, owner_id=keys.maya))
    holidays.add_closed_day(wb, ClosedDayDraft("Stocktaking", MONDAY + timedelta(days=1), account_id=keys.acme))
    plan(wb, keys.acme, MONDAY)
    plan(wb, keys.acme, MONDAY + timedelta(days=1))
    plan(wb, keys.acme, MONDAY + timedelta(days=5))
    found = span(wb, owner=keys.maya)
    assert [one.closed for one in found.items] == [
        "the owner is off: Team offsite",
        "Acme is closed: Stocktaking",
        "on a weekend",
    ]
    assert (found.day(MONDAY).closed, found.day(MONDAY).cap_minutes) == ("Team offsite", 0)
    assert (found.day(MONDAY + timedelta(days=5)).closed, found.day(MONDAY + timedelta(days=1)).closed) == (
        "Weekend",
        "",
    )
    assert found.away[keys.acme] == {MONDAY + timedelta(days=1): "Stocktaking"}


def test_an_owner_without_hours_has_working_days_all_the_same(wb, keys):
    owners.edit_owner(wb, keys.maya, hours_per_week=0)
    plan(wb, keys.acme, MONDAY)
    day = span(wb, owner=keys.maya).day(MONDAY)
    assert (day.closed, day.cap_minutes, day.is_too_full) == ("", 0, True)


def test_the_weekend_is_that_of_the_owner(wb, keys):
    owners.edit_owner(wb, keys.maya, country="IL")
    friday, sunday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=6)
    plan(wb, keys.acme, friday)
    plan(wb, keys.acme, sunday)
    found = span(wb, owner=keys.maya)
    assert [one.closed for one in found.items] == ["on a weekend", ""]
    assert (found.day(friday).closed, found.day(sunday).closed) == ("Weekend", "")


def test_public_holidays_of_the_customer_close_its_day(wb, keys):
    accounts.edit_account(wb, keys.acme, country="NO")
    plan(wb, keys.acme, date(2026, 12, 25))
    assert "is closed" in span(wb, date(2026, 12, 21)).items[0].closed


def test_check_ins_at_the_same_time_are_conflicts(wb, keys):
    other = accounts.add_account(wb, AccountDraft("Cedar", owner_id=keys.maya))
    plan(wb, keys.acme, MONDAY, due_time="10:00", minutes=60)
    plan(wb, other, MONDAY, due_time="10:45")
    plan(wb, keys.beta, MONDAY, due_time="10:00")
    assert [one.overlaps for one in span(wb).items] == [("Cedar",), (), ("Acme",)]


def test_promises_stand_on_their_day(wb, keys):
    actions.add_action(wb, ActionDraft(keys.acme, "Send the price list", due_on=MONDAY))
    actions.complete_action(wb, actions.add_action(wb, ActionDraft(keys.acme, "Done", due_on=MONDAY)))
    assert [(one.kind, one.title, one.account) for one in span(wb).marks] == [
        ("promise", "Send the price list", "Acme")
    ]


def test_the_tray_holds_what_passed_oldest_first(wb, keys):
    newer = plan(wb, keys.acme, MONDAY - timedelta(days=1))
    missed = plan(wb, keys.beta, MONDAY - timedelta(days=9))
    checkins.miss_check_in(wb, missed)
    checkins.complete_check_in(wb, plan(wb, keys.acme, MONDAY - timedelta(days=3)))
    plan(wb, keys.acme, MONDAY)
    tray = calendar_span.read_overdue(wb, None)
    assert ([one.check_in_id for one in tray.items], tray.more) == ([missed, newer], 0)
    assert [one.check_in_id for one in calendar_span.read_overdue(wb, keys.maya).items] == [newer]


def test_a_missed_check_in_leaves_the_tray_when_it_was_made_good(wb, keys):
    missed = plan(wb, keys.beta, MONDAY - timedelta(days=9))
    checkins.miss_check_in(wb, missed)
    assert [one.check_in_id for one in calendar_span.read_overdue(wb, None).items] == [missed]
    plan(wb, keys.beta, MONDAY + timedelta(days=2))
    assert calendar_span.read_overdue(wb, None).items == []
    wb.undo()
    touches.log_touch(wb, TouchDraft(keys.beta, MONDAY - timedelta(days=1)))
    assert calendar_span.read_overdue(wb, None).items == []


def test_accounts_within_their_intervals_are_on_time(wb, keys):
    found = calendar_span.read_overdue(wb, None).on_time
    assert found.within_ideal <= found.with_ideal <= 2


def test_what_cannot_be_read_is_refused(wb, keys):
    with pytest.raises(InvalidInput, match="1 to 62 days"):
        span(wb, days=63)
    with pytest.raises(NotFound):
        span(wb, owner=99)
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        calendar_span.read_span(wb, CalendarQuery(MONDAY, MONDAY), token)


def test_a_week_moves_as_one_change(wb, keys):
    week = timedelta(days=7)
    moved = [plan(wb, keys.acme, MONDAY + timedelta(days=day)) for day in range(3)]
    number = len(wb.history())
    made = move_check_ins(wb, [CheckInMove(key, MONDAY + timedelta(days=day) + week) for day, key in enumerate(moved)])
    rows = [checkins.get_check_in(wb, key) for key in moved]
    assert made == 3
    assert [(row.due_on, row.moved_count) for row in rows] == [
        (MONDAY + timedelta(days=7 + day), 1) for day in range(3)
    ]
    assert len(wb.history()) == number + 1
    wb.undo()
    assert checkins.get_check_in(wb, moved[0]).due_on == MONDAY


def test_a_move_onto_a_closed_day_goes_on_to_the_next_one(wb, keys):
    holidays.add_closed_day(wb, ClosedDayDraft("Stocktaking", MONDAY + timedelta(days=7), account_id=keys.acme))
    key = plan(wb, keys.acme, MONDAY)
    move_check_ins(wb, [CheckInMove(key, MONDAY + timedelta(days=7))], is_shifted=True)
    assert checkins.get_check_in(wb, key).due_on == MONDAY + timedelta(days=8)


def test_a_move_to_where_it_is_writes_nothing(wb, keys):
    key = plan(wb, keys.acme, MONDAY)
    number = len(wb.history())
    assert move_check_ins(wb, [CheckInMove(key, MONDAY)]) == 0
    assert len(wb.history()) == number


def test_one_that_is_over_stops_them_all(wb, keys):
    key, held = plan(wb, keys.acme, MONDAY), plan(wb, keys.acme, MONDAY)
    checkins.complete_check_in(wb, held)
    with pytest.raises(InvalidInput, match="held already"):
        move_check_ins(wb, [CheckInMove(one, MONDAY + timedelta(days=1)) for one in (key, held)])
    assert checkins.get_check_in(wb, key).due_on == MONDAY


def test_the_guard_speaks_for_each_and_takes_one_reason(wb, keys):
    day = MONDAY + timedelta(days=1)
    plan(wb, keys.acme, day, contact_ids=(keys.ann,))
    key = plan(wb, keys.acme, MONDAY + timedelta(days=20), contact_ids=(keys.ann,))
    move = [CheckInMove(key, day + timedelta(days=1))]
    with pytest.raises(InvalidInput, match="Ann") as caught:
        move_check_ins(wb, move, override_reason="")
    assert caught.value.field == "override_reason"
    assert checkins.get_check_in(wb, key).moved_count == 0
    assert move_check_ins(wb, move, override_reason="She asked") == 1

"""Series in a book: planned ahead, by schedule or completion; this, later and all moved, edited and cancelled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import CheckInId
from csworkbench.domain.series import SeriesDraft
from csworkbench.domain.words import CHECK_IN_STATES
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import checkins
from csworkbench.services.check_in_lists import list_check_ins_between
from csworkbench.services.series import changes as series
from csworkbench.storage.tables.accounts import account, owner

TODAY = date(2026, 11, 23)
MONDAYS = [date(2026, 11, 23) + timedelta(weeks=week) for week in range(26)]


def plan(wb, keys, rule="weekly", anchor=TODAY, **more):
    return series.schedule_series(wb, SeriesDraft(keys.acme, anchor, rule, contact_ids=(keys.ann,), **more))


def days(wb, key, state="planned"):
    return [row.due_on for row in series.list_series_check_ins(wb, key) if row.state == state]


def members(wb, key):
    return series.list_series_check_ins(wb, key)


def test_a_series_is_planned_half_a_year_ahead(wb, keys, goes_both_ways):
    goes_both_ways(lambda: plan(wb, keys, minutes=30, due_time="09:30"), "Plan a series of check-ins with Acme")
    (key,) = {row.series_id for row in checkins.list_check_ins(wb, keys.acme)}
    assert days(wb, key) == MONDAYS
    assert {(row.minutes, row.due_time, row.people) for row in members(wb, key)} == {
        (30, "09:30", ((keys.ann, "Ann Ash"),))
    }


def test_month_ends_and_holidays_of_both_sides(wb, keys):
    with wb.change("Place them") as change:
        change.connection.execute(update(owner).where(owner.c.id == keys.maya).values(country="NO"))
        change.connection.execute(update(account).where(account.c.id == keys.acme).values(country="US"))
    key = plan(wb, keys, "monthly", date(2026, 12, 31), shift="modified following")
    found = [(row.scheduled_on, row.due_on) for row in members(wb, key)]
    assert found[:3] == [
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 31), date(2027, 1, 29)),
        (date(2027, 2, 28), date(2027, 2, 26)),
    ]
    key = plan(wb, keys, "monthly", date(2026, 11, 26), shift="following")
    assert days(wb, key)[:2] == [date(2026, 11, 27), date(2026, 12, 28)], "Thanksgiving; Boxing Day on a Saturday"


def test_a_series_that_began_long_ago_is_planned_from_today(wb, keys):
    key = plan(wb, keys, "weekly", date(2020, 1, 7))
    assert days(wb, key)[0] == date(2026, 11, 24)


def test_holding_one_plans_the_next(wb, keys):
    key = plan(wb, keys)
    first = members(wb, key)[0]
    checkins.complete_check_in(wb, first.id)
    assert days(wb, key) == [*MONDAYS[1:], MONDAYS[-1] + timedelta(weeks=1)]
    wb.undo()
    assert days(wb, key) == MONDAYS


def test_from_completion_there_is_one_at_a_time(wb, keys):
    key = plan(wb, keys, "every 2 weeks", date(2026, 11, 20), is_from_completion=True)
    (first,) = members(wb, key)
    assert first.due_on == date(2026, 11, 20)
    checkins.complete_check_in(wb, first.id)
    assert days(wb, key) == [TODAY + timedelta(weeks=2)]
    checkins.cancel_check_in(wb, members(wb, key)[-1].id, "Away")
    assert days(wb, key) == [TODAY + timedelta(weeks=4)]


def test_a_count_is_kept(wb, keys):
    key = plan(wb, keys, "FREQ=WEEKLY;COUNT=3")
    assert days(wb, key) == MONDAYS[:3]
    checkins.complete_check_in(wb, members(wb, key)[0].id)
    assert days(wb, key) == MONDAYS[1:3]


def test_moving_this_one_leaves_the_others(wb, keys):
    key = plan(wb, keys)
    second = members(wb, key)[1]
    series.move_in_series(wb, second.id, date(2026, 12, 2), "this")
    assert days(wb, key)[:3] == [MONDAYS[0], date(2026, 12, 2), MONDAYS[2]]
    assert next(row for row in members(wb, key) if row.id == second.id).moved_count == 1


def test_moving_this_and_later_cuts_the_series(wb, keys, goes_both_ways):
    key = plan(wb, keys)
    third = members(wb, key)[2]
    goes_both_ways(
        lambda: series.move_in_series(wb, third.id, date(2026, 12, 9), "later"), "Move series with Acme to 9 Dec"
    )
    assert days(wb, key) == MONDAYS[:2]
    new = checkins.get_check_in(wb, third.id).series_id
    assert new is not None
    assert new != key
    assert days(wb, new)[:3] == [date(2026, 12, 9), date(2026, 12, 16), date(2026, 12, 23)]
    assert series.get_series(wb, key).rule == "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261206"
    assert series.get_series(wb, new).rule == "FREQ=WEEKLY;BYDAY=WE"


def test_moving_all_moves_the_rule(wb, keys):
    key = plan(wb, keys, "monthly", date(2026, 11, 30))
    third = members(wb, key)[2]
    assert third.due_on == date(2027, 1, 30)
    series.move_in_series(wb, third.id, date(2027, 1, 15), "all")
    assert days(wb, key)[:4] == [date(2026, 11, 15), date(2026, 12, 15), date(2027, 1, 15), date(2027, 2, 15)]
    assert {row.moved_count for row in members(wb, key) if row.due_on < date(2027, 5, 30)} <= {0, 1}


def test_what_was_held_stays_where_it_was(wb, keys):
    key = plan(wb, keys)
    rows = members(wb, key)
    checkins.complete_check_in(wb, rows[0].id)
    series.move_in_series(wb, rows[3].id, rows[3].due_on + timedelta(days=1), "all")
    held = checkins.get_check_in(wb, rows[0].id)
    assert (held.state, held.due_on, held.series_id) == ("held", MONDAYS[0], key)
    new = checkins.get_check_in(wb, rows[1].id).series_id
    assert days(wb, new)[:2] == [date(2026, 12, 1), date(2026, 12, 8)]


def test_an_end_is_kept_when_a_series_is_cut(wb, keys):
    key = plan(wb, keys, "FREQ=WEEKLY;COUNT=5")
    third = members(wb, key)[2]
    series.move_in_series(wb, third.id, date(2026, 12, 9), "later")
    new = checkins.get_check_in(wb, third.id).series_id
    assert (len(days(wb, key)), len(days(wb, new))) == (2, 3)


def test_editing_this_one_or_later_ones(wb, keys):
    key = plan(wb, keys)
    rows = members(wb, key)
    series.edit_check_in(wb, rows[1].id, {"agenda": "Only here", "contact_ids": (keys.ada,)})
    series.edit_check_in(wb, rows[3].id, {"channel": "video", "due_time": "10:00"}, "later")
    found = [checkins.get_check_in(wb, row.id) for row in rows[:5]]
    assert [row.agenda for row in found] == [None, "Only here", None, None, None]
    assert [row.channel for row in found] == ["call", "call", "call", "video", "video"]
    assert [row.people[0][1] for row in found] == ["Ann Ash", "Ada Oak", "Ann Ash", "Ann Ash", "Ann Ash"]
    assert found[3].series_id is not None
    later = series.get_series(wb, found[3].series_id)
    assert (later.channel, later.due_time, later.rule) == ("video", "10:00", "FREQ=WEEKLY;BYDAY=MO")
    assert [row.due_on for row in found] == MONDAYS[:5]


def test_editing_all_edits_the_series(wb, keys, goes_both_ways):
    key = plan(wb, keys)
    goes_both_ways(
        lambda: series.edit_check_in(wb, members(wb, key)[4].id, {"minutes": 15}, "all"), "Edit series with Acme"
    )
    assert {row.minutes for row in members(wb, key)} == {15}
    assert series.get_series(wb, key).minutes == 15


def test_cancelling_later_ones_ends_the_series(wb, keys, goes_both_ways):
    key = plan(wb, keys)
    third = members(wb, key)[2]
    goes_both_ways(lambda: series.cancel_in_series(wb, third.id, "Merged", "later"), "Cancel series with Acme")
    assert days(wb, key) == MONDAYS[:2]
    assert {row.reason for row in members(wb, key) if row.state == "cancelled"} == {"Merged"}
    checkins.complete_check_in(wb, members(wb, key)[0].id)
    assert days(wb, key) == MONDAYS[1:2], "the series ended; nothing more is planned"


def test_cancelling_all_and_one(wb, keys):
    key = plan(wb, keys)
    series.cancel_in_series(wb, members(wb, key)[1].id, "Away", "this")
    assert MONDAYS[1] not in days(wb, key)
    series.cancel_in_series(wb, members(wb, key)[3].id, "Lost", "all")
    assert days(wb, key) == []


@pytest.mark.parametrize(
    "change",
    [{"rule": "now and then"}, {"rule": "FREQ=HOURLY"}, {"shift": "sideways"}, {"channel": "pigeon"},
     {"due_time": "25:00"}, {"rule": "FREQ=WEEKLY;UNTIL=20200101"}, {"contact_ids": (999,)},
     {"anchor_on": date(1066, 10, 14)}],
)  # fmt: skip
def test_what_cannot_be_planned(wb, keys, change):
    values = {"account_id": keys.acme, "anchor_on": TODAY, "rule": "weekly", **change}
    with pytest.raises(InvalidInput):
        series.schedule_series(wb, SeriesDraft(**values))
    assert checkins.list_check_ins(wb, keys.acme) == []


def test_scopes_need_a_series_and_a_rule_that_can_move(wb, keys):
    single = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    with pytest.raises(InvalidInput, match="of no series"):
        series.move_in_series(wb, single, TODAY, "later")
    with pytest.raises(InvalidInput):
        series.move_in_series(wb, single, TODAY, "some")
    with pytest.raises(InvalidInput, match="no colour"):
        series.edit_check_in(wb, single, {"colour": "red"})
    key = plan(wb, keys, "FREQ=YEARLY;BYDAY=1MO")
    with pytest.raises(InvalidInput, match="can't be moved"):
        series.move_in_series(wb, members(wb, key)[0].id, date(2027, 1, 5), "all")
    with pytest.raises(NotFound):
        series.cancel_in_series(wb, CheckInId(999), "x", "all")


def test_did_it_happen(wb, keys):
    old = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 11, 20)))
    checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY))
    passed = [one.check_in.id for one in list_check_ins_between(wb) if one.is_passed]
    assert passed == [old]
    checkins.miss_check_in(wb, old)
    assert not any(one.is_passed for one in list_check_ins_between(wb, states=CHECK_IN_STATES))


def test_moving_all_leaves_days_free_that_are_held_or_cancelled(wb, keys):
    key = plan(wb, keys)
    rows = members(wb, key)
    checkins.cancel_check_in(wb, rows[1].id, "Holidays")
    checkins.complete_check_in(wb, rows[3].id)
    before = {row.id: row.due_on for row in members(wb, key) if row.state == "planned"}
    series.move_in_series(wb, rows[0].id, TODAY + timedelta(days=1), "all")
    after = {row.id: row.due_on for row in members(wb, key) if row.id in before}
    assert after == {one: day + timedelta(days=1) for one, day in before.items()}
    assert len(set(days(wb, key))) == len(days(wb, key))


def test_moving_all_to_the_same_day_changes_no_day(wb, keys):
    key = plan(wb, keys, "half-yearly")
    rows = members(wb, key)
    checkins.complete_check_in(wb, rows[1].id)
    before = days(wb, key)
    series.move_in_series(wb, rows[0].id, rows[0].due_on, "all")
    assert days(wb, key) == before

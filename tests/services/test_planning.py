"""A plan of a month: on business days of both sides, in good hours, under the cap; one change that can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.planning.preview import PlanRequest
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services import accounts, checkins, contacts, touches
from csworkbench.services.planning import plans as planning

TODAY = date(2026, 11, 23)
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def request(keys, **more):
    return PlanRequest(keys.maya, FIRST, LAST, time_zone="Europe/Berlin", **more)


def touched(wb, account, on, people=()):
    touches.log_touch(wb, TouchDraft(account, on, contact_ids=people))


def plan(wb, keys, **more):
    return planning.preview_plan(wb, request(keys, **more), Token())


@pytest.fixture
def many(wb, keys):
    """Maya has twelve accounts that were all touched on 7 November: all are ideally due on Monday, 7 December."""
    model = next(one.id for one in accounts.list_engagement_models(wb) if one.name == "customer success manager")
    found = [keys.acme]
    for number in range(11):
        draft = AccountDraft(f"Cedar {number:02d}", owner_id=keys.maya, engagement_model_id=model)
        found.append(accounts.add_account(wb, draft))
    for key in found:
        touched(wb, key, date(2026, 11, 7))
    return found


def test_due_check_in_lies_on_its_ideal_date(wb, keys):
    touched(wb, keys.acme, date(2026, 11, 9), (keys.ann,))
    found = plan(wb, keys)
    (row,) = found.planned
    assert (row.account, row.on, row.at, row.person, row.check_in_id, row.shift_days, row.why) == (
        "Acme", date(2026, 12, 9), "09:00", "Ann Ash", None, 0, "on its ideal date",
    )  # fmt: skip
    assert found.outcome == "The check-in has a place."


def test_spreads_under_the_cap_and_says_why(wb, keys, many):
    found = plan(wb, keys, hours_per_day=1)
    assert len(found.planned) == 12
    assert max(one.minutes for one in found.load) <= 60
    assert all(row.on.weekday() < 5 and row.on <= row.latest_on for row in found.planned)
    assert sum(abs(row.shift_days) for row in found.planned) < 40
    moved = [row for row in found.planned if row.shift_days]
    assert moved
    assert any("Mon 7 Dec is full" in row.why for row in moved)
    assert len({(row.on, row.at) for row in found.planned}) == 12


def test_holidays_of_both_sides_are_left_free(wb, keys):
    accounts.edit_account(wb, keys.acme, country="DE")
    touched(wb, keys.acme, date(2026, 11, 12))
    accounts.edit_account(wb, keys.acme, ideal_days=43, maximum_days=50)  # the ideal date is Christmas
    (row,) = plan(wb, keys).planned
    assert row.ideal_on == date(2026, 12, 25)
    assert row.on == date(2026, 12, 24)
    assert "Fri 25 Dec: closed at the customer" in row.why


def test_good_hours_and_zone_of_the_person(wb, keys):
    contacts.edit_contact(wb, keys.ann, roles=("champion",), time_zone="Asia/Kolkata", good_hours="after 16:00")
    contacts.edit_contact(wb, keys.ada, do_not_contact=True)
    touched(wb, keys.acme, date(2026, 11, 9))
    (row,) = plan(wb, keys).planned
    assert (row.person, row.at, row.their_time) == ("Ann Ash", "11:30", "16:00")


def test_fatigue_bars_days(wb, keys):
    contacts.edit_contact(wb, keys.ann, roles=("champion",))
    touched(wb, keys.acme, date(2026, 11, 9))
    fixed = CheckInDraft(keys.acme, date(2026, 12, 8), kind="training", contact_ids=(keys.ann,), due_time="09:00")
    key = checkins.schedule_check_in(wb, fixed)
    assert plan(wb, keys).planned == ()  # the training is a touch as well
    checkins.cancel_check_in(wb, key, "Moved to Beta")
    for on in (date(2026, 11, 16), date(2026, 11, 20)):
        touches.log_touch(wb, TouchDraft(keys.acme, on, contact_ids=(keys.ann,), is_two_way=False))
    touches.log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 11), contact_ids=(keys.ann,), is_two_way=False))
    touches.log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 23), contact_ids=(keys.ann,), is_two_way=False))
    (row,) = plan(wb, keys).planned
    assert row.on == date(2026, 12, 11)  # the touch of 11 November has left the 30 days
    assert "5 touches within 30 days" in row.why


def test_planned_check_ins_are_moved_and_fixed_ones_stay(wb, keys, many):
    overdue = checkins.schedule_check_in(wb, CheckInDraft(many[0], date(2026, 11, 20), agenda="Renewal"))
    stays = checkins.schedule_check_in(wb, CheckInDraft(many[1], date(2026, 12, 7), due_time="10:00"))
    before = checkins.schedule_check_in(wb, CheckInDraft(many[2], date(2026, 11, 30)))
    found = plan(wb, keys)
    assert (len(found.planned), found.kept) == (11, 1)
    (after,) = [row for row in found.planned if row.account_id == many[2]]
    assert after.ideal_on == date(2026, 12, 30)
    (moved,) = [row for row in found.planned if row.check_in_id == overdue]
    assert moved.was_on == date(2026, 11, 20)
    assert (date(2026, 12, 7), "10:00") not in {(row.on, row.at) for row in found.planned}
    planning.apply_plan(wb, found)
    row = checkins.get_check_in(wb, overdue)
    assert (row.due_on, row.due_time, row.agenda, row.moved_count) == (moved.on, moved.at, "Renewal", 1)
    assert [checkins.get_check_in(wb, key).due_on for key in (stays, before)] == [
        date(2026, 12, 7), date(2026, 11, 30),
    ]  # fmt: skip


def test_is_one_change_and_planning_again_finds_nothing_to_do(wb, keys, many, dump):
    before = dump()
    found = plan(wb, keys)
    number = len(wb.history())
    assert planning.apply_plan(wb, found) == 12
    assert len(wb.history()) == number + 1
    assert wb.undo_state().undo_name == "Plan 12 check-ins for 2026-12"
    again = plan(wb, keys)
    assert (again.planned, again.kept) == ((), 12)
    assert again.outcome == "Nothing is due that is not planned already."
    wb.undo()
    assert dump() == before


def test_says_who_can_not_fit_and_that_it_is_proven(wb, keys, many):
    for key in many:
        accounts.edit_account(wb, key, ideal_days=30, maximum_days=31)
    found = plan(wb, keys, hours_per_day=1)
    assert (len(found.planned), len(found.left)) == (4, 8)
    assert {row.on for row in found.planned} == {date(2026, 12, 7), date(2026, 12, 8)}
    assert all(one.is_proven for one in found.left)
    assert "4 other check-ins take all room from Mon 7 Dec to Tue 8 Dec" in found.left[0].why
    assert found.outcome.startswith("4 of 12 check-ins that are due have a place; 8 can't fit, which is proven")


def test_without_a_day_of_both_sides_it_says_so(wb, keys):
    touched(wb, keys.acme, date(2026, 11, 12))
    contacts.edit_contact(wb, keys.ann, roles=("champion",), good_hours="Sat 9-12")
    (left,) = plan(wb, keys).left
    assert left.is_proven
    assert "no good hours of Ann Ash" in left.why


def test_stale_plan_is_refused_whole(wb, keys, many, dump):
    key = checkins.schedule_check_in(wb, CheckInDraft(many[-1], date(2026, 11, 20)))
    found = plan(wb, keys)
    checkins.move_check_in(wb, key, date(2026, 12, 1))
    before = dump()
    with pytest.raises(InvalidInput, match="changed since"):
        planning.apply_plan(wb, found)
    assert dump() == before
    with pytest.raises(InvalidInput, match="changes nothing"):
        planning.apply_plan(wb, replace(found, planned=()))


def test_is_cancelled(wb, keys, many):
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        planning.preview_plan(wb, request(keys), token)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"last": FIRST - timedelta(days=1)}, "last"),
        ({"last": FIRST + timedelta(days=62)}, "last"),
        ({"first": date(2026, 10, 1), "last": date(2026, 10, 31)}, "last"),
        ({"hours_per_day": 0.0}, "hours_per_day"),
        ({"minutes": 3}, "minutes"),
        ({"day_from": "9"}, "day_from"),
        ({"day_from": "18:00"}, "day_to"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
    ],
)
def test_what_can_not_be_meant_is_refused(wb, keys, more, field):
    with pytest.raises(InvalidInput) as refused:
        planning.preview_plan(wb, replace(request(keys), **more), Token())
    assert refused.value.field == field


def test_unknown_owner_is_told(wb, keys):
    with pytest.raises(NotFound, match="no owner"):
        planning.preview_plan(wb, replace(request(keys), owner_id=99), Token())

"""What a plan keeps to at its final days: people, zones, clocks, holidays, what stays, and a book that changes."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlcipher3
from sqlalchemy import event, text

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.closed_days import ClosedDayDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.fatigue_rows import FatigueQuestion
from csworkbench.domain.planning.preview import PlanRequest
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Token
from csworkbench.services import accounts, checkins, contacts, holidays, touches
from csworkbench.services.fatigue import ask_guard
from csworkbench.services.planning import plans as planning
from csworkbench.storage import records
from csworkbench.storage.tables.accounts import account, contact

TODAY = date(2026, 11, 23)
KNOWN = "2026-01-02T09:00:00.000Z"
FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
IDEAL = date(2026, 12, 9)


def plan(wb, keys, **more):
    request = PlanRequest(keys.maya, FIRST, LAST, time_zone="Europe/Berlin")
    return planning.preview_plan(wb, replace(request, **more), Token())


def touched(wb, account, on=date(2026, 11, 9), people=()):
    touches.log_touch(wb, TouchDraft(account, on, contact_ids=people))


@pytest.fixture
def due(wb, keys):
    """Acme is due on Wednesday, 9 December, with Ann, its champion."""
    contacts.edit_contact(wb, keys.ann, roles=("champion",))
    touched(wb, keys.acme)
    return keys.acme


@pytest.fixture
def many(wb, keys, due):
    """Six more accounts are due on the same day, each with a person of its own."""
    model = next(one.id for one in accounts.list_engagement_models(wb) if one.name == "customer success manager")
    found = [due]
    for number in range(6):
        draft = AccountDraft(f"Cedar {number}", owner_id=keys.maya, engagement_model_id=model)
        found.append(accounts.add_account(wb, draft))
        contacts.add_contact(wb, ContactDraft(found[-1], f"Person {number}"))
        touched(wb, found[-1])
    return found


def test_people_who_asked_not_to_be_contacted_are_not_planned(wb, keys, due):
    contacts.edit_contact(wb, keys.ann, do_not_contact=True)
    assert plan(wb, keys).planned[0].person == "Ada Oak"
    contacts.edit_contact(wb, keys.ada, do_not_contact=True)
    (left,) = plan(wb, keys).left
    assert left.is_proven
    assert "everyone known there asked not to be contacted" in left.why


def test_an_attendee_who_asked_not_to_be_contacted_bars_the_check_in(wb, keys, due):
    draft = CheckInDraft(due, date(2026, 11, 20), contact_ids=(keys.ann, keys.ada))
    checkins.schedule_check_in(wb, draft)
    (row,) = plan(wb, keys).planned
    assert row.person == "Ann Ash, Ada Oak"
    contacts.edit_contact(wb, keys.ada, do_not_contact=True)
    (left,) = plan(wb, keys).left
    assert "Ada Oak asked not to be contacted" in left.why


def test_who_leaves_within_the_period_is_met_before(wb, keys, due):
    contacts.edit_contact(wb, keys.ann, left_on=date(2026, 12, 9))
    checkins.schedule_check_in(wb, CheckInDraft(due, date(2026, 11, 20), contact_ids=(keys.ann,)))
    (row,) = plan(wb, keys).planned
    assert row.on == date(2026, 12, 8)
    assert "Wed 9 Dec: Ann Ash has left the company" in row.why


def test_hours_of_all_attendees_are_kept(wb, keys, due):
    contacts.edit_contact(wb, keys.ann, time_zone="Asia/Kolkata")
    contacts.edit_contact(wb, keys.ada, time_zone="America/Sao_Paulo")
    draft = CheckInDraft(due, date(2026, 11, 20), contact_ids=(keys.ann, keys.ada))
    checkins.schedule_check_in(wb, draft)
    (row,) = plan(wb, keys).planned
    assert (row.at, row.their_time) == ("12:00", "16:30")  # 08:00 in São Paulo
    contacts.edit_contact(wb, keys.ann, good_hours="before 16")
    (left,) = plan(wb, keys).left
    assert left.is_proven
    assert "no good hours of" in left.why


def test_fatigue_counts_every_attendee(wb, keys, due):
    touches.log_touch(wb, TouchDraft(due, TODAY, contact_ids=(keys.ada,), is_two_way=False))
    for on in (date(2026, 12, 4), date(2026, 12, 8)):
        extra = CheckInDraft(keys.beta, on, kind="training", contact_ids=(), due_time="09:00")
        checkins.schedule_check_in(wb, extra)
    draft = CheckInDraft(due, date(2026, 11, 20), contact_ids=(keys.ann, keys.ada))
    key = checkins.schedule_check_in(wb, draft)
    for on in (date(2026, 11, 10), date(2026, 11, 13), date(2026, 11, 18)):
        touches.log_touch(wb, TouchDraft(due, on, contact_ids=(keys.ada,), is_two_way=False))
    found = plan(wb, keys)
    (row,) = found.planned
    assert row.on > IDEAL
    assert "Ada Oak: 5 touches within 30 days" in row.why
    planning.apply_plan(wb, found)
    question = FatigueQuestion(due, (keys.ann, keys.ada), row.on, "check-in", row.channel, check_in_id=key)
    assert [c.kind for one in ask_guard(wb, question) for c in one.concerns] == []


@pytest.mark.parametrize(("between", "touches_most"), [(3, 4), (6, 4), (8, 4), (3, 2), (0, 9)])
def test_no_plan_puts_a_person_past_the_guard_by_itself(wb, keys, many, between, touches_most):
    with wb.change("Limits") as change:
        values = {"between": between, "touches": touches_most}
        change.connection.execute(
            text("UPDATE engagement_model SET business_days_between = :between, touches_per_30_days = :touches"), values
        )
    for key in many:
        accounts.edit_account(wb, key, ideal_days=8, maximum_days=12)
        touched(wb, key, TODAY)
    found = plan(wb, keys)
    assert max(Counter(row.account_id for row in found.planned).values()) > 1
    planning.apply_plan(wb, found)
    for row in found.planned:
        for one in checkins.list_check_ins(wb, row.account_id):
            people = tuple(key for key, _ in one.people)
            question = FatigueQuestion(one.account_id, people, one.due_on, "check-in", one.channel, check_in_id=one.id)
            said = [c for verdict in ask_guard(wb, question) for c in verdict.concerns]
            assert [c for c in said if c.kind in ("spacing", "touches")] == []


def test_churned_accounts_are_not_planned_but_what_is_planned_there_counts(wb, keys, many):
    checkins.schedule_check_in(wb, CheckInDraft(many[1], date(2026, 12, 9), minutes=60))
    accounts.edit_account(wb, many[1], status="churned")
    found = plan(wb, keys)
    assert many[1] not in {row.account_id for row in found.planned}
    assert next(one.kept_minutes for one in found.load if one.on == IDEAL) == 60


def test_two_owners_do_not_see_each_other(wb, keys, due):
    touched(wb, keys.beta)
    checkins.schedule_check_in(wb, CheckInDraft(keys.beta, IDEAL, due_time="09:00", kind="training"))
    (row,) = plan(wb, keys).planned
    assert (row.account_id, row.on, row.at) == (due, IDEAL, "09:00")


def test_zero_hours_leave_no_room(wb, keys, due):
    with wb.change("Leave") as change:
        change.connection.execute(text("UPDATE owner SET hours_per_week = 0 WHERE id = :key"), {"key": keys.maya})
    found = plan(wb, keys)
    assert (found.planned, found.left[0].is_proven) == ((), True)
    assert "no business day of both sides has room" in found.left[0].why
    assert found.outcome == "0 of 1 check-ins that are due have a place; 1 can't fit, which is proven."


def test_overlapping_check_ins_that_stay_count_both_and_are_avoided(wb, keys, due, many):
    for key, at in ((many[1], "09:00"), (many[2], "09:15")):
        draft = CheckInDraft(key, IDEAL, kind="training", due_time=at, minutes=45, time_zone="Europe/Berlin")
        checkins.schedule_check_in(wb, draft)
    found = plan(wb, keys)
    assert min(row.at for row in found.planned if row.on == IDEAL) == "10:00"
    assert next(one.kept_minutes for one in found.load if one.on == IDEAL) == 90


def test_what_stays_lies_where_it_is_for_the_owner(wb, keys, due, many):
    """20:00 on the 8th in Los Angeles is 13:00 on the 9th in Tokyo."""
    draft = CheckInDraft(many[1], date(2026, 12, 8), kind="training", due_time="20:00", minutes=60,
                         time_zone="America/Los_Angeles")  # fmt: skip
    checkins.schedule_check_in(wb, draft)
    found = plan(wb, keys, time_zone="Asia/Tokyo", day_from="13:00", day_to="18:00")
    rows = [row for row in found.planned if row.on == IDEAL]
    assert rows
    assert min(row.at for row in rows) == "14:00"


def test_a_check_in_of_today_stays_today(wb, keys, due):
    key = checkins.schedule_check_in(wb, CheckInDraft(due, TODAY))
    found = plan(wb, keys)
    assert key not in {row.check_in_id for row in found.planned}
    assert [row.ideal_on for row in found.planned] == [date(2026, 12, 23)]


def test_what_is_overdue_without_a_cadence_is_planned_at_once(wb, keys):
    with wb.change("No model") as change:
        change.connection.execute(text("UPDATE account SET engagement_model_id = NULL"))
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 11, 20)))
    (row,) = plan(wb, keys).planned
    assert (row.check_in_id, row.on, row.is_late) == (key, FIRST, True)


def test_a_missed_check_in_is_planned_again(wb, keys, due):
    old, missed = (
        checkins.schedule_check_in(wb, CheckInDraft(due, on, due_time="09:00", agenda=agenda))
        for on, agenda in ((date(2026, 6, 1), "Old"), (date(2026, 11, 16), "Renewal"))
    )
    for key in (old, missed):
        checkins.miss_check_in(wb, key, "They were ill")
    found = plan(wb, keys)
    (row,) = found.planned
    assert (row.check_in_id, row.was_on, row.on) == (missed, date(2026, 11, 16), IDEAL)
    planning.apply_plan(wb, found)
    kept = checkins.get_check_in(wb, missed)
    assert (kept.state, kept.reason, kept.agenda, kept.moved_count) == ("planned", None, "Renewal", 1)
    assert checkins.get_check_in(wb, old).state == "missed"


def test_a_planned_one_goes_before_a_missed_one_and_both_are_no_load(wb, keys, due):
    missed = checkins.schedule_check_in(wb, CheckInDraft(due, date(2026, 11, 20)))
    checkins.miss_check_in(wb, missed)
    key = checkins.schedule_check_in(wb, CheckInDraft(due, date(2026, 12, 10)))
    found = plan(wb, keys)
    assert [(row.check_in_id, row.on) for row in found.planned] == [(key, IDEAL)]
    assert found.kept == 0
    assert sum(one.kept_minutes for one in found.load) == 0


@pytest.mark.parametrize(
    ("on", "their_time"), [(date(2027, 3, 10), "10:00"), (date(2027, 3, 22), "11:00"), (date(2027, 3, 30), "10:00")]
)
def test_clocks_that_change_within_the_period(wb, keys, due, on, their_time):
    """In March New York changes its clocks two weeks before Berlin does: six hours apart, five, and six again."""
    contacts.edit_contact(wb, keys.ann, time_zone="America/New_York", good_hours="10-12")
    contacts.edit_contact(wb, keys.ada, do_not_contact=True)
    touched(wb, due, TODAY)
    days = (on - TODAY).days
    accounts.edit_account(wb, due, ideal_days=days, maximum_days=days + 1)
    (row,) = plan(wb, keys, first=date(2027, 3, 5), last=date(2027, 4, 15)).planned
    there = datetime.fromisoformat(f"{row.on}T{row.at}").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    there = there.astimezone(ZoneInfo("America/New_York"))
    assert (row.on, f"{there:%H:%M}") == (on, row.their_time)
    assert row.their_time == "10:00"
    assert row.at == ("15:00" if their_time == "11:00" else "16:00")


def test_holidays_that_leave_a_week_empty(wb, keys, many):
    holidays.add_closed_day(wb, ClosedDayDraft("Works holidays", date(2026, 12, 7), date(2026, 12, 11)))
    found = plan(wb, keys, hours_per_day=1)
    assert not [row for row in found.planned if date(2026, 12, 7) <= row.on <= date(2026, 12, 11)]
    assert len(found.planned) == 7
    assert "Wed 9 Dec is no business day (Works holidays)" in found.planned[0].why + found.planned[-1].why
    assert not [one for one in found.load if date(2026, 12, 7) <= one.on <= date(2026, 12, 11)]


def test_all_of_a_period_closed(wb, keys, due):
    holidays.add_closed_day(wb, ClosedDayDraft("Works holidays", FIRST, LAST))
    found = plan(wb, keys)
    assert (found.planned, found.load, found.left[0].is_proven) == ((), (), True)


def test_room_alone_proves_how_many_can_not_fit(wb, keys, many):
    for key in many:
        accounts.edit_account(wb, key, ideal_days=30, maximum_days=33)
    for number, key in enumerate(many[:5]):
        checkins.schedule_check_in(wb, CheckInDraft(key, date(2026, 11, 20), minutes=(35, 50)[number % 2]))
    found = plan(wb, keys, hours_per_day=0.6, last=date(2026, 12, 10))
    assert 2 <= found.surely_left <= len(found.left), "those of 50 minutes fit on no day"
    assert all(row.minutes <= 36 for row in found.planned)


# a book that changes between the plan and its writing


def touch_again(wb, keys):
    touched(wb, keys.acme, date(2026, 11, 22))


def refuse_contact(wb, keys):
    contacts.edit_contact(wb, keys.ann, do_not_contact=True)


def leave(wb, keys):
    contacts.mark_left(wb, keys.ann, date(2026, 11, 22))


def churn(wb, keys):
    accounts.edit_account(wb, keys.acme, status="churned")


def delete(wb, keys):
    accounts.delete_account(wb, keys.acme)


def take_the_place(wb, keys):
    other = accounts.add_account(wb, AccountDraft("Delta", owner_id=keys.maya))
    draft = CheckInDraft(other, IDEAL, kind="training", due_time="09:00", time_zone="Europe/Berlin")
    checkins.schedule_check_in(wb, draft)


def close_the_day(wb, keys):
    holidays.add_closed_day(wb, ClosedDayDraft("Strike", IDEAL))


def tire(wb, keys):
    checkins.schedule_check_in(
        wb, CheckInDraft(keys.acme, date(2026, 11, 24), kind="training", due_time="09:00", contact_ids=(keys.ann,))
    )


def give_away(wb, keys):
    accounts.edit_account(wb, keys.acme, owner_id=keys.tom)


@pytest.mark.parametrize(
    "act", [touch_again, refuse_contact, leave, churn, delete, take_the_place, close_the_day, tire, give_away]
)
def test_a_book_that_changed_is_not_half_written(wb, keys, due, many, dump, act):
    found = plan(wb, keys)
    assert found.planned[0].account_id == due
    act(wb, keys)
    before = dump()
    with pytest.raises(InvalidInput, match=r"Acme: .* Nothing was planned\.") as refused:
        planning.apply_plan(wb, found)
    assert "plan again" in refused.value.advice
    assert dump() == before


def test_written_twice_is_refused(wb, keys, many, dump):
    found = plan(wb, keys)
    planning.apply_plan(wb, found)
    before = dump()
    with pytest.raises(InvalidInput, match="no longer due"):
        planning.apply_plan(wb, found)
    assert dump() == before


# days and times that a person chose


def own(row, on, at):
    return replace(row, on=on, at=at, is_own=True)


@pytest.mark.parametrize(
    ("on", "at", "said", "is_barring"),
    [
        (date(2026, 12, 8), "10:07", "", False),
        (date(2026, 12, 12), "09:00", "Sat 12 Dec is no business day", False),
        (date(2026, 12, 25), "09:00", "Fri 25 Dec", False),
        (date(2026, 12, 9), "18:00", "outside of the working day", False),
        (date(2026, 12, 9), "16:55", "outside of the working day", False),
        (date(2026, 12, 9), "15:00", "Ann Ash likes to be reached mornings; it is 15:00 there", False),
        (date(2026, 12, 31), "09:00", "its interval ends on Thu 24 Dec", False),
        (date(2026, 12, 1), "09:00", "it is due on Wed 9 Dec, long after", False),
        (date(2026, 11, 23), "09:00", "has begun or is over", True),
        (date(2026, 12, 16), "09:20", "09:20 is taken by a check-in that stays", True),
        (date(2027, 3, 28), "02:30", "clocks go forward at 02:30", True),
    ],
)
def test_what_is_said_of_a_place_that_a_person_chose(wb, keys, due, on, at, said, is_barring):
    accounts.edit_account(wb, due, country="DE")
    contacts.edit_contact(wb, keys.ann, time_zone="Europe/Berlin", good_hours="mornings" if at == "15:00" else None)
    other = accounts.add_account(wb, AccountDraft("Delta", owner_id=keys.maya))
    fixed = CheckInDraft(other, date(2026, 12, 16), kind="training", due_time="09:00", time_zone="Europe/Berlin")
    checkins.schedule_check_in(wb, fixed)
    found = plan(wb, keys)
    row = own(found.planned[0], on, at)
    problems = planning.check_rows(wb, found.request, [row])
    assert bool(problems) == bool(said)
    if said:
        assert any(said in one.text for one in problems)
        assert problems[0].is_barring == is_barring
    chosen = replace(found, planned=(row,))
    if is_barring:
        with pytest.raises(InvalidInput):
            planning.apply_plan(wb, chosen)
    else:
        planning.apply_plan(wb, chosen)
        assert [(one.due_on, one.due_time) for one in checkins.list_check_ins(wb, due)] == [(on, at)]


def test_two_rows_that_collide_name_the_one_a_person_put_there(wb, keys, many):
    found = plan(wb, keys)
    first, second, *rest = found.planned
    moved = own(second, first.on, first.at)
    problems = planning.check_rows(wb, found.request, [first, moved, *rest])
    assert {one.key for one in problems} == {moved.key}
    assert problems[0].is_barring


def test_a_row_that_tires_a_person_is_barred(wb, keys, due):
    accounts.edit_account(wb, due, ideal_days=8, maximum_days=14)
    touched(wb, due, TODAY)
    first, second, *rest = plan(wb, keys).planned
    moved = own(second, first.on.replace(day=first.on.day + 1), "09:00")
    problems = planning.check_rows(wb, plan(wb, keys).request, [first, moved, *rest])
    assert next(one.is_barring for one in problems if one.key == moved.key)
    assert "Ann Ash: 1 business day after the planned check-in" in problems[0].text


def test_the_cap_is_a_persons_own_affair(wb, keys, many):
    found = plan(wb, keys, hours_per_day=1)
    day = next(row for row in found.planned if row.on == IDEAL)
    others = [row for row in found.planned if row.on != IDEAL]
    moved = own(others[0], IDEAL, "16:00")
    rows = [day, *[row for row in found.planned if row.on == IDEAL and row is not day], moved, *others[1:]]
    problems = planning.check_rows(wb, found.request, rows)
    assert [(one.key, one.is_barring) for one in problems] == [(moved.key, False)]
    assert "Wed 9 Dec then has 1:30 h of 1:00 h" in problems[0].text
    planning.apply_plan(wb, replace(found, planned=tuple(rows)))


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (FIRST, LAST, "Plan 1 check-in for 2026-12"),
        (FIRST, date(2026, 12, 18), "Plan 1 check-in from 1 Dec to 18 Dec 2026"),
        (date(2026, 12, 7), date(2027, 1, 15), "Plan 2 check-ins from 7 Dec 2026 to 15 Jan 2027"),
    ],
)
def test_the_change_says_which_period(wb, keys, due, first, last, name):
    planning.apply_plan(wb, plan(wb, keys, first=first, last=last))
    assert wb.undo_state().undo_name == name


# large ones


def test_three_hundred_accounts_take_less_than_two_seconds(wb, keys):
    random = Random(7)
    with wb.change("Many") as change:
        c = change.connection
        model = c.execute(text("SELECT min(id) FROM engagement_model WHERE maximum_days >= 45")).scalar_one()
        for number in range(300):
            values = {"name": f"Birch {number}", "name_key": f"birch {number}", "owner_id": keys.maya}
            more = {
                "status": "active",
                "engagement_model_id": model,
                "country": random.choice(["DE", "IT", "GB", "IN"]),
            }
            onboarded = date(2026, 11, 23) - timedelta(days=random.randint(5, 40))
            key = records.add(c, account, {**values, **more, "onboarded_on": onboarded, "known_at": KNOWN})
            zone = random.choice(["Europe/Berlin", "Asia/Kolkata", "America/New_York", "Asia/Kathmandu"])
            hours = random.choice([None, "mornings", "after 14", "Mon-Thu 9-12", "9:20-11:40"])
            person = {"account_id": key, "name": f"Person {number}", "time_zone": zone, "good_hours": hours}
            records.add(c, contact, {**person, "known_at": KNOWN})
    began = time.thread_time()
    found = plan(wb, keys)
    taken = time.thread_time() - began
    assert len(found.planned) + len(found.left) > 290
    assert len(found.planned) > 150
    assert taken < 2
    assert planning.check_rows(wb, found.request, found.planned) == []


# queries


def test_no_query_of_a_plan_looks_through_the_whole_book(wb, keys, many):
    asked = []
    with wb.read() as connection:
        engine = connection.engine

    def keep(_connection, _cursor, statement, parameters, *_more):
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        plan(wb, keys)
    finally:
        event.remove(engine, "before_cursor_execute", keep)
    as_if_large = sqlcipher3.connect(str(wb.path))
    as_if_large.execute("DELETE FROM sqlite_stat1")
    as_if_large.commit()
    as_if_large.close()
    as_if_large = sqlcipher3.connect(str(wb.path))
    large = ("account", "contact", "touch", "check_in", "feedback", "contract", "account_line", "ask", "touch_person")
    for statement, parameters in asked:
        if statement.lstrip().upper().startswith("SELECT"):
            for step in as_if_large.execute(f"EXPLAIN QUERY PLAN {statement}", parameters):
                words = step[3].split()
                assert not (words[0] == "SCAN" and words[1] in large), (step[3], statement)
    as_if_large.close()
    assert len(asked) > 8

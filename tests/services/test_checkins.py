"""Check-ins: planned, moved, held, missed, cancelled, each one change that goes both ways."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import checkins
from csworkbench.services.touches import get_touch, list_touches, log_touch

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 12, 4)


@pytest.fixture
def planned(wb, keys):
    return checkins.schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 12, 1), contact_ids=(keys.ann,)))


def test_schedule(wb, keys, goes_both_ways):
    draft = CheckInDraft(
        keys.acme, FRIDAY, "video", "QBR", " Goals ", (keys.ann,), minutes=45, due_time="14:30", time_zone="Europe/Oslo"
    )
    goes_both_ways(lambda: checkins.schedule_check_in(wb, draft), "Plan check-in with Acme on 4 Dec")
    (row,) = checkins.list_check_ins(wb, keys.acme)
    assert (row.due_on, row.channel, row.kind, row.agenda) == (FRIDAY, "video", "QBR", "Goals")
    assert (row.minutes, row.due_time, row.time_zone, row.state) == (45, "14:30", "Europe/Oslo", "planned")
    assert row.people == ((keys.ann, "Ann Ash"),)


def test_move(wb, planned, goes_both_ways):
    goes_both_ways(lambda: checkins.move_check_in(wb, planned, FRIDAY), "Move check-in with Acme to 4 Dec")
    row = checkins.get_check_in(wb, planned)
    assert (row.due_on, row.moved_count) == (FRIDAY, 1)
    checkins.move_check_in(wb, planned, FRIDAY)
    assert checkins.get_check_in(wb, planned).moved_count == 1, "moving to the same day is no move"


def test_move_names_the_year_when_it_is_another(wb, planned):
    checkins.move_check_in(wb, planned, date(2027, 1, 8))
    assert wb.undo_state().undo_name == "Move check-in with Acme to 8 Jan 2027"


def test_complete_as_planned(wb, keys, planned, goes_both_ways):
    goes_both_ways(lambda: checkins.complete_check_in(wb, planned), "Complete check-in with Acme")
    row = checkins.get_check_in(wb, planned)
    assert row.state == "held"
    assert row.touch_id is not None
    touch = get_touch(wb, row.touch_id)
    assert (touch.happened_on, touch.kind, touch.channel, touch.is_two_way) == (TODAY, "check-in", "call", True)
    assert touch.people == ((keys.ann, "Ann Ash"),)


def test_complete_with_a_draft(wb, keys, planned):
    draft = TouchDraft(keys.acme, date(2026, 11, 20), "email", "By mail")
    key = checkins.complete_check_in(wb, planned, draft)
    assert (get_touch(wb, key).channel, get_touch(wb, key).notes) == ("email", "By mail")
    assert checkins.get_check_in(wb, planned).touch_id == key


def test_miss_then_plan_again(wb, planned, goes_both_ways):
    name = "Mark check-in with Acme as missed"
    goes_both_ways(lambda: checkins.miss_check_in(wb, planned, "No show"), name)
    assert (checkins.get_check_in(wb, planned).state, checkins.get_check_in(wb, planned).reason) == (
        "missed", "No show",
    )  # fmt: skip
    checkins.move_check_in(wb, planned, FRIDAY)
    assert (checkins.get_check_in(wb, planned).state, checkins.get_check_in(wb, planned).reason) == ("planned", None)


def test_cancel(wb, planned, goes_both_ways):
    goes_both_ways(lambda: checkins.cancel_check_in(wb, planned, "Merged"), "Cancel check-in with Acme")
    assert (checkins.get_check_in(wb, planned).state, checkins.get_check_in(wb, planned).reason) == (
        "cancelled", "Merged",
    )  # fmt: skip
    for act in (checkins.complete_check_in, checkins.miss_check_in):
        with pytest.raises(InvalidInput, match="cancelled already"):
            act(wb, planned)
    with pytest.raises(InvalidInput, match="cancelled already"):
        checkins.move_check_in(wb, planned, FRIDAY)


def test_cancel_needs_a_reason(wb, planned):
    with pytest.raises(InvalidInput) as caught:
        checkins.cancel_check_in(wb, planned, "  ")
    assert caught.value.field == "reason"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"kind": "lunch"}, "kind"),
        ({"due_on": date(226, 12, 4)}, "due_on"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"due_time": "half past"}, "due_time"),
        ({"contact_ids": (999,)}, "people"),
    ],
)
def test_refused_by_field(wb, keys, more, field):
    with pytest.raises(InvalidInput) as caught:
        checkins.schedule_check_in(wb, CheckInDraft(**({"account_id": keys.acme, "due_on": FRIDAY} | more)))
    assert caught.value.field == field
    assert checkins.list_check_ins(wb, keys.acme) == []


def test_default_day_follows_the_cadence(wb, keys):
    assert checkins.default_due_on(wb, keys.acme) == date(2026, 12, 1), "30 days from onboarding on 1 November"
    log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 10), is_two_way=False))
    assert checkins.default_due_on(wb, keys.acme) == date(2026, 12, 1), "one-way touches do not count"
    log_touch(wb, TouchDraft(keys.acme, date(2026, 11, 10)))
    assert checkins.default_due_on(wb, keys.acme) == date(2026, 12, 10)


def test_default_day_is_never_past(wb, keys):
    log_touch(wb, TouchDraft(keys.acme, TODAY - timedelta(days=90)))
    assert checkins.default_due_on(wb, keys.acme) == TODAY


def test_not_found(wb):
    for act in (checkins.complete_check_in, checkins.get_check_in, checkins.miss_check_in):
        with pytest.raises(NotFound):
            act(wb, CheckInId(999))
    with pytest.raises(NotFound):
        checkins.default_due_on(wb, AccountId(999))
    assert list_touches(wb, AccountId(999)) == []


def test_move_to_another_time(wb, planned, goes_both_ways):
    goes_both_ways(
        lambda: checkins.move_check_in(wb, planned, date(2026, 12, 1), "09:15"), "Move check-in with Acme to 1 Dec"
    )
    row = checkins.get_check_in(wb, planned)
    assert (row.due_on, row.due_time, row.moved_count) == (date(2026, 12, 1), "09:15", 1)
    with pytest.raises(InvalidInput):
        checkins.move_check_in(wb, planned, FRIDAY, "9 o'clock")

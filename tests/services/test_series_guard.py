"""The fatigue guard and series: each day is asked about, one sentence says it, reasons are kept per check-in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.series import SeriesDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput
from csworkbench.services import checkins, contacts, fatigue, touches
from csworkbench.services.series import changes as series

TODAY = date(2026, 11, 23)


def plan(wb, keys, rule="monthly", anchor=TODAY, **more):
    return series.schedule_series(wb, SeriesDraft(keys.acme, anchor, rule, contact_ids=(keys.ann,), **more))


def members(wb, key):
    return series.list_series_check_ins(wb, key)


def test_a_series_too_close_to_itself_wants_a_reason(wb, keys):
    with pytest.raises(InvalidInput) as refused:
        plan(wb, keys, "weekly", override_reason="")
    said = refused.value.message
    assert refused.value.field == "override_reason"
    assert said.startswith("23 Nov: Ann Ash: 5 touches within 30 days; at most 4 are wanted. Next free date: ")
    assert said.endswith("25 more days of the series: past it, too.")
    assert checkins.list_check_ins(wb, keys.acme) == []
    key = plan(wb, keys, "weekly", override_reason="They asked for a weekly call")
    kept = fatigue.list_overrides(wb)
    assert {row.reason for row in kept} == {"They asked for a weekly call"}
    assert sorted(row.on_day for row in kept) == [row.due_on for row in members(wb, key)]


def test_a_series_within_the_limits_is_planned_without_a_word(wb, keys):
    plan(wb, keys, "monthly", override_reason="")
    assert fatigue.list_overrides(wb) == []


def test_what_hangs_on_the_person_is_said_once(wb, keys):
    contacts.edit_contact(wb, keys.ann, preferred_channel="email")
    with pytest.raises(InvalidInput, match="prefers email to call") as refused:
        plan(wb, keys, "monthly", override_reason="")
    assert "more day" not in refused.value.message


def test_moving_a_series_past_the_limits_wants_a_reason(wb, keys):
    key = plan(wb, keys, "monthly", date(2026, 12, 1))
    checkins.schedule_check_in(wb, CheckInDraft(keys.acme, date(2027, 1, 12), contact_ids=(keys.ann,)))
    second = members(wb, key)[1]
    with pytest.raises(InvalidInput, match="11 Jan 2027: Ann Ash: 1 business day before the planned call of 12 Jan"):
        series.move_in_series(wb, second.id, date(2027, 1, 11), "later", override_reason="")
    assert members(wb, key)[1].due_on == date(2027, 1, 1)
    series.move_in_series(wb, second.id, date(2027, 1, 11), "later", override_reason="Their wish")
    assert checkins.get_check_in(wb, second.id).due_on == date(2027, 1, 11)
    assert [row.on_day for row in fatigue.list_overrides(wb)] == [date(2027, 1, 11)]


def test_other_people_or_another_channel_are_asked_about(wb, keys):
    contacts.edit_contact(wb, keys.ann, do_not_contact=True)
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, date(2026, 12, 1)))
    series.edit_check_in(wb, key, {"agenda": "Renewal"}, override_reason="")
    with pytest.raises(InvalidInput, match="asked not to be contacted") as refused:
        series.edit_check_in(wb, key, {"contact_ids": (keys.ann,)}, override_reason="")
    assert refused.value.message.startswith("Ann Ash: "), "one day needs no day said"
    assert checkins.get_check_in(wb, key).people == ()
    series.edit_check_in(wb, key, {"contact_ids": (keys.ann,)}, override_reason="She wrote first")
    assert [row.reason for row in fatigue.list_overrides(wb)] == ["She wrote first"]


def test_good_hours_count_the_whole_meeting(wb, keys):
    contacts.edit_contact(wb, keys.ann, good_hours="09:00-12:00", time_zone="UTC")
    draft = CheckInDraft(
        keys.acme, date(2026, 12, 1), contact_ids=(keys.ann,), due_time="11:15", time_zone="UTC", override_reason=""
    )
    checkins.schedule_check_in(wb, draft)
    with pytest.raises(InvalidInput, match="likes to be reached"):
        checkins.schedule_check_in(
            wb, CheckInDraft(keys.acme, date(2026, 12, 15), contact_ids=(keys.ann,), due_time="11:15",
                             time_zone="UTC", minutes=60, override_reason=""),
        )  # fmt: skip


def test_completing_with_one_key_asks(wb, keys):
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY, contact_ids=(keys.ann,)))
    touches.log_touch(wb, TouchDraft(keys.acme, TODAY - timedelta(days=3), contact_ids=(keys.ann,)))
    with pytest.raises(InvalidInput, match="1 business day after the call of 20 Nov"):
        checkins.complete_check_in(wb, key, override_reason="")
    assert checkins.get_check_in(wb, key).state == "planned"
    checkins.complete_check_in(wb, key, override_reason="It was urgent")
    assert checkins.get_check_in(wb, key).state == "held"
    assert [(row.act, row.reason) for row in fatigue.list_overrides(wb)] == [("touch", "It was urgent")]

"""The fatigue guard in use: all kinds of touches count, warnings want a reason, overrides are kept and listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.fatigue_rows import AskDraft, FatigueQuestion
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.touches import TouchDraft
from csworkbench.infra.errors import InvalidInput
from csworkbench.services import checkins, contacts, fatigue, feedback, owners, touches

TODAY = date(2026, 11, 23)
THURSDAY = date(2026, 11, 26)


def kinds(found):
    return [concern.kind for one in found for concern in one.concerns]


def log(wb, keys, days_ago, **more):
    return touches.log_touch(
        wb, TouchDraft(keys.acme, TODAY - timedelta(days=days_ago), contact_ids=(keys.ann,), **more)
    )


def question(keys, on=TODAY, **more):
    return FatigueQuestion(keys.acme, (keys.ann,), on, **more)


def test_all_kinds_count_in_one_budget(wb, keys):
    for days, channel, kind in ((28, "email", "notice"), (21, "call", "check-in"), (14, "event", "training")):
        log(wb, keys, days, channel=channel, kind=kind)
    fatigue.log_ask(wb, AskDraft(keys.acme, keys.ann, TODAY - timedelta(days=7), "reference", "call"))
    (found,) = fatigue.ask_guard(wb, question(keys))
    assert (kinds([found]), found.concerns[0].over_by, found.next_free_on) == (["touches"], 1, date(2026, 11, 25))
    assert found.text.endswith("5 touches within 30 days; at most 4 are wanted. Next free date: 25 Nov 2026.")


def test_planned_check_ins_count_and_the_moved_one_does_not(wb, keys):
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY, contact_ids=(keys.ann,)))
    assert kinds(fatigue.ask_guard(wb, question(keys, TODAY + timedelta(days=1)))) == ["spacing"]
    assert fatigue.ask_guard(wb, question(keys, TODAY + timedelta(days=1), check_in_id=key)) == []


def test_a_customer_who_writes_to_us_is_not_tired_by_it(wb, keys):
    log(wb, keys, 0, direction="inbound")
    assert fatigue.ask_guard(wb, question(keys)) == []
    assert fatigue.ask_guard(wb, question(keys, is_ours=False)) == []


def test_answered_survey_counts_as_asked(wb, keys):
    said = FeedbackDraft(keys.acme, "NPS", TODAY - timedelta(days=40), contact_id=keys.ann, score=9)
    feedback.log_feedback(wb, said)
    (found,) = fatigue.ask_guard(wb, question(keys, act="ask", ask_kind="survey"))
    assert (kinds([found]), found.concerns[0].over_by) == (["surveys"], 50)
    assert found.next_free_on == TODAY + timedelta(days=50)


def test_ask_and_its_answer_are_one(wb, keys):
    fatigue.log_ask(wb, AskDraft(keys.acme, keys.ann, TODAY - timedelta(days=10)))
    answer = FeedbackDraft(keys.acme, "NPS", TODAY - timedelta(days=9), contact_id=keys.ann, score=9)
    feedback.log_feedback(wb, answer)
    assert fatigue.ask_guard(wb, question(keys)) == []


def test_planning_past_it_wants_a_reason_and_keeps_it(wb, keys):
    log(wb, keys, 0)
    draft = CheckInDraft(keys.acme, TODAY + timedelta(days=1), contact_ids=(keys.ann,), override_reason="")
    with pytest.raises(InvalidInput, match=r"1 business day after the call.*Next free date: 26 Nov") as refused:
        checkins.schedule_check_in(wb, draft)
    assert refused.value.field == "override_reason"
    assert checkins.list_check_ins(wb, keys.acme) == []
    checkins.schedule_check_in(wb, replace(draft, override_reason="Go-live is on Friday"))
    (kept,) = fatigue.list_overrides(wb)
    assert (kept.contact, kept.act, kept.on_day, kept.reason) == (
        "Ann Ash",
        "check-in",
        draft.due_on,
        "Go-live is on Friday",
    )
    assert "1 business day" in kept.concerns
    assert kept.author == "Maya Lind"
    wb.undo()
    assert fatigue.list_overrides(wb) == []


def test_within_the_limits_nothing_is_asked_or_kept(wb, keys):
    draft = CheckInDraft(keys.acme, THURSDAY, contact_ids=(keys.ann,), override_reason="")
    checkins.schedule_check_in(wb, draft)
    assert fatigue.list_overrides(wb) == []


def test_logging_asks_for_the_touch_and_for_its_follow_up(wb, keys):
    draft = TouchDraft(keys.acme, TODAY, contact_ids=(keys.ann,), follow_up_on=TODAY + timedelta(days=1))
    with pytest.raises(InvalidInput, match="Ann Ash: 1 business day after"):
        touches.log_touch(wb, replace(draft, override_reason=""))
    touches.log_touch(wb, replace(draft, override_reason="Promised to call back"))
    assert [one.act for one in fatigue.list_overrides(wb)] == ["check-in"]


def test_ways_to_be_reached_are_honoured(wb, keys):
    contacts.edit_contact(
        wb, keys.ann, preferred_channel="email", language="fr", do_not_contact=True,
        good_hours="09:00-11:00", time_zone="Asia/Kolkata",
    )  # fmt: skip
    owners.edit_owner(wb, keys.maya, languages="en, de")
    asked = question(keys, THURSDAY, due_time="14:00", time_zone="Europe/Berlin")
    (found,) = fatigue.ask_guard(wb, asked)
    assert kinds([found]) == ["do not contact", "channel", "language", "good hours"]
    assert found.concerns[-1].text == "likes to be reached 09:00-11:00; it is 18:30 there then"
    assert "Next free date" not in found.text
    owners.edit_owner(wb, keys.maya, languages="en; FR")
    contacts.edit_contact(wb, keys.ann, do_not_contact=False)
    fine = replace(asked, channel="email", due_time="05:00")
    assert fatigue.ask_guard(wb, fine) == []


def test_good_hours_that_can_not_be_read_are_refused(wb, keys):
    with pytest.raises(InvalidInput, match="good hours") as refused:
        contacts.edit_contact(wb, keys.ann, good_hours="when the sun shines")
    assert refused.value.field == "good_hours"


def test_asks_past_the_limit_want_a_reason(wb, keys):
    first = AskDraft(keys.acme, keys.ann, TODAY - timedelta(days=20))
    fatigue.log_ask(wb, first)
    again = AskDraft(keys.acme, keys.ann, TODAY, "reference")
    with pytest.raises(InvalidInput, match="2 asks within 30 days"):
        fatigue.log_ask(wb, again)
    fatigue.log_ask(wb, replace(again, override_reason="They offered"))
    assert [one.kind for one in fatigue.list_asks(wb, keys.acme)] == ["reference", "survey"]
    fatigue.delete_ask(wb, fatigue.list_asks(wb, keys.acme)[0].id)
    assert len(fatigue.list_asks(wb, keys.acme)) == 1
    assert len(fatigue.list_overrides(wb)) == 1


def test_budget_of_each_person(wb, keys):
    log(wb, keys, 0)
    ann, ada = fatigue.budgets(wb, keys.acme, (keys.ann, keys.ada))
    assert (kinds([ann]), ann.next_free_on) == (["spacing"], THURSDAY)
    assert (ada.concerns, ada.next_free_on) == ((), TODAY)


def test_holidays_of_the_customer_are_no_business_days(wb, keys):
    from csworkbench.services.accounts import edit_account

    log(wb, keys, 0)
    edit_account(wb, keys.acme, country="US")  # Thanksgiving is on the 26th
    (found,) = fatigue.ask_guard(wb, question(keys, TODAY + timedelta(days=1)))
    assert found.next_free_on == date(2026, 11, 27)

"""Holding a check-in: everything a call brings is one change; the agenda comes from promises, feedback and goals."""

from __future__ import annotations

from datetime import date

import pytest

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import ActionLine, CheckInDraft, HoldDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.goals import GoalDraft
from csworkbench.infra.errors import InvalidInput
from csworkbench.services import actions, checkins, feedback, goals, health, holding, touches

TODAY = date(2026, 11, 23)


def full(keys, check_in):
    return HoldDraft(
        keys.acme,
        TODAY,
        check_in,
        "video",
        notes="They roll out in May",
        outcome="Go",
        contact_ids=(keys.ann,),
        pulse=4,
        pulse_reasons="Keen",
        actions=(ActionLine("Send the plan", date(2026, 11, 27)), ActionLine("Name a lead", None, "theirs")),
        next_on=date(2026, 12, 7),
    )


def test_everything_is_one_change(wb, keys, goes_both_ways):
    key = checkins.schedule_check_in(wb, CheckInDraft(keys.acme, TODAY, contact_ids=(keys.ann,)))
    goes_both_ways(lambda: holding.hold_check_in(wb, full(keys, key)), "Hold check-in with Acme")
    row = checkins.get_check_in(wb, key)
    assert row.touch_id is not None
    touch = touches.get_touch(wb, row.touch_id)
    assert (row.state, touch.notes, touch.outcome, touch.channel) == ("held", "They roll out in May", "Go", "video")
    found = actions.list_actions(wb, keys.acme)
    assert [(one.title, one.side, one.due_on, one.source_table, one.source_id) for one in found] == [
        ("Send the plan", "ours", date(2026, 11, 27), "touch", touch.id),
        ("Name a lead", "theirs", None, "touch", touch.id),
    ]
    assert health.list_pulses(wb, keys.acme).pulses[0].value == 4
    assert [one.due_on for one in checkins.list_check_ins(wb, keys.acme) if one.state == "planned"] == [
        date(2026, 12, 7)
    ]


def test_a_call_that_was_not_planned(wb, keys, goes_both_ways):
    goes_both_ways(
        lambda: holding.hold_check_in(wb, HoldDraft(keys.acme, TODAY, notes="Rang")), "Log a touch with Acme"
    )


@pytest.mark.parametrize(
    "change",
    [{"pulse": 6}, {"actions": (ActionLine(" "),)}, {"actions": (ActionLine("x", side="nobody's"),)},
     {"actions": (ActionLine("x"),) * 21}, {"happened_on": date(2026, 12, 1)}, {"next_on": date(2026, 1, 1)},
     {"contact_ids": (999,)}, {"actions": (ActionLine("x", date(1066, 1, 1)),)}],
)  # fmt: skip
def test_nothing_is_stored_of_what_cannot_be(wb, keys, dump, change):
    before = dump()
    with pytest.raises(InvalidInput):
        holding.hold_check_in(wb, HoldDraft(**{"account_id": keys.acme, "happened_on": TODAY, **change}))
    assert dump() == before


def test_the_agenda(wb, keys):
    assert holding.suggest_agenda(wb, keys.acme) == ""
    actions.add_action(wb, ActionDraft(keys.acme, "Send the plan", due_on=date(2026, 11, 20)))
    actions.add_action(wb, ActionDraft(keys.acme, "Name a lead", "theirs", date(2026, 12, 1)))
    actions.add_action(wb, ActionDraft(keys.acme, "Think"))
    actions.complete_action(wb, actions.add_action(wb, ActionDraft(keys.acme, "Done already")))
    feedback.log_feedback(
        wb, FeedbackDraft(keys.acme, "NPS", date(2026, 11, 3), "So so " * 40, 6, 0, 10, contact_id=keys.ann)
    )
    goals.set_goal(wb, GoalDraft(keys.acme, "Halve the effort", target="50 h", status="at risk"))
    goals.set_goal(wb, GoalDraft(keys.acme, "Old one", status="achieved"))
    lines = holding.suggest_agenda(wb, keys.acme).splitlines()
    assert lines[:3] == [
        "We promised: Send the plan (overdue since 20 Nov)",
        "They promised: Name a lead (by 1 Dec)",
        "We promised: Think",
    ]
    assert lines[3].startswith("Feedback of 3 Nov, NPS 6 of 10, Ann Ash (new): So so")
    assert lines[3].endswith("…")
    assert lines[4:] == ["Goal: Halve the effort (at risk, ? of 50 h)"]

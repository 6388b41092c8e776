"""Promises and goals: stored as given, each change going both ways."""

from __future__ import annotations

from datetime import date

import pytest

from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.goals import GoalDraft
from csworkbench.domain.ids import ActionId, GoalId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services import actions, goals

TODAY = date(2026, 11, 23)


@pytest.fixture
def promised(wb, keys):
    return actions.add_action(wb, ActionDraft(keys.acme, "Send the plan", due_on=date(2026, 11, 27)))


def test_add_action(wb, keys, goes_both_ways):
    draft = ActionDraft(keys.acme, "  Send the plan ", "theirs", date(2026, 11, 27), contact_id=keys.ann)
    goes_both_ways(lambda: actions.add_action(wb, draft), "Add an action for Acme")
    (row,) = actions.list_actions(wb, keys.acme)
    assert (row.title, row.side, row.due_on, row.state) == ("Send the plan", "theirs", date(2026, 11, 27), "open")
    assert (row.contact_name, row.owner_id) == ("Ann Ash", None)


def test_ours_goes_to_the_owner_of_the_account(wb, keys, promised):
    assert actions.get_action(wb, promised).owner_id == keys.maya


@pytest.mark.parametrize(
    ("act", "name", "state", "done_on"),
    [
        (actions.complete_action, "Complete", "done", TODAY),
        (actions.drop_action, "Drop", "dropped", None),
    ],
)
def test_end_and_reopen(wb, promised, goes_both_ways, act, name, state, done_on):
    goes_both_ways(lambda: act(wb, promised), f'{name} action "Send the plan"')
    assert (actions.get_action(wb, promised).state, actions.get_action(wb, promised).done_on) == (state, done_on)
    goes_both_ways(lambda: actions.reopen_action(wb, promised), 'Reopen action "Send the plan"')
    assert (actions.get_action(wb, promised).state, actions.get_action(wb, promised).done_on) == ("open", None)


def test_doing_it_twice_writes_nothing(wb, promised, dump):
    actions.complete_action(wb, promised)
    before = dump()
    history = wb.history()
    actions.complete_action(wb, promised)
    assert dump() == before
    assert wb.history() == history


def test_move_action(wb, promised, goes_both_ways):
    goes_both_ways(lambda: actions.move_action(wb, promised, date(2026, 12, 1)), 'Move action "Send the plan"')
    assert actions.get_action(wb, promised).due_on == date(2026, 12, 1)


def test_open_ones_come_first_by_day(wb, keys):
    for title, due_on in (("late", date(2026, 12, 9)), ("whenever", None), ("soon", date(2026, 11, 24))):
        actions.add_action(wb, ActionDraft(keys.acme, title, due_on=due_on))
    actions.complete_action(wb, actions.add_action(wb, ActionDraft(keys.acme, "over")))
    assert [row.title for row in actions.list_actions(wb, keys.acme)] == ["soon", "late", "whenever", "over"]


@pytest.mark.parametrize(
    ("more", "field"),
    [({"title": " "}, "title"), ({"side": "both"}, "side"), ({"contact_id": 999}, "people")],
)
def test_action_refused_by_field(wb, keys, more, field):
    with pytest.raises(InvalidInput) as caught:
        actions.add_action(wb, ActionDraft(**({"account_id": keys.acme, "title": "x"} | more)))
    assert caught.value.field == field


def test_goal_set_and_updated(wb, keys, goes_both_ways):
    draft = GoalDraft(keys.acme, " Faster ", "days", "9", "4", "6", date(2027, 1, 31), contact_id=keys.ann)
    goes_both_ways(lambda: goals.set_goal(wb, draft), "Set a goal for Acme")
    (row,) = goals.list_goals(wb, keys.acme)
    assert (row.objective, row.metric, row.baseline, row.target, row.actual) == ("Faster", "days", "9", "4", "6")
    assert (row.due_on, row.status, row.contact_id, row.updated_on) == (
        date(2027, 1, 31), "on track", keys.ann, TODAY,
    )  # fmt: skip
    changed = GoalDraft(keys.acme, "Faster", "days", "9", "4", "4", status="achieved", evidence="report")
    goes_both_ways(lambda: goals.update_goal(wb, row.id, changed), "Update a goal of Acme")
    (row,) = goals.list_goals(wb, keys.acme)
    assert (row.actual, row.status, row.evidence, row.due_on) == ("4", "achieved", "report", None)


def test_goal_refused(wb, keys):
    with pytest.raises(InvalidInput) as caught:
        goals.set_goal(wb, GoalDraft(keys.acme, ""))
    assert caught.value.field == "objective"
    with pytest.raises(InvalidInput) as caught:
        goals.set_goal(wb, GoalDraft(keys.acme, "x", status="fine"))
    assert caught.value.field == "status"


def test_not_found(wb, keys):
    with pytest.raises(NotFound):
        actions.complete_action(wb, ActionId(999))
    with pytest.raises(NotFound):
        goals.update_goal(wb, GoalId(999), GoalDraft(keys.acme, "x"))

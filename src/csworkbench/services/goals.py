"""Goals: set what a customer wants to reach, and say how it stands."""

from __future__ import annotations

from dataclasses import replace

from csworkbench.domain.goals import GoalDraft, GoalRow
from csworkbench.domain.ids import AccountId, GoalId
from csworkbench.domain.words import GOAL_STATUSES
from csworkbench.infra.clock import utc_text
from csworkbench.services.checks import check_day, check_word, kept_line, kept_text, needed_text
from csworkbench.storage import goals, records
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

MOST_LISTED = 200


def set_goal(wb: Workbench, draft: GoalDraft) -> GoalId:
    """Store a goal; give its key.

    Raises:
        InvalidInput: the objective is blank, or a word, a day, the owner or the person can't be stored as given.
        NotFound: there is no such account.
    """
    draft = _checked(draft)
    with wb.read() as connection:
        name = name_of(connection, draft.account_id)
    with wb.change(f"Set a goal for {name}") as change:
        records.check_people(change.connection, draft.account_id, _people(draft))
        records.check_owner(change.connection, draft.owner_id)
        return goals.add(change.connection, draft, wb.clock.today(), utc_text(wb.clock.now()))


def update_goal(wb: Workbench, goal_id: GoalId, draft: GoalDraft) -> None:
    """Make a goal say what the draft says (its account stays); it counts as looked at today.

    Raises:
        InvalidInput: as for `set_goal`.
        NotFound: there is no such goal.
    """
    with wb.read() as connection:
        kept = goals.get(connection, goal_id)
        name = name_of(connection, kept.account_id)
    draft = _checked(replace(draft, account_id=kept.account_id))
    with wb.change(f"Update a goal of {name}") as change:
        records.check_people(change.connection, draft.account_id, _people(draft))
        records.check_owner(change.connection, draft.owner_id)
        goals.put(change.connection, goal_id, draft, wb.clock.today())


def list_goals(wb: Workbench, account_id: AccountId) -> list[GoalRow]:
    """Give the goals of an account by due day, those without one last."""
    with wb.read() as connection:
        return goals.list_of(connection, account_id, MOST_LISTED)


def _people(draft: GoalDraft) -> tuple[int, ...]:
    return () if draft.contact_id is None else (draft.contact_id,)


def _checked(draft: GoalDraft) -> GoalDraft:
    check_word(draft.status, GOAL_STATUSES, "status")
    if draft.due_on is not None:
        check_day(draft.due_on, "due_on")
    return replace(
        draft,
        objective=needed_text(draft.objective, "Say what the customer wants to reach.", "objective"),
        metric=kept_line(draft.metric, "metric"),
        baseline=kept_line(draft.baseline, "baseline"),
        target=kept_line(draft.target, "target"),
        actual=kept_line(draft.actual, "actual"),
        evidence=kept_text(draft.evidence, "evidence"),
    )

"""Acts on the records of the account page: edit or delete a touch, move or cancel a check-in, goals, feedback."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csworkbench.domain.accounts import AccountRow
from csworkbench.domain.feedback_items import FeedbackRow
from csworkbench.domain.goals import GoalRow
from csworkbench.domain.ids import ActionId, TouchId
from csworkbench.domain.timeline import TimelineRow
from csworkbench.infra.tokens import Token
from csworkbench.ui.account.feedback_tab import FeedbackTab
from csworkbench.ui.account.goals_tab import GoalsTab
from csworkbench.ui.account.next_card import NextCard
from csworkbench.ui.account.timeline_list import TimelineList
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.check_in_acts import CheckInActs
from csworkbench.ui.forms.goal_form import GoalForm, with_status
from csworkbench.ui.forms.told_form import TOLD, ToldForm, moved_feedback

if TYPE_CHECKING:
    from csworkbench.domain.actions import ActionRow
    from csworkbench.domain.contacts import ContactRow
    from csworkbench.domain.touches import TouchRow
    from csworkbench.services.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Lists:
    """Where records are chosen on the page."""

    timeline: TimelineList
    next: NextCard
    goals: GoalsTab
    feedback: FeedbackTab


class RecordActs(QObject):
    """Acts on what the lists ask for; each act is one change with Undo."""

    def __init__(
        self, workspace: Workspace, page: QWidget, account: Callable[[], AccountRow | None], lists: Lists
    ) -> None:
        """Act through `workspace`; `account` gives the account on show."""
        super().__init__(page)
        self._workspace = workspace
        self._page = page
        self._account = account
        self._check_ins = CheckInActs(workspace, page)
        lists.timeline.edit_asked.connect(self.edit)
        lists.timeline.delete_asked.connect(self.delete)
        lists.timeline.check_in_asked.connect(self.act_on_check_in)
        for word, signal in (("move", lists.next.move_asked), ("edit", lists.next.edit_asked),
                             ("held", lists.next.held), ("miss", lists.next.missed),
                             ("cancel", lists.next.cancel_asked), ("export", lists.next.export_asked)):  # fmt: skip
            signal.connect(partial(self.act_on_check_in, word))
        lists.goals.add_asked.connect(self.add_goal)
        lists.goals.edit_asked.connect(self.edit_goal)
        lists.goals.moved.connect(self.move_goal)
        lists.feedback.add_asked.connect(self.log_feedback)
        lists.feedback.moved.connect(self.move_feedback)

    @property
    def _name(self) -> str:
        account = self._account()
        return "" if account is None else account.name

    def act_on_check_in(self, word: str, check_in_id: int) -> None:
        """Open the form that holds, moves, edits, misses, cancels or exports a check-in of the account."""
        self._check_ins.act(word, check_in_id, self._name)

    # the timeline

    def edit(self, row: TimelineRow) -> None:
        """Open what an event can be changed with: a touch is edited, a check-in or a promise moved."""
        if row.kind == "touch":
            work = partial(_touch, TouchId(row.id))
            self._workspace.read(self, work, self._on_touch_read, latest="record")
        elif row.kind == "check_in":
            self.act_on_check_in("move", row.id)
        elif row.kind == "action":
            self._workspace.read(self, partial(_action, ActionId(row.id)), self._on_action_read, latest="record")
        else:
            self._workspace.say("This can't be edited here: it comes from other records or has a tab of its own.")

    def delete(self, row: TimelineRow) -> None:
        """Delete a touch or drop a promise (the message has Undo), or ask why a check-in is cancelled."""
        if row.kind == "touch":
            self._change(partial(_delete_touch, TouchId(row.id)))
        elif row.kind == "check_in":
            self.act_on_check_in("cancel", row.id)
        elif row.kind == "action":
            work = partial(_action, ActionId(row.id))
            self._workspace.read(self, work, partial(self._on_action_read, is_dropped=True), latest="record")
        else:
            self._workspace.say("Only touches are deleted, promises dropped and check-ins cancelled here.")

    # goals and feedback

    def add_goal(self) -> None:
        """Open the form for a goal."""
        account = self._account()
        if account is not None:
            GoalForm(self._workspace, account.id, account.name, parent=self._page.window()).open()

    def edit_goal(self, goal: GoalRow) -> None:
        """Open the form of a goal."""
        GoalForm(self._workspace, goal.account_id, self._name, goal, self._page.window()).open()

    def move_goal(self, goal: GoalRow, status: str) -> None:
        """Let a goal stand otherwise."""
        self._change(with_status(goal, status))

    def log_feedback(self) -> None:
        """Open the form for feedback."""
        account = self._account()
        if account is not None:
            self._workspace.open_form(FormRequest("feedback", account.id, account_name=account.name))

    def move_feedback(self, row: FeedbackRow, state: str) -> None:
        """Move feedback on; for "customer told" the form asks when, how and by whom."""
        if state == TOLD:
            ToldForm(self._workspace, row, self._name, self._page.window()).open()
        else:
            self._change(moved_feedback(row.id, state))

    # inside

    def _change(self, work: BookWork) -> None:
        self._workspace.change(self, work)

    def _on_touch_read(self, found: tuple[TouchRow, Sequence[ContactRow]]) -> None:
        from csworkbench.ui.forms.touch_edit_form import TouchEditForm

        TouchEditForm(self._workspace, *found, self._name, self._page.window()).open()

    def _on_action_read(self, row: ActionRow, *, is_dropped: bool = False) -> None:
        from csworkbench.ui.forms.move_form import MoveForm

        if row.state != "open":
            self._workspace.say(f"That promise is {row.state} already.")
            return
        if is_dropped:
            self._change(partial(_drop_action, row.id))
            return
        about = f"{self._name}: {row.title}"
        MoveForm(self._workspace, "promise", row.id, row.due_on, about, self._page.window()).open()


def _touch(touch_id: TouchId, workbench: Workbench, _token: Token) -> tuple[TouchRow, Sequence[ContactRow]]:
    from csworkbench.services.contacts import list_contacts
    from csworkbench.services.touches import get_touch

    found = get_touch(workbench, touch_id)
    return found, list_contacts(workbench, found.account_id)


def _action(action_id: ActionId, workbench: Workbench, _token: Token) -> ActionRow:
    from csworkbench.services.actions import get_action

    return get_action(workbench, action_id)


def _delete_touch(touch_id: TouchId, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.touches import delete_touch

    delete_touch(workbench, touch_id)


def _drop_action(action_id: ActionId, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.actions import drop_action

    drop_action(workbench, action_id)

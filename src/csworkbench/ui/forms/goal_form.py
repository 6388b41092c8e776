"""Set a goal, or say how one stands: what the customer wants, measured how, until when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from csworkbench.domain.goals import GoalDraft, GoalRow
from csworkbench.domain.ids import AccountId
from csworkbench.domain.words import GOAL_STATUSES
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.account_form_base import words_as_choices
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import BoxInput, ChoiceInput, DayInput, LineInput

if TYPE_CHECKING:
    from csworkbench.services.workbench import Workbench


class GoalForm(Form):
    """The form; with a `goal` it edits, else it sets a new one."""

    def __init__(
        self,
        workspace: Workspace,
        account_id: AccountId,
        about: str = "",
        goal: GoalRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Start with what is known of the goal."""
        title, save = ("Set a goal", "Set goal") if goal is None else ("Edit a goal", "Save")
        super().__init__(workspace, title, about, save, parent)
        self._account_id = account_id
        self._goal = goal
        fields = self.fields
        objective = LineInput("What does the customer want?", "Close the month in three days")
        fields.add("objective", "&What does the customer want?", objective, wanted="Say what the customer wants.")
        fields.add("metric", "&Measured by", LineInput("Measured by", "days to close the month"))
        fields.add("baseline", "&From", LineInput("From", "8"))
        fields.add("target", "&To", LineInput("To", "3"))
        fields.add("actual", "&Now", LineInput("Now", "6"))
        fields.add("due_on", "&Due", DayInput(workspace.theme, workspace.clock, "Due"))
        fields.add("status", "&Status", ChoiceInput("Status", words_as_choices(GOAL_STATUSES)))
        fields.add("evidence", "&Evidence", BoxInput("Evidence", "Where this can be seen.", lines=2))
        if goal is not None:
            fields.set_values({key: getattr(goal, key) for key in fields.values()})
        fields.settle()
        objective.setFocus()

    def work(self) -> BookWork | None:
        """Store it."""
        return partial(_store, self._account_id, self._goal, self.fields.values())


def with_status(goal: GoalRow, status: str) -> BookWork:
    """Give the work that lets a goal stand otherwise, all else as it is."""
    values = {name: getattr(goal, name) for name in GoalDraft.__dataclass_fields__ if name != "account_id"}
    return partial(_store, goal.account_id, goal, values | {"status": status})


def _store(
    account_id: AccountId, goal: GoalRow | None, values: dict[str, Any], workbench: Workbench, _token: Token
) -> Any:
    from csworkbench.services.goals import set_goal, update_goal

    if goal is None:
        return set_goal(workbench, GoalDraft(account_id=account_id, **values))
    kept = {"owner_id": goal.owner_id, "contact_id": goal.contact_id}
    return update_goal(workbench, goal.id, GoalDraft(account_id=account_id, **(kept | values)))

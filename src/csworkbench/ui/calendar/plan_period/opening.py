"""Opens the dialog that plans a period."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from csworkbench.domain.ids import OwnerId
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.plan_period.dialog import PlanPeriodDialog


def open_plan_period(
    workspace: Workspace, window: QWidget | None, owner_id: OwnerId | None, first: date, last: date
) -> PlanPeriodDialog | None:
    """Open the dialog over a window: the check-ins of an owner (None: of "me") from `first` to `last`.

    On a past day that is refused in words, and None is given.
    """
    if workspace.is_refused():
        return None
    dialog = PlanPeriodDialog(workspace, owner_id, first, last, window)
    dialog.open()
    return dialog

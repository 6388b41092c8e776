"""Changes made without a form, as by dragging or one key, that the fatigue guard has a say in.

The guard is asked first. If it has something against the change, a short form says by how much and what the next free
date is, and wants a reason; then it is done with that reason.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from csworkbench.infra.errors import InvalidInput
from csworkbench.ui.bridge.operations import OnFailure, OnSuccess
from csworkbench.ui.bridge.workspace import BookWork, Workspace
from csworkbench.ui.forms.form import Form
from csworkbench.ui.forms.inputs import LineInput
from csworkbench.ui.widgets.labels import make_label

WorkFor = Callable[[str], BookWork]
"""Gives the work for an override's reason; with "" its service must ask the guard and refuse what is past it."""


class ReasonForm(Form):
    """Says what speaks against a change and asks why it is made all the same."""

    def __init__(
        self, workspace: Workspace, said: str, work_for: WorkFor, about: str = "", parent: QWidget | None = None
    ) -> None:
        """Show what the guard `said` of the change."""
        super().__init__(workspace, "Past the fatigue guard", about, "Do it all the same", parent)
        self._work_for = work_for
        self.cancel_button.setText("Leave it")
        self.cancel_button.setToolTip("Leave it as it was (Esc)")
        self.said = make_label(workspace.theme, said, tone="watch", wraps=True)
        self.fields.add_note(self.said)
        reason = LineInput("Why all the same?", "They asked for it")
        reason.returnPressed.connect(self.save)
        self.fields.add("override_reason", "Wh&y all the same?", reason, wanted="Say why it is done all the same.")
        self.fields.settle()
        reason.setFocus()

    def work(self) -> BookWork | None:
        """Do it with the reason."""
        return self._work_for(str(self.fields.value("override_reason")))


def change_guarded(
    workspace: Workspace,
    owner: QWidget,
    work_for: WorkFor,
    *,
    about: str = "",
    name: str = "",
    on_success: OnSuccess | None = None,
    on_failure: OnFailure | None = None,
    on_left: Callable[[], object] | None = None,
) -> None:
    """Make a change that the fatigue guard is asked about first; past it a form over `owner`'s window wants a reason.

    `about` says in that form what the change is about; `on_left` is called when the person leaves it after all; the
    rest is as for `Workspace.change`.
    """

    def refused(error: BaseException) -> None:
        if not (isinstance(error, InvalidInput) and error.field == "override_reason"):
            (on_failure or workspace.operations.failed.emit)(error)
            return
        form = ReasonForm(workspace, error.message, work_for, about, owner.window())
        if on_success is not None:
            form.saved.connect(on_success)
        if on_left is not None:
            form.rejected.connect(on_left)
        form.open()

    workspace.change(owner, work_for(""), on_success, on_failure=refused, name=name)

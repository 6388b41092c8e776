"""What stands in place of the days when there is nothing to plan with: no accounts yet, or a failure."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csworkbench.infra.errors import WorkbenchError
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.widgets.empty_state import EmptyState


class NothingShown(EmptyState):
    """Says why, and offers what to do about it.

    Signals:
        retry_asked: read the book again.
    """

    retry_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Start without a reason."""
        super().__init__(workspace.theme, parent)
        self._workspace = workspace
        self._is_failure = True
        self.activated.connect(self._on_activated)

    def show_no_accounts(self) -> None:
        """Say that the book holds no account yet."""
        self._is_failure = False
        words = "Check-ins, promises and renewals stand here once the book has accounts to plan them with."
        self.set_content("calendar", "The calendar starts with accounts", words, "Import accounts")

    def show_failure(self, error: BaseException) -> None:
        """Say that the book could not be read."""
        self._is_failure = True
        reason = str(error) if isinstance(error, WorkbenchError) else "The book could not be read; nothing was changed."
        self.set_content("error", "The calendar can't be shown", reason, "Try again", is_error=True)

    def _on_activated(self) -> None:
        if self._is_failure:
            self.retry_asked.emit()
        else:
            self._workspace.open_form(FormRequest("import"))

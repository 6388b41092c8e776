"""What stands in place of the list of My day when there is nothing to list: all is done, no accounts yet, a failure."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.paths import demo_book
from csworkbench.ui.bridge.places import BookRequest, FormRequest
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.widgets.empty_state import EmptyState


class NothingToDo(EmptyState):
    """Says why the list is empty, and offers what to do about it.

    Signals:
        retry_asked: read the book again.
        check_in_asked: plan a check-in.
    """

    retry_asked = Signal()
    check_in_asked = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Start without a reason."""
        super().__init__(workspace.theme, parent)
        self._workspace = workspace
        self._offer = "retry"
        self.activated.connect(self._on_activated)

    def show_reason(self, reason: str) -> None:
        """Say that all is done (`check_in`) or that there are no accounts yet (`no_accounts`)."""
        if reason == "check_in":
            self._offer = reason
            self.set_content(
                "check", "Nothing to do", "No check-in, promise or renewal asks for you now.", "Plan a check-in"
            )
            return
        self._offer = "import" if self._workspace.is_demo else "demo"
        words = "Import your accounts, or look around in the demo book first."
        button = "Import" if self._offer == "import" else "Open the demo"
        self.set_content("day", "Your day starts with accounts", words, button)

    def show_failure(self, error: BaseException) -> None:
        """Say that the book could not be read."""
        self._offer = "retry"
        reason = str(error) if isinstance(error, WorkbenchError) else "The book could not be read; nothing was changed."
        self.set_content("error", "Your day can't be shown", reason, "Try again", is_error=True)

    def _on_activated(self) -> None:
        if self._offer == "retry":
            self.retry_asked.emit()
        elif self._offer == "demo":
            self._workspace.book_asked.emit(BookRequest(demo_book()))
        elif self._offer == "import":
            self._workspace.open_form(FormRequest("import"))
        else:
            self.check_in_asked.emit()

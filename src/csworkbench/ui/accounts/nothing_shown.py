"""What stands in place of the table when there is nothing to list: an empty book, no match, or an error."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from csworkbench.infra.errors import WorkbenchError
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.empty_state import EmptyState


class NothingShown(QWidget):
    """Reason and next action.

    Signals:
        acted: what the person wants: import, new, demo, clear, retry.
    """

    acted = Signal(str)

    def __init__(self, theme: Theme, *, is_demo: bool, parent: QWidget | None = None) -> None:
        """Start without a reason."""
        super().__init__(parent)
        self._action = "clear"
        self.state = EmptyState(theme)
        self.state.activated.connect(self._on_activated)
        self._more = QWidget()
        line = QHBoxLayout(self._more)
        line.setContentsMargins(0, 0, 0, 24)
        line.addStretch(1)
        self.new_button = self._button(theme, line, "New account", "plus", "new")
        self.demo_button = self._button(theme, line, "Open the demo book", "star", "demo")
        self.demo_button.setVisible(not is_demo)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.state, 1)
        whole.addWidget(self._more)

    def show_first_use(self) -> None:
        """Say that the book holds no account yet."""
        self._action = "import"
        self.state.set_content(
            "accounts",
            "No accounts yet",
            "Import a file from your CRM or a spreadsheet, or start with one account: a name is enough.",
            "Import accounts",
        )
        self._more.show()

    def show_no_match(self, words: str, *, is_expression: bool = False) -> None:
        """Say that no account fits what is asked for, and where conditions go that were searched for as words."""
        self._action = "clear"
        reason = f"Nothing fits {words}." if words else "No account belongs to this view now."
        if is_expression:
            reason += " The search looks for words; conditions like these go into the filter (Ctrl+Shift+F)."
        self.state.set_content("search", "No account found", reason, "Clear filter" if words else "Show all accounts")
        self._more.hide()

    def show_error(self, error: BaseException) -> None:
        """Say that the list can't be read, and why."""
        self._action = "retry"
        known = isinstance(error, WorkbenchError | ValueError)
        reason = str(error) if known else "The book could not be read; nothing was changed."
        self.state.set_content("error", "The accounts can't be listed", reason, "Try again", is_error=True)
        self._more.hide()

    def _button(self, theme: Theme, line: QHBoxLayout, text: str, icon: str, action: str) -> QPushButton:
        button = make_button(theme, text, icon)
        button.setObjectName(action)
        button.clicked.connect(self._on_more_clicked)
        line.addWidget(button)
        return button

    def _on_activated(self) -> None:
        self.acted.emit(self._action)

    def _on_more_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.acted.emit(sender.objectName())

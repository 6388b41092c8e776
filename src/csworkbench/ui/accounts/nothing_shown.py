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
        self._theme = theme
        self._is_demo = is_demo
        self._action = "clear"
        self.state = EmptyState(theme)
        self.state.activated.connect(self._on_activated)
        self._more: QWidget | None = None
        self.buttons: dict[str, QPushButton] = {}
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self.state, 1)

    def show_first_use(self) -> None:
        """Say that the book holds no account yet."""
        self._action = "import"
        self.state.set_content(
            "accounts",
            "No accounts yet",
            "Import a file from your CRM or a spreadsheet, or start with one account: a name is enough.",
            "Import accounts",
        )
        if self._more is None:
            self._more = self._make_more()
        self._more.show()

    def show_no_match(self, words: str, *, is_expression: bool = False) -> None:
        """Say that no account fits what is asked for, and where conditions go that were searched for as words."""
        self._action = "clear"
        reason = f"Nothing fits {words}." if words else "No account belongs to this view now."
        if is_expression:
            reason += " The search looks for words; conditions like these go into the filter (Ctrl+Shift+F)."
        self.state.set_content("search", "No account found", reason, "Clear filter" if words else "Show all accounts")
        self._hide_more()

    def show_error(self, error: BaseException) -> None:
        """Say that the list can't be read, and why."""
        self._action = "retry"
        known = isinstance(error, WorkbenchError | ValueError)
        reason = str(error) if known else "The book could not be read; nothing was changed."
        self.state.set_content("error", "The accounts can't be listed", reason, "Try again", is_error=True)
        self._hide_more()

    def _make_more(self) -> QWidget:
        more = QWidget()
        line = QHBoxLayout(more)
        line.setContentsMargins(0, 0, 0, 24)
        line.addStretch(1)
        for action, text, icon in (("new", "New account", "plus"), ("demo", "Open the demo book", "star")):
            button = self.buttons[action] = make_button(self._theme, text, icon)
            button.setObjectName(action)
            button.clicked.connect(self._on_more_clicked)
            line.addWidget(button)
        self.buttons["demo"].setVisible(not self._is_demo)
        line.addStretch(1)
        self._whole.addWidget(more)
        return more

    def _hide_more(self) -> None:
        if self._more is not None:
            self._more.hide()

    def _on_activated(self) -> None:
        self.acted.emit(self._action)

    def _on_more_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.acted.emit(sender.objectName())

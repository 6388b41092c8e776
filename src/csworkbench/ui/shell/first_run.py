"""The first-run page: no book yet; three ways to begin, one click each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import ButtonKind, make_button
from csworkbench.ui.widgets.labels import make_label

CHOICES: tuple[tuple[str, str, str, str, ButtonKind], ...] = (
    ("empty", "Start empty", "plus", "A new book on this computer. Add accounts as you go.", "secondary"),
    ("import", "Import", "import", "Begin with a CSV or Excel file of accounts, contacts or usage.", "secondary"),
    ("demo", "Open demo", "star", "A made-up portfolio in a book of its own, to look around.", "primary"),
)


class FirstRun(QWidget):
    """Three cards with one button each.

    Signals:
        chosen: empty, import or demo.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, folder: str, parent: QWidget | None = None) -> None:
        """Say where books lie: `folder`."""
        super().__init__(parent)
        self.setProperty("surface", "page")
        self._theme = theme
        self.buttons: dict[str, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(make_label(theme, "Welcome to CS Workbench", "title"), 0, centre)
        words = "Your accounts, their health and your promises, in one file on this computer."
        column.addWidget(make_label(theme, words, "body", "muted"), 0, centre)
        column.addSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for choice in CHOICES:
            row.addWidget(self._card(*choice))
        row.addStretch(1)
        column.addLayout(row)
        self.problem = make_label(theme, "", "body", "at_risk", wraps=True)
        self.problem.setAlignment(centre)
        column.addWidget(self.problem)
        column.addStretch(3)
        column.addWidget(make_label(theme, f"Books lie in {folder}", "caption", "muted"), 0, centre)

    def set_busy(self, is_busy: bool) -> None:
        """Disable the buttons while a book is being made."""
        for button in self.buttons.values():
            button.setEnabled(not is_busy)

    def show_problem(self, text: str) -> None:
        """Say beside the cards what went wrong."""
        self.problem.setText(text)
        self.set_busy(False)

    def _card(self, key: str, title: str, icon: str, reason: str, kind: ButtonKind) -> QFrame:
        card = QFrame()
        card.setProperty("surface", "card")
        card.setFixedWidth(round(260 * self._theme.font_scale))
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(make_label(self._theme, reason, "body", "muted", wraps=True), 1)
        button = make_button(self._theme, title, icon, kind)
        button.setObjectName(key)
        button.setAccessibleDescription(reason)
        button.clicked.connect(self._on_clicked)
        self.buttons[key] = button
        column.addWidget(button)
        return card

    def _on_clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(button.objectName())

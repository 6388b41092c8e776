"""What surrounds the steps of the import dialog: title, where one is, what is wrong, buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.ui.forms.work_dialog import fit_dialog, name_button
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import make_label, make_separator

WIDTH, HEIGHT = 960, 640
STEPS = ("File", "Columns", "Preview")


class ImportFrame:
    """Lays out a dialog around its pages and names its buttons."""

    def __init__(self, theme: Theme, dialog: QDialog, pages: Sequence[QWidget]) -> None:
        """Fill `dialog`."""
        self._theme = theme
        self._dialog = dialog
        self._steps = [make_label(theme, f"{place}  {name}", "strong", "muted") for place, name in enumerate(STEPS, 1)]
        self.pages = QStackedWidget()
        for page in pages:
            self.pages.addWidget(page)
        self._busy = make_label(theme, "", "body", "muted")
        self._problem = make_label(theme, "", "body", "at_risk", wraps=True)
        self._problem.setObjectName("import.problem")
        self.back = self._button("Back")
        self.cancel = self._button("Cancel")
        self.cancel.setToolTip("Cancel (Esc)")
        self.next = self._button("Next", is_primary=True)
        self._lay_out()

    @property
    def problem(self) -> str:
        """What is wrong, as shown."""
        return self._problem.text()

    def show_problem(self, text: str) -> None:
        """Say what is wrong; empty: nothing."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def show_busy(self, text: str) -> None:
        """Say what is being read; empty: nothing."""
        self._busy.setText(text)

    def set_cancelling(self) -> None:
        """Say that the cancel is on its way."""
        self.show_busy("Cancelling…")
        self.cancel.setEnabled(False)

    def show_page(self, place: int, *, is_done: bool) -> None:
        """Show a step and mark it above."""
        self.pages.setCurrentIndex(place)
        for number, label in enumerate(self._steps):
            is_here = number == place and not is_done
            label.set_tone("accent" if is_here else "muted")
            label.setAccessibleName(f"Step {number + 1} of {len(STEPS)}: {STEPS[number]}{', now' if is_here else ''}")

    def name_next(self, text: str) -> None:
        """Name the primary button."""
        name_button(self.next, text, "Ctrl+Enter")

    def name_back(self, text: str) -> None:
        """Name the button that goes back."""
        name_button(self.back, text, "Alt+Left")

    def fit(self) -> None:
        """Make the dialog as large as its window allows."""
        fit_dialog(self._dialog, self._theme, WIDTH, HEIGHT)

    def _button(self, text: str, *, is_primary: bool = False) -> QPushButton:
        button = make_button(self._theme, text, kind="primary" if is_primary else "secondary")
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(20, 14, 20, 10)
        top.setSpacing(18)
        top.addWidget(make_label(self._theme, "Import a file", "head"), 1)
        for label in self._steps:
            top.addWidget(label)
        middle = QVBoxLayout()
        middle.setContentsMargins(20, 0, 20, 10)
        middle.setSpacing(8)
        middle.addWidget(self.pages, 1)
        middle.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 10, 20, 14)
        buttons.setSpacing(8)
        hint = make_label(self._theme, "Ctrl+Enter goes on, Esc cancels", "caption", "muted")
        buttons.addWidget(hint)
        buttons.addWidget(self._busy, 1)
        for button in (self.back, self.cancel, self.next):
            buttons.addWidget(button)
        whole = QVBoxLayout(self._dialog)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addLayout(middle, 1)
        whole.addWidget(make_separator())
        whole.addLayout(buttons)

"""A quiet bar above the pages: one sentence that stays until it is answered, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.labels import make_label


class NoticeBar(QFrame):
    """The bar.

    Signals:
        asked: the person wants to see more.
        dismissed: the person has read it; the bar is hidden.
    """

    asked = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, text: str, more: str, parent: QWidget | None = None) -> None:
        """Say `text`; `more` is the word on the button that shows more."""
        super().__init__(parent)
        self.setProperty("surface", "toast")
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        self.label = make_label(theme, text)
        self.more = make_button(theme, more, kind="link")
        self.more.setAccessibleName(f"{more}: {text}")
        self.more.clicked.connect(self.asked)
        self.dismiss = make_button(theme, "Dismiss", kind="link")
        self.dismiss.setAccessibleName(f"Dismiss: {text}")
        self.dismiss.clicked.connect(self._on_dismissed)
        row.addWidget(self.label, 1)
        row.addWidget(self.more)
        row.addWidget(self.dismiss)

    def _on_dismissed(self) -> None:
        self.hide()
        self.dismissed.emit()

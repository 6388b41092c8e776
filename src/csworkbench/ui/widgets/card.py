"""The framed card that pages are made of."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import ElidingLabel


class Card(QFrame):
    """A card with an optional header (title left, quiet text or widgets right) and a body to fill.

    Attributes:
        body: the layout for the card's content.
        header: the layout of the header, for buttons at its right.
    """

    def __init__(self, theme: Theme, title: str = "", aside: str = "", parent: QWidget | None = None) -> None:
        """Make a card; without `title` and `aside` the header takes no room."""
        super().__init__(parent)
        self.setProperty("surface", "card")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 10, 14, 12)
        whole.setSpacing(6)
        self.header = QHBoxLayout()
        self.header.setSpacing(8)
        self._title = ElidingLabel(theme, title, "strong", parent=self)
        self._aside = ElidingLabel(theme, aside, "caption", "muted", self)
        self.header.addWidget(self._title, 1)
        self.header.addWidget(self._aside)
        whole.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        whole.addLayout(self.body, 1)
        self.set_title(title)
        self.set_aside(aside)

    def set_title(self, title: str) -> None:
        """Show another title; it is also the card's accessible name."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_aside(self, text: str) -> None:
        """Show another quiet text at the right of the header."""
        self._aside.setText(text)
        self._aside.setVisible(bool(text))

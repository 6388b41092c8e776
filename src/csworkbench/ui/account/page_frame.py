"""How the account page is laid out: the strip on top, cards at the left, tabs beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme

LEFT_WIDTH = 300


class PageFrame(QWidget):
    """The page's body.

    Its parts are made inside of it: what moves into another parent is dressed once more, with all that is in it.

    Attributes:
        left: the parent of the cards.
        tabs: the tabs; `pages` is the parent of what is in them.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Start empty."""
        super().__init__(parent)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFixedWidth(round(LEFT_WIDTH * theme.font_scale))
        self.left = QWidget(self._area)
        self.left.setProperty("surface", "clear")
        self._area.setWidget(self.left)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("About the account")
        self.tabs.tabBar().setAccessibleName("About the account")
        self.pages = cast(QStackedWidget, self.tabs.findChild(QStackedWidget))

    def lay_out(self, strip: QWidget, cards: Iterable[QWidget], tabs: Sequence[tuple[QWidget, str]]) -> None:
        """Put the parts in their places."""
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
        for tab, title in tabs:
            self.tabs.addTab(tab, title)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._area)
        below.addWidget(self.tabs, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(strip)
        whole.addLayout(below, 1)

"""How the account page is laid out: the strip on top, cards at the left, tabs beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from csworkbench.ui.theme.theme import Theme

LEFT_WIDTH = 300


def framed(theme: Theme, strip: QWidget, cards: Sequence[QWidget], tabs: QTabWidget) -> QWidget:
    """Give the page's body."""
    left = QWidget()
    left.setProperty("surface", "clear")
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 4, 0)
    column.setSpacing(10)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFixedWidth(round(LEFT_WIDTH * theme.font_scale))
    area.setWidget(left)
    below = QHBoxLayout()
    below.setSpacing(12)
    below.addWidget(area)
    below.addWidget(tabs, 1)
    full = QWidget()
    whole = QVBoxLayout(full)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(10)
    whole.addWidget(strip)
    whole.addLayout(below, 1)
    return full

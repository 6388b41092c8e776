"""The lines under the list of My day: why the current row is here, and what its place comes from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_terms import term_words, terms_line
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import ElidingLabel, make_label, make_separator
from csworkbench.ui.widgets.texts import plain_tool_tip, typeset


class DetailsLine(QFrame):
    """Shows one row in full: the list cuts what is too long for it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with nothing to show, which takes no room."""
        super().__init__(parent)
        self.setAccessibleName("Why it is here")
        self.reason = make_label(theme, "", "caption", wraps=True)
        self.terms = ElidingLabel(theme, "", "caption", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(make_separator())
        for label in (self.reason, self.terms):
            label.setContentsMargins(13, 0, 13, 0)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            column.addWidget(label)
        self.hide()

    def show_item(self, item: DayItemRow | None) -> None:
        """Show an item, or nothing."""
        self.setVisible(item is not None)
        if item is None:
            return
        # Always two lines: a list that changes its height while one walks through it is hard to follow.
        self.reason.setFixedHeight(2 * self.reason.fontMetrics().lineSpacing() + 2)
        self.reason.setText(typeset(item.reason))
        self.reason.setToolTip(plain_tool_tip(item.reason))
        self.terms.setText(terms_line(item))
        self.terms.setAccessibleName(". ".join(term_words(item)))

"""The lines under the list of My day: why the current row is here, and what its place comes from."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_terms import place_words, term_words
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import make_label, make_separator
from csworkbench.ui.widgets.texts import typeset


class DetailsLine(QFrame):
    """Shows one row in full: the list cuts what is too long for it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start with nothing to show, which takes no room."""
        super().__init__(parent)
        self.setAccessibleName("Why it is here")
        self.reason = make_label(theme, "", "caption", wraps=True)
        self.terms = make_label(theme, "", "caption", "muted", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(make_separator())
        for label in (self.reason, self.terms):
            label.setContentsMargins(13, 0, 13, 0)
            column.addWidget(label)
        self.hide()

    def show_item(self, item: DayItemRow | None) -> None:
        """Show an item, or nothing."""
        self.setVisible(item is not None)
        if item is None:
            return
        self.reason.setText(typeset(item.reason))
        self.terms.setText(f"{' · '.join(term_words(item))} · place: {place_words(item)}")

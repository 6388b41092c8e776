"""The lines under the calendar: all of the current check-in, and what stands against its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from csworkbench.domain.calendar_span import CalendarItemRow
from csworkbench.ui.calendar.item_words import conflict_words, details_of, title_of, when_words, zone_words
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.labels import ElidingLabel
from csworkbench.ui.widgets.texts import count_text, health_text


class DetailsLine(QFrame):
    """Two lines that are always there, so that the view above never changes its height."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start without a check-in."""
        super().__init__(parent)
        self.setAccessibleName("Chosen check-in")
        self.first = ElidingLabel(theme, "", "caption_strong")
        self.second = ElidingLabel(theme, "", "caption", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 0, 2, 0)
        column.setSpacing(1)
        column.addWidget(self.first)
        column.addWidget(self.second)

    def show_items(self, item: CalendarItemRow | None, chosen: Sequence[CalendarItemRow], today: date) -> None:
        """Show the current check-in, or how many are chosen; nothing when there is none."""
        if item is None:
            self._say("No check-in chosen", "J and K walk through them; C plans one on the current day.", "muted")
            return
        if len(chosen) > 1:
            accounts = ", ".join(dict.fromkeys(one.account for one in chosen))
            self._say(f"{count_text(len(chosen), 'check-in')} chosen", f"Alt+arrows move them all: {accounts}", "muted")
            return
        zone = zone_words(item)
        when = f"{when_words(item)} ({zone})" if zone else when_words(item)
        words = f"{item.account} · {title_of(item)} · {when} · {health_text(item.score, item.band)}"
        against = conflict_words(item)
        details = details_of(item, today)
        self._say(words, " ".join(part for part in (against, details) if part), "watch" if against else "muted")

    def _say(self, first: str, second: str, tone: str) -> None:
        self.first.setText(first)
        self.second.setText(second)
        self.second.set_tone(tone)

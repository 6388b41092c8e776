"""The Timeline tab: the composer on top, what happened under it, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.domain.timeline import TimelineRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.account.composer import Composer
from csworkbench.ui.account.timeline_list import TimelineList
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.chips import ChipItem, ChipRow
from csworkbench.ui.widgets.empty_state import EmptyState

FILTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("all", "All", ()),
    ("touch", "Touches", ("touch",)),
    ("check_in", "Check-ins", ("check_in",)),
    ("feedback", "Feedback", ("feedback",)),
    ("review", "Reviews", ("review",)),
    ("action", "Actions", ("action",)),
    ("ticket", "Tickets", ("ticket",)),
    ("score", "Score changes", ("score",)),
)
"""Chips: key, text, kinds of events."""


class TimelineTab(QWidget):
    """Composer, filter chips and list.

    Signals:
        filtered: another chip was chosen.
    """

    filtered = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty, showing all kinds."""
        super().__init__(parent)
        self.composer = Composer(theme)
        self.chips = ChipRow(theme, "Kinds of events")
        self.chips.set_chips([ChipItem(key, text) for key, text, _ in FILTERS], "all")
        self.chips.chosen.connect(self._on_chosen)
        self.list = TimelineList(theme, clock)
        self.empty = EmptyState(theme)
        self.empty.activated.connect(self._on_empty_activated)
        card = QFrame()
        card.setProperty("surface", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 4, 1, 4)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        inside.addWidget(self._stack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 10, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.composer)
        whole.addWidget(self.chips)
        whole.addWidget(card, 1)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of events wanted; empty for all."""
        return next((kinds for key, _, kinds in FILTERS if key == self.chips.current), ())

    def show_kind(self, key: str) -> None:
        """Choose a chip, as if it were clicked."""
        self.chips.set_current(key)
        self.filtered.emit()

    def show_events(self, rows: Sequence[TimelineRow]) -> None:
        """Show events, newest first."""
        if list(rows) != self.list.entries.events:
            self.list.entries.set_events(rows)
        self._stack.setCurrentWidget(self.list if rows else self.empty)
        if not rows and self.kinds:
            self.empty.set_content("filter", "Nothing of this kind", "There are other events.", "Show all")
        elif not rows:
            self.empty.set_content(
                "history", "Nothing happened yet", "Touches, feedback and reviews show up here.", "Write what happened"
            )

    def _on_chosen(self, _key: str) -> None:
        self.filtered.emit()

    def _on_empty_activated(self) -> None:
        if self.kinds:
            self.chips.set_current("all")
            self.filtered.emit()
        else:
            self.composer.box.setFocus()

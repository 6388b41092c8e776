"""The cards of the left column below the score: open promises, the next check-in, people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csworkbench.domain.actions import ActionRow
from csworkbench.domain.contacts import ContactRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.texts import count_text, plain_tool_tip, relative_day, short_day

MOST_SHOWN = 8
TICK_WIDTH = 36
"""Pixels of the box itself and the space beside it."""


class ListCard(Card):
    """A card whose lines are made anew for each account."""

    def __init__(self, theme: Theme, title: str, action: str, parent: QWidget | None = None) -> None:
        """Start empty; `action` is what its button says."""
        super().__init__(theme, title, parent=parent)
        self._theme = theme
        self._inside: QWidget | None = None
        self.button = make_button(theme, action, "plus", "link")
        self.header.addWidget(self.button)

    def start_lines(self) -> QVBoxLayout:
        """Drop the lines there are and give the layout for new ones."""
        if self._inside is not None:
            self.body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        self._inside.setProperty("surface", "clear")
        lines = QVBoxLayout(self._inside)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        self.body.addWidget(self._inside)
        return lines


class ElidingTick(QCheckBox):
    """A tick box whose text ends in an ellipsis where it doesn't fit; the tool tip has all of it."""

    def __init__(self, text: str) -> None:
        """Start without a tick."""
        super().__init__()
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain_tool_tip(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to the new width."""
        super().resizeEvent(event)
        line = " ".join(self._whole.split())
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.width() - TICK_WIDTH)
        self.setText(shown.replace("&", "&&"))


class PromisesCard(ListCard):
    """Open actions, each with a tick.

    Signals:
        done: the key of an action that was ticked.
        add_asked: the form for another is wanted.
    """

    done = Signal(int)
    add_asked = Signal()

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(theme, "Open promises", "Add", parent)
        self._clock = clock
        self.button.setAccessibleName("Add an action")
        self.button.clicked.connect(self.add_asked)
        self.boxes: list[QCheckBox] = []

    def show_actions(self, actions: Sequence[ActionRow]) -> None:
        """Show the open ones of these actions."""
        lines = self.start_lines()
        self.boxes = []
        opened = sorted(
            (action for action in actions if action.state == "open"),
            key=lambda action: (action.due_on or date.max, int(action.id)),
        )
        if not opened:
            lines.addWidget(make_label(self._theme, "Nothing is promised.", tone="muted"))
        for action in opened[:MOST_SHOWN]:
            lines.addLayout(self._line(action))
        if len(opened) > MOST_SHOWN:
            lines.addWidget(make_label(self._theme, f"and {len(opened) - MOST_SHOWN} more", "caption", "muted"))

    def _line(self, action: ActionRow) -> QVBoxLayout:
        box = ElidingTick(action.title)
        box.clicked.connect(partial(self._on_ticked, int(action.id)))
        self.boxes.append(box)
        side = "ours" if action.side == "ours" else "theirs"
        due, tone = "no date", "muted"
        if action.due_on is not None:
            late = action.due_on < self._clock.today()
            due = f"{short_day(action.due_on)}, {relative_day(action.due_on, self._clock.today(), is_due=True)}"
            tone = "at_risk" if late else "muted"
        box.setAccessibleName(f"Done: {action.title}, {side}, {due}")
        under = ElidingLabel(self._theme, f"{side} · {due}", "caption", tone)
        under.setContentsMargins(28, 0, 0, 0)
        line = QVBoxLayout()
        line.setSpacing(0)
        line.addWidget(box)
        line.addWidget(under)
        return line

    def _on_ticked(self, action_id: int, _is_on: bool = True) -> None:
        self.done.emit(action_id)


class PeopleCard(ListCard):
    """Key people first, then the others; who left is not shown.

    Signals:
        add_asked: the form for another is wanted.
    """

    add_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(theme, "People", "Add", parent)
        self.button.setAccessibleName("Add a contact")
        self.button.clicked.connect(self.add_asked)

    def show_people(self, contacts: Sequence[ContactRow]) -> None:
        """Show those who did not leave."""
        lines = self.start_lines()
        here = sorted(
            (one for one in contacts if one.left_on is None), key=lambda one: (not one.roles, one.name.casefold())
        )
        if not here:
            lines.addWidget(make_label(self._theme, "No contact is known.", tone="muted"))
        for contact in here[:MOST_SHOWN]:
            lines.addWidget(ElidingLabel(self._theme, contact.name, "body"))
            about = " · ".join(part for part in (", ".join(contact.roles), contact.title or "") if part)
            if about:
                lines.addWidget(ElidingLabel(self._theme, about, "caption", "muted"))
        if len(here) > MOST_SHOWN:
            more = count_text(len(here) - MOST_SHOWN, "other")
            lines.addWidget(make_label(self._theme, f"and {more}, see Contacts", "caption", "muted"))

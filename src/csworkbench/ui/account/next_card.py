"""The next planned check-in of an account, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from csworkbench.domain.checkins import CheckInRow, moved_text
from csworkbench.infra.clock import Clock
from csworkbench.ui.account.side_cards import ListCard
from csworkbench.ui.bridge.page_keys import PageKey
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets.buttons import make_button, make_icon_button
from csworkbench.ui.widgets.labels import ElidingLabel, make_label
from csworkbench.ui.widgets.texts import clock_text, full_day, relative_day

NEXT_KEYS = (
    PageKey("E; F2", "Next check-in: move"),
    PageKey("Shift+E", "Next check-in: edit"),
    PageKey("H", "Next check-in: it was held as planned"),
    PageKey("N", "Next check-in: it was missed"),
    PageKey("Del", "Next check-in: cancel"),
    PageKey("X", "Next check-in: export to a calendar"),
)
"""What the keys of the card do, for the list of shortcuts."""


class NextCard(ListCard):
    """The next planned check-in.

    Signals:
        plan_asked: the form for another is wanted.
        hold_asked: the key of the check-in that took place.
        held: the key of the check-in that took place as planned, with nothing to tell.
        missed: the key of the check-in that did not take place.
        move_asked, edit_asked, cancel_asked, export_asked: the key of the check-in that shall be on another day, about
            something else, not at all, or go out to a calendar.
    """

    plan_asked = Signal()
    hold_asked = Signal(int)
    held = Signal(int)
    missed = Signal(int)
    move_asked = Signal(int)
    edit_asked = Signal(int)
    cancel_asked = Signal(int)
    export_asked = Signal(int)

    def __init__(self, theme: Theme, clock: Clock, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(theme, "Next check-in", "Plan", parent)
        self._clock = clock
        self.button.setAccessibleName("Plan a check-in")
        self.button.clicked.connect(self.plan_asked)
        self._next: CheckInRow | None = None

    def show_check_ins(self, check_ins: Sequence[CheckInRow]) -> None:
        """Show the planned one of these that comes first."""
        lines = self.start_lines()
        planned = sorted(
            (one for one in check_ins if one.state == "planned"), key=lambda one: (one.due_on, int(one.id))
        )
        self._next = planned[0] if planned else None
        if self._next is None:
            lines.addWidget(make_label(self._theme, "None is planned.", tone="muted"))
            return
        today = self._clock.today()
        late = self._next.due_on < today
        when = f"{full_day(self._next.due_on)} · {relative_day(self._next.due_on, today, is_due=True)}"
        lines.addWidget(ElidingLabel(self._theme, when, "strong", "at_risk" if late else ""))
        series = "of a series" if self._next.series_id is not None else ""
        at = clock_text(self._next.due_time or "")
        parts = (at, self._next.kind, self._next.channel, series, moved_text(self._next.moved_count))
        about = " · ".join(part for part in parts if part)
        lines.addWidget(ElidingLabel(self._theme, about, "caption", "muted"))
        if self._next.agenda:
            lines.addWidget(ElidingLabel(self._theme, " ".join(self._next.agenda.split()), "caption", "muted"))
        lines.addLayout(self._buttons())
        if len(planned) > 1:
            lines.addWidget(make_label(self._theme, f"and {len(planned) - 1} more planned", "caption", "muted"))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        held = make_button(self._theme, "It took place", "check")
        held.setToolTip("Log the touch; the check-in is then held")
        held.clicked.connect(self._on_held)
        more = make_icon_button(self._theme, "more", "Move, edit, miss, cancel or export the check-in")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu(more))
        self.more_button = more
        row.addWidget(held)
        row.addWidget(self._move_button())
        row.addStretch(1)
        row.addWidget(more)
        return row

    def _move_button(self) -> QPushButton:
        move = make_button(self._theme, "Move to…")
        move.setToolTip("Choose another day, typed as you say it: fri, +2w, 4 dec (E)")
        move.clicked.connect(self._on_move)
        return move

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for text, call in (
            ("Move to…\tE", self._on_move),
            ("Edit…\tShift+E", self._on_edit),
            ("Held as planned\tH", self._on_held_as_planned),
            ("Mark as missed…\tN", self._on_missed),
            ("Cancel check-in…\tDel", self._on_cancel),
            ("Export to a calendar…\tX", self._on_export),
        ):
            menu.addAction(text).triggered.connect(call)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the check-in."""
        if self._next is not None:
            menu = self._menu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """E or F2 moves the check-in, Shift+E edits it, H and N say held or missed, Del cancels, X exports it."""
        plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
        calls = {
            (Qt.Key.Key_E, plain): self._on_move,
            (Qt.Key.Key_F2, plain): self._on_move,
            (Qt.Key.Key_E, shift): self._on_edit,
            (Qt.Key.Key_H, plain): self._on_held_as_planned,
            (Qt.Key.Key_N, plain): self._on_missed,
            (Qt.Key.Key_Delete, plain): self._on_cancel,
            (Qt.Key.Key_X, plain): self._on_export,
        }
        call = calls.get((Qt.Key(event.key()), event.modifiers()))
        if self._next is None or call is None:
            super().keyPressEvent(event)
        else:
            call()

    def _on_held(self) -> None:
        if self._next is not None:
            self.hold_asked.emit(int(self._next.id))

    def _on_held_as_planned(self) -> None:
        if self._next is not None:
            self.held.emit(int(self._next.id))

    def _on_move(self) -> None:
        if self._next is not None:
            self.move_asked.emit(int(self._next.id))

    def _on_edit(self) -> None:
        if self._next is not None:
            self.edit_asked.emit(int(self._next.id))

    def _on_cancel(self) -> None:
        if self._next is not None:
            self.cancel_asked.emit(int(self._next.id))

    def _on_export(self) -> None:
        if self._next is not None:
            self.export_asked.emit(int(self._next.id))

    def _on_missed(self) -> None:
        if self._next is not None:
            self.missed.emit(int(self._next.id))

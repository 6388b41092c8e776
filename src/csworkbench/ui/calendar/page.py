"""The Calendar page: what is planned when, what was due and did not happen, how full the days are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from csworkbench.domain.calendar_span import CalendarMarkRow, CalendarQuery
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.page_keys import PageKey, hint_line
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.calendar_acts import CalendarActs
from csworkbench.ui.calendar.calendar_keys import KEYS, CalendarKeys
from csworkbench.ui.calendar.calendar_reading import ME, TEAM, CalendarReading, read_calendar
from csworkbench.ui.calendar.calendar_walk import CalendarWalk
from csworkbench.ui.calendar.choice import Choice
from csworkbench.ui.calendar.drag import Drag
from csworkbench.ui.calendar.layout import CalendarBody
from csworkbench.ui.calendar.page_actions import make_actions
from csworkbench.ui.calendar.periods import Period
from csworkbench.ui.widgets.texts import count_text, number_text

if TYPE_CHECKING:
    from csworkbench.domain.history import ChangeSet
    from csworkbench.domain.ids import OwnerId

ROOM_FOR_HELP = 560
"""Pixels of height from which the line of keys is shown."""
BLANK_AFTER = 150
"""Milliseconds after which a period that is still being read shows its days without what is on them."""


class CalendarPage(Page):
    """See the module."""

    key: ClassVar[str] = "calendar"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make an empty calendar."""
        super().__init__(workspace, parent)
        settings, clock = workspace.settings, workspace.clock
        self._reading: CalendarReading | None = None
        self._whose = settings.text("calendar/whose", ME)
        self._wanted: frozenset[int] = frozenset()
        self._shown: Period | None = None
        self._blank_soon = QTimer(self)
        self._blank_soon.setSingleShot(True)
        self._blank_soon.setInterval(BLANK_AFTER)
        self._blank_soon.timeout.connect(self._on_read_takes_long)
        view = settings.text("calendar/view", "agenda")
        self.choice = Choice(clock.today(), self)
        self.drag = Drag(workspace.theme, self)
        self.body = CalendarBody(workspace, self.choice, self.drag, self, view, hint_line(KEYS.values()))
        self.walk = CalendarWalk(self.body, self.choice, clock, view, self)
        self.acts = CalendarActs(workspace, self.choice, self)
        self.keys = CalendarKeys(self.walk, self.acts, self.choice, self)
        self._connect()
        self._header = make_actions(self, self)
        self.body.show_view(self.walk.view)
        self.body.show_blank(self.period, clock.today())

    # what the shell asks

    @property
    def title(self) -> str:
        """Give the heading."""
        return "Calendar"

    @property
    def subtitle(self) -> str:
        """Give what is overdue."""
        if self._reading is None:
            return ""
        overdue = len(self._reading.tray.items) + self._reading.tray.more
        return f"{number_text(overdue)} overdue" if overdue else "nothing overdue"

    def header_actions(self) -> Sequence[QAction]:
        """Give the buttons of the header."""
        return self._header

    def focus_body(self) -> None:
        """Take the focus into the view, or into what stands in its place."""
        shown = self.body.stack.currentWidget()
        (shown or self.body.current_view).setFocus()

    def page_keys(self) -> Sequence[PageKey]:
        """Give the keys of the views and of the tray."""
        return list(KEYS.values())

    def place(self) -> Place:
        """Give the view that is on show."""
        item = self.choice.item
        return Place(self.key, None if item is None else item.account_id, self.view)

    def go_to(self, place: Place) -> None:
        """Show the view that a place names."""
        if place.spot:
            self.walk.show_view(place.spot)

    def state(self) -> object:
        """Give view, day and check-in, for Back and Forward."""
        item = self.choice.item
        return (self.view, self.walk.anchor, self.choice.day, None if item is None else item.check_in_id)

    def restore_state(self, state: object) -> None:
        """Show again what `state` gave."""
        if isinstance(state, tuple) and len(state) == 4:
            view, anchor, day, key = state
            self._wanted = frozenset(() if key is None else (key,))
            self.choice.choose_day(day)
            self.walk.show_view(view)
            self.walk.anchor = anchor
            self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the line of keys out where the days need its room."""
        super().resizeEvent(event)
        self.body.help.setVisible(self.height() >= ROOM_FOR_HELP)

    def on_shown(self) -> None:
        """Tell the status bar."""
        self._tell_status()

    def on_hidden(self) -> None:
        """Remember how the page was left."""
        settings = self.workspace.settings
        settings.set("calendar/view", self.view)
        settings.set("calendar/whose", self._whose)
        settings.set("calendar/hidden", self.body.side.hidden)

    def on_workbench_ready(self) -> None:
        """Read the book."""
        self.read()

    def refresh(self, change: ChangeSet) -> None:
        """Read again what a change touched."""
        self.read()

    # what keys and buttons lead to

    def read(self) -> None:
        """Ask the book for the period on show, whichever day it is by now."""
        self.walk.turn_day()
        period = self.period
        if period != self._shown:
            self._blank_soon.start()
        query = CalendarQuery(period.first, period.last)
        work = read_calendar(query, self._whose)
        self.workspace.read(self, work, self._on_read, on_failure=self._on_failed, latest="calendar")

    @property
    def period(self) -> Period:
        """The days on show."""
        return self.walk.period

    @property
    def view(self) -> str:
        """The view on show: `agenda`, `week` or `month`."""
        return self.walk.view

    def step_period(self, steps: int) -> None:
        """Show the period before or after."""
        self.walk.step_period(steps)

    @property
    def owner_id(self) -> OwnerId | None:
        """Whose calendar is on show; None is everyone's."""
        return None if self._reading is None else self._reading.span.query.owner_id

    # inside

    def _connect(self) -> None:
        body, workspace = self.body, self.workspace
        for widget in (body.agenda, body.week, body.month, body.tray.list):
            self.keys.watch(widget)
        for grid in (body.week, body.month):
            grid.day_asked.connect(self._on_day_opened)
            grid.plan_asked.connect(self.acts.plan)
        for view in (body.agenda, body.week, body.month):
            view.mark_asked.connect(self._on_mark_asked)
        for source in (body.agenda, body.week, body.month, body.tray):
            source.menu_asked.connect(self._on_menu_asked)
        walk = self.walk
        walk.read_asked.connect(self._on_read_asked)
        walk.whose_asked.connect(self._on_whose_asked)
        walk.open_asked.connect(self._on_open_asked)
        body.toolbar.stepped.connect(walk.step_period)
        body.toolbar.today_asked.connect(walk.show_today)
        body.toolbar.view_chosen.connect(walk.show_view)
        body.side.month.day_asked.connect(walk.show_day)
        body.side.whose_chosen.connect(self._on_whose_chosen)
        body.side.kinds_changed.connect(self._on_kinds_changed)
        body.nothing.retry_asked.connect(self.read)
        self.choice.changed.connect(self._on_choice_changed)
        self.choice.acted.connect(self.acts.open)
        self.acts.moves.moved.connect(self._on_moved)
        self.drag.dropped.connect(self.acts.drop)
        workspace.me_changed.connect(self.read)

    def _on_read(self, reading: CalendarReading) -> None:
        self._blank_soon.stop()
        self._reading, self._shown = reading, self.period
        self._whose = reading.whose
        self.acts.moves.settle()
        self.body.show_reading(reading, self.period)
        shown = self.body.span.items if self.body.span is not None else ()
        self.choice.keep([*reading.tray.items, *shown])
        if wanted := [item for item in shown if item.check_in_id in self._wanted]:
            self.choice.choose_all(wanted)
        self._wanted = frozenset()
        self.walk.settle()
        self.header_changed.emit()
        self._tell_status()

    def _on_kinds_changed(self) -> None:
        if self._reading is not None:
            self.body.show_reading(self._reading, self.period)

    def _on_read_takes_long(self) -> None:
        self._shown = None
        self.body.show_blank(self.period, self.workspace.clock.today())

    def _on_failed(self, error: BaseException) -> None:
        self._blank_soon.stop()
        self._shown = None
        self.body.show_failure(error)

    def _on_whose_chosen(self, whose: str) -> None:
        self._whose = whose
        self.read()

    def _on_whose_asked(self) -> None:
        self._on_whose_chosen(ME if self._whose == TEAM else TEAM)

    def _on_read_asked(self) -> None:
        if self.workspace.is_ready:
            self.read()

    def _on_open_asked(self) -> None:
        mark = self.body.agenda.current_mark if self.view == "agenda" else None
        if mark is not None and self.choice.item is None:
            self._on_mark_asked(mark)
        else:
            self.acts.open()

    def _on_moved(self, day: date, keys: frozenset[int]) -> None:
        self._wanted = keys
        self.walk.follow(day)

    def _on_choice_changed(self) -> None:
        self.body.details.show_items(self.choice.item, self.choice.items, self.workspace.clock.today())
        self._tell_status()

    def _on_day_opened(self, day: date) -> None:
        self.choice.choose_day(day)
        self.walk.show_view("agenda")
        self.walk.show_day(day)

    def _on_mark_asked(self, mark: CalendarMarkRow) -> None:
        self.workspace.open_account(mark.account_id)

    def _on_menu_asked(self, at: QPoint) -> None:
        self.acts.menu().popup(at)

    def _tell_status(self) -> None:
        if self._reading is None:
            return
        chosen = len(self.choice.items)
        count = sum(day.check_ins for day in self._reading.span.days)
        words = f"{count_text(count, 'check-in')} on show"
        self.status_changed.emit(f"{words}  ·  {number_text(chosen)} chosen" if chosen else words)

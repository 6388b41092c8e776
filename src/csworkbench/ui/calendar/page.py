"""The Calendar page: what is planned when, what was due and did not happen, how full the days are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QWidget

from csworkbench.domain.calendar_span import CalendarItemRow, CalendarMarkRow, CalendarQuery
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.bridge.page_keys import PageKey
from csworkbench.ui.bridge.places import Place
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.calendar_acts import CalendarActs
from csworkbench.ui.calendar.calendar_keys import KEYS, CalendarKeys
from csworkbench.ui.calendar.calendar_reading import ME, TEAM, CalendarReading, read_calendar
from csworkbench.ui.calendar.choice import Choice, neighbour
from csworkbench.ui.calendar.drag import Drag
from csworkbench.ui.calendar.layout import CalendarBody
from csworkbench.ui.calendar.page_actions import make_actions
from csworkbench.ui.calendar.periods import Period, period_of, stepped
from csworkbench.ui.widgets.texts import count_text, number_text

if TYPE_CHECKING:
    from csworkbench.domain.history import ChangeSet
    from csworkbench.domain.ids import OwnerId

ROOM_FOR_HELP = 560
"""Pixels of height from which the line of keys is shown."""
BLANK_AFTER = 150
"""Milliseconds after which a period that is still being read shows its days without what is on them."""
ALT_UP = {"agenda": (1, 0), "week": (0, 30), "month": (7, 0)}
"""Days and minutes that Alt+Up moves by, per view."""


class CalendarPage(Page):
    """See the module."""

    key: ClassVar[str] = "calendar"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Make an empty calendar."""
        super().__init__(workspace, parent)
        settings, today = workspace.settings, workspace.clock.today()
        self._reading: CalendarReading | None = None
        self._anchor = today
        self._whose = settings.text("calendar/whose", ME)
        self._wants_day = False
        self._wanted: frozenset[int] = frozenset()
        self._shown: Period | None = None
        self._blank_soon = QTimer(self)
        self._blank_soon.setSingleShot(True)
        self._blank_soon.setInterval(BLANK_AFTER)
        self._blank_soon.timeout.connect(self._on_read_takes_long)
        self.view = settings.text("calendar/view", "agenda")
        self.choice = Choice(today, self)
        self.drag = Drag(workspace.theme, self)
        self.body = CalendarBody(workspace, self.choice, self.drag, self, self.view, settings.texts("calendar/hidden"))
        self.acts = CalendarActs(workspace, self.choice, self)
        self.keys = CalendarKeys(self, self.acts, self.choice, self)
        self._connect()
        self._header = make_actions(self, self)
        self.show_view(self.view)
        self.body.show_blank(self.period, today)

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
        """Take the focus into the view."""
        self.body.current_view.setFocus()

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
            self.show_view(place.spot)

    def state(self) -> object:
        """Give view, day and check-in, for Back and Forward."""
        item = self.choice.item
        return (self.view, self._anchor, self.choice.day, None if item is None else item.check_in_id)

    def restore_state(self, state: object) -> None:
        """Show again what `state` gave."""
        if isinstance(state, tuple) and len(state) == 4:
            view, anchor, day, key = state
            self._wanted = frozenset(() if key is None else (key,))
            self.choice.choose_day(day)
            self.show_view(view)
            self._anchor = anchor
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
        """Ask the book for the period on show."""
        period = self.period
        if period != self._shown:
            self._blank_soon.start()
        query = CalendarQuery(period.first, period.last)
        work = read_calendar(query, self._whose)
        self.workspace.read(self, work, self._on_read, on_failure=self._on_failed, latest="calendar")

    @property
    def period(self) -> Period:
        """The days on show."""
        return period_of(self.view, self._anchor)

    @property
    def moves_up_by(self) -> tuple[int, int]:
        """Days and minutes that Alt+Up moves by."""
        return ALT_UP[self.view]

    @property
    def is_list(self) -> bool:
        """Whether the view walks by itself."""
        return self.view == "agenda" or self.body.tray.list.hasFocus()

    def show_view(self, name: str) -> None:
        """Show the agenda, the week or the month around the current day."""
        had_focus = self.body.current_view.hasFocus()
        self.view = name if name in ALT_UP else "agenda"
        self._anchor = self.choice.day
        self.body.show_view(self.view)
        if had_focus:
            self.focus_body()
        self._wants_day = True
        if self.workspace.is_ready:
            self.read()

    def step_period(self, steps: int) -> None:
        """Show the period before or after; the current day goes along."""
        self.show_day(stepped(self.view, self._anchor, steps))

    def show_edge(self, side: int) -> None:
        """Go to the first day of the period (-1) or to the last one (1)."""
        period = self.period
        self._go_to_day(period.inner_first if side < 0 else period.inner_last)

    def step_day(self, days: int) -> None:
        """Go to a day before or after, and its first check-in."""
        self._go_to_day(self.choice.day + timedelta(days=days))

    def step_in_week(self, steps: int) -> None:
        """Go a week up or down in the month, to another check-in of the day in the week."""
        if self.view == "month":
            self._go_to_day(self.choice.day + timedelta(days=7 * steps))
        else:
            self.step_item(steps)

    def step_item(self, steps: int, *, extends: bool = False) -> None:
        """Go to the check-in before or after the current one, or the first from the current day on."""
        span = self.body.span
        found = None if span is None else neighbour(span.items, self.choice.item, self.choice.day, steps)
        if found is not None:
            self.choice.choose(found, extends=extends)

    def open_current(self) -> None:
        """Open the account of the current line, or plan a check-in where nothing is."""
        mark = self.body.agenda.current_mark if self.view == "agenda" else None
        if mark is not None and self.choice.item is None:
            self._on_mark_asked(mark)
        else:
            self.acts.open()

    def show_today(self) -> None:
        """Go to today."""
        self.show_day(self.workspace.clock.today())

    def show_day(self, day: date) -> None:
        """Show the period around a day, with that day as the current one."""
        self._anchor = day
        self._wants_day = True
        self.choice.choose_day(day, self._first_on(day))
        self.read()

    def choose_all(self) -> None:
        """Choose all check-ins of the period that are still open."""
        if self.body.span is not None:
            period = self.period
            inside = (one for one in self.body.span.items if period.is_inside(one.on) and one.is_open)
            self.choice.choose_all(inside)

    def switch_whose(self) -> None:
        """Show mine or the team's."""
        self._on_whose_chosen(ME if self._whose == TEAM else TEAM)

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
        body.toolbar.stepped.connect(self.step_period)
        body.toolbar.today_asked.connect(self.show_today)
        body.toolbar.view_chosen.connect(self.show_view)
        body.side.month.day_asked.connect(self.show_day)
        body.side.whose_chosen.connect(self._on_whose_chosen)
        body.side.kinds_changed.connect(self._on_kinds_changed)
        body.nothing.activated.connect(self.read)
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
        if self.choice.item is None and (first := self._first_on(self.choice.day)) is not None:
            self.choice.choose(first)
        if self._wants_day:
            self._wants_day = False
            self.body.agenda.show_day(self.choice.day)
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

    def _on_moved(self, day: date, keys: frozenset[int]) -> None:
        self._wanted = keys
        if not self.period.is_shown(day):
            self._anchor = day
        self.read()

    def _go_to_day(self, day: date) -> None:
        if self.period.is_shown(day):
            self.choice.choose_day(day, self._first_on(day))
        else:
            self.show_day(day)

    def _first_on(self, day: date) -> CalendarItemRow | None:
        return next((one for one in self.body.span.items if one.on == day), None) if self.body.span else None

    def _on_choice_changed(self) -> None:
        self.body.details.show_items(self.choice.item, self.choice.items, self.workspace.clock.today())
        self._tell_status()

    def _on_day_opened(self, day: date) -> None:
        self.choice.choose_day(day)
        self.show_view("agenda")
        self.show_day(day)

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

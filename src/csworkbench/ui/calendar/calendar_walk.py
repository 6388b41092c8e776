"""Which view and which days the calendar shows, and the ways through them: by period, by day, by check-in."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csworkbench.domain.calendar_span import CalendarItemRow
from csworkbench.infra.clock import Clock
from csworkbench.ui.calendar.choice import Choice, neighbour
from csworkbench.ui.calendar.layout import CalendarBody
from csworkbench.ui.calendar.periods import Period, bounded, period_of, stepped

ALT_UP = {"agenda": (1, 0), "week": (0, 30), "month": (7, 0)}
"""Days and minutes that Alt+Up moves by, per view."""


class CalendarWalk(QObject):
    """Where one is in the calendar.

    Signals:
        read_asked: other days are to be shown.
        whose_asked: mine or the team's.
        open_asked: the account of what is current, or a plan where nothing is.
    """

    read_asked = Signal()
    whose_asked = Signal()
    open_asked = Signal()

    def __init__(self, body: CalendarBody, choice: Choice, clock: Clock, view: str, page: QWidget) -> None:
        """Start at today in a view."""
        super().__init__(page)
        self._body = body
        self._choice = choice
        self._clock = clock
        self._today = clock.today()
        self._wants_day = False
        self.anchor = self._today
        self.view = view if view in ALT_UP else "agenda"

    @property
    def period(self) -> Period:
        """The days on show."""
        return period_of(self.view, self.anchor)

    @property
    def moves_up_by(self) -> tuple[int, int]:
        """Days and minutes that Alt+Up moves by."""
        return ALT_UP[self.view]

    @property
    def is_list(self) -> bool:
        """Whether what has the focus walks by itself."""
        return self.view == "agenda" or self._body.tray.list.hasFocus()

    def show_view(self, name: str) -> None:
        """Show the agenda, the week or the month around the current day."""
        had_focus = self._body.current_view.hasFocus()
        self.view = name if name in ALT_UP else "agenda"
        self.anchor = self._choice.day
        self._body.show_view(self.view)
        if had_focus:
            self._body.current_view.setFocus()
        self._wants_day = True
        self.read_asked.emit()

    def step_period(self, steps: int) -> None:
        """Show the period before or after; the current day goes along."""
        self.show_day(stepped(self.view, self.anchor, steps))

    def step_day(self, days: int) -> None:
        """Go to a day before or after, and its first check-in."""
        self._go_to_day(bounded(self._choice.day + timedelta(days=days)))

    def step_in_week(self, steps: int) -> None:
        """Go a week up or down in the month, to another check-in of the day in the week."""
        if self.view == "month":
            self.step_day(7 * steps)
        else:
            self.step_item(steps)

    def step_item(self, steps: int, *, extends: bool = False) -> None:
        """Go to the check-in before or after the current one, or the first from the current day on."""
        span = self._body.span
        found = None if span is None else neighbour(span.items, self._choice.item, self._choice.day, steps)
        if found is not None:
            self._choice.choose(found, extends=extends)

    def show_edge(self, side: int) -> None:
        """Go to the first day of the period (-1) or to the last one (1)."""
        self._go_to_day(self.period.inner_first if side < 0 else self.period.inner_last)

    def show_today(self) -> None:
        """Go to today."""
        self.show_day(self._clock.today())

    def show_day(self, day: date) -> None:
        """Show the period around a day, with that day as the current one."""
        self.anchor = bounded(day)
        self._wants_day = True
        self._choice.choose_day(self.anchor, self.first_on(self.anchor))
        self.read_asked.emit()

    def follow(self, day: date) -> None:
        """Show a day that something went to."""
        if not self.period.is_shown(day):
            self.anchor = bounded(day)
        self.read_asked.emit()

    def turn_day(self) -> None:
        """Take up a new day: who stood on today stands on today again."""
        before, self._today = self._today, self._clock.today()
        if before == self._today:
            return
        if self.anchor == before:
            self.anchor = self._today
        if self._choice.day == before and self._choice.item is None:
            self._choice.choose_day(self._today)
            if not self.period.is_inside(self._today):
                self.anchor = self._today

    def choose_all(self) -> None:
        """Choose all check-ins of the period that are still open."""
        if self._body.span is not None:
            period = self.period
            inside = (one for one in self._body.span.items if period.is_inside(one.on) and one.is_open)
            self._choice.choose_all(inside)

    def settle(self) -> None:
        """The days were read: have a current check-in, and the current day in sight if it was asked for."""
        if self._choice.item is None and (first := self.first_on(self._choice.day)) is not None:
            self._choice.choose(first)
        if self._wants_day:
            self._wants_day = False
            self._body.agenda.show_day(self._choice.day)

    def first_on(self, day: date) -> CalendarItemRow | None:
        """Give the first check-in of a day on show."""
        return next((one for one in self._body.span.items if one.on == day), None) if self._body.span else None

    def _go_to_day(self, day: date) -> None:
        if self.period.is_shown(day):
            self._choice.choose_day(day, self.first_on(day))
        else:
            self.show_day(day)

"""How the calendar page is put together: side panel, toolbar, tray, the three views, the lines below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csworkbench.domain.calendar_span import CalendarSpan, blank_span
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.agenda_view import AgendaView
from csworkbench.ui.calendar.calendar_reading import CalendarReading
from csworkbench.ui.calendar.choice import Choice
from csworkbench.ui.calendar.details_line import DetailsLine
from csworkbench.ui.calendar.drag import Drag
from csworkbench.ui.calendar.month_view import MonthView
from csworkbench.ui.calendar.nothing_shown import NothingShown
from csworkbench.ui.calendar.overdue_tray import Tray
from csworkbench.ui.calendar.periods import Period
from csworkbench.ui.calendar.side_panel import SidePanel
from csworkbench.ui.calendar.toolbar import Toolbar, span_words
from csworkbench.ui.calendar.week_view import WeekView
from csworkbench.ui.widgets.card import Card
from csworkbench.ui.widgets.labels import ElidingLabel
from csworkbench.ui.widgets.texts import full_day, short_day


class CalendarBody:
    """The widgets of the page.

    Attributes:
        span: what is on show, without the kinds that are hidden; None before the first reading.
    """

    def __init__(self, workspace: Workspace, choice: Choice, drag: Drag, page: QWidget, view: str, hint: str) -> None:
        """Lay everything out on `page`; `hint` is the line of keys."""
        theme, clock = workspace.theme, workspace.clock
        self.span: CalendarSpan | None = None
        self.side = SidePanel(theme, clock.today(), workspace.settings.texts("calendar/hidden"))
        self.toolbar = Toolbar(theme, view)
        self.tray = Tray(theme, choice, drag)
        self.agenda = AgendaView(theme, choice, drag)
        self.week = WeekView(theme, choice, drag, clock)
        self.month = MonthView(theme, choice, drag)
        self.nothing = NothingShown(workspace)
        self.details = DetailsLine(theme)
        self.stack = QStackedWidget()
        self._views: dict[str, QWidget] = {"agenda": self.agenda, "week": self.week, "month": self.month}
        self._view = view if view in self._views else "agenda"
        for widget in (*self._views.values(), self.nothing):
            self.stack.addWidget(widget)
        drag.add_target(self.side.month.days)
        card = Card(theme)
        frame = card.layout()
        if frame is not None:  # the views reach from edge to edge
            frame.setContentsMargins(1, 6, 1, 6)
        card.body.addWidget(self.stack)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.toolbar)
        right.addWidget(self.tray)
        right.addWidget(card, 1)
        right.addWidget(self.details)
        self.help = ElidingLabel(theme, hint, "caption", "muted")
        right.addWidget(self.help)
        whole = QHBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.side)
        whole.addLayout(right, 1)

    @property
    def current_view(self) -> QWidget:
        """The view on show."""
        return self._views[self._view]

    def show_view(self, name: str) -> None:
        """Put a view on top."""
        self._view = name
        self.stack.setCurrentWidget(self._views[name])
        self.toolbar.views.set_current(name)

    def show_blank(self, period: Period, today: date) -> None:
        """Show days of which nothing is known yet."""
        span = blank_span(period.first, period.last, today)
        self.agenda.nothing = ""
        for view in (self.agenda, self.week, self.month):
            if view is self.current_view:
                view.set_span(span)
        self.span = None
        self.toolbar.show_period(period.words, "", is_too_full=False)
        self.side.month.show_span(period.inner_first, period.first, period.last, today)

    def show_reading(self, reading: CalendarReading, period: Period) -> None:
        """Show what was read, without the kinds that are hidden."""
        hidden, whole = set(self.side.hidden), reading.span
        self.span = replace(
            whole,
            items=[one for one in whole.items if not (one.state == "held" and "held" in hidden)],
            marks=[one for one in whole.marks if one.kind not in hidden],
        )
        self.agenda.nothing = f"Nothing is planned from {short_day(whole.query.first)} to {full_day(whole.query.last)}."
        for view in (self.agenda, self.week, self.month):
            if view is self.current_view:
                view.set_span(self.span)
        self.tray.set_tray(reading.tray, whole.today)
        self.side.set_owners(reading.owners, reading.whose)
        self.side.set_on_time(reading.tray.on_time)
        self.side.month.show_span(period.inner_first, period.first, period.last, whole.today)
        minutes, cap = whole.load(period.inner_first, period.inner_last)
        words = span_words(whole, period.inner_first, period.inner_last)
        self.toolbar.show_period(period.words, words, is_too_full=minutes > cap > 0)
        self._show_on_top(self.current_view)
        if not reading.has_accounts:
            self.nothing.show_no_accounts()
            self._show_on_top(self.nothing)

    def show_failure(self, error: BaseException) -> None:
        """Say that the book could not be read."""
        self.nothing.show_failure(error)
        self._show_on_top(self.nothing)

    def _show_on_top(self, widget: QWidget) -> None:
        """Show the view, or what stands in its place, which takes over the focus."""
        before, focus = self.stack.currentWidget(), QApplication.focusWidget()
        had_focus = before is not None and focus is not None and (before is focus or before.isAncestorOf(focus))
        self.stack.setCurrentWidget(widget)
        if had_focus and before is not widget:
            widget.setFocus()

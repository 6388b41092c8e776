"""The commands of the calendar page: plan a check-in or a period, the calendar file, the periods beside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.calendar.calendar_acts import CalendarActs
from csworkbench.ui.calendar.periods import Period

if TYPE_CHECKING:
    from csworkbench.domain.ids import OwnerId

GROUP = "Calendar"
DAYS_AHEAD = 28


class Shown(Protocol):
    """What the commands ask of the page."""

    workspace: Workspace
    acts: CalendarActs

    @property
    def period(self) -> Period:
        """The days on show."""
        ...

    @property
    def owner_id(self) -> OwnerId | None:
        """Whose calendar is on show."""
        ...

    def step_period(self, steps: int) -> None:
        """Show the period before or after."""
        ...

    def window(self) -> QWidget:
        """The window that dialogs open over."""
        ...


class PageActions(QObject):
    """Does what the buttons of the header and their keys ask for."""

    def __init__(self, shown: Shown, page: QWidget) -> None:
        """Act for a page."""
        super().__init__(page)
        self._shown = shown

    def show_before(self) -> None:
        """Show the period before."""
        self._shown.step_period(-1)

    def show_after(self) -> None:
        """Show the period after."""
        self._shown.step_period(1)

    def plan_period(self) -> None:
        """Open the plan of what is still to come of the period on show, else of the weeks ahead."""
        from csworkbench.ui.calendar.plan_period.opening import open_plan_period

        shown = self._shown
        first, last = to_plan(shown.period, shown.workspace.clock.today())
        open_plan_period(shown.workspace, shown.window(), shown.owner_id, first, last)

    def export(self) -> None:
        """Ask where the calendar file shall go."""
        from csworkbench.ui.forms.calendar_file.opening import open_calendar_export

        open_calendar_export(self._shown.workspace, self._shown.window())


def make_actions(page: QWidget, shown: Shown) -> tuple[QAction, ...]:
    """Register the commands; give those of the header in order."""
    add, acts = shown.workspace.actions.add, PageActions(shown, page)
    for key, text, act, keys in (
        ("calendar.before", "Show the period before", acts.show_before, "Ctrl+Left"),
        ("calendar.after", "Show the period after", acts.show_after, "Ctrl+Right"),
    ):
        add(key, text, act, owner=page, group=GROUP, shortcut=keys)
    export = add(
        "calendar.export", "Calendar file", acts.export, owner=page, group=GROUP, icon="export",
        words="ics icalendar subscribe outlook google export save",
    )  # fmt: skip
    plan_period = add(
        "calendar.plan_period", "Plan a period", acts.plan_period, owner=page, group=GROUP, icon="calendar",
        shortcut="Ctrl+Shift+P", words="spread level month capacity holidays",
    )  # fmt: skip
    check_in = add(
        "calendar.check_in", "Plan check-in", shown.acts.plan, owner=page, group=GROUP, icon="check-in-plan",
        icon_token="on_accent", words="schedule meeting call",
    )  # fmt: skip
    check_in.setProperty("primary", True)
    return export, plan_period, check_in


def to_plan(period: Period, today: date) -> tuple[date, date]:
    """Give the days of a period that are still to come, of one that passed the four weeks from today on."""
    first = max(today, period.inner_first)
    if first <= period.inner_last:
        return first, period.inner_last
    return today, today + timedelta(days=DAYS_AHEAD - 1)

"""What My day shows, read in one go, and what it writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from csworkbench.domain.ids import ActionId
from csworkbench.domain.values import frozen
from csworkbench.infra.errors import WorkbenchError
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork

if TYPE_CHECKING:
    from csworkbench.domain.accounts import OwnerRow
    from csworkbench.domain.day import DayItemRow
    from csworkbench.domain.health_history import HealthChangeRow
    from csworkbench.domain.my_day import AppointmentRow, DoneRow, MyDay
    from csworkbench.infra.clock import Clock
    from csworkbench.services.workbench import Workbench

CHANGES_SHOWN = 6


@frozen
class DayReading:
    """The day of one owner or of the whole team.

    Attributes:
        me: who sits here, if the book knows.
        appointments: check-ins of today that have a time.
        done: what was done today.
        has_accounts: whether the book holds any account at all.
        figures_on: the day that health was computed for; None when it never was.
    """

    me: OwnerRow | None
    day: MyDay
    changes: Sequence[HealthChangeRow]
    appointments: Sequence[AppointmentRow]
    done: Sequence[DoneRow]
    has_accounts: bool
    figures_on: date | None = None


def read_day(since: date, *, is_team: bool) -> BookWork:
    """Give work for `Workspace.read`: the day of "me" (of all when nobody is) or of the team."""
    return partial(_day, since, is_team)


def complete(item: DayItemRow) -> BookWork:
    """Give work that ticks off a promise."""
    return partial(_complete, int(item.target_id or 0))


def reopen(done: DoneRow) -> BookWork:
    """Give work that takes up again a promise that was kept."""
    return partial(_reopen, done.target_id)


def _day(since: date, is_team: bool, workbench: Workbench, token: Token) -> DayReading:
    # Modules that load little: this is the first thing that is read from an open book.
    from csworkbench.services import day, day_done
    from csworkbench.services.moved_words import health_changes
    from csworkbench.services.workbench import day_of_figures

    me = day.owner_here(workbench)
    owner_id = None if is_team or me is None else me.id
    found = day.my_day(workbench, owner_id)
    token.check()
    changes = health_changes(workbench, since, CHANGES_SHOWN, owner_id)
    done = day_done.done_today(workbench, owner_id)
    has_accounts = bool(found.items) or not day.is_empty(workbench)
    appointments = day.appointments(workbench, owner_id)
    return DayReading(me, found, changes, appointments, done, has_accounts, day_of_figures(workbench))


def read_opening(path: Path, clock: Clock, *, is_team: bool) -> Callable[[Token], DayReading | None]:
    """Give work that reads what can be shown before the book is open; it gives None where nothing can."""
    return partial(_opening, path, clock, is_team)


def _opening(path: Path, clock: Clock, is_team: bool, _token: Token) -> DayReading | None:
    """Read by the driver alone; what keeps a book from opening is told when it is opened."""
    from csworkbench.services.day.opening import open_day

    try:
        found = open_day(path, clock, is_team=is_team)
    except WorkbenchError:
        return None
    if found is None:
        return None
    return DayReading(found.me, found.day, (), found.appointments, (), has_accounts=True, figures_on=found.figures_on)


def _complete(target_id: int, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.actions import complete_action

    complete_action(workbench, ActionId(target_id))


def _reopen(target_id: int, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.actions import reopen_action

    reopen_action(workbench, ActionId(target_id))

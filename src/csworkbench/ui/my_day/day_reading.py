"""What My day shows, read in one go, and what it writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from csworkbench.domain.ids import AccountId, ActionId, CheckInId
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork

if TYPE_CHECKING:
    from csworkbench.domain.accounts import OwnerRow
    from csworkbench.domain.day import DayItemRow
    from csworkbench.domain.health_history import HealthChangeRow
    from csworkbench.domain.my_day import DoneRow, MyDay
    from csworkbench.services.workbench import Workbench

CHANGES_SHOWN = 6
MOST_APPOINTMENTS = 30


@dataclass(frozen=True, slots=True)
class Appointment:
    """A check-in of today with a time ("HH:MM")."""

    account_id: AccountId
    account_name: str
    time: str
    words: str


@dataclass(frozen=True, slots=True)
class DayReading:
    """The day of one owner or of the whole team.

    Attributes:
        me: who sits here, if the book knows.
        appointments: check-ins of today that have a time.
        done: what was done today.
        has_accounts: whether the book holds any account at all.
    """

    me: OwnerRow | None
    day: MyDay
    changes: Sequence[HealthChangeRow]
    appointments: Sequence[Appointment]
    done: Sequence[DoneRow]
    has_accounts: bool


def read_day(since: date, *, is_team: bool) -> BookWork:
    """Give work for `Workspace.read`: the day of "me" (of all when nobody is) or of the team."""
    return partial(_day, since, is_team)


def complete(item: DayItemRow) -> BookWork:
    """Give work that ticks off a check-in or a promise."""
    return partial(_complete, item.kind, int(item.target_id or 0))


def reopen(done: DoneRow) -> BookWork:
    """Give work that takes up again a promise that was kept."""
    return partial(_reopen, done.target_id)


def _day(since: date, is_team: bool, workbench: Workbench, token: Token) -> DayReading:
    from csworkbench.services import accounts, day, day_done, health

    me = next((owner for owner in accounts.list_owners(workbench) if owner.is_me), None)
    owner_id = None if is_team or me is None else me.id
    found = day.my_day(workbench, owner_id)
    token.check()
    changes = health.health_changes(workbench, since, CHANGES_SHOWN, owner_id)
    done = day_done.done_today(workbench, owner_id)
    has_accounts = bool(found.items) or accounts.portfolio_totals(workbench).accounts > 0
    return DayReading(me, found, changes, _appointments(workbench, found.items), done, has_accounts)


def _appointments(workbench: Workbench, items: Sequence[DayItemRow]) -> list[Appointment]:
    from csworkbench.services.checkins import get_check_in

    today = workbench.clock.today()
    planned = [item for item in items if item.kind == "check-in" and item.due_on == today and item.target_id]
    found = []
    for item in planned[:MOST_APPOINTMENTS]:
        row = get_check_in(workbench, CheckInId(int(item.target_id or 0)))
        if row.due_time:
            words = row.agenda or ", ".join(name for _, name in row.people) or row.channel
            found.append(Appointment(item.account_id, item.account_name, row.due_time, words))
    return found


def _complete(kind: str, target_id: int, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services import actions, checkins

    if kind == "promise":
        actions.complete_action(workbench, ActionId(target_id))
    else:
        checkins.complete_check_in(workbench, CheckInId(target_id), None)


def _reopen(target_id: int, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.actions import reopen_action

    reopen_action(workbench, ActionId(target_id))

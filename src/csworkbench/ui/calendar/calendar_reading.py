"""What the calendar page reads, and how check-ins are moved from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from csworkbench.domain.calendar_span import (
    CalendarQuery,
    CalendarSpan,
    OverdueTray,
)
from csworkbench.domain.checkins import CheckInMove
from csworkbench.infra.tokens import Token
from csworkbench.ui.bridge.workspace import BookWork

if TYPE_CHECKING:
    from csworkbench.domain.accounts import OwnerRow
    from csworkbench.services.workbench import Workbench


@dataclass(frozen=True, slots=True)
class CalendarReading:
    """The span on show, the overdue tray and who could be looked at."""

    span: CalendarSpan
    tray: OverdueTray
    owners: Sequence[OwnerRow]
    whose: str
    has_accounts: bool = True


ME, TEAM = "me", "team"
MOST_OF_ONE = 400
"""How many check-ins of a day are given of one owner: all there may be; of everyone only the first ones."""


def read_calendar(query: CalendarQuery, whose: str) -> BookWork:
    """Give work for `Workspace.read`; `whose` is `me`, `team` or the key of an owner and decides over the query's."""
    return partial(_read, query, whose)


def _read(query: CalendarQuery, whose: str, workbench: Workbench, token: Token) -> CalendarReading:
    from dataclasses import replace

    from csworkbench.services.accounts import list_owners
    from csworkbench.services.calendar_span import read_overdue, read_span
    from csworkbench.services.day import is_empty

    owners = list_owners(workbench)
    known = {str(owner.id): owner.id for owner in owners}
    me = next((owner.id for owner in owners if owner.is_me), None)
    owner_id = None if whose == TEAM else known.get(whose, me)
    token.check()
    most = query.most_per_day if owner_id is None else MOST_OF_ONE
    span = read_span(workbench, replace(query, owner_id=owner_id, most_per_day=most), token)
    token.check()
    tray = read_overdue(workbench, owner_id)
    has_accounts = bool(span.items or tray.items) or not is_empty(workbench)
    return CalendarReading(span, tray, owners, whose if whose in {ME, TEAM, *known} else ME, has_accounts)


def move_all(moves: Sequence[CheckInMove], is_shifted: bool, reason: str) -> BookWork:
    """Give work that moves several check-ins as one change."""
    return partial(_move_all, moves, is_shifted, reason)


def move_one(move: CheckInMove, scope: str, reason: str) -> BookWork:
    """Give work that moves a check-in, of a series also the later ones or all."""
    return partial(_move_one, move, scope, reason)


def _move_all(moves: Sequence[CheckInMove], is_shifted: bool, reason: str, workbench: Workbench, _token: Token) -> int:
    from csworkbench.services.rescheduling import move_check_ins

    return move_check_ins(workbench, moves, is_shifted=is_shifted, override_reason=reason)


def _move_one(move: CheckInMove, scope: str, reason: str, workbench: Workbench, _token: Token) -> None:
    from csworkbench.services.series.changes import move_in_series

    move_in_series(workbench, move.check_in_id, move.due_on, scope, due_time=move.due_time, override_reason=reason)

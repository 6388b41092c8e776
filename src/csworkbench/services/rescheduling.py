"""Move several check-ins at once, as one change: a day's, a week's, whatever was chosen in the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from csworkbench.domain.business_days import BusinessDays, NoBusinessDay
from csworkbench.domain.checkins import CheckInMove, CheckInRow
from csworkbench.domain.fatigue_rows import DAY_KINDS
from csworkbench.infra.clock import Clock
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.business_calendars import business_days_of_accounts
from csworkbench.services.checkins import check_time, open_check_in
from csworkbench.services.checks import check_day
from csworkbench.services.fatigue import guarded, keep_overrides, question_of
from csworkbench.storage import checkins
from csworkbench.storage.workbench import Workbench

MOST_MOVED = 500
MOST_SAID = 3


def move_check_ins(
    wb: Workbench,
    moves: Sequence[CheckInMove],
    *,
    is_shifted: bool = False,
    override_reason: str | None = None,
) -> int:
    """Move check-ins to other days as one change; give how many. Each is moved by itself, also one of a series.

    With `is_shifted` a day on which one side is closed becomes the following business day. With an `override_reason`,
    also an empty one, the fatigue guard is asked about each.

    Raises:
        InvalidInput: one was held or cancelled, a day or time can't be meant, there are too many, or the guard has
            something against them without a reason being given.
        NotFound: there is no such check-in.
    """
    if len(moves) > MOST_MOVED:
        raise InvalidInput(f"At most {MOST_MOVED} check-ins can be moved at once.", field="moves")
    rows = [_moved(wb, move) for move in moves]
    if is_shifted:
        rows = _shifted(wb, rows)
    wanted = [(row, was) for row, was in rows if (row.due_on, row.due_time) != (was.due_on, was.due_time)]
    if not wanted:
        return 0
    with wb.change(f"Move {len(wanted)} check-ins" if len(wanted) > 1 else "Move check-in") as change:
        _guard(change.connection, [row for row, _ in wanted], override_reason, wb.clock)
        for row, was in wanted:
            values = {"due_on": row.due_on, "due_time": row.due_time, "state": "planned", "reason": None}
            checkins.put(change.connection, row.id, **values, moved_count=was.moved_count + 1)
    return len(wanted)


def _moved(wb: Workbench, move: CheckInMove) -> tuple[CheckInRow, CheckInRow]:
    check_day(move.due_on, "due_on")
    check_time(move.due_time)
    row, _ = open_check_in(wb, move.check_in_id)
    return replace(row, due_on=move.due_on, due_time=move.due_time or row.due_time), row


def _shifted(wb: Workbench, rows: Sequence[tuple[CheckInRow, CheckInRow]]) -> list[tuple[CheckInRow, CheckInRow]]:
    days = [row.due_on for row, _ in rows]
    with wb.read() as connection:
        first, last = min(days), _year_after(max(days))
        open_days = business_days_of_accounts(connection, first, last, [int(row.account_id) for row, _ in rows])
    return [
        (replace(row, due_on=_following(open_days.get(int(row.account_id), BusinessDays()), row.due_on)), was)
        for row, was in rows
    ]


def _following(business: BusinessDays, day: date) -> date:
    try:
        return business.following(day)
    except NoBusinessDay:
        return day


def _year_after(day: date) -> date:
    return day.replace(year=min(day.year + 1, 9999), day=min(day.day, 28))


def _guard(connection: Connection, rows: Sequence[CheckInRow], reason: str | None, clock: Clock) -> None:
    against = []
    for row in rows:
        question = question_of(row)
        try:
            past = guarded(connection, question, reason, clock, DAY_KINDS)
        except InvalidInput as error:
            if error.field != "override_reason":
                raise
            against.append(error.message)
        else:
            keep_overrides(connection, question, past, reason, clock, check_in_id=row.id)
    if against:
        more = f" And {len(against) - MOST_SAID} others." if len(against) > MOST_SAID else ""
        raise InvalidInput(" ".join(against[:MOST_SAID]) + more, "override_reason", "Say why, or choose other days.")

"""Plan a period: spread an owner's due check-ins over days, show it, and then schedule or move them as one change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.instants import minute_of, zone_of
from csworkbench.domain.planning.board import Tick
from csworkbench.domain.planning.preview import PlannedRow, PlanPreview, PlanRequest, RowProblem
from csworkbench.domain.planning.solving import solve
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Token
from csworkbench.services.checks import check_day, shown
from csworkbench.services.planning.cases import PlanCase, case_of, order_of
from csworkbench.services.planning.checks import problems_of, without_tiring
from csworkbench.services.planning.words import preview_of
from csworkbench.storage import checkins
from csworkbench.storage.workbench import Workbench

LONGEST_DAYS = 62


def _quiet(_done: int, _total: int) -> None:
    """Take progress and do nothing."""


def preview_plan(wb: Workbench, request: PlanRequest, token: Token) -> PlanPreview:
    """Give a plan of the check-ins that are due in a period; nothing is changed.

    Raises:
        InvalidInput: the period or the hours can't be meant.
        NotFound: there is no such owner.
        Cancelled: the token asked for it.
    """
    _check(request)
    token.report("Reading the accounts")
    with wb.read() as connection:
        case = _case(
            connection, request, wb.clock.today(), lambda done, all_: token.report("Looking at what is due", done, all_)
        )
    items = [one.item for one in case.wanted]
    total = len(items)
    order, ties = order_of(case), case.ties()
    solution = solve(case.days, items, order, lambda done, _: token.report("Planning", done, total), ties)
    return preview_of(case, without_tiring(case, solution))


def check_rows(wb: Workbench, request: PlanRequest, rows: Sequence[PlannedRow]) -> list[RowProblem]:
    """Say what speaks against rows of a plan as they stand now, with the days and times that a person chose.

    Raises:
        InvalidInput, NotFound: as `preview_plan`.
    """
    _check(request)
    with wb.read() as connection:
        return problems_of(_case(connection, request, wb.clock.today()), rows)


def apply_plan(wb: Workbench, preview: PlanPreview) -> int:
    """Schedule and move the check-ins of a plan as one change; give how many.

    Its rows may be fewer than were planned, and a person may have chosen the day and time of some.

    Raises:
        InvalidInput: there is nothing to change, or the book has changed since so that something speaks against a row.
        NotFound: the owner is gone.
    """
    if not preview.planned:
        raise InvalidInput("The plan changes nothing.", field="plan")
    _check(preview.request)
    with wb.change(f"Plan {count_text(len(preview.planned), 'check-in')} {_period_words(preview.request)}") as change:
        case = _case(change.connection, preview.request, wb.clock.today())
        _refuse(preview.planned, problems_of(case, preview.planned))
        now = utc_text(wb.clock.now())
        for row in preview.planned:
            _write(change.connection, row, preview.request, now)
    return len(preview.planned)


def _period_words(request: PlanRequest) -> str:
    """Give "for 2026-12", or "from 1 Dec to 18 Dec 2026" of what is no month."""
    first, last = request.first, request.last
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"for {first:%Y-%m}"
    return f"from {short_day(first, last)} to {short_day(last, date.min)}"


def _case(connection: Connection, request: PlanRequest, today: date, tick: Tick = _quiet) -> PlanCase:
    case = case_of(connection, request, today, tick)
    if case is None:
        raise NotFound(f"There is no owner with key {request.owner_id}.")
    return case


def _refuse(rows: Sequence[PlannedRow], problems: Sequence[RowProblem]) -> None:
    by_key = {row.key: row for row in rows}
    bad = [one for one in problems if one.is_barring or not by_key[one.key].is_own]
    if bad:
        more = f" (and {count_text(len(bad) - 1, 'more problem')})" if len(bad) > 1 else ""
        text = f"{by_key[bad[0].key].account}: {bad[0].text}{more}. Nothing was planned."
        raise InvalidInput(text, "plan", "The book has changed or the row can't be planned like that; plan again.")


def _write(connection: Connection, row: PlannedRow, request: PlanRequest, now: str) -> None:
    if row.check_in_id is None:
        people = () if row.contact_id is None else (row.contact_id,)
        draft = CheckInDraft(
            row.account_id, row.on, row.channel, contact_ids=people, minutes=row.minutes, due_time=row.at,
            time_zone=request.time_zone,
        )  # fmt: skip
        checkins.add(connection, draft, now)
        return
    kept = checkins.get(connection, row.check_in_id)
    checkins.put(
        connection,
        row.check_in_id,
        state="planned",
        reason=None,
        due_on=row.on,
        due_time=row.at,
        time_zone=request.time_zone,
        minutes=row.minutes,
        moved_count=kept.moved_count + (kept.due_on != row.on),
    )


def _check(request: PlanRequest) -> None:
    check_day(request.first, "first")
    check_day(request.last, "last")
    if not 0 <= (request.last - request.first).days < LONGEST_DAYS:
        raise InvalidInput(f"A period has 1 to {LONGEST_DAYS} days.", field="last")
    if request.hours_per_day is not None and not 0 < request.hours_per_day <= 24:
        raise InvalidInput("A day has more than 0 and at most 24 hours.", field="hours_per_day")
    if not 5 <= request.minutes <= 480:
        raise InvalidInput("A check-in takes 5 to 480 minutes.", field="minutes")
    for name in ("day_from", "day_to"):
        if not _is_clock(getattr(request, name)):
            raise InvalidInput(f"{shown(getattr(request, name))} is no time of day like 09:00.", field=name)
    if minute_of(request.day_from) >= minute_of(request.day_to):
        raise InvalidInput("The working day ends before it begins.", field="day_to")
    if request.time_zone is not None and zone_of(request.time_zone) is None:
        raise InvalidInput(f"{shown(request.time_zone)} is no time zone like Europe/Oslo.", field="time_zone")


def _is_clock(text: str) -> bool:
    hour, colon, minute = text.partition(":")
    is_number = hour.isascii() and minute.isascii() and hour.isdigit() and minute.isdigit()
    return bool(colon) and is_number and len(text) == 5 and int(hour) < 24 and int(minute) < 60

"""Plan a period: spread an owner's due check-ins over days, show it, and then schedule or move them as one change."""

from __future__ import annotations

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import CheckInId
from csworkbench.domain.planning.grid import minute_of
from csworkbench.domain.planning.preview import PlanPreview, PlanRequest
from csworkbench.domain.planning.solving import solve
from csworkbench.domain.reaching import zone_of
from csworkbench.infra.clock import utc_text
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.tokens import Token
from csworkbench.services.checks import check_day, shown
from csworkbench.services.plan_cases import case_of, order_of
from csworkbench.services.plan_words import preview_of
from csworkbench.storage import checkins
from csworkbench.storage.workbench import Workbench

LONGEST_DAYS = 62


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
        case = case_of(connection, request, wb.clock.today())
    if case is None:
        raise NotFound(f"There is no owner with key {request.owner_id}.")
    items = [one.item for one in case.wanted]
    total = len(items)
    solution = solve(case.days, items, order_of(case), lambda done, _: token.report("Planning", done, total))
    return preview_of(case, solution)


def apply_plan(wb: Workbench, preview: PlanPreview) -> int:
    """Schedule and move the check-ins of a plan as one change; give how many.

    Raises:
        InvalidInput: there is nothing to change, or a check-in is no longer as the plan found it.
        NotFound: a check-in is gone.
    """
    if not preview.planned:
        raise InvalidInput("The plan changes nothing.", field="plan")
    first = preview.request.first
    with wb.change(f"Plan {len(preview.planned)} check-ins for {first:%Y-%m}") as change:
        now = utc_text(wb.clock.now())
        for row in preview.planned:
            values = {
                "due_on": row.on,
                "due_time": row.at,
                "time_zone": preview.request.time_zone,
                "minutes": row.minutes,
            }
            if row.check_in_id is None:
                people = () if row.contact_id is None else (row.contact_id,)
                draft = CheckInDraft(
                    row.account_id, row.on, row.channel, contact_ids=people, minutes=row.minutes, due_time=row.at,
                    time_zone=preview.request.time_zone,
                )  # fmt: skip
                checkins.add(change.connection, draft, now)
                continue
            kept = checkins.get(change.connection, row.check_in_id)
            if kept.state != "planned" or kept.due_on != row.was_on:
                raise InvalidInput(f"A check-in with {row.account} was changed since.", "plan", "Plan again.")
            moved = kept.moved_count + (kept.due_on != row.on)
            checkins.put(change.connection, CheckInId(row.check_in_id), **values, moved_count=moved)
    return len(preview.planned)


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

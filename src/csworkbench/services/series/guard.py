"""The fatigue guard asked about several check-ins at once: a series that is planned, moved or edited."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from csworkbench.domain.checkins import CheckInRow
from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.fatigue_rows import DAY_KINDS
from csworkbench.infra.clock import Clock
from csworkbench.infra.errors import InvalidInput
from csworkbench.services.fatigue import guarded, keep_overrides, question_of
from csworkbench.storage import checkins

_ANY = "any"


def guard_series(
    connection: Connection, series_id: int, reason: str | None, clock: Clock, *, only: frozenset[str] | None = None
) -> None:
    """Ask about all planned check-ins of a series inside a running change; see `guard_check_ins`."""
    planned = checkins.list_where(connection, series_id=series_id, states=["planned"], first=clock.today())
    guard_check_ins(connection, planned, reason, clock, only=only)


def guard_check_ins(
    connection: Connection,
    planned: Sequence[CheckInRow],
    reason: str | None,
    clock: Clock,
    *,
    only: frozenset[str] | None = None,
) -> None:
    """Ask the guard about check-ins as they are planned now; what is done past it is kept with the reason.

    Without a reason (None) the guard is not asked. What hangs on the person and not on the day, as a channel, is said
    of the first one alone; with `only` just concerns of these kinds count.

    Raises:
        InvalidInput: something speaks against one of them and no reason is given.
    """
    if reason is None:
        return
    told: list[str] = []
    for place, row in enumerate(planned):
        question, kinds = question_of(row), only if place == 0 else DAY_KINDS
        found = guarded(connection, question, reason or _ANY, clock, kinds)
        if found and reason.strip():
            keep_overrides(connection, question, found, reason, clock, check_in_id=row.id)
        elif found:
            day = short_day(row.due_on, clock.today())
            told.append(f"{day}: {' '.join(one.text for one in found)}")
    if told:
        more = f" {count_text(len(told) - 1, 'more day')} of the series: past it, too." if len(told) > 1 else ""
        said = told[0] if len(planned) > 1 else told[0].split(": ", 1)[1]
        raise InvalidInput(f"{said}{more}", field="override_reason", advice="Say why it is done all the same.")

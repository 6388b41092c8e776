"""Why a score moved: between any two days in steps that add up, and in one line of words for lists."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.health.change import split_change
from csworkbench.domain.health.change_steps import Explained, Shown
from csworkbench.domain.health.move import HealthMove, told_move
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.words import NO_EARLIER, NOT_SCORED
from csworkbench.domain.ids import AccountId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.health.scores import explain
from csworkbench.services.moved_words import shown_row, silence_hints
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.history import name_of
from csworkbench.storage.health.models import current_model, model_of_version
from csworkbench.storage.health.moments import stored_on
from csworkbench.storage.health.overrides import active_overrides
from csworkbench.storage.workbench import Workbench


def explain_change(
    wb: Workbench, account_id: AccountId, since: date | None = None, until: date | None = None
) -> HealthMove:
    """Give how an account's health moved between two days, in steps that add up to the printed difference.

    Without days: up to today, against the day the trend is measured from. Past days are told from what was stored
    then; a day before the first snapshot is computed from what was known by then (when the day was asked for).

    Raises:
        InvalidInput: a day in the future, or days that run backwards.
        NotFound: there is no such account.
    """
    today = wb.clock.today()
    end = until or today
    with wb.read() as connection:
        name_of(connection, account_id)
    _check_days(since or end, end, today)
    after = _moment(wb, account_id, end, is_computed=True)
    start = since or end - timedelta(days=_trend_days(wb, after))
    before = _moment(wb, account_id, start, is_computed=since is not None)
    versions = (before.model_version if before else None, after.model_version if after else None)
    if before is None or after is None:
        instead = NOT_SCORED if after is None else NO_EARLIER
        return told_move(account_id, (start, end), None, {}, versions, instead)
    with wb.read() as connection:
        printed = _printed(connection, account_id, before, start), _printed(connection, account_id, after, end)
        change = split_change(before, after, printed, _held_by(after))
        known = AsOf(end, is_past=end < today).values(account_id, account_id)["known"]
        hints = silence_hints(connection, {account_id: change}, end, known)
    return told_move(account_id, (start, end), change, hints.get(account_id, {}), versions)


def _printed(connection: Connection, account_id: AccountId, row: Explained, day: date) -> Shown:
    override = active_overrides(connection, account_id, account_id, day).get(account_id)
    return shown_row(row, override, model_of_version(connection, row.model_version).band)


def _trend_days(wb: Workbench, row: Explained | None) -> int:
    """Give how far the trend goes back by the model that made a score; of an account without one, by the general."""
    with wb.read() as connection:
        model = current_model(connection)[1] if row is None else model_of_version(connection, row.model_version)
    return model.trend_days


def _check_days(start: date, end: date, today: date) -> None:
    for day, field in ((end, "to"), (start, "from")):
        if day > today:
            raise InvalidInput(f"{day.isoformat()} is in the future; health is known up to today.", field=field)
    if start > end:
        raise InvalidInput("The first day is after the last one.", field="from")


def _moment(wb: Workbench, account_id: AccountId, day: date, *, is_computed: bool) -> Explained | None:
    """Give the health of a day: of today as it is, of a past day as it was stored."""
    if day < wb.clock.today():
        with wb.read() as connection:
            found = stored_on(connection, [account_id], day, is_ended_too=not is_computed).get(account_id)
        if found is not None or not is_computed:
            return found
    try:
        return explain(wb, account_id, day)
    except NotFound:
        return None


def _held_by(after: Explained) -> tuple[str, ...]:
    if not isinstance(after, HealthRow):
        return ()
    return tuple(veto.text for veto in after.vetoes if veto.is_binding)

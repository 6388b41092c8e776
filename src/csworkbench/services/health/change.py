"""Why a score moved: between any two days in steps that add up, and in one line of words for lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.health.change import HealthChange, split_change
from csworkbench.domain.health.change_steps import Explained, Shown
from csworkbench.domain.health.move import HealthMove, told_move
from csworkbench.domain.health.overrides import OverrideRow, shown
from csworkbench.domain.health.people import silence_words
from csworkbench.domain.health.rows import HealthRow
from csworkbench.domain.health.words import NO_EARLIER, NOT_SCORED, change_words
from csworkbench.domain.ids import AccountId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.services.health.scores import explain
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.history import name_of
from csworkbench.storage.health.models import current_model
from csworkbench.storage.health.moments import key_people_heard, stored_on
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
        _, model = current_model(connection)
    start = since or end - timedelta(days=model.trend_days)
    _check_days(start, end, today)
    before = _moment(wb, account_id, start, is_computed=since is not None)
    after = _moment(wb, account_id, end, is_computed=True)
    versions = (before.model_version if before else None, after.model_version if after else None)
    if before is None or after is None:
        instead = NOT_SCORED if after is None else NO_EARLIER
        return told_move(account_id, (start, end), None, {}, versions, instead)
    with wb.read() as connection:
        printed = (
            _shown(before, active_overrides(connection, account_id, account_id, start).get(account_id), model.band),
            _shown(after, active_overrides(connection, account_id, account_id, end).get(account_id), model.band),
        )
        change = split_change(before, after, printed, _held_by(after))
        hints = _hints(connection, {account_id: change}, AsOf(end, is_past=end < today))
    return told_move(account_id, (start, end), change, hints.get(account_id, {}), versions)


def health_words(wb: Workbench, account_id: AccountId, since: date | None = None) -> str:
    """Give in one line why an account's score is not what it was on a day (by default: the trend's)."""
    return health_words_of(wb, [account_id], since).get(account_id, NOT_SCORED)


def health_words_of(wb: Workbench, accounts: Iterable[AccountId], since: date | None = None) -> dict[AccountId, str]:
    """Give the words of several accounts from what is stored: a few queries, whatever their number.

    Meant for what is on show (some hundred); churned accounts have no words.
    """
    today = wb.clock.today()
    keys = list(dict.fromkeys(accounts))
    if not keys:
        return {}
    with wb.read() as connection:
        _, model = current_model(connection)
        start = since or today - timedelta(days=model.trend_days)
        after = stored_on(connection, keys, today)
        before = stored_on(connection, after, start, is_ended_too=True)
        low, high = min(keys), max(keys)
        then, now = active_overrides(connection, low, high, start), active_overrides(connection, low, high, today)
        changes = {
            key: split_change(
                before[key],
                one,
                (_shown(before[key], then.get(key), model.band), _shown(one, now.get(key), model.band)),
            )
            for key, one in after.items()
            if key in before
        }
        hints = _hints(connection, changes, AsOf(today, is_past=False))
    return {AccountId(key): change_words(changes.get(key), hints.get(key)) for key in after}


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


def _shown(row: Explained, override: OverrideRow | None, band_of: Callable[[int], str]) -> Shown:
    score, band = shown(row.score, row.band, override, band_of)
    return Shown(score, band or row.band)


def _held_by(after: Explained) -> tuple[str, ...]:
    if not isinstance(after, HealthRow):
        return ()
    return tuple(veto.text for veto in after.vetoes if veto.is_binding)


def _hints(connection: Connection, changes: Mapping[int, HealthChange], look: AsOf) -> dict[int, dict[str, str]]:
    """Give who fell silent, for the accounts whose score fell because of people."""
    fallen = [
        key
        for key, change in changes.items()
        if any(step.key == "key_people" and step.points < 0 and step.cause == "values" for step in change.steps)
    ]
    if not fallen:
        return {}
    people = key_people_heard(connection, fallen, look)
    words = {key: silence_words(people.get(key, ()), look.day) for key in fallen}
    return {key: {"key_people": said} for key, said in words.items() if said}

"""Why scores moved, in one line each, from what is stored: for lists, without the rules that compute health."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.health.change import HealthChange, split_change
from csworkbench.domain.health.change_steps import Explained, Shown
from csworkbench.domain.health.overrides import OverrideRow, shown
from csworkbench.domain.health.people import silence_words
from csworkbench.domain.health.words import NOT_SCORED, change_words
from csworkbench.domain.health_history import HealthChangeRow
from csworkbench.domain.ids import AccountId
from csworkbench.storage.health import history
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.health.models import list_models
from csworkbench.storage.health.moments import key_people_heard, stored_on
from csworkbench.storage.health.overrides import active_overrides
from csworkbench.storage.time_limits import limits_of
from csworkbench.storage.workbench import Workbench


def health_changes(wb: Workbench, since: date, limit: int = 8, owner_id: int | None = None) -> list[HealthChangeRow]:
    """Give the accounts whose score moved most since a day, largest movement first, ties by name."""
    with wb.read() as connection:
        return history.largest_changes(connection, since, limit, owner_id)


def health_words(wb: Workbench, account_id: AccountId, since: date | None = None) -> str:
    """Give in one line why an account's score is not what it was on a day (by default: the trend's)."""
    return health_words_of(wb, [account_id], since).get(account_id, NOT_SCORED)


def health_words_of(
    wb: Workbench, accounts: Iterable[AccountId], since: date | None = None, until: date | None = None
) -> dict[AccountId, str]:
    """Give the words of several accounts from what is stored: a few queries, whatever their number.

    From `since` (by default: the day the trend of its model goes back to) to `until` (by default: today).
    Meant for what is on show (some hundred). Churned accounts have no words, nor have those that nothing is stored of
    for a past day.
    """
    today = wb.clock.today()
    end = until or today
    keys = list(dict.fromkeys(accounts))
    if not keys:
        return {}
    with wb.read() as connection:
        return words_between(connection, stored_on(connection, keys, end), AsOf(end, is_past=end < today), since)


def words_between(
    connection: Connection, after: Mapping[int, Explained], as_of: AsOf, since: date | None = None
) -> dict[AccountId, str]:
    """Give per account why its health on a day (`after`) is not what it was `since`, by default as its trend says."""
    models = {stored.model.version: stored.model for stored, _ in list_models(connection)}
    begins = {
        key: since or as_of.day - timedelta(days=models[one.model_version].trend_days) for key, one in after.items()
    }
    now = _overrides(connection, after, as_of.day)
    changes: dict[int, HealthChange] = {}
    for start in sorted(set(begins.values())):
        keys = [key for key, day in begins.items() if day == start]
        then = _overrides(connection, keys, start)
        for key, before in stored_on(connection, keys, start, is_ended_too=True).items():
            first = shown_row(before, then.get(key), models[before.model_version].band)
            last = shown_row(after[key], now.get(key), models[after[key].model_version].band)
            changes[key] = split_change(before, after[key], (first, last))
    hints = silence_hints(connection, changes, as_of.day, as_of.known)
    return {AccountId(key): change_words(changes.get(key), hints.get(key)) for key in after}


def _overrides(connection: Connection, keys: Collection[int], day: date) -> dict[int, OverrideRow]:
    return active_overrides(connection, min(keys), max(keys), day) if keys else {}


def shown_row(row: Explained, override: OverrideRow | None, band_of: Callable[[int], str]) -> Shown:
    """Give score and band as printed, the override included."""
    score, band = shown(row.score, row.band, override, band_of)
    return Shown(score, band or row.band)


def silence_hints(
    connection: Connection, changes: Mapping[int, HealthChange], day: date, known: str
) -> dict[int, dict[str, str]]:
    """Give per account better words for the factors that moved it: who fell silent, where people are why."""
    fallen = [
        key
        for key, change in changes.items()
        if any(step.key == "key_people" and step.points < 0 and step.cause == "values" for step in change.steps)
    ]
    if not fallen:
        return {}
    people = key_people_heard(connection, fallen, day, known)
    limits = limits_of(connection)
    words = {key: silence_words(people.get(key, ()), day, limits) for key in fallen}
    return {key: {"key_people": said} for key, said in words.items() if said}

"""Why scores moved, in one line each, from what is stored: for lists, without the rules that compute health."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from csworkbench.domain.health.change import HealthChange, split_change
from csworkbench.domain.health.change_steps import Explained, Shown
from csworkbench.domain.health.overrides import OverrideRow, shown
from csworkbench.domain.health.people import silence_words
from csworkbench.domain.health.words import NOT_SCORED, change_words
from csworkbench.domain.ids import AccountId
from csworkbench.storage.health.models import current_model
from csworkbench.storage.health.moments import key_people_heard, stored_on
from csworkbench.storage.health.overrides import active_overrides
from csworkbench.storage.workbench import Workbench

NO_LIMIT = "9999"


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
                (shown_row(before[key], then.get(key), model.band), shown_row(one, now.get(key), model.band)),
            )
            for key, one in after.items()
            if key in before
        }
        hints = silence_hints(connection, changes, today, NO_LIMIT)
    return {AccountId(key): change_words(changes.get(key), hints.get(key)) for key in after}


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
    words = {key: silence_words(people.get(key, ()), day) for key in fallen}
    return {key: {"key_people": said} for key, said in words.items() if said}

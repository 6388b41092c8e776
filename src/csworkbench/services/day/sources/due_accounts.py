"""Accounts that are due for a touch by their cadence while no check-in is planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text, short_day
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import capitalised, contact_words

_FOUND = """
SELECT l.account_id, l.due_on, l.account_id, l.score, l.band, l.arr_minor, l.account_id
FROM {accounts} WHERE {mine} AND l.due_on <= :until AND l.next_check_in_id IS NULL AND l.status <> 'churned'"""

_TOLD = "SELECT account_id, overdue_on FROM account_line WHERE account_id IN (SELECT value FROM json_each(:ids))"


def _find(asked: Asked) -> Iterable[Candidate]:
    return asked.found(_FOUND)


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records = telling.records(_TOLD, items)
    told = {}
    for item in items:
        words = _interval_words(item, records[item.key][0], telling.today)
        contact = capitalised(contact_words(telling, item))
        told[item.key] = Told("Plan a check-in", f"{contact}, {words}, nothing is planned.")
    return told


def _interval_words(item: DayItemRow, overdue_on: str | None, today: date) -> str:
    if overdue_on is not None and overdue_on < today.isoformat():
        days = (today - date.fromisoformat(overdue_on)).days
        return f"{count_text(days, 'day')} past the maximum interval"
    if item.days_late > 0:
        return f"{count_text(item.days_late, 'day')} past the ideal interval"
    day = "today" if item.due_on is None or item.days_late == 0 else f"on {short_day(item.due_on, today)}"
    return f"the ideal interval ends {day}"


SOURCE = Source("cadence", "account", _find, _tell, cause="cadence", answers=("silence", "fall by silence"))

"""Health that fell, with its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text
from csworkbench.domain.my_day import FALL_POINTS
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import capitalised, contact_words

MOST_TOLD = 30
"""Reasons are told of the first ones: nobody reads on for hundreds."""

_FOUND = """
SELECT l.account_id, NULL, l.account_id, l.score, l.band, l.arr_minor, l.account_id
FROM {accounts} WHERE {mine} AND l.trend <= :fall AND l.status <> 'churned'"""

_TOLD = "SELECT account_id, score, trend FROM account_line WHERE account_id IN (SELECT value FROM json_each(:ids))"


def _find(asked: Asked) -> Iterable[Candidate]:
    return asked.found(_FOUND, fall=-FALL_POINTS)


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records = telling.records(_TOLD, items)
    words = {} if telling.why_fell is None else telling.why_fell([item.key for item in items[:MOST_TOLD]])
    told = {}
    for item in items:
        score, trend = records[item.key]
        why = words.get(item.key, "")
        if not why.startswith("fell"):
            why = f"it lost {count_text(-trend, 'point')} in 30 days"
        told[item.key] = Told(f"Health fell to {score}", f"{capitalised(why)}; {contact_words(telling, item)}.")
    return told


SOURCE = Source("health", "account", _find, _tell, cause="health")

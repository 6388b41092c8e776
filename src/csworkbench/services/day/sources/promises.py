"""Promises of either side that are due or late, and ours without a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from csworkbench.domain.day import DayItemRow
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import late_words

_FOUND = """
SELECT a.id, a.due_on, l.account_id, l.score, l.band, l.arr_minor,
    CASE a.source_table WHEN 'feedback' THEN a.source_id END
FROM {accounts} {join} action a ON a.account_id = l.account_id AND a.state = 'open'
    AND (a.due_on <= :until OR a.due_on IS NULL AND a.side = 'ours')
WHERE {mine} AND l.status <> 'churned'"""

_TOLD = """
SELECT a.id, a.title, a.side, c.name FROM action a LEFT JOIN contact c ON c.id = a.contact_id
WHERE a.id IN (SELECT value FROM json_each(:ids))"""


def _find(asked: Asked) -> Iterable[Candidate]:
    return asked.found(_FOUND)


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records = telling.records(_TOLD, items)
    told = {}
    for item in items:
        title, side, person = records[item.key]
        who = "We" if side == "ours" else person or "They"
        told[item.key] = Told(title, f"{who} promised this, {late_words(item, telling.today)}.")
    return told


SOURCE = Source("promise", "action", _find, _tell, answers=("feedback",))

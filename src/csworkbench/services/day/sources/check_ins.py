"""Check-ins that are planned for today and the days to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from csworkbench.domain.checkins import moved_text
from csworkbench.domain.day import DayItemRow
from csworkbench.domain.my_day import is_over
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import capitalised, contact_words, late_words, quoted

_FOUND = """
SELECT c.id, c.due_on, l.account_id, l.score, l.band, l.arr_minor, l.account_id, c.due_time, c.time_zone, c.minutes
FROM {accounts} {join} check_in c ON c.account_id = l.account_id AND c.state = 'planned'
    AND c.due_on BETWEEN :today AND :until
WHERE {mine} AND l.status <> 'churned'"""

_TOLD = """
SELECT id, kind, channel, agenda, due_time, moved_count FROM check_in WHERE id IN (SELECT value FROM json_each(:ids))"""


def _find(asked: Asked) -> Iterable[Candidate]:
    for row in asked.rows(_FOUND):
        if not is_over(row[1], row[7], row[8], row[9], asked.now):
            yield Candidate(*row[:7])


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records = telling.records(_TOLD, items)
    told = {}
    for item in items:
        kind, channel, agenda, at, moved = records[item.key]
        title = quoted(agenda) or f"{capitalised(kind)} ({channel})"
        when = late_words(item, telling.today) + (f" at {at}" if at else "")
        words = (f"Check-in {when}", moved_text(moved), contact_words(telling, item))
        told[item.key] = Told(title, f"{', '.join(word for word in words if word)}.")
    return told


SOURCE = Source("check-in", "check_in", _find, _tell, answers=("renewal", "cadence", "silence", "fall by silence"))

"""Check-ins whose time has passed and that nobody marked: did they happen? And missed ones that nobody planned anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from csworkbench.domain.checkins import moved_text
from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.my_day import is_over
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import capitalised, contact_words, quoted

_PASSED = """
SELECT c.id, c.due_on, l.account_id, l.score, l.band, l.arr_minor, l.account_id, c.due_time, c.time_zone, c.minutes
FROM {accounts} {join} check_in c ON c.account_id = l.account_id AND c.state = 'planned' AND c.due_on <= :today
WHERE {mine} AND l.status <> 'churned'"""

_MISSED = """
SELECT c.id, c.due_on, l.account_id, l.score, l.band, l.arr_minor, l.account_id
FROM {accounts} {join} check_in c ON c.account_id = l.account_id AND c.state = 'missed'
WHERE {mine} AND l.status <> 'churned' AND l.next_check_in_id IS NULL
    AND (l.last_contact_on IS NULL OR l.last_contact_on < c.due_on)"""

_TOLD = """
SELECT id, kind, channel, agenda, state, moved_count FROM check_in WHERE id IN (SELECT value FROM json_each(:ids))"""


def _find(asked: Asked) -> Iterable[Candidate]:
    today = asked.today.isoformat()
    for row in asked.rows(_PASSED):
        if row[1] < today or is_over(row[1], row[7], row[8], row[9], asked.now):
            yield Candidate(*row[:7])
    yield from asked.found(_MISSED)


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records = telling.records(_TOLD, items)
    told = {}
    for item in items:
        kind, channel, agenda, state, moved = records[item.key]
        title = quoted(agenda) or f"{capitalised(kind)} ({channel})"
        day = "" if item.due_on is None else short_day(item.due_on, telling.today)
        if state == "missed":
            lead = f"Missed on {day} and not planned again"
        else:
            days = "earlier today" if item.days_late <= 0 else f"for {day}, {count_text(item.days_late, 'day')} ago"
            lead = f"Did it happen? It was planned {days}"
        lead = ", ".join(word for word in (lead, moved_text(moved)) if word)
        told[item.key] = Told(title, f"{lead}; {contact_words(telling, item)}.")
    return told


SOURCE = Source("check-in", "check_in", _find, _tell, answers=("renewal", "cadence", "silence", "fall by silence"))

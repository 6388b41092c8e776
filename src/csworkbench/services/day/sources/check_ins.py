"""Check-ins that are planned for today and the days to come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from csworkbench.domain.checkins import moved_text
from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import short_day
from csworkbench.domain.my_day import check_in_begins, is_over
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import capitalised, contact_words, late_words, quoted

_FOUND = """
SELECT c.id, c.due_on, l.account_id, l.score, l.band, l.arr_minor, l.account_id, c.due_time, c.time_zone, c.minutes
FROM {accounts} {join} check_in c ON c.account_id = l.account_id AND c.state = 'planned'
    AND c.due_on BETWEEN :today AND :until
WHERE {mine} AND l.status <> 'churned'"""

_TOLD = """
SELECT id, kind, channel, agenda, due_on, due_time, time_zone, moved_count
FROM check_in WHERE id IN (SELECT value FROM json_each(:ids))"""


def _find(asked: Asked) -> Iterable[Candidate]:
    for row in asked.rows(_FOUND):
        if not is_over(row[1], row[7], row[8], row[9], asked.now):
            yield Candidate(*row[:7])


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records = telling.records(_TOLD, items)
    told = {}
    for item in items:
        kind, channel, agenda, due_on, at, zone, moved = records[item.key]
        title = quoted(agenda) or f"{capitalised(kind)} ({channel})"
        when = late_words(item, telling.today) + _time_words(due_on, at, zone, telling.today)
        words = (f"Check-in {when}", moved_text(moved), contact_words(telling, item))
        told[item.key] = Told(title, f"{', '.join(word for word in words if word)}.")
    return told


def _time_words(due_on: str, at: str | None, zone: str | None, today: date) -> str:
    """Give the time here, and over there where that is another: " at 20:00 (15:00 in America/New_York)"."""
    begins = check_in_begins(due_on, at, zone) if at and zone else None
    if begins is None:
        return f" at {at}" if at else ""
    here = begins.astimezone()
    if here.date().isoformat() != due_on:
        return f" at {at} in {zone} (here {short_day(here.date(), today)} at {here:%H:%M})"
    return f" at {at}" if f"{here:%H:%M}" == at else f" at {here:%H:%M} ({at} in {zone})"


SOURCE = Source("check-in", "check_in", _find, _tell, answers=("renewal", "cadence", "silence", "fall by silence"))

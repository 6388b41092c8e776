"""Overrides of health that end within a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import short_day
from csworkbench.domain.my_day import OVERRIDE_WINDOW_DAYS
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import quoted

_FOUND = """
SELECT l.account_id, l.override_expires_on, l.account_id, l.score, l.band, l.arr_minor, l.account_id
FROM {accounts} WHERE {mine} AND l.override_expires_on BETWEEN :today AND :soon"""

_TOLD = """
SELECT l.account_id, l.computed_score, l.computed_band, o.score, o.band, o.reason, o.author
FROM account_line l JOIN health_override o ON o.id = (SELECT max(h.id) FROM health_override h
    WHERE h.account_id = l.account_id AND h.expires_on = l.override_expires_on)
WHERE l.account_id IN (SELECT value FROM json_each(:ids))"""


def _find(asked: Asked) -> Iterable[Candidate]:
    return asked.found(_FOUND, soon=(asked.today + timedelta(days=OVERRIDE_WINDOW_DAYS)).isoformat())


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    # Loaded only where there is one: the first page of the program should not wait for the rules of health.
    from csworkbench.domain.health.overrides import computed_text

    records = telling.records(_TOLD, items)
    told = {}
    for item in items:
        computed_score, computed_band, score, band, reason, author = records[item.key]
        last = "today" if item.due_on is None else short_day(item.due_on, telling.today)
        shown = f"Shown as {band if score is None else score}" + (f" by {author}" if author else "")
        computed = computed_text(computed_score, computed_band)
        told[item.key] = Told(f"Override of health ends on {last}", f"{shown}: {quoted(reason)}; {computed}.")
    return told


SOURCE = Source("override", "account", _find, _tell)

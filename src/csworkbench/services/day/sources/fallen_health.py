"""Health that fell, with its words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text
from csworkbench.domain.my_day import FALL_POINTS
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import capitalised, contact_words

_Cells = Sequence[Any]

MOST_TOLD = 30
"""Reasons are told of the first ones: nobody reads on for hundreds."""

_FOUND = """
SELECT l.account_id, NULL, l.account_id, l.score, l.band, l.arr_minor, l.account_id, n.model_id, n.factors, t.factors
FROM {accounts} LEFT JOIN health_snapshot n ON n.id = (SELECT h.id FROM health_snapshot h
    WHERE h.account_id = l.account_id AND h.from_on <= :today ORDER BY h.from_on DESC, h.id DESC LIMIT 1)
LEFT JOIN health_snapshot t ON t.model_id = n.model_id AND t.id = (SELECT h.id FROM health_snapshot h
    WHERE h.account_id = l.account_id AND h.from_on <= json_extract(:begins, '$.' || n.model_id)
    ORDER BY h.from_on DESC, h.id DESC LIMIT 1)
WHERE {mine} AND l.trend <= :fall AND l.status <> 'churned'"""
_MODELS = "SELECT id, definition FROM health_model"
_POINTS = 4
"""The place of a factor's points among what is stored of it."""
_CAUSES = {
    "two_way_touch": "fall by silence",
    "key_people": "fall by silence",
    "open_complaints": "fall by feedback",
    "relationship": "fall by feedback",
    "last_review": "fall by review",
}
"""Factors whose loss has a row of its own."""

_TOLD = "SELECT account_id, score, trend FROM account_line WHERE account_id IN (SELECT value FROM json_each(:ids))"


def _find(asked: Asked) -> Iterable[Candidate]:
    models = {key: json.loads(definition) for key, definition in asked.run(_MODELS, {})}
    begins = {f"{key}": _days_before(asked.today, model["trend_days"]) for key, model in models.items()}
    keys = {key: [one["key"] for group in model["groups"] for one in group["factors"]] for key, model in models.items()}
    for row in asked.rows(_FOUND, fall=-FALL_POINTS, begins=json.dumps(begins)):
        model_id, now, then = row[7:]
        cause = "" if then is None else _cause(keys[model_id], json.loads(then), json.loads(now))
        yield Candidate._make((*row[:7], cause))


def _days_before(day: date, days: int) -> str:
    return (day - timedelta(days=days)).isoformat()


def _cause(keys: Sequence[str], then: Sequence[_Cells], now: Sequence[_Cells]) -> str:
    """Give what took at least half of the points that were lost; empty when that has no row of its own."""
    if len(then) != len(now) or len(now) != len(keys):
        return ""  # the model was another one then
    lost: dict[str, int] = {}
    for key, before, after in zip(keys, then, now, strict=True):
        points = before[_POINTS] - after[_POINTS]
        if points > 0:
            cause = _CAUSES.get(key, "")
            lost[cause] = lost.get(cause, 0) + points
    cause = max(lost, key=lambda one: (lost[one], one), default="")
    return cause if cause and 2 * lost[cause] >= sum(lost.values()) else ""


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


SOURCE = Source("health", "account", _find, _tell)

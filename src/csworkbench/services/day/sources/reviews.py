"""Business reviews to prepare: started and not held, or a QBR or EBR is planned and nothing was started for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from csworkbench.domain.business_days import BusinessDays, NoBusinessDay
from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import short_day
from csworkbench.domain.my_day import WEEKDAYS, prepared_by
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told

_FARTHEST_DAYS = 21
"""A meeting so far after the list's last day is prepared within the list even over long holidays."""

_MEETING = """(SELECT min(c.due_on) FROM check_in c WHERE c.account_id = l.account_id AND c.state = 'planned'
    AND c.kind IN ('QBR', 'EBR'))"""

_FOUND = f"""
SELECT l.account_id, {_MEETING}, coalesce(min(r.period_to_on), substr(min(r.made_at), 1, 10)), l.score, l.band,
    l.arr_minor, l.owner_id
FROM {{accounts}} {{join}} review r ON r.account_id = l.account_id AND r.state IN ('planned', 'preparing')
WHERE {{mine}} AND l.status <> 'churned' GROUP BY l.account_id
UNION ALL
SELECT l.account_id, min(c.due_on), NULL, l.score, l.band, l.arr_minor, l.owner_id
FROM {{accounts}} {{join}} check_in c ON c.account_id = l.account_id AND c.state = 'planned' AND c.due_on > :today
    AND c.due_on <= :farthest AND c.kind IN ('QBR', 'EBR')
WHERE {{mine}} AND l.status <> 'churned' AND NOT EXISTS (SELECT 1 FROM review r WHERE r.account_id = l.account_id
    AND (r.state IN ('planned', 'preparing') OR r.made_at >= c.planned_at))
GROUP BY l.account_id"""  # noqa: S608  # own words

_TOLD = f"""
SELECT l.account_id, {_MEETING}, (SELECT c.kind FROM check_in c WHERE c.account_id = l.account_id
        AND c.state = 'planned' AND c.kind IN ('QBR', 'EBR') ORDER BY c.due_on LIMIT 1),
    (SELECT r.kind FROM review r WHERE r.account_id = l.account_id AND r.state IN ('planned', 'preparing')
        ORDER BY r.period_to_on, r.id LIMIT 1),
    (SELECT r.state FROM review r WHERE r.account_id = l.account_id AND r.state IN ('planned', 'preparing')
        ORDER BY r.period_to_on, r.id LIMIT 1)
FROM account_line l WHERE l.account_id IN (SELECT value FROM json_each(:ids))"""  # noqa: S608  # own words

_BEGUN = {None: "nothing is started", "planned": "it is planned", "preparing": "it is in preparation"}


def _find(asked: Asked) -> Iterable[Candidate]:
    today, until = asked.today.isoformat(), asked.until.isoformat()
    farthest = (asked.until + timedelta(days=_FARTHEST_DAYS)).isoformat()
    for account_id, meeting_on, period_on, score, band, arr_minor, owner_id in asked.rows(_FOUND, farthest=farthest):
        if meeting_on is not None and meeting_on <= today:
            continue  # there is nothing left to prepare: the meeting itself is on the list
        due_on = period_on
        if meeting_on is not None:
            due_on = _prepared_by(meeting_on, asked.calendars(owner_id))
        if due_on <= until:
            yield Candidate(account_id, due_on, account_id, score, band, arr_minor, account_id)


def _prepared_by(meeting_on: str, calendar: BusinessDays) -> str:
    day = date.fromisoformat(meeting_on)
    try:
        return prepared_by(day, calendar).isoformat()
    except NoBusinessDay:  # someone away for more than a year
        return prepared_by(day, WEEKDAYS).isoformat()


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records = telling.records(_TOLD, items)
    told = {}
    for item in items:
        meeting_on, meeting, kind, state = records[item.key]
        when = "The period it is about is over"
        if meeting_on is not None:
            when = f"The {meeting} is on {short_day(date.fromisoformat(meeting_on), telling.today)}"
        word = meeting if kind is None else kind if kind in ("QBR", "EBR") else f"{kind} review"
        told[item.key] = Told(f"Prepare the {word}", f"{when}, {_BEGUN[state]}.")
    return told


SOURCE = Source("review", "account", _find, _tell, cause="prepare", answers=("fall by review",))

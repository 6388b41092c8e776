"""Feedback past its target: not acknowledged, not answered, or a detractor nobody talked to, in business time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from csworkbench.domain.business_days import BusinessDays, NoBusinessDay
from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text
from csworkbench.domain.my_day import DETRACTOR_SCORE, answer_by
from csworkbench.domain.time_limits import TimeLimits
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import capitalised, quoted

_IS_DETRACTOR = "f.kind = 'NPS' AND f.words IS NULL"
_FOUND = """
SELECT f.id, f.said_at, l.account_id, l.score, l.band, l.arr_minor, f.id,
    CASE WHEN {is_detractor} THEN :detractor WHEN f.state = 'new' THEN :new ELSE :open END, l.owner_id
FROM {accounts} {join} feedback f ON f.account_id = l.account_id
WHERE {mine} AND l.status <> 'churned' AND f.state <> 'customer told' AND f.is_explicit = 1
    AND CASE WHEN {is_detractor} THEN f.state = 'new' AND f.score <= :worst AND f.said_on <= :detractor_before
            AND (l.last_contact_on IS NULL OR l.last_contact_on < f.said_on)
        WHEN f.kind IN ('NPS', 'CSAT', 'CES') AND f.words IS NULL THEN 0
        WHEN f.state = 'new' THEN f.said_on <= :new_before ELSE f.said_on <= :open_before END""".replace(
    "{is_detractor}", _IS_DETRACTOR
)

_TOLD = """
SELECT f.id, f.kind, f.words, f.severity, f.state, f.score, c.name FROM feedback f
LEFT JOIN contact c ON c.id = f.contact_id WHERE f.id IN (SELECT value FROM json_each(:ids))"""


def _find(asked: Asked) -> Iterable[Candidate]:
    limits = asked.limits()
    days = {"new": limits["acknowledge"], "open": limits["answer"], "detractor": limits["detractor"]}
    # However people work, so many business days last at least so many days.
    before = {f"{name}_before": (asked.today - timedelta(days=count)).isoformat() for name, count in days.items()}
    deadlines: dict[tuple[str, int, int], str | None] = {}
    for row in asked.rows(_FOUND, worst=DETRACTOR_SCORE, **days, **before):
        calendar = asked.calendars(row[8])
        key = row[1], row[7], id(calendar)
        if key not in deadlines:
            deadline = _deadline(row[1], row[7], calendar)
            deadlines[key] = deadline.date().isoformat() if deadline < asked.now else None
        due_on = deadlines[key]
        if due_on is not None:
            yield Candidate(row[0], due_on, *row[2:7])


def _deadline(said_at: str, count: int, calendar: BusinessDays) -> datetime:
    said = datetime.fromisoformat(said_at)
    try:
        return answer_by(said, count, calendar)
    except NoBusinessDay:  # someone away for more than a year keeps nobody waiting for that
        return answer_by(said, count)


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records, limits = telling.records(_TOLD, items), telling.limits()
    return {item.key: _told(item, limits, *records[item.key]) for item in items}


def _told(
    item: DayItemRow,
    limits: TimeLimits,
    kind: str,
    words: str | None,
    severity: str | None,
    state: str,
    score: int | None,
    person: str,
) -> Told:
    late = f"{count_text(item.days_late, 'day')} past" if item.days_late > 0 else "today past"
    if kind == "NPS" and words is None:
        title = f"NPS {score} from {person}" if person else f"NPS {score}"
        target = count_text(limits["detractor"], "business day")
        return Told(title, f"A detractor nobody has talked to since, {late} the target of {target}.")
    title = f"{severity} {kind}: {quoted(words)}" if severity else f"{kind}: {quoted(words)}"
    is_new = state == "new"
    target = count_text(limits["acknowledge" if is_new else "answer"], "business day")
    why = "Nobody has acknowledged it" if is_new else f"It is {state} and the customer was not told"
    return Told(capitalised(title), f"{why}, {late} the target of {target}.")


SOURCE = Source("feedback", "feedback", _find, _tell, cause="feedback", answers_account=("fall by feedback",))

"""Renewals that enter a mark (180, 120 or 90 days, the notice deadline) while nothing is planned and nobody talked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text, short_day
from csworkbench.domain.money import compact_money
from csworkbench.domain.renewals import RENEWAL_MARK_DAYS, RenewalMark, next_mark, passed_mark, renewal_marks
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told
from csworkbench.services.day.words import contact_words

_FARTHEST_DAYS = 1000
"""Notice periods end there."""

_FOUND = """
SELECT min(k.id), l.renewal_on, l.account_id, l.score, l.band, l.arr_minor, l.account_id, max(k.notice_days),
    l.last_contact_on
FROM {accounts} {join} contract k ON k.account_id = l.account_id AND k.end_on = l.renewal_on AND k.outcome IS NULL
WHERE {mine} AND l.status <> 'churned' AND l.next_check_in_id IS NULL
    AND l.renewal_on BETWEEN :today AND :farthest AND (l.renewal_on <= :first_mark OR k.notice_days > :mark_days)
GROUP BY l.account_id"""

_TOLD = """
SELECT k.id, k.end_on, (SELECT max(o.notice_days) FROM contract o WHERE o.account_id = k.account_id
    AND o.end_on = k.end_on AND o.outcome IS NULL)
FROM contract k WHERE k.id IN (SELECT value FROM json_each(:ids))"""


def _find(asked: Asked) -> Iterable[Candidate]:
    longest = max(RENEWAL_MARK_DAYS)
    values = {
        "farthest": (asked.until + timedelta(days=_FARTHEST_DAYS)).isoformat(),
        "first_mark": (asked.until + timedelta(days=longest)).isoformat(),
        "mark_days": longest,
    }
    days: dict[tuple[str, int | None], tuple[str | None, str | None]] = {}
    for row in asked.rows(_FOUND, **values):
        key = row[1], row[7]
        if key not in days:
            days[key] = _mark_days(*key, asked)
        entered, coming = days[key]
        if entered is not None and (row[8] is None or row[8] < entered):
            yield Candidate(row[0], entered, *row[2:7])
        elif coming is not None:
            yield Candidate(row[0], coming, *row[2:7])


def _mark_days(renewal_on: str, notice_days: int | None, asked: Asked) -> tuple[str | None, str | None]:
    """Give the day of the mark that was entered, and of the next one when it is this week."""
    marks = renewal_marks(date.fromisoformat(renewal_on), notice_days)
    entered = passed_mark(marks, asked.today)
    coming = next_mark(marks, asked.today + timedelta(days=1))
    is_near = coming is not None and coming.on <= asked.until
    return (
        entered.on.isoformat() if entered is not None else None,
        coming.on.isoformat() if coming is not None and is_near else None,
    )


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    records = telling.records(_TOLD, items)
    told = {}
    for item in items:
        end_on, notice_days = date.fromisoformat(records[item.key][0]), records[item.key][1]
        mark = next((one for one in renewal_marks(end_on, notice_days) if one.on == item.due_on), None)
        account = telling.accounts[item.account_id]
        worth = "" if account.arr_minor is None else f", {compact_money(account.arr_minor, account.currency)} ARR"
        title = f"Renewal on {short_day(end_on, telling.today)}{worth}"
        left = f"{count_text((end_on - telling.today).days, 'day')} left"
        told[item.key] = Told(title, f"{_mark_words(mark, item)}, {left}, nothing is planned, "
                                     f"{contact_words(telling, item)}.")  # fmt: skip
    return told


def _mark_words(mark: RenewalMark | None, item: DayItemRow) -> str:
    name = "mark" if mark is None else mark.name if mark.name == "notice deadline" else f"mark of {mark.name}"
    if item.days_late > 0:
        return f"The {name} was {count_text(item.days_late, 'day')} ago"
    return f"The {name} is today" if item.days_late == 0 else f"The {name} is in {count_text(-item.days_late, 'day')}"


SOURCE = Source(
    "renewal", "contract", _find, _tell, cause="renewal", answers=("cadence", "silence", "prepare", "fall by silence")
)

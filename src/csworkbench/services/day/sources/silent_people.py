"""People who have been silent for longer than their role may be: one row per account, the longest over first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from csworkbench.domain.day import DayItemRow
from csworkbench.domain.day_words import count_text
from csworkbench.domain.values import frozen
from csworkbench.services.day.source import Asked, Candidate, Source, Telling, Told

_FOUND = """
SELECT l.account_id, c.roles, l.score, l.band, l.arr_minor, substr(c.known_at, 1, 10),
    (SELECT max(t.happened_on) FROM touch_person p JOIN touch t ON t.id = p.touch_id
        WHERE p.contact_id = c.id AND t.is_two_way = 1),
    (SELECT max(f.said_on) FROM feedback f WHERE f.contact_id = c.id AND f.is_explicit = 1)
FROM {accounts} {join} contact c ON c.account_id = l.account_id AND c.left_on IS NULL AND c.do_not_contact = 0
    AND c.roles <> ''
WHERE {mine} AND l.status <> 'churned'"""

_TOLD = """
SELECT c.account_id, c.name, c.roles, substr(c.known_at, 1, 10),
    (SELECT max(t.happened_on) FROM touch_person p JOIN touch t ON t.id = p.touch_id
        WHERE p.contact_id = c.id AND t.is_two_way = 1),
    (SELECT max(f.said_on) FROM feedback f WHERE f.contact_id = c.id AND f.is_explicit = 1)
FROM contact c WHERE c.account_id IN (SELECT value FROM json_each(:ids)) AND c.left_on IS NULL
    AND c.do_not_contact = 0 AND c.roles <> ''
ORDER BY c.influence DESC, c.name, c.id"""


@frozen
class _Silent:
    name: str
    role: str
    limit: int
    heard_on: date
    was_heard: bool

    @property
    def last_day(self) -> date:
        """Give the last day on which the silence is within the limit."""
        return self.heard_on + timedelta(days=self.limit)


def _find(asked: Asked) -> Iterable[Candidate]:
    held = asked.limits()
    limits: dict[str, tuple[int, str] | None] = {}
    longest: dict[int, tuple[str, int, tuple[Any, ...]]] = {}
    for row in asked.rows(_FOUND):
        roles = row[1]
        if roles not in limits:
            found = held.role_limit(roles.split(", "))
            before = asked.today - timedelta(days=found[1]) if found else asked.today
            limits[roles] = (found[1], before.isoformat()) if found else None
        limit = limits[roles]
        heard = max(row[6] or "", row[7] or "") or row[5]
        if limit is None or heard >= limit[1]:
            continue
        last_day = (date.fromisoformat(heard) + timedelta(days=limit[0])).isoformat()
        if row[0] not in longest or last_day < longest[row[0]][0]:
            longest[row[0]] = (last_day, row[0], row[2:5])
    for last_day, account_id, health in longest.values():
        score, band, arr_minor = health
        yield Candidate(account_id, last_day, account_id, score, band, arr_minor, account_id)


def _tell(telling: Telling, items: Sequence[DayItemRow]) -> Mapping[int, Told]:
    ids = "[" + ",".join(str(item.key) for item in items) + "]"
    limits = telling.limits()
    silent: dict[int, list[_Silent]] = {}
    for account_id, name, roles, known_on, touch_on, said_on in telling.run(_TOLD, {"ids": ids}):
        limit = limits.role_limit(roles.split(", "))
        if limit is None:
            continue
        heard = max(touch_on or "", said_on or "")
        one = _Silent(name, *limit, date.fromisoformat(heard or known_on), bool(heard))
        if one.last_day < telling.today:
            silent.setdefault(account_id, []).append(one)
    return {item.key: _told(silent[item.key], telling.today) for item in items}


def _told(people: Sequence[_Silent], today: date) -> Told:
    first, *others = sorted(people, key=lambda one: one.last_day)
    more = f" and {count_text(len(others), 'other')}" if others else ""
    days = count_text((today - first.heard_on).days, "day")
    heard = f"Silent for {days}" if first.was_heard else f"Never heard from in {days}"
    return Told(f"Talk to {first.name} ({first.role}){more}", f"{heard}, the limit of the role is {first.limit}.")


SOURCE = Source("silence", "account", _find, _tell, cause="silence", answers=("fall by silence",))

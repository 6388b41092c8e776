"""Stored health on a day, for a handful of accounts at a time: what changes are told from without computing anew."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection

from csworkbench.domain.health.definition import model_from_plain
from csworkbench.domain.health.model import HealthModel
from csworkbench.domain.health.moment import StoredHealth, stored_health
from csworkbench.domain.health.people import HeardRow
from csworkbench.storage.bulk import fetch

_ON_DAY = """
SELECT s.account_id, s.from_on, s.to_on, s.score, s.band, s.coverage, s.factors, m.definition
FROM json_each(:accounts) wanted
JOIN health_snapshot s ON s.id = (SELECT h.id FROM health_snapshot h
    WHERE h.account_id = wanted.value AND h.from_on <= :day ORDER BY h.from_on DESC, h.id DESC LIMIT 1)
JOIN health_model m ON m.id = s.model_id"""

_HEARD = """
SELECT c.account_id, c.id, c.name, c.roles, c.left_on,
    (SELECT max(t.happened_on) FROM touch_person tp JOIN touch t ON t.id = tp.touch_id
     WHERE tp.contact_id = c.id AND t.is_two_way = 1 AND t.happened_on <= :day AND t.known_at <= :known) AS touch_on,
    (SELECT max(f.said_on) FROM feedback f
     WHERE f.contact_id = c.id AND f.is_explicit = 1 AND f.said_on <= :day AND f.known_at <= :known) AS said_on
FROM json_each(:accounts) wanted JOIN contact c ON c.account_id = wanted.value
WHERE instr(c.roles, 'champion') OR instr(c.roles, 'sponsor') OR instr(c.roles, 'economic buyer')
ORDER BY c.account_id, c.name, c.id"""


def stored_on(
    connection: Connection, accounts: Iterable[int], day: date, *, is_ended_too: bool = False
) -> dict[int, StoredHealth]:
    """Give per account the snapshot that held on a day; accounts without one are left out.

    With `is_ended_too` the last one that began up to the day counts even when it had ended by then, as for the trend.
    """
    found: dict[int, StoredHealth] = {}
    values = {"accounts": json.dumps(list(accounts)), "day": day.isoformat()}
    for key, from_on, to_on, score, band, coverage, factors, definition in fetch(connection, _ON_DAY, values):
        if to_on is not None and to_on <= values["day"] and not is_ended_too:
            continue
        days = day, date.fromisoformat(from_on)
        found[key] = stored_health(_model(definition), json.loads(factors), (score, band, coverage), days)
    return found


def key_people_heard(
    connection: Connection, accounts: Iterable[int], day: date, known: str
) -> dict[int, list[HeardRow]]:
    """Give per account the people with a key role, by name, and when each was last heard from up to a day.

    `known` is the latest instant of knowing that counts.
    """
    values = {"accounts": json.dumps(list(accounts)), "day": day.isoformat(), "known": known}
    found: dict[int, list[HeardRow]] = {}
    for account_id, key, name, roles, left_on, touch_on, said_on in fetch(connection, _HEARD, values):
        heard = max(touch_on or "", said_on or "")
        row = HeardRow(key, name, tuple(roles.split(", ")), _day(heard), _day(left_on))
        found.setdefault(account_id, []).append(row)
    return found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@lru_cache(maxsize=64)
def _model(definition: str) -> HealthModel:
    return model_from_plain(json.loads(definition))

"""What is open at accounts that are shown as healthy: one aggregate per source, for just these accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from csworkbench.domain.health.contradictions import BETWEEN, NOTHING_OPEN, OpenMatters, Promises, contradictions
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.health.overrides import OverrideRow
from csworkbench.storage.bulk import fetch
from csworkbench.storage.health.facts import AsOf
from csworkbench.storage.time_limits import limits_of

_SPONSORS = """
SELECT c.account_id, count(*),
    min(max(coalesce((SELECT max(t.happened_on) FROM touch_person tp JOIN touch t ON t.id = tp.touch_id
        WHERE tp.contact_id = c.id AND t.is_two_way = 1 AND t.happened_on <= :day AND t.known_at <= :known), ''),
    coalesce((SELECT max(f.said_on) FROM feedback f
        WHERE f.contact_id = c.id AND f.is_explicit = 1 AND f.said_on <= :day AND f.known_at <= :known), '')))
FROM contact c WHERE c.account_id IN (SELECT value FROM json_each(:accounts)) AND instr(c.roles, 'sponsor')
    AND (c.left_on IS NULL OR c.left_on > :day) AND c.known_at <= :known GROUP BY c.account_id"""

_FEEDBACK = """
SELECT account_id, min(CASE WHEN kind = 'complaint' THEN said_on END),
    min(CASE WHEN kind = 'NPS' THEN said_on || ':' || score END)
FROM feedback WHERE account_id IN (SELECT value FROM json_each(:accounts)) AND said_on <= :day AND known_at <= :known
    AND (state <> 'customer told' OR told_at > :known)
    AND (kind = 'complaint' OR kind = 'NPS' AND is_explicit = 1 AND words IS NOT NULL
        AND (score - scale_min) * 10 <= 6 * (scale_max - scale_min))
GROUP BY account_id"""

_PROMISES = """
SELECT account_id, side, count(*), min(due_on) FROM action
WHERE account_id IN (SELECT value FROM json_each(:accounts)) AND due_on < :day AND made_at <= :known
    AND (state = 'open' OR done_on > :day) GROUP BY account_id, side"""


def contradictions_of(
    connection: Connection, healthy: Sequence[AccountFacts], overrides: Mapping[int, OverrideRow], as_of: AsOf
) -> dict[int, str]:
    """Give what speaks against each of these accounts as one text, for those with anything.

    `healthy` are the facts of the accounts that are shown as healthy; `overrides` those that hold on the day.
    """
    if not healthy:
        return {}
    matters = open_matters(connection, [one.account_id for one in healthy], as_of)
    found: dict[int, str] = {}
    for facts in healthy:
        key = facts.account_id
        words = contradictions(facts, matters.get(key, NOTHING_OPEN), overrides.get(key), as_of.day)
        if words:
            found[key] = BETWEEN.join(words)
    return found


def open_matters(connection: Connection, accounts: Sequence[int], as_of: AsOf) -> dict[int, OpenMatters]:
    """Give what is open at these accounts as of a day; accounts without anything are left out."""
    values = as_of.values(0, 0) | {"accounts": "[" + ",".join(map(str, accounts)) + "]"}
    sponsors = {row[0]: row[1:] for row in fetch(connection, _SPONSORS, values)}
    feedback = {row[0]: row[1:] for row in fetch(connection, _FEEDBACK, values)}
    promises = {row[:2]: Promises(row[2], date.fromisoformat(row[3])) for row in fetch(connection, _PROMISES, values)}
    sponsor_limit = limits_of(connection)["sponsor"]
    found: dict[int, OpenMatters] = {}
    for key in sponsors.keys() | feedback.keys() | {account for account, _ in promises}:
        sponsor_count, heard_on = sponsors.get(key, (0, ""))
        complaint_on, detractor = feedback.get(key, (None, None))
        detractor_on, _, score = (detractor or "").partition(":")
        found[key] = OpenMatters(
            sponsor_count,
            _day(heard_on),
            _day(complaint_on),
            _day(detractor_on),
            int(score) if score else None,
            promises.get((key, "ours")),
            promises.get((key, "theirs")),
            sponsor_limit,
        )
    return found


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None

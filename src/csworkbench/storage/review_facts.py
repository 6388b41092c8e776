"""What the book knows of an account for the first text of a review: plain rows, days as stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

Rows = list[dict[str, Any]]

_ACCOUNT = """
SELECT a.name, a.tier, a.lifecycle, a.status, a.onboarded_on, l.owner_name, l.score, l.band, l.trend, l.renewal_on
FROM account a LEFT JOIN account_line l ON l.account_id = a.id WHERE a.id = :account"""

_LISTS = {
    "touches": """SELECT happened_on, kind, channel, outcome FROM touch
        WHERE account_id = :account AND happened_on BETWEEN :since AND :until
        ORDER BY happened_on DESC, id DESC LIMIT 30""",
    "goals": """SELECT objective, status, target, actual, due_on FROM goal
        WHERE account_id = :account AND status <> 'dropped' ORDER BY due_on IS NULL, due_on, id LIMIT 30""",
    "feedback": """SELECT said_on, kind, score, scale_max, words, state FROM feedback
        WHERE account_id = :account AND is_explicit = 1 AND said_on BETWEEN :since AND :until
        ORDER BY said_on DESC, id DESC LIMIT 30""",
    "actions": """SELECT title, side, due_on FROM action
        WHERE account_id = :account AND state = 'open' ORDER BY due_on IS NULL, due_on, id LIMIT 50""",
    "contracts": """SELECT product, arr_minor, currency, seats, end_on FROM contract
        WHERE account_id = :account AND (end_on IS NULL OR end_on >= :until) AND outcome IS NOT 'lost'
        ORDER BY end_on IS NULL, end_on, id LIMIT 20""",
    "people": """SELECT name, title, roles FROM contact
        WHERE account_id = :account AND left_on IS NULL ORDER BY roles = '', name, id LIMIT 20""",
}

_COUNTS = """
SELECT (SELECT count(*) FROM touch WHERE account_id = :account AND happened_on BETWEEN :since AND :until) AS touches,
    (SELECT count(*) FROM touch
     WHERE account_id = :account AND happened_on BETWEEN :since AND :until AND is_two_way = 1) AS two_way,
    (SELECT count(*) FROM ticket
     WHERE account_id = :account AND substr(opened_at, 1, 10) BETWEEN :since AND :until) AS tickets"""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """The account, the lists by name (touches, goals, feedback, actions, contracts, people) and the counts."""

    account: dict[str, Any]
    lists: dict[str, Rows]
    counts: dict[str, int]


def load(connection: Connection, account_id: int, since: date, until: date) -> ReviewFacts:
    """Read what a template may show of an account that exists, for the days `since` to `until`."""
    values = {"account": account_id, "since": since.isoformat(), "until": until.isoformat()}
    account = connection.execute(text(_ACCOUNT), values).mappings().one()
    lists = {
        name: [dict(row) for row in connection.execute(text(query), values).mappings()]
        for name, query in _LISTS.items()
    }
    counts = connection.execute(text(_COUNTS), values).mappings().one()
    return ReviewFacts(dict(account), lists, dict(counts))

"""The events of one account, each kind by its own index, as plain rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

# Each query gives id, "on" (the event's day) and "at" (what orders events of a day), newest first.
_QUERIES: Mapping[str, str] = {
    "touch": """
SELECT t.id, t.happened_on AS "on", t.happened_at AS "at", t.kind, t.channel, t.direction, t.is_two_way, t.notes,
    t.outcome, (SELECT group_concat(c.name, ', ') FROM touch_person p JOIN contact c ON c.id = p.contact_id
                WHERE p.touch_id = t.id) AS people
FROM touch t WHERE t.account_id = :account AND t.happened_on < :before
ORDER BY t.happened_on DESC, t.happened_at DESC, t.id DESC LIMIT :limit""",
    "check_in": """
SELECT id, due_on AS "on", due_on AS "at", kind, channel, agenda, state, reason, moved_count FROM check_in
WHERE account_id = :account AND state <> 'held' AND due_on < :before ORDER BY due_on DESC, id DESC LIMIT :limit""",
    "feedback": """
SELECT f.id, f.said_on AS "on", f.said_at AS "at", f.kind, f.score, f.scale_max, f.words, f.severity, f.state,
    f.channel, c.name AS person
FROM feedback f LEFT JOIN contact c ON c.id = f.contact_id
WHERE f.account_id = :account AND f.said_on < :before ORDER BY f.said_on DESC, f.id DESC LIMIT :limit""",
    "review": """
SELECT id, coalesce(held_on, substr(made_at, 1, 10)) AS "on", made_at AS "at", kind, state FROM review
WHERE account_id = :account AND coalesce(held_on, substr(made_at, 1, 10)) < :before
ORDER BY 2 DESC, id DESC LIMIT :limit""",
    "action": """
SELECT id, coalesce(done_on, substr(made_at, 1, 10)) AS "on", made_at AS "at", title, side, state, due_on
FROM action WHERE account_id = :account AND coalesce(done_on, substr(made_at, 1, 10)) < :before
ORDER BY 2 DESC, id DESC LIMIT :limit""",
    "ticket": """
SELECT id, substr(opened_at, 1, 10) AS "on", opened_at AS "at", subject, severity, closed_at FROM ticket
WHERE account_id = :account AND opened_at < :before ORDER BY opened_at DESC, id DESC LIMIT :limit""",
    "score": """
SELECT * FROM (
    SELECT id, from_on AS "on", from_on AS "at", score, band, lag(score) OVER days AS score_before,
        lag(band) OVER days AS band_before
    FROM health_snapshot WHERE account_id = :account WINDOW days AS (ORDER BY from_on, id))
WHERE "on" < :before AND score IS NOT NULL AND score_before IS NOT NULL AND abs(score - score_before) >= 1
ORDER BY 2 DESC, id DESC LIMIT :limit""",
    "outcome": """
SELECT id, happened_on AS "on", happened_on AS "at", kind, reason FROM outcome
WHERE account_id = :account AND happened_on < :before ORDER BY happened_on DESC, id DESC LIMIT :limit""",
}


def events(connection: Connection, kind: str, account_id: int, before: str, limit: int) -> list[dict[str, Any]]:
    """Give the newest events of one kind on days before `before`, newest first."""
    values = {"account": account_id, "before": before, "limit": limit}
    return [dict(row) for row in connection.execute(text(_QUERIES[kind]), values).mappings()]

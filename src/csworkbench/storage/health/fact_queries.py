"""One SQL aggregate per source of facts: account key first, then numbers; days come as ordinals of `date.toordinal`.

Every query takes the bound values of `AsOf.values`: `low` and `high` (account keys, inclusive), `day`, days before it,
and `known` (the latest `known_at` that counts), so that a past day sees only what was known then.
"""

from __future__ import annotations

from collections.abc import Mapping

from csworkbench.domain.health.factors import TICKET_POINTS
from csworkbench.domain.words import KEY_ROLES

COMPLAINT_POINTS = {"low": 1, "medium": 2, "high": 4, "critical": 8}


def ordinal(day: str) -> str:
    """Give the SQL for a day (an expression of ISO text) as the number that `date.toordinal` gives."""
    return f"(julianday({day}) - 1721424.5)"


def _points(column: str, points: Mapping[str, int], otherwise: int) -> str:
    cases = " ".join(f"WHEN '{word}' THEN {number}.0" for word, number in points.items())
    return f"CASE {column} {cases} ELSE {otherwise}.0 END"


HEARD_SINCE = {role: f"heard_{place}" for place, role in enumerate(KEY_ROLES)}
"""The value of `PEOPLE` that says since when a person of a key role is to have been heard."""
_HEARD_SINCE = ", ".join(
    f"CASE WHEN instr(c.roles, '{role}') THEN :{name} ELSE '' END" for role, name in HEARD_SINCE.items()
)
_IS_KEY = " OR ".join(f"instr(c.roles, '{role}')" for role in KEY_ROLES)

ACCOUNTS = f"""
SELECT a.id, CASE WHEN a.status_on > :day THEN 'active' ELSE a.status END, a.segment, m.name,
    CASE WHEN a.status = 'in notice' AND a.status_on <= :day THEN {ordinal("a.status_on")} END,
    {ordinal("a.onboarded_on")}, coalesce(a.ideal_days, m.ideal_days), coalesce(a.maximum_days, m.maximum_days),
    coalesce(m.qbr_days, m.ebr_days), {ordinal("min(a.tickets_known_on, :day)")}
FROM account a LEFT JOIN engagement_model m ON m.id = a.engagement_model_id
WHERE a.id BETWEEN :low AND :high AND (a.known_at <= :known OR a.onboarded_on <= :day) ORDER BY a.id"""  # noqa: S608

USAGE = f"""
SELECT s.account_id, avg(CASE WHEN p.on_day > :day_30 THEN p.value END),
    avg(CASE WHEN p.on_day <= :day_30 THEN p.value END),
    {
    ordinal('''coalesce(max(p.on_day), (SELECT max(q.on_day) FROM signal_series r
        JOIN signal_point q ON q.series_id = r.id AND q.on_day <= :day
        WHERE r.account_id = s.account_id AND r.metric = 'active_users'))''')
}
FROM signal_series s LEFT JOIN signal_point p ON p.series_id = s.id AND p.on_day > :day_120 AND p.on_day <= :day
WHERE s.account_id BETWEEN :low AND :high AND s.metric = 'active_users' GROUP BY s.account_id"""  # noqa: S608

SEATS = f"""
SELECT account_id, {ordinal("max(on_day)")}, value FROM (
    SELECT s.account_id, p.on_day, p.value FROM signal_series s
    JOIN signal_point p ON p.series_id = s.id AND p.on_day = (
        SELECT max(q.on_day) FROM signal_point q WHERE q.series_id = s.id AND q.on_day <= :day)
    WHERE s.account_id BETWEEN :low AND :high AND s.metric = 'seats') GROUP BY account_id"""  # noqa: S608

CONTRACTS = f"""
SELECT account_id, {ordinal("min(start_on)")},
    sum(CASE WHEN start_on <= :day AND (end_on IS NULL OR end_on >= :day) THEN seats END)
FROM contract WHERE account_id BETWEEN :low AND :high AND known_at <= :known GROUP BY account_id"""  # noqa: S608

TOUCHES = f"""
SELECT account_id, {ordinal("max(CASE WHEN is_two_way = 1 THEN happened_on END)")}, {ordinal("max(happened_on)")}
FROM touch WHERE account_id BETWEEN :low AND :high AND happened_on <= :day AND known_at <= :known
GROUP BY account_id"""  # noqa: S608

GOALS = f"""
SELECT account_id, count(*), sum(status IN ('on track', 'achieved')), {ordinal("max(updated_on)")}
FROM goal WHERE account_id BETWEEN :low AND :high AND status <> 'dropped' AND updated_on <= :day
    AND known_at <= :known GROUP BY account_id"""  # noqa: S608

REVIEWS = f"""
SELECT account_id, {ordinal("max(held_on)")} FROM review
WHERE account_id BETWEEN :low AND :high AND state IN ('held', 'final') AND held_on <= :day
GROUP BY account_id"""  # noqa: S608

# Newest touches come first: the search ends at the first that is new enough.
_WAS_TOUCHED = """(SELECT 1 FROM touch_person tp JOIN touch t ON t.id = tp.touch_id
    WHERE tp.contact_id = c.id AND t.is_two_way = 1 AND t.happened_on BETWEEN c.heard_since AND :day
        AND t.known_at <= :known ORDER BY tp.touch_id DESC LIMIT 1)"""
_WAS_HEARD = """EXISTS (SELECT 1 FROM feedback f WHERE f.contact_id = c.id AND f.is_explicit = 1
    AND f.said_on BETWEEN c.heard_since AND :day AND f.known_at <= :known)"""

PEOPLE = f"""
SELECT account_id, sum(NOT has_left), sum(NOT has_left AND ({_WAS_TOUCHED} OR {_WAS_HEARD})),
    CASE WHEN sum(is_champion AND NOT has_left) = 0
        THEN {ordinal("max(CASE WHEN is_champion AND has_left THEN left_on END)")} END
FROM (SELECT c.id, c.account_id, instr(c.roles, 'champion') > 0 AS is_champion, c.left_on,
        c.left_on IS NOT NULL AND c.left_on <= :day AS has_left, max({_HEARD_SINCE}) AS heard_since
    FROM contact c WHERE c.account_id BETWEEN :low AND :high AND ({_IS_KEY})) c
GROUP BY account_id"""  # noqa: S608

COMPLAINTS = f"""
SELECT account_id, {ordinal("max(said_on)")},
    sum(CASE WHEN kind = 'complaint' AND is_open THEN {_points("severity", COMPLAINT_POINTS, 2)} ELSE 0 END),
    {ordinal("min(CASE WHEN kind = 'complaint' AND is_open AND severity = 'critical' THEN said_on END)")}
FROM (SELECT *, state <> 'customer told' OR told_at > :known AS is_open FROM feedback
      WHERE account_id BETWEEN :low AND :high AND said_on <= :day AND known_at <= :known)
GROUP BY account_id"""  # noqa: S608

VOICE = f"""
SELECT account_id,
    coalesce(avg(CASE WHEN kind = 'NPS' AND said_on >= :day_180 THEN percent END),
        avg(CASE WHEN kind = 'NPS' THEN percent END)), {ordinal("max(CASE WHEN kind = 'NPS' THEN said_on END)")},
    coalesce(avg(CASE WHEN kind = 'CSAT' AND said_on >= :day_180 THEN percent END),
        avg(CASE WHEN kind = 'CSAT' THEN percent END)), {ordinal("max(CASE WHEN kind = 'CSAT' THEN said_on END)")}
FROM (SELECT account_id, kind, said_on, (score - scale_min) * 100.0 / (scale_max - scale_min) AS percent,
        max(said_on || printf('%020d', id)) AS newest
    FROM feedback WHERE account_id BETWEEN :low AND :high AND kind IN ('NPS', 'CSAT') AND is_explicit = 1
        AND score IS NOT NULL AND scale_max > scale_min AND said_on <= :day AND known_at <= :known
    GROUP BY account_id, kind, coalesce(contact_id, -id))
GROUP BY account_id"""  # noqa: S608

TICKETS = f"""
SELECT account_id, 1, sum(CASE WHEN closed_at IS NULL OR closed_at > :known THEN
    {_points("severity", TICKET_POINTS, TICKET_POINTS["urgent"])}
    * CASE WHEN opened_at >= :day_7 THEN 1.0 WHEN opened_at >= :day_30 THEN 1.5 ELSE 2.0 END ELSE 0 END)
FROM ticket WHERE account_id BETWEEN :low AND :high AND opened_at <= :known AND known_at <= :known
GROUP BY account_id"""  # noqa: S608

PULSES = f"""
SELECT account_id, value, {ordinal("max(given_on)")} FROM pulse
WHERE account_id BETWEEN :low AND :high AND given_on <= :day GROUP BY account_id"""  # noqa: S608

NEWEST_SIGNAL = f"""
SELECT s.account_id, p.value, {ordinal("max(p.on_day)")} FROM signal_series s
JOIN signal_point p ON p.series_id = s.id AND p.on_day = (
    SELECT max(q.on_day) FROM signal_point q WHERE q.series_id = s.id AND q.on_day <= :day)
WHERE s.account_id BETWEEN :low AND :high AND s.metric = :metric GROUP BY s.account_id"""  # noqa: S608

SUMMED_SIGNAL = f"""
SELECT s.account_id, avg(CASE WHEN p.on_day > :day_30 THEN p.value END),
    avg(CASE WHEN p.on_day <= :day_30 THEN p.value END), sum(CASE WHEN p.on_day > :day_30 THEN p.value END),
    {ordinal("max(p.on_day)")}
FROM signal_series s JOIN signal_point p ON p.series_id = s.id AND p.on_day > :day_120 AND p.on_day <= :day
WHERE s.account_id BETWEEN :low AND :high AND s.metric = :metric GROUP BY s.account_id"""  # noqa: S608

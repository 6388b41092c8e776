"""The facts of accounts as of a day: one SQL aggregate per source, for a range of accounts at a time.

Every query takes the bound values `low` and `high` (account keys, inclusive), `day`, and `known` (the latest
`known_at` that counts), so that a past day sees only what was known then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from csworkbench.domain.cadence import is_silent
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.words import KEY_ROLES

NO_LIMIT = "9999"
VOICE_DAYS = 180

Values = dict[str, Any]

_ACCOUNTS = """
SELECT a.id, CASE WHEN a.status_on > :day THEN 'active' ELSE a.status END AS status, a.status_on, a.onboarded_on,
    coalesce(a.ideal_days, m.ideal_days) AS ideal_days, coalesce(a.maximum_days, m.maximum_days) AS maximum_days,
    coalesce(m.qbr_days, m.ebr_days) AS review_days, min(a.tickets_known_on, :day) AS tickets_known_on
FROM account a LEFT JOIN engagement_model m ON m.id = a.engagement_model_id
WHERE a.id BETWEEN :low AND :high AND (a.known_at <= :known OR a.onboarded_on <= :day)"""

_USAGE = """
SELECT s.account_id, avg(CASE WHEN p.on_day > :day_30 THEN p.value END) AS recent,
    avg(CASE WHEN p.on_day <= :day_30 THEN p.value END) AS before
FROM signal_series s JOIN signal_point p ON p.series_id = s.id AND p.on_day > :day_120 AND p.on_day <= :day
WHERE s.account_id BETWEEN :low AND :high AND s.metric = 'active_users' GROUP BY s.account_id"""

_NEWEST = """
SELECT s.account_id, s.metric,
    max((SELECT max(p.on_day) FROM signal_point p WHERE p.series_id = s.id AND p.on_day <= :day)) AS on_day,
    (SELECT p.value FROM signal_point p WHERE p.series_id = s.id AND p.on_day <= :day
     ORDER BY p.on_day DESC LIMIT 1) AS value
FROM signal_series s
WHERE s.account_id BETWEEN :low AND :high AND s.metric IN ('active_users', 'seats') GROUP BY s.account_id, s.metric"""

_CONTRACTS = """
SELECT account_id, min(start_on) AS first_start,
    sum(CASE WHEN start_on <= :day AND (end_on IS NULL OR end_on >= :day) THEN seats END) AS seats
FROM contract WHERE account_id BETWEEN :low AND :high AND known_at <= :known GROUP BY account_id"""

_TOUCHES = """
SELECT account_id, max(CASE WHEN is_two_way = 1 THEN happened_on END) AS two_way_on, max(happened_on) AS touch_on
FROM touch WHERE account_id BETWEEN :low AND :high AND happened_on <= :day AND known_at <= :known
GROUP BY account_id"""

_GOALS = """
SELECT account_id, count(*) AS active, sum(status IN ('on track', 'achieved')) AS on_track, max(updated_on) AS newest
FROM goal WHERE account_id BETWEEN :low AND :high AND status <> 'dropped' AND updated_on <= :day
    AND known_at <= :known GROUP BY account_id"""

_REVIEWS = """
SELECT account_id, max(held_on) AS held_on FROM review
WHERE account_id BETWEEN :low AND :high AND state IN ('held', 'final') AND held_on <= :day GROUP BY account_id"""

_PEOPLE = """
SELECT c.id, c.account_id, c.roles, c.left_on,
    (SELECT max(t.happened_on) FROM touch_person tp JOIN touch t ON t.id = tp.touch_id
     WHERE tp.contact_id = c.id AND t.is_two_way = 1 AND t.happened_on <= :day AND t.known_at <= :known) AS touch_on,
    (SELECT max(f.said_on) FROM feedback f
     WHERE f.contact_id = c.id AND f.is_explicit = 1 AND f.said_on <= :day AND f.known_at <= :known) AS said_on
FROM contact c WHERE c.account_id BETWEEN :low AND :high AND c.roles <> ''"""

_COMPLAINTS = """
SELECT account_id, max(said_on) AS newest,
    sum(CASE WHEN kind = 'complaint' AND is_open THEN
        CASE severity WHEN 'low' THEN 1 WHEN 'high' THEN 4 WHEN 'critical' THEN 8 ELSE 2 END ELSE 0 END) AS points,
    min(CASE WHEN kind = 'complaint' AND is_open AND severity = 'critical' THEN said_on END) AS critical_on
FROM (SELECT *, state <> 'customer told' OR told_at > :known AS is_open FROM feedback
      WHERE account_id BETWEEN :low AND :high AND said_on <= :day AND known_at <= :known)
GROUP BY account_id"""

_VOICE = """
SELECT account_id, contact_id, id, kind, said_on, (score - scale_min) * 100.0 / (scale_max - scale_min) AS percent
FROM feedback WHERE account_id BETWEEN :low AND :high AND kind IN ('NPS', 'CSAT') AND is_explicit = 1
    AND score IS NOT NULL AND scale_max > scale_min AND said_on <= :day AND known_at <= :known
ORDER BY account_id, said_on, id"""

_TICKETS = """
SELECT account_id, sum(CASE WHEN closed_at IS NULL OR closed_at > :known THEN
    CASE severity WHEN 'low' THEN 1.0 WHEN 'normal' THEN 2.0 WHEN 'high' THEN 4.0 ELSE 8.0 END
    * CASE WHEN opened_at >= :day_7 THEN 1.0 WHEN opened_at >= :day_30 THEN 1.5 ELSE 2.0 END ELSE 0 END) AS load
FROM ticket WHERE account_id BETWEEN :low AND :high AND opened_at <= :known_day AND known_at <= :known
GROUP BY account_id"""

_PULSES = """
SELECT account_id, value, max(given_on) AS given_on FROM pulse
WHERE account_id BETWEEN :low AND :high AND given_on <= :day GROUP BY account_id"""


@dataclass(frozen=True, slots=True)
class AsOf:
    """A day to look from: for today everything in the book counts, for a past day only what was known then."""

    day: date
    is_past: bool

    def values(self, low: int, high: int) -> Values:
        """Give the bound values of every query for the accounts `low` to `high`."""
        end_of_day = f"{self.day.isoformat()}T23:59:59.999Z"
        return {
            "low": low,
            "high": high,
            "day": self.day.isoformat(),
            "day_7": (self.day - timedelta(days=7)).isoformat(),
            "day_30": (self.day - timedelta(days=30)).isoformat(),
            "day_120": (self.day - timedelta(days=120)).isoformat(),
            "known": end_of_day if self.is_past else NO_LIMIT,
            "known_day": end_of_day if self.is_past else NO_LIMIT,
        }


def load_facts(connection: Connection, low: int, high: int, as_of: AsOf) -> Iterator[AccountFacts]:
    """Give the facts of every account with a key from `low` to `high`, in the order of the keys."""
    values = as_of.values(low, high)
    rows = {name: _by_account(connection, query, values) for name, query in _SOURCES.items()}
    newest = _newest_signals(connection, values)
    people = _people(connection, values, as_of.day)
    voice = _voice(connection, values, as_of.day)
    for account in connection.execute(text(_ACCOUNTS + " ORDER BY a.id"), values).all():
        parts = {name: found.get(account.id) for name, found in rows.items()}
        yield _facts(account, parts, newest, people.get(account.id, _NOBODY), voice.get(account.id, {}), as_of.day)


_SOURCES = {
    "usage": _USAGE,
    "contracts": _CONTRACTS,
    "touches": _TOUCHES,
    "goals": _GOALS,
    "reviews": _REVIEWS,
    "complaints": _COMPLAINTS,
    "tickets": _TICKETS,
    "pulses": _PULSES,
}


@dataclass(slots=True)
class _People:
    known: int = 0
    heard: int = 0
    champion_left_on: date | None = None


_NOBODY = _People()


def _by_account(connection: Connection, query: str, values: Values) -> dict[int, Any]:
    return {row[0]: row for row in connection.execute(text(query), values).all()}


def _newest_signals(connection: Connection, values: Values) -> dict[tuple[int, str], Any]:
    return {(row.account_id, row.metric): row for row in connection.execute(text(_NEWEST), values).all()}


def _people(connection: Connection, values: Values, day: date) -> dict[int, _People]:
    found: dict[int, _People] = defaultdict(_People)
    champions: set[int] = set()
    for row in connection.execute(text(_PEOPLE), values).all():
        roles = row.roles.split(", ")
        left_on = _day(row.left_on)
        has_left = left_on is not None and left_on <= day
        person = found[row.account_id]
        if "champion" in roles:
            if has_left:
                person.champion_left_on = max(filter(None, (person.champion_left_on, left_on)))
            else:
                champions.add(row.account_id)
        key_roles = [role for role in roles if role in KEY_ROLES]
        if key_roles and not has_left:
            person.known += 1
            heard_on = _day(max(filter(None, (row.touch_on, row.said_on)), default=None))
            person.heard += not any(is_silent(role, heard_on, day) for role in key_roles)
    for account_id in champions:
        found[account_id].champion_left_on = None
    return found


def _voice(connection: Connection, values: Values, day: date) -> dict[int, dict[str, tuple[float, date]]]:
    """Give per account and kind the mean of the newest response per person, and the newest day.

    Responses of the last 180 days count; when all are older, they are kept so that they show as stale.
    """
    newest: dict[tuple[int, str], dict[int, tuple[str, float]]] = defaultdict(dict)
    for row in connection.execute(text(_VOICE), values).all():
        person = row.contact_id if row.contact_id is not None else -row.id
        newest[row.account_id, row.kind][person] = (row.said_on, row.percent)
    limit = (day - timedelta(days=VOICE_DAYS)).isoformat()
    means: dict[int, dict[str, tuple[float, date]]] = defaultdict(dict)
    for (account_id, kind), responses in newest.items():
        fresh = [one for one in responses.values() if one[0] >= limit] or list(responses.values())
        mean = sum(percent for _, percent in fresh) / len(fresh)
        means[account_id][kind] = (mean, date.fromisoformat(max(said_on for said_on, _ in fresh)))
    return means


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _facts(
    account: Any,
    parts: dict[str, Any],
    newest: dict[tuple[int, str], Any],
    people: _People,
    voice: dict[str, tuple[float, date]],
    day: date,
) -> AccountFacts:
    usage, contracts, touches, goals = parts["usage"], parts["contracts"], parts["touches"], parts["goals"]
    active = newest.get((account.id, "active_users"))
    seats = newest.get((account.id, "seats"))
    contract_seats = contracts.seats if contracts else None
    pulse, review = parts["pulses"], parts["reviews"]
    return AccountFacts(
        account_id=account.id,
        status=account.status,
        active_users_30d=usage.recent if usage else None,
        active_users_before_90d=usage.before if usage else None,
        active_users_on=_day(active.on_day) if active else None,
        seats=contract_seats if contract_seats is not None else (seats.value if seats else None),
        goals_active=goals.active if goals else 0,
        goals_on_track=goals.on_track if goals else 0,
        goals_updated_on=_day(goals.newest) if goals else None,
        ideal_days=account.ideal_days,
        maximum_days=account.maximum_days,
        last_two_way_on=_day(touches.two_way_on) if touches else None,
        onboarded_on=_day(account.onboarded_on),
        first_contract_start_on=_day(contracts.first_start) if contracts else None,
        last_review_on=_day(review.held_on) if review else None,
        review_cadence_days=account.review_days,
        pulse=pulse.value if pulse else None,
        pulse_on=_day(pulse.given_on) if pulse else None,
        in_notice_since=_day(account.status_on) if account.status == "in notice" else None,
        key_people_known=people.known,
        key_people_heard=people.heard,
        champion_left_on=people.champion_left_on,
        **_voice_facts(parts, voice, day),
        **_support_facts(parts, account.tickets_known_on),
    )


def _voice_facts(parts: dict[str, Any], voice: dict[str, tuple[float, date]], day: date) -> dict[str, Any]:
    complaints, touches = parts["complaints"], parts["touches"]
    nps, csat = voice.get("NPS"), voice.get("CSAT")
    heard_on = max(filter(None, (touches and touches.touch_on, complaints and complaints.newest)), default=None)
    return {
        "nps_mean": nps[0] if nps else None,
        "nps_on": nps[1] if nps else None,
        "csat_mean": csat[0] if csat else None,
        "csat_on": csat[1] if csat else None,
        "complaint_points": complaints.points if complaints else 0,
        "is_heard": heard_on is not None and (day - date.fromisoformat(heard_on)).days <= VOICE_DAYS,
        "critical_complaint_on": _day(complaints.critical_on) if complaints else None,
    }


def _support_facts(parts: dict[str, Any], tickets_known_on: str | None) -> dict[str, Any]:
    tickets = parts["tickets"]
    return {
        "ticket_load": tickets.load if tickets else 0,
        "are_tickets_known": tickets is not None,
        "tickets_known_on": _day(tickets_known_on),
    }

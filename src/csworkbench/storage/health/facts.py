"""The facts of accounts as of a day: one SQL aggregate per source, for a range of accounts at a time.

Every query takes the bound values `low` and `high` (account keys, inclusive), `day`, and `known` (the latest
`known_at` that counts), so that a past day sees only what was known then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.cadence import ROLE_SILENCE_LIMITS
from csworkbench.domain.health.facts import AccountFacts
from csworkbench.domain.words import KEY_ROLES
from csworkbench.storage.bulk import fetch

NO_LIMIT = "9999"
VOICE_DAYS = 180

Values = dict[str, Any]

_ACCOUNTS = """
SELECT a.id, CASE WHEN a.status_on > :day THEN 'active' ELSE a.status END AS status, a.status_on, a.onboarded_on,
    coalesce(a.ideal_days, m.ideal_days) AS ideal_days, coalesce(a.maximum_days, m.maximum_days) AS maximum_days,
    coalesce(m.qbr_days, m.ebr_days) AS review_days, min(a.tickets_known_on, :day) AS tickets_known_on
FROM account a LEFT JOIN engagement_model m ON m.id = a.engagement_model_id
WHERE a.id BETWEEN :low AND :high AND (a.known_at <= :known OR a.onboarded_on <= :day) ORDER BY a.id"""

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
SELECT c.account_id, c.roles, c.left_on,
    (SELECT max(t.happened_on) FROM touch_person tp JOIN touch t ON t.id = tp.touch_id
     WHERE tp.contact_id = c.id AND t.is_two_way = 1 AND t.happened_on <= :day AND t.known_at <= :known) AS touch_on,
    (SELECT max(f.said_on) FROM feedback f
     WHERE f.contact_id = c.id AND f.is_explicit = 1 AND f.said_on <= :day AND f.known_at <= :known) AS said_on
FROM contact c WHERE c.account_id BETWEEN :low AND :high AND (instr(c.roles, 'champion')
    OR instr(c.roles, 'sponsor') OR instr(c.roles, 'economic buyer'))"""

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
    sources = _Sources.read(connection, values, as_of.day)
    heard_since = (as_of.day - timedelta(days=VOICE_DAYS)).isoformat()
    for account in fetch(connection, _ACCOUNTS, values):
        yield _facts(account, sources, heard_since)


@dataclass(slots=True)
class _People:
    known: int = 0
    heard: int = 0
    champion_left_on: date | None = None


_NOBODY = _People()
_NO_GOALS = (None, 0, 0, None)
_NO_COMPLAINTS = (None, None, 0, None)
_NOTHING = (None, None, None)
_Row = tuple[Any, ...]
_Means = dict[int, tuple[float, date]]


@dataclass(frozen=True, slots=True)
class _Sources:
    """The rows of every source by account, for one range of accounts."""

    usage: dict[int, _Row]
    active_on: dict[int, str | None]
    seats: dict[int, float | None]
    contracts: dict[int, _Row]
    touches: dict[int, _Row]
    goals: dict[int, _Row]
    reviews: dict[int, _Row]
    complaints: dict[int, _Row]
    tickets: dict[int, _Row]
    pulses: dict[int, _Row]
    people: dict[int, _People]
    nps: _Means
    csat: _Means

    @classmethod
    def read(cls, connection: Connection, values: Values, day: date) -> _Sources:
        def by_account(query: str) -> dict[int, _Row]:
            return {row[0]: row for row in fetch(connection, query, values)}

        newest = fetch(connection, _NEWEST, values)
        nps, csat = _voice(fetch(connection, _VOICE, values), day)
        return cls(
            by_account(_USAGE),
            {key: on_day for key, metric, on_day, _ in newest if metric == "active_users"},
            {key: value for key, metric, _, value in newest if metric == "seats"},
            by_account(_CONTRACTS),
            by_account(_TOUCHES),
            by_account(_GOALS),
            by_account(_REVIEWS),
            by_account(_COMPLAINTS),
            by_account(_TICKETS),
            by_account(_PULSES),
            _people(fetch(connection, _PEOPLE, values), day),
            nps,
            csat,
        )


def _people(rows: list[_Row], day: date) -> dict[int, _People]:
    found: dict[int, _People] = defaultdict(_People)
    champions: set[int] = set()
    today = day.isoformat()
    for account_id, roles, left_on, touch_on, said_on in rows:
        is_champion, is_key, limit = _parts_of(roles)
        has_left = left_on is not None and left_on <= today
        person = found[account_id]
        if is_champion and has_left:
            person.champion_left_on = max(filter(None, (person.champion_left_on, _day(left_on))))
        elif is_champion:
            champions.add(account_id)
        if is_key and not has_left:
            heard_on = _day(max(touch_on or "", said_on or "") or None)
            person.known += 1
            person.heard += limit is None or (heard_on is not None and (day - heard_on).days <= limit)
    for account_id in champions:
        found[account_id].champion_left_on = None
    return found


@lru_cache(maxsize=1024)
def _parts_of(roles: str) -> tuple[bool, bool, int | None]:
    """Give whether a person is a champion, is a key person, and the shortest silence in days their roles allow."""
    held = roles.split(", ")
    limits = [ROLE_SILENCE_LIMITS[role] for role in held if role in KEY_ROLES and role in ROLE_SILENCE_LIMITS]
    return "champion" in held, any(role in KEY_ROLES for role in held), min(limits, default=None)


def _voice(rows: list[_Row], day: date) -> tuple[_Means, _Means]:
    """Give per account the mean of the newest NPS (first) and CSAT per person, and the newest day.

    Responses of the last 180 days count; when all are older, they are kept so that they show as stale.
    """
    newest: dict[str, dict[int, dict[int, tuple[str, float]]]] = {"NPS": defaultdict(dict), "CSAT": defaultdict(dict)}
    for account_id, contact_id, key, kind, said_on, percent in rows:
        newest[kind][account_id][contact_id if contact_id is not None else -key] = (said_on, percent)
    limit = (day - timedelta(days=VOICE_DAYS)).isoformat()
    return _means(newest["NPS"], limit), _means(newest["CSAT"], limit)


def _means(newest: dict[int, dict[int, tuple[str, float]]], limit: str) -> _Means:
    means: _Means = {}
    for account_id, responses in newest.items():
        fresh = [one for one in responses.values() if one[0] >= limit] or list(responses.values())
        mean = sum([percent for _, percent in fresh]) / len(fresh)
        means[account_id] = (mean, date.fromisoformat(max(fresh)[0]))
    return means


@lru_cache(maxsize=16384)
def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _facts(account: _Row, sources: _Sources, heard_since: str) -> AccountFacts:
    key, status, status_on, onboarded_on, ideal_days, maximum_days, review_days, tickets_known_on = account
    _, recent, before = sources.usage.get(key, _NOTHING)
    _, first_start, contract_seats = sources.contracts.get(key, _NOTHING)
    _, two_way_on, touch_on = sources.touches.get(key, _NOTHING)
    _, goals_active, goals_on_track, goals_newest = sources.goals.get(key, _NO_GOALS)
    _, said_on, points, critical_on = sources.complaints.get(key, _NO_COMPLAINTS)
    _, pulse, pulse_on = sources.pulses.get(key, _NOTHING)
    people = sources.people.get(key, _NOBODY)
    review, tickets = sources.reviews.get(key), sources.tickets.get(key)
    return AccountFacts(
        account_id=key,
        status=status,
        active_users_30d=recent,
        active_users_before_90d=before,
        active_users_on=_day(sources.active_on.get(key)),
        seats=contract_seats if contract_seats is not None else sources.seats.get(key),
        goals_active=goals_active,
        goals_on_track=goals_on_track,
        goals_updated_on=_day(goals_newest),
        ideal_days=ideal_days,
        maximum_days=maximum_days,
        last_two_way_on=_day(two_way_on),
        onboarded_on=_day(onboarded_on),
        first_contract_start_on=_day(first_start),
        last_review_on=_day(review[1]) if review else None,
        review_cadence_days=review_days,
        pulse=pulse,
        pulse_on=_day(pulse_on),
        in_notice_since=_day(status_on) if status == "in notice" else None,
        key_people_known=people.known,
        key_people_heard=people.heard,
        champion_left_on=people.champion_left_on,
        complaint_points=points,
        is_heard=max(touch_on or "", said_on or "") >= heard_since,
        critical_complaint_on=_day(critical_on),
        tickets_known_on=_day(tickets_known_on),
        **_scores(sources, key),
        **({"ticket_load": tickets[1], "are_tickets_known": True} if tickets else {}),
    )


def _scores(sources: _Sources, key: int) -> dict[str, Any]:
    nps, csat = sources.nps.get(key), sources.csat.get(key)
    found: dict[str, Any] = {"nps_mean": nps[0], "nps_on": nps[1]} if nps else {}
    return found | {"csat_mean": csat[0], "csat_on": csat[1]} if csat else found

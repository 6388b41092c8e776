"""The records behind each factor of one account as of a day.

Every query takes the bound values of `AsOf.values` for one account and `most`, so that a past day shows only what was
known then, and nothing is read without end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from csworkbench.domain.health.evidence import MOST_ROWS, Evidence, EvidenceRow, evidence_of
from csworkbench.domain.health.factors import TICKET_POINTS
from csworkbench.domain.health.people import silence_limit
from csworkbench.storage.bulk import fetch
from csworkbench.storage.health.facts import VOICE_DAYS, AsOf
from csworkbench.storage.health.moments import key_people_heard
from csworkbench.storage.time_limits import limits_of

Rows = list[EvidenceRow]
COMPLAINT_POINTS = {"low": 1, "high": 4, "critical": 8}
NORMAL_COMPLAINT = 2

_POINTS = """
SELECT s.id, s.metric, s.source, p.on_day, p.value FROM signal_series s JOIN signal_point p ON p.series_id = s.id
WHERE s.account_id = :low AND s.metric = :metric AND p.on_day > :day_120 AND p.on_day <= :day
ORDER BY p.on_day DESC, s.source LIMIT :most"""

_NEWEST_POINT = """
SELECT s.id, s.metric, s.source, p.on_day, p.value FROM signal_series s JOIN signal_point p ON p.series_id = s.id
WHERE s.account_id = :low AND s.metric = :metric AND p.on_day <= :day ORDER BY p.on_day DESC LIMIT 1"""

_CONTRACTS = """
SELECT id, product, seats, start_on, end_on FROM contract
WHERE account_id = :low AND known_at <= :known AND seats IS NOT NULL AND start_on <= :day
    AND (end_on IS NULL OR end_on >= :day) ORDER BY start_on DESC, id LIMIT :most"""

_GOALS = """
SELECT id, objective, status, updated_on FROM goal
WHERE account_id = :low AND updated_on <= :day AND known_at <= :known ORDER BY updated_on DESC, id DESC LIMIT :most"""

_TOUCHES = """
SELECT t.id, t.happened_on, t.kind, t.channel, t.is_two_way,
    (SELECT group_concat(c.name, ', ') FROM touch_person p JOIN contact c ON c.id = p.contact_id
     WHERE p.touch_id = t.id) AS people
FROM touch t WHERE t.account_id = :low AND t.happened_on <= :day AND t.known_at <= :known
ORDER BY t.happened_on DESC, t.id DESC LIMIT :most"""

_LAST_TWO_WAY = """
SELECT t.id, t.happened_on, t.kind, t.channel, t.is_two_way,
    (SELECT group_concat(c.name, ', ') FROM touch_person p JOIN contact c ON c.id = p.contact_id
     WHERE p.touch_id = t.id) AS people
FROM touch t WHERE t.account_id = :low AND t.happened_on <= :day AND t.known_at <= :known AND t.is_two_way = 1
ORDER BY t.happened_on DESC, t.id DESC LIMIT 1"""

_REVIEWS = """
SELECT id, kind, state, held_on FROM review WHERE account_id = :low AND held_on <= :day
ORDER BY held_on DESC, id DESC LIMIT :most"""

_ANSWERS = """
SELECT f.id, f.kind, f.score, f.scale_max, f.said_on, f.contact_id, c.name FROM feedback f
LEFT JOIN contact c ON c.id = f.contact_id
WHERE f.account_id = :low AND f.kind IN ('NPS', 'CSAT') AND f.is_explicit = 1 AND f.score IS NOT NULL
    AND f.scale_max > f.scale_min AND f.said_on <= :day AND f.known_at <= :known
ORDER BY f.said_on DESC, f.id DESC LIMIT :most"""

_COMPLAINTS = """
SELECT f.id, f.words, f.severity, f.said_on, f.contact_id,
    f.state <> 'customer told' OR f.told_at > :known AS is_open
FROM feedback f WHERE f.account_id = :low AND f.kind = 'complaint' AND f.said_on <= :day AND f.known_at <= :known
ORDER BY 6 DESC, f.said_on DESC, f.id DESC LIMIT :most"""

_TICKETS = """
SELECT id, subject, severity, substr(opened_at, 1, 10), contact_id, closed_at IS NULL OR closed_at > :known AS is_open,
    CASE WHEN opened_at >= :day_7 THEN 1.0 WHEN opened_at >= :day_30 THEN 1.5 ELSE 2.0 END
FROM ticket WHERE account_id = :low AND opened_at <= :known AND known_at <= :known
ORDER BY 6 DESC, opened_at DESC, id DESC LIMIT :most"""

_PULSES = """
SELECT id, value, reasons, given_on FROM pulse WHERE account_id = :low AND given_on <= :day
ORDER BY given_on DESC, given_at DESC, id DESC LIMIT :most"""


def evidence(connection: Connection, account_id: int, key: str, look: AsOf, *, metric: str | None = None) -> Evidence:
    """Give the records behind a factor, those that count on top.

    A factor without a rule of its own rests on the figures of `metric` (by default the metric called like it).
    """
    values = look.values(account_id, account_id) | {"most": MOST_ROWS + 1, "metric": metric or key}
    rule = None if metric else _RULES.get(key)
    rows = _figures(connection, values, look.day) if rule is None else rule(connection, values, look)
    return evidence_of(key, look.day, rows)


def _figures(connection: Connection, values: dict[str, Any], day: date) -> Rows:
    month = (day - timedelta(days=30)).isoformat()
    found = fetch(connection, _POINTS, values) or fetch(connection, _NEWEST_POINT, values)
    return [
        EvidenceRow(
            "signal", key, _day(on), f"{metric.replace('_', ' ')} ({source})", f"{value:g}", True,
            "last 30 days" if on > month else "the 90 days before" if on > values["day_120"] else "older",
        )
        for key, metric, source, on, value in found
    ]  # fmt: skip


def _usage(connection: Connection, values: dict[str, Any], look: AsOf) -> Rows:
    return _figures(connection, values | {"metric": "active_users"}, look.day)


def _active_ratio(connection: Connection, values: dict[str, Any], look: AsOf) -> Rows:
    month = look.day - timedelta(days=30)
    points = [
        row if row.on is not None and row.on > month else _uncounted(row)
        for row in _figures(connection, values | {"metric": "active_users"}, look.day)
    ]
    seats = [
        EvidenceRow("contract", key, _day(start), product, f"{seats} seats", True, "running")
        for key, product, seats, start, _ in fetch(connection, _CONTRACTS, values)
    ]
    if not seats:
        seats = [
            EvidenceRow("signal", key, _day(on), f"seats ({source})", f"{value:g} seats", True, "newest")
            for key, _, source, on, value in fetch(connection, _NEWEST_POINT, values | {"metric": "seats"})
        ]
    return [*seats, *points]


def _uncounted(row: EvidenceRow) -> EvidenceRow:
    return EvidenceRow(row.kind, row.id, row.on, row.what, row.value, False, row.note, row.contact_id)


def _goals(connection: Connection, values: dict[str, Any], _look: AsOf) -> Rows:
    good = {"on track": "on track", "achieved": "on track", "dropped": "dropped, does not count"}
    return [
        EvidenceRow("goal", key, _day(on), objective, status, status != "dropped", good.get(status, "not on track"))
        for key, objective, status, on in fetch(connection, _GOALS, values)
    ]


def _touches(connection: Connection, values: dict[str, Any], _look: AsOf) -> Rows:
    found = fetch(connection, _LAST_TWO_WAY, values)
    last = found[0][0] if found else None
    found += [row for row in fetch(connection, _TOUCHES, values) if row[0] != last]
    return [
        EvidenceRow(
            "touch", key, _day(on), f"{kind[:1].upper()}{kind[1:]} ({channel})", people or "", key == last,
            "the last two-way one" if key == last else "two-way" if two_way else "one-way, does not count",
        )
        for key, on, kind, channel, two_way, people in found
    ]  # fmt: skip


def _people(connection: Connection, values: dict[str, Any], look: AsOf) -> Rows:
    rows: Rows = []
    limits = limits_of(connection)
    for person in key_people_heard(connection, [values["low"]], look.day, values["known"]).get(values["low"], ()):
        held = silence_limit(person.roles, limits)
        has_left = person.left_on is not None and person.left_on <= look.day
        days = None if person.heard_on is None else (look.day - person.heard_on).days
        said = "never heard from" if days is None else f"heard {days} days ago"
        note = "has left, does not count"
        if not has_left and held is not None:
            is_late = days is None or days > held[1]
            note = f"silent: {held[0]} at most {held[1]} days" if is_late else f"heard within {held[1]} days"
        what = f"{person.name} ({', '.join(person.roles)})"
        rows.append(
            EvidenceRow(
                "contact", person.contact_id, person.heard_on, what, said, not has_left, note, person.contact_id
            )
        )
    return rows


def _reviews(connection: Connection, values: dict[str, Any], _look: AsOf) -> Rows:
    found = fetch(connection, _REVIEWS, values)
    held = next((row[0] for row in found if row[2] in ("held", "final")), None)
    return [
        EvidenceRow("review", key, _day(on), kind, state, key == held, "the last one held" if key == held else "")
        for key, kind, state, on in found
    ]


def _answers(connection: Connection, values: dict[str, Any], look: AsOf) -> Rows:
    limit = (look.day - timedelta(days=VOICE_DAYS)).isoformat()
    found = fetch(connection, _ANSWERS, values)
    # As the score is made: the newest answer per person and kind, NPS before CSAT, fresh ones before old ones.
    newest: dict[tuple[str, int], int] = {}
    for key, kind, _, _, _, person, _ in found:
        newest.setdefault((kind, person if person is not None else -key), key)
    kept = set(newest.values())
    fresh = {kind for key, kind, _, _, on, _, _ in found if key in kept and on >= limit}
    kinds = {row[1] for row in found}
    used = next((kind for kind in ("NPS", "CSAT") if kind in fresh), "NPS" if "NPS" in kinds else "CSAT")
    rows: Rows = []
    for key, kind, score, top, on, person, name in found:
        is_old = bool(fresh) and on < limit
        note = "counts"
        if key not in kept:
            note = "the same person answered later"
        elif kind != used:
            note = f"{used} counts instead"
        elif is_old:
            note = f"older than {VOICE_DAYS} days"
        said = f"{score} of {top}"
        rows.append(
            EvidenceRow("feedback", key, _day(on), name or kind, f"{kind} {said}", note == "counts", note, person)
        )
    return rows


def _complaints(connection: Connection, values: dict[str, Any], _look: AsOf) -> Rows:
    return [
        EvidenceRow(
            "complaint", key, _day(on), words or "no words", severity or "no severity", bool(is_open),
            f"open, counts {COMPLAINT_POINTS.get(severity, NORMAL_COMPLAINT)}" if is_open else "the customer was told",
            person,
        )
        for key, words, severity, on, person, is_open in fetch(connection, _COMPLAINTS, values)
    ]  # fmt: skip


def _tickets(connection: Connection, values: dict[str, Any], _look: AsOf) -> Rows:
    return [
        EvidenceRow(
            "ticket", key, _day(on), subject or "no subject", severity, bool(is_open),
            f"open, {TICKET_POINTS[severity]} x {age:g} = {TICKET_POINTS[severity] * age:g}" if is_open else "closed",
            person,
        )
        for key, subject, severity, on, person, is_open, age in fetch(connection, _TICKETS, values)
    ]  # fmt: skip


def _pulses(connection: Connection, values: dict[str, Any], _look: AsOf) -> Rows:
    return [
        EvidenceRow("pulse", key, _day(on), reasons or "no reasons given", f"{value} of 5", place == 0,
                    "the newest" if place == 0 else "earlier")
        for place, (key, value, reasons, on) in enumerate(fetch(connection, _PULSES, values))
    ]  # fmt: skip


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


_Rule = Callable[[Connection, dict[str, Any], AsOf], Rows]
_RULES: Mapping[str, _Rule] = {
    "active_ratio": _active_ratio,
    "usage_trend": _usage,
    "goals_on_track": _goals,
    "two_way_touch": _touches,
    "key_people": _people,
    "last_review": _reviews,
    "relationship": _answers,
    "open_complaints": _complaints,
    "ticket_load": _tickets,
    "pulse": _pulses,
}

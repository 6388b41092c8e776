"""The timeline: what happened with one account, newest first, each event with a title and a line of detail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from csworkbench.domain.checkins import moved_text
from csworkbench.domain.day_words import short_day
from csworkbench.domain.ids import AccountId
from csworkbench.domain.timeline import TIMELINE_KINDS, TimelineRow
from csworkbench.infra.errors import InvalidInput
from csworkbench.storage import timeline
from csworkbench.storage.health.history import name_of
from csworkbench.storage.workbench import Workbench

NO_END = "9999-12-31"
Event = Mapping[str, Any]


def load_timeline(
    wb: Workbench,
    account_id: AccountId,
    kinds: Sequence[str] | None = None,
    before: date | None = None,
    limit: int = 100,
) -> list[TimelineRow]:
    """Give the newest events of an account on days before `before`, newest first; no kinds: of all kinds.

    Raises:
        InvalidInput: there is no such kind of event.
        NotFound: there is no such account.
    """
    wanted = kinds or TIMELINE_KINDS
    for kind in wanted:
        if kind not in TIMELINE_KINDS:
            raise InvalidInput(f"{kind!r} is no kind of event; there are {', '.join(TIMELINE_KINDS)}.", field="kinds")
    end = before.isoformat() if before else NO_END
    with wb.read() as connection:
        name_of(connection, account_id)
        found = [
            (event, kind) for kind in wanted for event in timeline.events(connection, kind, account_id, end, limit)
        ]
    found.sort(key=lambda one: (one[0]["on"], one[0]["at"], one[1], one[0]["id"]), reverse=True)
    return [_row(kind, event, wb.clock.today()) for event, kind in found[:limit]]


def _row(kind: str, event: Event, today: date) -> TimelineRow:
    title, detail, icon = _WORDS[kind](event, today)
    on = date.fromisoformat(event["on"])
    return TimelineRow(kind, event["id"], on, title, detail, event.get("channel"), icon)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _touch(event: Event, _today: date) -> tuple[str, str, str]:
    way = "" if event["is_two_way"] else ", one-way"
    people = f" with {event['people']}" if event["people"] else ""
    kind = "" if event["kind"] == "other" else f", {event['kind']}"
    title = f"{event['channel'].capitalize()}{kind}{people}{way}"
    return title, _joined(event["notes"], event["outcome"]), event["channel"]


def _check_in(event: Event, today: date) -> tuple[str, str, str]:
    is_late = event["state"] == "planned" and event["on"] < today.isoformat()
    title = f"Check-in {'overdue' if is_late else event['state']}: {event['kind']} ({event['channel']})"
    detail = _joined(moved_text(event["moved_count"]), event["agenda"], event["reason"])
    return title, detail, "check-in-due" if is_late else "check-in"


def _feedback(event: Event, _today: date) -> tuple[str, str, str]:
    kind = event["kind"]
    score = "" if event["score"] is None else f" {event['score']} of {event['scale_max']}"
    by = f" from {event['person']}" if event["person"] else ""
    severity = f", {event['severity']}" if event["severity"] else ""
    return f"{kind[:1].upper()}{kind[1:]}{score}{by}{severity}", _joined(event["words"], event["state"]), "feedback"


def _review(event: Event, _today: date) -> tuple[str, str, str]:
    kind = event["kind"]
    name = kind if kind.isupper() else f"{kind.capitalize()} review"
    return f"{name} {event['state']}", "", "reviews"


def _action(event: Event, today: date) -> tuple[str, str, str]:
    verb = {"open": "Promised", "done": "Done", "dropped": "Dropped"}[event["state"]]
    due = f"due {short_day(date.fromisoformat(event['due_on']), today)}" if event["due_on"] else None
    return f"{verb}: {event['title']}", _joined(event["side"], due), "action"


def _ticket(event: Event, today: date) -> tuple[str, str, str]:
    closed = event["closed_at"]
    state = f"closed {short_day(date.fromisoformat(closed[:10]), today)}" if closed else "open"
    return f"Ticket: {event['subject'] or 'without a subject'}", _joined(event["severity"], state), "warning"


def _score(event: Event, _today: date) -> tuple[str, str, str]:
    delta = event["score"] - event["score_before"]
    band = event["band"] if event["band"] == event["band_before"] else f"{event['band_before']} → {event['band']}"
    title = f"Health {event['score_before']} → {event['score']} ({'+' if delta > 0 else '−'}{abs(delta)})"
    return title, band, "rising" if delta > 0 else "falling"


def _outcome(event: Event, _today: date) -> tuple[str, str, str]:
    return event["kind"].capitalize(), event["reason"] or "", "contract"


_WORDS: Mapping[str, Callable[[Event, date], tuple[str, str, str]]] = {
    "touch": _touch,
    "check_in": _check_in,
    "feedback": _feedback,
    "review": _review,
    "action": _action,
    "ticket": _ticket,
    "score": _score,
    "outcome": _outcome,
}

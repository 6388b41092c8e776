"""Check-ins as a calendar file (RFC 5545) that calendar programs read and that reads back without a loss."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vDDDLists, vRecur, vText

from csworkbench.domain.calendar_events import DEFAULT_MINUTES, CalendarEvent, CalendarPerson
from csworkbench.domain.recurrence import parse_rule
from csworkbench.exchange.writers.time_zones import zone_component
from csworkbench.infra.tokens import Token

PRODUCT = "-//csworkbench//CS Workbench//EN"
REPORT_EVERY = 200
OWN = "X-CSWORKBENCH-"
_NOWHERE = "invalid:nomail"


def calendar_bytes(events: Sequence[CalendarEvent], name: str, token: Token | None = None) -> bytes:
    """Give the file of the events: UTF-8, lines folded at 75 octets, the same bytes for the same events.

    `token` is told how far it is, and stops it.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("X-WR-CALNAME", name)
    years = [one.day.year for one in events]
    zones = {one.zone for one in events if one.time} | {one.recurrence_zone for one in events}
    for zone in sorted(zone for zone in zones if zone and zone != "UTC"):
        calendar.add_component(zone_component(zone, min(years), max(years)))
    for done, event in enumerate(sorted(events, key=lambda one: (one.uid, one.recurrence_on or date.min))):
        if token is not None and done % REPORT_EVERY == 0:
            token.report("Writing events", done, len(events))
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def _component(event: CalendarEvent) -> Event:
    part = Event()
    part.add("UID", event.uid)
    part.add("SEQUENCE", event.sequence)
    changed_at = (event.changed_at or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(UTC)
    part.add("DTSTAMP", changed_at)
    part.add("LAST-MODIFIED", changed_at)
    _add_times(part, event)
    part.add("SUMMARY", event.title)
    if event.agenda:
        part.add("DESCRIPTION", event.agenda)
    part.add("STATUS", "CANCELLED" if event.state == "cancelled" else "CONFIRMED")
    if event.organizer is not None:
        part.add("ORGANIZER", _address(event.organizer))
    for person in event.people:
        part.add("ATTENDEE", _address(person))
    for label, value in _own_values(event).items():
        part.add(OWN + label, vText(value))
    return part


def _add_times(part: Event, event: CalendarEvent) -> None:
    start = _at(event, event.day)
    part.add("DTSTART", start)
    if not isinstance(start, datetime):
        part.add("DTEND", event.day + timedelta(days=1))
    elif event.minutes is None or event.minutes > 0:
        length = timedelta(minutes=DEFAULT_MINUTES if event.minutes is None else event.minutes)
        part.add("DTEND", start + length if start.tzinfo is None else _later(start, length))
    if event.recurrence_on is not None:
        part.add("RECURRENCE-ID", _moment(event.recurrence_on, event.recurrence_time, event.recurrence_zone))
    if event.rule is not None:
        part.add("RRULE", vRecur.from_ical(_rule(event)))
    for name, days in (("EXDATE", event.left_out), ("RDATE", event.added)):
        if days:
            dates = vDDDLists([_at(event, day) for day in days])
            if not event.time:
                dates.params["VALUE"] = "DATE"
            part.add(name, dates)


def _at(event: CalendarEvent, day: date) -> date | datetime:
    return _moment(day, event.time, event.zone)


def _moment(day: date, at: str | None, zone: str | None) -> date | datetime:
    if at is None:
        return day
    if zone is None:
        return datetime.combine(day, time.fromisoformat(at))
    return datetime.combine(day, time.fromisoformat(at), UTC if zone == "UTC" else ZoneInfo(zone))


def _later(start: datetime, length: timedelta) -> datetime:
    """Give the end by the clock that runs, not by the one on the wall: clocks may be put forward meanwhile."""
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo)


def _rule(event: CalendarEvent) -> str:
    """Give the rule with UNTIL of the kind that DTSTART is: a day, a local time, or an instant in UTC."""
    text = event.rule or ""
    until = parse_rule(text).until
    if until is None or event.time is None:
        return text
    last = _at(event, until)
    if isinstance(last, datetime) and last.tzinfo is not None:
        return text.replace(f"UNTIL={until:%Y%m%d}", f"UNTIL={last.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return text.replace(f"UNTIL={until:%Y%m%d}", f"UNTIL={last:%Y%m%dT%H%M%S}")


def address_name(name: str) -> str:
    """Give a name as an address can say it: programs read quotes, backslashes and carets in it in their own ways."""
    return name.translate({ord('"'): "'", ord("\\"): "/", ord("^"): "'"})


def _address(person: CalendarPerson) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}" if person.email else _NOWHERE)
    address.params["CN"] = address_name(person.name)
    if person.uid:
        address.params[f"{OWN}UID"] = person.uid
    # The book plans; a calendar server must not write to customers because of it (RFC 6638).
    address.params["SCHEDULE-AGENT"] = "NONE"
    return address


def _own_values(event: CalendarEvent) -> dict[str, str]:
    """Give what RFC 5545 has no property for."""
    found = {"KIND": event.kind, "CHANNEL": event.channel, "STATE": event.state}
    if event.account_uid:
        found["ACCOUNT"] = event.account_uid
    if event.reason:
        found["REASON"] = event.reason
    if event.shift:
        found["SHIFT"] = event.shift
    is_told = event.time is not None and event.minutes is not None
    if not is_told and (event.time is not None or event.minutes is not None):
        found["MINUTES"] = "none" if event.minutes is None else str(event.minutes)
    return found

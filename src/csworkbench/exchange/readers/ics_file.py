"""Calendar files (RFC 5545) as events: what can't be read is told and left out, the rest is kept."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar, Component, Event

from csworkbench.domain.calendar_events import CalendarEvent, CalendarFile, CalendarPerson
from csworkbench.domain.texts import clean_line, clean_text
from csworkbench.domain.words import CHANNELS, CHECK_IN_STATES, SHIFTS, TOUCH_KINDS
from csworkbench.exchange.readers.ics_properties import OWN, first, name_of, own, text_of, why, word_of
from csworkbench.exchange.readers.ics_recurrence import repeated
from csworkbench.exchange.readers.ics_times import day_in, minutes_of, when
from csworkbench.infra.errors import InvalidInput, file_fault

LARGEST = 50 * 1024 * 1024
MOST_EVENTS = 50_000
_LONGEST_TITLE = 300
_EVENT = re.compile(rb"^BEGIN:VEVENT\s*$.*?^END:VEVENT\s*$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_FIRST, _LAST = date(1970, 1, 1), date(2199, 12, 31)


def read_calendar_file(path: Path) -> CalendarFile:
    """Give the events of a calendar file.

    Raises:
        InvalidInput: it is no calendar file, or larger than 50 MB.
        WorkbenchError: it can't be read.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise InvalidInput("The calendar file is larger than 50 MB.", "file")
        data = path.read_bytes()
    except OSError as error:
        raise file_fault(error, path) from error
    return read_calendar(data)


def read_calendar(data: bytes) -> CalendarFile:
    """Give the events of a calendar file's bytes; InvalidInput when it is none."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"BEGIN:V" not in data.upper():
        raise InvalidInput("This is no calendar file.", "file", "Choose a file that a calendar program exported.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a guess at a time zone's name is no fault of the file's reader
        return _file(data)


def _file(data: bytes) -> CalendarFile:
    events: list[CalendarEvent] = []
    listed: list[CalendarEvent] = []
    unread: list[str] = []
    for place, part in enumerate(_parts(data, unread)):
        if place >= MOST_EVENTS:
            unread.append(f"more than {MOST_EVENTS:,} events: the rest is left out")
            break
        if isinstance(part, str):
            unread.append(part)
            continue
        try:
            event = _event(part, unread)
            first_one, *others = [event] if event.recurrence_on is not None else repeated(event, part, unread)
            events.append(first_one)
            listed += others
        except (ValueError, TypeError, AttributeError, LookupError, OverflowError, ArithmeticError) as error:
            unread.append(f"{name_of(part)}: {why(error)}")
    said = {one.key for one in events}  # what the file says of a day itself goes before its list of days
    return CalendarFile((*events, *(one for one in listed if one.key not in said)), tuple(unread))


def _parts(data: bytes, unread: list[str]) -> Iterator[Component | str]:
    """Give the events, or one by one with the reason why not when the file as a whole can't be parsed."""
    try:
        calendars = Calendar.from_ical(data, multiple=True)
        found = [part for calendar in calendars for part in calendar.walk("VEVENT")]
    except Exception as error:  # noqa: BLE001  # the parser raises many kinds for broken files; each is told
        blocks = _EVENT.findall(data.replace(b"\r\n", b"\n"))
        unread.append(f"the file is damaged ({why(error)}); its {len(blocks)} whole events are read one by one")
        for block in blocks:
            try:
                yield Event.from_ical(block)
            except Exception as broken:  # noqa: BLE001  # as above
                yield f"an event: {why(broken)}"
        return
    yield from found


def _event(part: Component, unread: list[str]) -> CalendarEvent:
    start = first(part, "DTSTART")
    if start is None:
        raise ValueError("it has no start")
    day, at, zone = when(start)
    if not _FIRST <= day <= _LAST:
        raise ValueError(f"{day.isoformat()} is not between 1970 and 2199")
    state = word_of(part, "STATE", CHECK_IN_STATES, "planned")
    is_cancelled = text_of(part, "STATUS").upper() == "CANCELLED"
    stands_for = _stands_for(part, zone)
    return CalendarEvent(
        uid=text_of(part, "UID") or f"{day.isoformat()}-{text_of(part, 'SUMMARY')}",
        day=day,
        title=clean_line(text_of(part, "SUMMARY"))[:_LONGEST_TITLE],
        time=at,
        zone=zone,
        minutes=minutes_of(part, start.dt, at, unread),
        agenda=clean_text(text_of(part, "DESCRIPTION")) or None,
        state="cancelled" if is_cancelled else ("planned" if state == "cancelled" else state),
        kind=word_of(part, "KIND", TOUCH_KINDS, "check-in"),
        channel=word_of(part, "CHANNEL", CHANNELS, _guessed_channel(part)),
        reason=own(part, "REASON") or None,
        account_uid=own(part, "ACCOUNT") or None,
        organizer=_person(first(part, "ORGANIZER")),
        people=_people(part),
        shift=word_of(part, "SHIFT", SHIFTS, "") or None,
        recurrence_on=stands_for[0],
        recurrence_time=stands_for[1],
        recurrence_zone=stands_for[2],
        sequence=_sequence(part),
        changed_at=_changed_at(part),
    )


def _stands_for(part: Component, zone: str | None) -> tuple[date | None, str | None, str | None]:
    """Give the day of a series that an event stands for, with the series' time and zone when the book wrote it.

    Other programs may say that moment in UTC: the day is then the one it is where the event takes place.
    """
    value = first(part, "RECURRENCE-ID")
    if value is None:
        return None, None, None
    return when(value) if own(part, "KIND") else (day_in(value.dt, zone), None, None)


def _people(part: Component) -> tuple[CalendarPerson, ...]:
    value = part.get("ATTENDEE")
    lists = value if isinstance(value, list) else [value] if value is not None else []
    return tuple(person for person in map(_person, lists) if person is not None)


def _person(value: Any) -> CalendarPerson | None:
    if value is None or isinstance(value, list):
        return None
    address = clean_line(str(value))
    email = address[7:].strip() if address.lower().startswith("mailto:") else ""
    params = getattr(value, "params", {})
    name = clean_line(str(params.get("CN", ""))) or email
    uid = str(params.get(f"{OWN}UID", "")) or None
    return CalendarPerson(name, email or None, uid) if name or email else None


def _sequence(part: Component) -> int:
    text = text_of(part, "SEQUENCE")
    return min(int(text), 2**31 - 1) if text.isdecimal() else 0


def _changed_at(part: Component) -> datetime | None:
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        value = getattr(part.get(name), "dt", None)
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
    return None


def _guessed_channel(part: Component) -> str:
    place = f"{text_of(part, 'LOCATION')} {text_of(part, 'URL')}".casefold()
    return "video" if any(word in place for word in ("zoom", "teams", "meet.google", "webex", "http")) else "meeting"

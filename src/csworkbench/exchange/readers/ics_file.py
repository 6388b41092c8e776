"""Calendar files (RFC 5545) as events: what can't be read is told and left out, the rest is kept."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event

from csworkbench.domain.calendar_events import CalendarEvent, CalendarFile, CalendarPerson
from csworkbench.domain.recurrence import RuleNotKept, parse_rule, rule_text
from csworkbench.domain.texts import clean_line, clean_text
from csworkbench.domain.words import CHANNELS, CHECK_IN_STATES, SHIFTS, TOUCH_KINDS
from csworkbench.infra.errors import InvalidInput, file_fault

LARGEST = 50 * 1024 * 1024
MOST_EVENTS = 50_000
_LONGEST_TITLE = 300
_OWN = "X-CSWORKBENCH-"
_EVENT = re.compile(rb"^BEGIN:VEVENT\s*$.*?^END:VEVENT\s*$", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)")
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
    events: list[CalendarEvent] = []
    unread: list[str] = []
    for place, part in enumerate(_parts(data, unread)):
        if place >= MOST_EVENTS:
            unread.append(f"more than {MOST_EVENTS:,} events: the rest is left out")
            break
        if isinstance(part, str):
            unread.append(part)
            continue
        try:
            events.append(_event(part, unread))
        except (ValueError, TypeError, AttributeError, LookupError, OverflowError, ArithmeticError) as error:
            unread.append(f"{_name(part)}: {_why(error)}")
    return CalendarFile(tuple(events), tuple(unread))


def _parts(data: bytes, unread: list[str]) -> Iterator[Component | str]:
    """Give the events, or one by one with the reason why not when the file as a whole can't be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a guess at a time zone's name is no fault of the file's reader
            calendars = Calendar.from_ical(data, multiple=True)
        found = [part for calendar in calendars for part in calendar.walk("VEVENT")]
    except Exception as error:  # noqa: BLE001  # the parser raises many kinds for broken files; each is told
        blocks = _EVENT.findall(data.replace(b"\r\n", b"\n"))
        unread.append(f"the file is damaged ({_why(error)}); its {len(blocks)} whole events are read one by one")
        for block in blocks:
            try:
                yield Event.from_ical(block)
            except Exception as broken:  # noqa: BLE001  # as above
                yield f"an event: {_why(broken)}"
        return
    yield from found


def _event(part: Component, unread: list[str]) -> CalendarEvent:
    start = _first(part, "DTSTART")
    if start is None:
        raise ValueError("it has no start")
    day, at, zone = _when(start)
    if not _FIRST <= day <= _LAST:
        raise ValueError(f"{day.isoformat()} is not between 1970 and 2199")
    state = _word(part, "STATE", CHECK_IN_STATES, "planned")
    is_cancelled = _text(part, "STATUS").upper() == "CANCELLED"
    recurrence = _first(part, "RECURRENCE-ID")
    rule = _rule(part, zone, at, unread)
    return CalendarEvent(
        uid=_text(part, "UID") or f"{day.isoformat()}-{_text(part, 'SUMMARY')}",
        day=day,
        title=clean_line(_text(part, "SUMMARY"))[:_LONGEST_TITLE],
        time=at,
        zone=zone,
        minutes=_minutes(part, start.dt, at, unread),
        agenda=clean_text(_text(part, "DESCRIPTION")) or None,
        state="cancelled" if is_cancelled else ("planned" if state == "cancelled" else state),
        kind=_word(part, "KIND", TOUCH_KINDS, "check-in"),
        channel=_word(part, "CHANNEL", CHANNELS, _guessed_channel(part)),
        reason=_own(part, "REASON") or None,
        account_uid=_own(part, "ACCOUNT") or None,
        organizer=_person(_first(part, "ORGANIZER")),
        people=_people(part),
        rule=rule,
        shift=_word(part, "SHIFT", SHIFTS, "") or None,
        left_out=_left_out(part, zone, unread) if rule else (),
        recurrence_on=None if recurrence is None else _day_in(recurrence.dt, zone),
        sequence=_sequence(part),
        changed_at=_changed_at(part),
    )


def _when(value: Any) -> tuple[date, str | None, str | None]:
    """Give day, "HH:MM" and zone: an IANA name as it stands in the file, any other zone as UTC."""
    moment = value.dt
    if not isinstance(moment, datetime):
        return moment, None, None
    if moment.tzinfo is None:
        return moment.date(), f"{moment:%H:%M}", None
    name = str(value.params.get("TZID", ""))
    if not _is_iana(name) or str(moment.tzinfo) != name:
        name = "UTC"
        moment = moment.astimezone(UTC)
    return moment.date(), f"{moment:%H:%M}", name


def _is_iana(name: str) -> bool:
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ValueError, OSError, LookupError):
        return False


def _day_in(moment: date | datetime, zone: str | None) -> date:
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is not None and zone is not None:
        moment = moment.astimezone(ZoneInfo(zone))
    return moment.date()


def _minutes(part: Component, start: date | datetime, at: str | None, unread: list[str]) -> int | None:
    try:
        return _length(part, start, at)
    except (ValueError, AttributeError, OverflowError) as error:
        unread.append(f"{_name(part)}: its length is left out ({_why(error)})")
        return None


def _length(part: Component, start: date | datetime, at: str | None) -> int | None:
    said = _own(part, "MINUTES")
    if said:
        return int(said) if said.isdecimal() and int(said) <= 1440 else None
    if at is None or not isinstance(start, datetime):
        return None
    end, length = _first(part, "DTEND"), _first(part, "DURATION")
    if end is not None and isinstance(end.dt, datetime) and (end.dt.tzinfo is None) == (start.tzinfo is None):
        spent = end.dt.astimezone(UTC) - start.astimezone(UTC) if start.tzinfo else end.dt - start
    elif length is not None and isinstance(length.dt, timedelta):
        spent = length.dt
    else:
        return 0 if end is None else None
    minutes = int(spent.total_seconds() // 60)
    return minutes if 0 <= minutes <= 1440 else None


def _rule(part: Component, zone: str | None, at: str | None, unread: list[str]) -> str | None:
    value = part.get("RRULE")
    if value is None:
        return None
    if isinstance(value, list):
        unread.append(f"{_name(part)}: it has several rules; only the first is kept")
        value = value[0]
    try:
        rule = parse_rule(value.to_ical().decode("utf-8", "replace"))
        until = value.get("UNTIL")
        if until and isinstance(until[0], datetime) and at is not None:
            local = _day_in(until[0], zone)
            rule = parse_rule(rule_text(rule).replace(f"UNTIL={rule.until:%Y%m%d}", f"UNTIL={local:%Y%m%d}"))
    except (RuleNotKept, ValueError, AttributeError) as error:
        unread.append(f"{_name(part)}: {_why(error)}; only its first day is kept")
        return None
    if part.get("RDATE") is not None:
        unread.append(f"{_name(part)}: days added to its rule are left out")
    return rule_text(rule)


def _left_out(part: Component, zone: str | None, unread: list[str]) -> tuple[date, ...]:
    value = part.get("EXDATE")
    lists = value if isinstance(value, list) else [value] if value is not None else []
    try:
        days = {_day_in(one.dt, zone) for each in lists for one in each.dts if isinstance(one.dt, date)}
    except (ValueError, AttributeError) as error:
        unread.append(f"{_name(part)}: the days its rule leaves out are not understood ({_why(error)})")
        return ()
    return tuple(sorted(days))


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
    uid = str(params.get(f"{_OWN}UID", "")) or None
    return CalendarPerson(name, email or None, uid) if name or email else None


def _sequence(part: Component) -> int:
    text = _text(part, "SEQUENCE")
    return min(int(text), 2**31 - 1) if text.isdecimal() else 0


def _changed_at(part: Component) -> datetime | None:
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        value = getattr(part.get(name), "dt", None)
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
    return None


def _guessed_channel(part: Component) -> str:
    place = f"{_text(part, 'LOCATION')} {_text(part, 'URL')}".casefold()
    return "video" if any(word in place for word in ("zoom", "teams", "meet.google", "webex", "http")) else "meeting"


def _word(part: Component, name: str, words: tuple[str, ...], default: str) -> str:
    said = _own(part, name)
    return said if said in words else default


def _own(part: Component, name: str) -> str:
    # The parser leaves the escapes of what it does not know.
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], _text(part, _OWN + name))


def _text(part: Component, name: str) -> str:
    value = _first(part, name)
    return "" if value is None else str(value)


def _first(part: Component, name: str) -> Any:
    """Give a property; the first where the file says it more than once."""
    value = part.get(name)
    return (value[0] if value else None) if isinstance(value, list) else value


def _name(part: Component) -> str:
    return f'event "{clean_line(_text(part, "SUMMARY") or _text(part, "UID"))[:60]}"'


def _why(error: Exception) -> str:
    return clean_line(str(error))[:160] or type(error).__name__

"""Calendar files: what is written reads back the same, by our reader and by one written from RFC 5545 alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.domain.calendar_events import CalendarEvent, CalendarPerson
from csworkbench.domain.texts import clean_line, clean_text
from csworkbench.domain.words import CHANNELS, CHECK_IN_STATES, SHIFTS, TOUCH_KINDS
from csworkbench.exchange.readers.ics_file import read_calendar
from csworkbench.exchange.writers.ics_file import address_name, calendar_bytes
from csworkbench.exchange.writers.time_zones import zone_component

ZONES = ("Europe/Oslo", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "UTC", None)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=90)
LINES = WORDS.map(clean_line)
PEOPLE = st.builds(
    CalendarPerson,
    LINES.filter(bool).map(address_name),
    st.none() | st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True),
    st.none() | st.uuids().map(str),
)
RULES = st.sampled_from([None, None, "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=9",
                         "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR;UNTIL=20290330", "FREQ=DAILY;UNTIL=20281029"])  # fmt: skip


@st.composite
def events(draw: st.DrawFn) -> CalendarEvent:
    at = draw(st.none() | st.times().map(lambda one: f"{one:%H:%M}"))
    rule = draw(RULES)
    day = draw(st.dates(date(2024, 1, 1), date(2028, 12, 31)))
    steps = draw(st.sets(st.integers(1, 400), max_size=3)) if rule else ()
    added = tuple(sorted(day + timedelta(days=step) for step in steps))
    stands_for = None if rule else draw(st.none() | st.just(day - timedelta(days=2)))
    series_time = draw(st.none() | st.times().map(lambda one: f"{one:%H:%M}")) if stands_for else None
    return CalendarEvent(
        uid=f"{draw(st.uuids())}@csworkbench",
        day=day,
        title=draw(LINES),
        time=at,
        zone=draw(st.sampled_from(ZONES)) if at else None,
        minutes=draw(st.none() | st.integers(0, 1440)),
        agenda=draw(WORDS.map(clean_text)) or None,
        state=draw(st.sampled_from(CHECK_IN_STATES)),
        kind=draw(st.sampled_from(TOUCH_KINDS)),
        channel=draw(st.sampled_from(CHANNELS)),
        reason=draw(LINES) or None,
        account_uid=draw(st.none() | st.uuids().map(str)),
        organizer=draw(st.none() | PEOPLE),
        people=tuple(draw(st.lists(PEOPLE, max_size=3))),
        rule=rule,
        shift=draw(st.none() | st.sampled_from(SHIFTS)),
        left_out=tuple(sorted({day + timedelta(days=7 * draw(st.integers(0, 20)))} - set(added))) if rule else (),
        added=added,
        recurrence_on=stands_for,
        recurrence_time=series_time,
        recurrence_zone=draw(st.sampled_from(ZONES)) if series_time else None,
        sequence=draw(st.integers(0, 99)),
        changed_at=draw(st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1)).map(  # noqa: DTZ001  # zone follows
            lambda one: one.replace(microsecond=0, tzinfo=UTC))),
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(events(), min_size=1, max_size=4, unique_by=lambda one: one.uid))
def test_what_is_written_reads_back_the_same(found: list[CalendarEvent]) -> None:
    data = calendar_bytes(found, "Book")
    read = read_calendar(data)
    assert read.unread == ()
    assert sorted(read.events, key=lambda one: one.uid) == sorted(found, key=lambda one: one.uid)
    assert calendar_bytes(read.events, "Book") == data


@settings(max_examples=80, deadline=None)
@given(events())
def test_an_independent_reader_sees_the_same(event: CalendarEvent) -> None:
    data = calendar_bytes([event], "Book")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    (found,) = raw_events(data)
    assert unescaped(found["SUMMARY"][1]) == event.title
    assert unescaped(found.get("DESCRIPTION", ({}, ""))[1]) == (event.agenda or "")
    params, start = found["DTSTART"]
    assert start[:8] == f"{event.day:%Y%m%d}"
    if event.time is None:
        assert params == {"VALUE": "DATE"}
        assert found["DTEND"][1] == f"{event.day + timedelta(days=1):%Y%m%d}", "the end is exclusive"
    else:
        assert start[9:13] == event.time.replace(":", "")
        assert start.endswith("Z") == (event.zone == "UTC")
        assert params.get("TZID") == (event.zone if event.zone not in ("UTC", None) else None)
    assert int(found["SEQUENCE"][1]) == event.sequence


def raw_events(data: bytes) -> list[dict[str, Any]]:
    """Read content lines as RFC 5545 (3.1, 3.2, 3.3.11) says, with nothing but string functions."""
    found: list[dict[str, Any]] = []
    for line in data.decode().replace("\r\n ", "").split("\r\n"):
        head, value = split_outside_quotes(line, ":")
        name, *params = split_all(head, ";")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("END", "BEGIN"):
            said = dict(one.split("=", 1) for one in params)
            found[-1][name] = ({key: text.strip('"') for key, text in said.items()}, value)
    return found


def split_outside_quotes(line: str, mark: str) -> tuple[str, str]:
    parts = split_all(line, mark)
    return parts[0], line[len(parts[0]) + 1 :]


def split_all(line: str, mark: str) -> list[str]:
    parts, is_quoted = [""], False
    for letter in line:
        is_quoted ^= letter == '"'
        if letter == mark and not is_quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def unescaped(text: str) -> str:
    out, letters = "", iter(text)
    for letter in letters:
        out += {"n": "\n", "N": "\n"}.get(follows := next(letters), follows) if letter == "\\" else letter
    return out


@pytest.mark.parametrize(
    "name", ["Europe/Oslo", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca"]
)
def test_time_zones_say_what_zoneinfo_says(name: str, tmp_path) -> None:
    file = tmp_path / "zone.ics"
    zone = zone_component(name, 2026, 2027).to_ical().decode()
    file.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{zone}END:VCALENDAR\r\n", newline="")
    with file.open() as opened:
        theirs = tzical(opened).get(name)
    ours = ZoneInfo(name)
    for hours in range(0, 24 * 365 * 3, 5):
        local = datetime(2026, 1, 1, 0, 10) + timedelta(hours=hours)  # noqa: DTZ001  # the zone is what is compared
        is_in_gap = local.replace(tzinfo=ours).astimezone(UTC).astimezone(ours).replace(tzinfo=None) != local
        is_twice = local.replace(tzinfo=ours).utcoffset() != local.replace(tzinfo=ours, fold=1).utcoffset()
        if not (is_in_gap or is_twice):
            assert local.replace(tzinfo=theirs).utcoffset() == local.replace(tzinfo=ours).utcoffset(), local

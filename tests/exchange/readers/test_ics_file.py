"""Calendar files as other programs write and break them: what can be read is, the rest is told."""

from __future__ import annotations

import warnings
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csworkbench.exchange.readers.ics_file import read_calendar, read_calendar_file
from csworkbench.infra.errors import InvalidInput, WorkbenchError


def file_of(*lines: str, uid: str = "one") -> bytes:
    body = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", "END:VCALENDAR", ""])
    return body.encode()


def only(*lines: str):
    (event,) = read_calendar(file_of(*lines)).events
    return event


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("DTSTART;VALUE=DATE:20261204", (date(2026, 12, 4), None, None)),
        ("DTSTART:20261204", (date(2026, 12, 4), None, None)),
        ("DTSTART:20261204T093000", (date(2026, 12, 4), "09:30", None)),
        ("DTSTART:20261204T093000Z", (date(2026, 12, 4), "09:30", "UTC")),
        ("DTSTART;TZID=Asia/Kolkata:20261204T093000", (date(2026, 12, 4), "09:30", "Asia/Kolkata")),
        ("DTSTART;TZID=W. Europe Standard Time:20261204T093000", (date(2026, 12, 4), "08:30", "UTC")),
    ],
)
def test_starts(start: str, expected: tuple) -> None:
    event = only(start)
    assert (event.day, event.time, event.zone) == expected


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        (["DTEND:20261204T101500"], 45),
        (["DURATION:PT1H"], 60),
        (["DURATION:-PT1H"], None),
        (["DTEND:20261210T101500"], None),
        ([], 0),
    ],
)
def test_lengths(lines: list[str], minutes: int | None) -> None:
    assert only("DTSTART:20261204T093000", *lines).minutes == minutes


def test_a_length_over_the_hour_that_is_skipped() -> None:
    zone = ";TZID=Europe/Oslo:20270328T"
    assert only(f"DTSTART{zone}013000", f"DTEND{zone}033000").minutes == 60


def test_a_guess_at_a_zone_is_no_noise() -> None:
    """Also where the file is damaged and its events are read one by one, and where a property is read late."""
    zone = "/freeassociation.sourceforge.net/Europe/Berlin"
    event = f"DTSTART;TZID={zone}:20261204T200000", f"RDATE;TZID={zone}:20261205T200000"
    whole = file_of(*event)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read_calendar(whole).unread == ()
        damaged = read_calendar(whole.replace(b"BEGIN:VEVENT", b"NO LINE\r\nBEGIN:VEVENT"))
    assert "damaged" in damaged.unread[0]
    assert len(damaged.events) == 1


def test_until_is_a_day_where_the_event_is() -> None:
    event = only("DTSTART;TZID=America/New_York:20261204T200000", "RRULE:FREQ=DAILY;UNTIL=20261207T010000Z")
    assert event.rule == "FREQ=DAILY;UNTIL=20261206"


@pytest.mark.parametrize(
    ("lines", "word", "count"),
    [
        (["SUMMARY:No start"], "no start", 0),
        (["DTSTART:INVALID"], "DTSTART", 0),
        (["DTSTART:10661014"], "between 1970 and 2199", 0),
        (["DTSTART:20261204T093000", "RRULE:FREQ=SECONDLY"], "don't repeat", 1),
        (["DTSTART:20261204T093000", "RRULE:FREQ=DAILY", "RDATE;VALUE=TIME:093000"], "days added", 1),
        (["DTSTART:20261204T093000", "RDATE:20261206T093000,20261206T103000"], "twice on 2026-12-06", 1),
        (["DTSTART:20261204T093000", "DURATION:P9999999999999W"], "length", 1),
        (["DTSTART:20261204", "RRULE:FREQ=DAILY", "EXDATE:"], "leaves out", 1),
    ],
)
def test_what_cannot_be_read_is_told(lines: list[str], word: str, count: int) -> None:
    found = read_calendar(file_of(*lines))
    assert len(found.events) == count
    assert word in found.unread[0]


def test_one_broken_line_costs_one_event_only() -> None:
    data = file_of("DTSTART:20261204", "SUMMARY:Good") + file_of("X Y", uid="two") + file_of("DTSTART:20261205")
    found = read_calendar(data)
    assert [event.day.day for event in found.events] == [4, 5]
    assert len(found.unread) == 1


@pytest.mark.parametrize("data", [b"", b"name,day\r\n", b"\x00\x01", b"BEGIN", "BEGIN:VCALENDAR".encode("utf-16")])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_calendar(data)


def test_a_file_that_is_not_there(tmp_path) -> None:
    with pytest.raises(WorkbenchError):
        read_calendar_file(tmp_path / "none.ics")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=6))
def test_nothing_breaks_the_reader(lines: list[str]) -> None:
    found = read_calendar(file_of(*lines))
    assert len(found.events) <= 1

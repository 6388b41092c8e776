"""Series of calendar files: days that are added to a rule, and every way to bring a known series up to date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from csworkbench.domain.calendar_import import NO_ACCOUNT
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.series import SeriesDraft
from csworkbench.exchange.readers.ics_file import read_calendar, read_calendar_file
from csworkbench.services import checkins
from csworkbench.services.calendar_files.export import export_book
from csworkbench.services.calendar_files.importing import import_calendar
from csworkbench.services.series import changes as series
from csworkbench.storage.tables.accounts import contact

TODAY = date(2026, 11, 23)


@pytest.fixture
def book(wb, keys):
    with wb.change("Give addresses") as change:
        for key, email in ((keys.ann, "ann@acme.example"), (keys.ada, "ada@acme.example")):
            change.connection.execute(update(contact).where(contact.c.id == key).values(email=email))
    return wb


@pytest.fixture
def take(book, tmp_path):
    """Import events that are given as lines without BEGIN and END, a blank line between two."""

    def run(*events, **options):
        file = tmp_path / "series.ics"
        blocks = ["\r\n".join(["BEGIN:VEVENT", *event.strip().splitlines(), "END:VEVENT"]) for event in events]
        file.write_text("\r\n".join(["BEGIN:VCALENDAR", *blocks, "END:VCALENDAR", ""]), encoding="utf-8", newline="")
        return import_calendar(book, file, **options)

    return run


def master(*lines, sequence=0, uid="series@elsewhere", start="20261124", title="Acme weekly"):
    more = "\n".join(lines)
    return f"UID:{uid}\nSUMMARY:{title}\nDTSTART;VALUE=DATE:{start}\nSEQUENCE:{sequence}\n{more}"


def planned(book, keys):
    rows = [row for row in checkins.list_check_ins(book, keys.acme) if row.state == "planned"]
    return sorted((row.due_on, row.due_time) for row in rows)


def days(book, keys):
    return [f"{day:%m%d}" for day, _ in planned(book, keys)]


def test_days_added_to_a_rule_come_in(book, keys, take):
    event = master("RRULE:FREQ=WEEKLY;COUNT=3", "RDATE;VALUE=DATE:20261127,20270610", "EXDATE;VALUE=DATE:20261201")
    done = take(event)
    assert (done.added, done.left_out) == (1, [])
    assert days(book, keys) == ["1124", "1127", "1208", "0610"]
    assert take(event).unchanged == 1


def test_an_event_that_lists_its_days_comes_in_whole(book, keys, take):
    event = """UID:listed@elsewhere
SUMMARY:Acme steering
DTSTART;TZID=Europe/Oslo:20261124T090000
DTEND;TZID=Europe/Oslo:20261124T093000
RDATE;TZID=Europe/Oslo:20261126T090000,20261130T140000
RDATE;VALUE=PERIOD:20261203T080000Z/PT2H"""
    assert take(event).left_out == []
    rows = sorted(checkins.list_check_ins(book, keys.acme), key=lambda row: row.due_on)
    assert [(row.due_on.day, row.due_time, row.minutes) for row in rows] == [
        (24, "09:00", 30), (26, "09:00", 30), (30, "14:00", 30), (3, "09:00", 120)]  # fmt: skip
    assert {row.time_zone for row in rows} == {"Europe/Oslo"}
    assert take(event).unchanged == 3
    moved = take(event.replace("20261130T140000", "20261130T150000") + "\nSEQUENCE:1")
    assert (moved.updated, moved.added) == (1, 0)
    assert (date(2026, 11, 30), "15:00") in planned(book, keys)


def test_what_the_file_says_of_a_day_goes_before_its_list(book, keys, take):
    own = "UID:series@elsewhere\nRECURRENCE-ID;VALUE=DATE:20261127\nDTSTART;VALUE=DATE:20261128\nSUMMARY:Acme"
    take(own, master("RDATE;VALUE=DATE:20261127"))
    assert days(book, keys) == ["1124", "1128"]


def test_two_on_one_day_are_told(book, keys, take):
    event = "UID:a@b\nSUMMARY:Acme\nDTSTART:20261124T090000\nRDATE:20261125T090000,20261125T150000"
    assert "takes place twice on 2026-11-25" in take(event).left_out[0]
    assert days(book, keys) == ["1124", "1125"]


def test_a_list_that_is_not_understood_is_told(book, keys, take):
    event = "UID:a@b\nSUMMARY:Acme\nDTSTART:20261124T090000\nRDATE;VALUE=TIME:083000"
    assert "days added to it are not understood" in take(event).left_out[0]
    assert days(book, keys) == ["1124"]


def test_added_days_go_out_again_and_come_back(book, keys, take, tmp_path):
    take(master("RRULE:FREQ=WEEKLY;COUNT=3", "RDATE;VALUE=DATE:20261127,20270610"))
    file = tmp_path / "book.ics"
    export_book(book, file)
    (event,) = read_calendar_file(file).events
    assert event.uid == "series@elsewhere"
    assert event.added == (date(2026, 11, 27), date(2027, 6, 10))
    assert import_calendar(book, file).is_nothing
    before = planned(book, keys)
    book.undo()
    import_calendar(book, file)
    assert planned(book, keys) == before


def test_days_added_far_ahead_do_not_end_the_planning(book, keys, take):
    take(master("RRULE:FREQ=WEEKLY", "RDATE;VALUE=DATE:20280105"))
    key = checkins.list_check_ins(book, keys.acme)[0].series_id
    assert key is not None
    rows = sorted(series.list_series_check_ins(book, key), key=lambda row: row.due_on)
    for row in rows[:2]:
        checkins.complete_check_in(book, row.id)
    assert rows[-2].due_on + timedelta(days=7) in [day for day, _ in planned(book, keys)]
    assert date(2028, 1, 5) in [row.due_on for row in series.list_series_check_ins(book, key)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;VALUE=DATE:20261201"], ["1124", "1208", "1215"]),
        (["RRULE:FREQ=WEEKLY;COUNT=4", "RDATE;VALUE=DATE:20261203"], ["1124", "1201", "1203", "1208", "1215"]),
        (["RRULE:FREQ=WEEKLY;COUNT=2"], ["1124", "1201"]),
        (["RRULE:FREQ=WEEKLY;COUNT=4"], ["1124", "1201", "1208", "1215"]),
    ],
    ids=["a day left out", "a day added", "fewer", "the same"],
)
def test_again_brings_the_days_up_to_date(book, keys, take, lines, expected):
    take(master("RRULE:FREQ=WEEKLY;COUNT=4"))
    done = take(master(*lines, sequence=1))
    assert (done.updated, done.unchanged) == ((1, 0) if len(expected) != 4 else (0, 1))
    assert days(book, keys) == expected
    assert take(master(*lines, sequence=1)).unchanged == 1


def test_a_day_that_is_no_longer_added_goes(book, keys, take):
    take(master("RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;VALUE=DATE:20261203"))
    assert days(book, keys) == ["1124", "1201", "1203"]
    assert take(master("RRULE:FREQ=WEEKLY;COUNT=2", sequence=1)).updated == 1
    assert days(book, keys) == ["1124", "1201"]


def test_a_new_title_moves_nothing_of_a_series_that_began_long_ago(book, keys, take):
    take(master("RRULE:FREQ=WEEKLY", start="20240102"))
    second = planned(book, keys)[1][0]
    row = next(one for one in checkins.list_check_ins(book, keys.acme) if one.due_on == second)
    checkins.cancel_check_in(book, row.id, "Holidays")
    before = days(book, keys)
    assert take(master("RRULE:FREQ=WEEKLY", start="20240102", sequence=1, title="Acme, weekly call")).updated == 1
    assert days(book, keys) == before
    agendas = {one.agenda for one in checkins.list_check_ins(book, keys.acme) if one.state == "planned"}
    assert agendas == {"Acme, weekly call"}


def test_another_week_day_moves_what_is_planned(book, keys, take):
    take(master("RRULE:FREQ=WEEKLY;COUNT=3"))
    done = take(master("RRULE:FREQ=WEEKLY;COUNT=3", start="20261126", sequence=1))
    assert done.updated == 1
    assert days(book, keys) == ["1126", "1203", "1210"]


def test_other_attendees_are_asked_when_the_event_is_newer(book, keys, take):
    ann, ada = "ATTENDEE:mailto:ann@acme.example", "ATTENDEE:mailto:ada@acme.example"
    take(master("RRULE:FREQ=WEEKLY;COUNT=3", ann))
    assert take(master("RRULE:FREQ=WEEKLY;COUNT=3", ada)).unchanged == 1
    assert take(master("RRULE:FREQ=WEEKLY;COUNT=3", ann, ada, sequence=2)).updated == 1
    people = {row.people for row in checkins.list_check_ins(book, keys.acme)}
    assert {key for one in people for key, _ in one} == {keys.ann, keys.ada}


def test_each_event_has_a_line_that_says_what_becomes_of_it(book, keys, take):
    checkins.schedule_check_in(book, CheckInDraft(keys.acme, TODAY))
    who = "ATTENDEE;CN=Ann:mailto:ann@acme.example\nATTENDEE;CN=Someone:mailto:someone@acme.example"
    nowhere = "UID:nowhere@b\nSUMMARY:Dentist\nDTSTART;VALUE=DATE:20261130"
    old = "UID:old@b\nSUMMARY:Acme kick-off\nDTSTART;VALUE=DATE:20250102"
    done = take(master("RRULE:FREQ=WEEKLY;COUNT=2", who), nowhere, old, "UID:none@b\nSUMMARY:No day", is_dry_run=True)
    said = {line.title: line for line in done.lines}
    weekly = said["Acme weekly"]
    assert (weekly.kind, weekly.account, weekly.is_series, weekly.day) == ("new", "Acme", True, date(2026, 11, 24))
    assert (weekly.people, weekly.strangers) == (("Ann Ash",), ("Someone",))
    assert (said["Dentist"].kind, said["Dentist"].why) == ("left out", NO_ACCOUNT)
    assert said["Acme kick-off"].why == "it was over before"
    assert (said["No day"].day, said["No day"].why) == (None, "it has no start")
    assert 'event "No day": it has no start' in done.left_out
    assert (done.added, len(done.left_out), done.without_account) == (1, 3, 1)
    assert len(checkins.list_check_ins(book, keys.acme)) == 1, "nothing was written"


def test_a_series_that_goes_by_completion_goes_out_as_single_events(book, keys, tmp_path):
    draft = SeriesDraft(keys.acme, TODAY, "monthly", is_from_completion=True)
    key = series.schedule_series(book, draft)
    checkins.complete_check_in(book, series.list_series_check_ins(book, key)[0].id)
    file = tmp_path / "book.ics"
    export_book(book, file)
    found = read_calendar_file(file).events
    assert [(one.rule, one.recurrence_on, one.state) for one in sorted(found, key=lambda one: one.day)] == [
        (None, None, "held"), (None, None, "planned")]  # fmt: skip
    assert len({one.uid for one in found}) == 2
    assert import_calendar(book, file).is_nothing


def test_check_ins_off_the_rule_go_out_with_it(book, keys, tmp_path):
    """A series moved to another week-day has held check-ins on the old one: the rule starts where it holds."""
    key = series.schedule_series(book, SeriesDraft(keys.acme, TODAY, "every 2 weeks"))
    rows = series.list_series_check_ins(book, key)
    checkins.complete_check_in(book, rows[0].id)
    series.move_in_series(book, rows[1].id, rows[1].due_on + timedelta(days=1), "all")
    file = tmp_path / "book.ics"
    export_book(book, file)
    found = read_calendar(file.read_bytes()).events
    rules = [one for one in found if one.rule]
    assert {one.day.weekday() for one in rules} <= {0, 1}
    assert import_calendar(book, file).is_nothing

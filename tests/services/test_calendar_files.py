"""Calendar files of a book: stable UIDs, rising SEQUENCE, and nothing lost or doubled on the way back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.series import SeriesDraft
from csworkbench.exchange.readers.ics_file import read_calendar_file
from csworkbench.infra.errors import InvalidInput, NotFound, WorkbenchError
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services import checkins
from csworkbench.services.calendar_files.export import export_book, export_check_in, export_folder, export_series
from csworkbench.services.calendar_files.importing import import_calendar
from csworkbench.services.series import changes as series
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage import calendar_ledger
from csworkbench.storage.engine import book_engine
from csworkbench.storage.tables.accounts import contact, owner
from csworkbench.storage.tables.engagement import check_in

TODAY = date(2026, 11, 23)
GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20261202T150000
DTEND;TZID=Europe/Berlin:20261202T154500
DTSTAMP:20261120T101010Z
ORGANIZER;CN=Maya Lind:mailto:maya@ours.example
UID:abc123@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;CN=Ann;X-NUM-GUESTS=0:mailto:ANN@acme.example
ATTENDEE;CN=Somebody Else:mailto:else@acme.example
DESCRIPTION:Line one\\nLine two\\, with a comma
LOCATION:https://meet.google.com/abc
SEQUENCE:{sequence}
STATUS:{status}
SUMMARY:Roll-out
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def book(wb, keys):
    with wb.change("Give addresses") as change:
        for key, email in ((keys.ann, "ann@acme.example"), (keys.bo, "bo@beta.example")):
            change.connection.execute(update(contact).where(contact.c.id == key).values(email=email))
        change.connection.execute(update(owner).where(owner.c.id == keys.maya).values(email="maya@ours.example"))
    return wb


def plan(book, keys, **more):
    values = {"agenda": "Goals; and\nmore, of course \\ æøå", "minutes": 45, "due_time": "14:30",
              "time_zone": "Europe/Oslo", "contact_ids": (keys.ann, keys.ada), **more}  # fmt: skip
    return checkins.schedule_check_in(book, CheckInDraft(keys.acme, date(2026, 12, 1), "video", **values))


def weekly(book, keys):
    draft = SeriesDraft(
        keys.acme, TODAY, "weekly", contact_ids=(keys.ann,), due_time="09:00", time_zone="America/New_York", minutes=30
    )
    return series.schedule_series(book, draft)


def all_rows(book, keys):
    return [*checkins.list_check_ins(book, keys.acme), *checkins.list_check_ins(book, keys.beta)]


def google(tmp_path, sequence=0, status="CONFIRMED", name="invite.ics"):
    file = tmp_path / name
    text = GOOGLE.format(sequence=sequence, status=status).replace("\n", "\r\n")
    file.write_text(text, encoding="utf-8", newline="")
    return file


def test_sequence_rises_with_every_change_and_never_falls(book, keys, tmp_path):
    key = plan(book, keys)
    file = tmp_path / "one.ics"

    def told():
        export_check_in(book, key, file)
        (event,) = read_calendar_file(file).events
        return event.uid, event.sequence, event.day

    first = told()
    assert first[1] == 0
    assert told() == first
    checkins.move_check_in(book, key, date(2026, 12, 3))
    assert told() == (first[0], 1, date(2026, 12, 3))
    book.undo()
    assert told() == (first[0], 2, date(2026, 12, 1)), "an undo is a change too"
    book.redo()
    assert told() == (first[0], 3, date(2026, 12, 3))


def test_the_whole_book_comes_back_as_it_is(book, keys, tmp_path, dump):
    plan(book, keys), weekly(book, keys)
    checkins.schedule_check_in(book, CheckInDraft(keys.beta, date(2026, 12, 24), minutes=20))
    held = checkins.schedule_check_in(book, CheckInDraft(keys.beta, TODAY))
    checkins.complete_check_in(book, held)
    file = tmp_path / "book.ics"
    assert export_book(book, file) == 4
    before = dump()
    done = import_calendar(book, file)
    assert (done.added, done.updated, done.unchanged, done.left_out) == (0, 0, 4, [])
    assert dump() == before


def test_it_comes_back_when_it_was_lost(book, keys, tmp_path, goes_both_ways):
    plan(book, keys)
    key = weekly(book, keys)
    third = series.list_series_check_ins(book, key)[2]
    series.move_in_series(book, third.id, date(2026, 12, 9))
    fourth = series.list_series_check_ins(book, key)[3]
    checkins.cancel_check_in(book, fourth.id, "Holidays")
    names = ("due_on", "due_time", "time_zone", "minutes", "kind", "channel", "agenda", "state", "reason", "people")

    def content():
        rows = sorted(all_rows(book, keys), key=lambda row: (row.due_on, row.scheduled_on or row.due_on))
        return [tuple(getattr(row, name) for name in names) for row in rows]

    expected = content()
    file = tmp_path / "book.ics"
    export_book(book, file)
    for _ in range(4):
        book.undo()
    assert all_rows(book, keys) == []
    goes_both_ways(lambda: import_calendar(book, file), "Import calendar book.ics")
    # One more week may be planned than was exported: the cancelled one counts no longer.
    assert content()[: len(expected) - 1] == expected[:-1]
    again = import_calendar(book, file)
    assert (again.added, again.updated) == (0, 0)


def test_a_file_of_ours_never_takes_newer_changes_back(book, keys, tmp_path):
    key = plan(book, keys)
    file = tmp_path / "one.ics"
    export_check_in(book, key, file)
    checkins.move_check_in(book, key, date(2026, 12, 8))
    done = import_calendar(book, file)
    assert (done.updated, done.unchanged) == (0, 1)
    assert checkins.get_check_in(book, key).due_on == date(2026, 12, 8)


def test_a_move_in_a_calendar_program_is_taken_over(book, keys, tmp_path):
    key = plan(book, keys)
    file = tmp_path / "one.ics"
    export_check_in(book, key, file)
    text = file.read_text(encoding="utf-8").replace("20261201T", "20261204T").replace("SEQUENCE:0", "SEQUENCE:1")
    file.write_text(text, encoding="utf-8", newline="")
    assert import_calendar(book, file).updated == 1
    row = checkins.get_check_in(book, key)
    assert (row.due_on, row.due_time, row.moved_count) == (date(2026, 12, 4), "14:30", 1)
    assert import_calendar(book, file).unchanged == 1


def test_an_invitation_is_matched_by_its_attendees(book, keys, tmp_path, goes_both_ways):
    file = google(tmp_path)
    goes_both_ways(lambda: import_calendar(book, file), "Import calendar invite.ics")
    (row,) = checkins.list_check_ins(book, keys.acme)
    assert (row.due_on, row.due_time, row.time_zone, row.minutes) == (date(2026, 12, 2), "15:00", "Europe/Berlin", 45)
    assert (row.agenda, row.channel) == ("Roll-out\nLine one\nLine two, with a comma", "video")
    assert row.people == ((keys.ann, "Ann Ash"),)


def test_an_invitation_again_updates_it(book, keys, tmp_path):
    done = import_calendar(book, google(tmp_path, 2))
    assert (done.added, done.strangers) == (1, ["Somebody Else"])
    assert import_calendar(book, google(tmp_path, 2)).unchanged == 1
    assert "newer" in import_calendar(book, google(tmp_path, 1, "CANCELLED")).left_out[0]
    assert import_calendar(book, google(tmp_path, 3, "CANCELLED")).updated == 1
    (row,) = checkins.list_check_ins(book, keys.acme)
    assert row.state == "cancelled"


def test_a_dry_run_changes_nothing(book, keys, tmp_path, dump):
    before, changes = dump(), len(book.history())
    assert import_calendar(book, google(tmp_path), is_dry_run=True).added == 1
    assert (dump(), len(book.history())) == (before, changes)


def test_events_without_an_account_and_old_ones_are_told(book, keys, tmp_path):
    file = google(tmp_path)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("acme.example", "nowhere.example"), encoding="utf-8", newline="")
    assert "no account" in import_calendar(book, file).left_out[0]
    assert import_calendar(book, file, keys.beta).added == 1
    old = tmp_path / "old.ics"
    old.write_text(text.replace("20261202", "20250102").replace("abc123", "old"), encoding="utf-8", newline="")
    assert "over before" in import_calendar(book, old).left_out[0]
    assert import_calendar(book, old, since=date(2025, 1, 1)).added == 1


def test_a_foreign_series_is_planned_and_excepts_its_days(book, keys, tmp_path):
    file = tmp_path / "series.ics"
    lines = """BEGIN:VCALENDAR
BEGIN:VEVENT
UID:weekly@elsewhere
SUMMARY:Acme weekly
DTSTART;VALUE=DATE:20261124
RRULE:FREQ=WEEKLY;COUNT=5
EXDATE;VALUE=DATE:20261208
END:VEVENT
BEGIN:VEVENT
UID:weekly@elsewhere
RECURRENCE-ID;VALUE=DATE:20261201
DTSTART;VALUE=DATE:20261203
SUMMARY:Acme weekly
END:VEVENT
END:VCALENDAR
"""
    file.write_text(lines.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert import_calendar(book, file).added == 2
    rows = sorted(checkins.list_check_ins(book, keys.acme), key=lambda row: row.scheduled_on or row.due_on)
    assert [(row.due_on.day, row.state) for row in rows] == [
        (24, "planned"), (3, "planned"), (8, "cancelled"), (15, "planned"), (22, "planned")]  # fmt: skip
    assert import_calendar(book, file).unchanged == 2


def test_a_folder_to_subscribe_to(book, keys, tmp_path):
    plan(book, keys)
    key = weekly(book, keys)
    folder = tmp_path / "calendar"
    assert export_folder(book, folder) == 2
    mine = folder / "mine.ics"
    mine.write_text("not ours", encoding="utf-8")
    assert export_folder(book, folder) == 0
    series.cancel_in_series(book, series.list_series_check_ins(book, key)[1].id, "Over", "later")
    assert export_folder(book, folder) == 1
    for _ in range(3):
        book.undo()
    assert export_folder(book, folder) == 2
    assert [path.name for path in folder.iterdir()] == ["mine.ics"]
    assert export_folder(book, folder, keys.tom) == 0


def test_what_one_series_gives(book, keys, tmp_path):
    key = weekly(book, keys)
    file = tmp_path / "series.ics"
    assert export_series(book, key, file) == 1
    (event,) = read_calendar_file(file).events
    assert (event.rule, event.day, event.zone) == ("FREQ=WEEKLY;BYDAY=MO", TODAY, "America/New_York")
    second = series.list_series_check_ins(book, key)[1]
    checkins.move_check_in(book, second.id, second.due_on + timedelta(days=1))
    assert export_series(book, key, file) == 2
    export_check_in(book, second.id, file)
    (event,) = read_calendar_file(file).events
    assert (event.recurrence_on, event.day) == (second.due_on, second.due_on + timedelta(days=1))


def test_it_goes_out_beside_the_window_that_has_the_book(book, keys, tmp_path):
    key = plan(book, keys)
    file = tmp_path / "beside.ics"

    def told():
        with closing(open_workbench(book.path, book.clock, write=False)) as beside:
            export_check_in(beside, key, file)
        (event,) = read_calendar_file(file).events
        return event.sequence, event.day

    assert told() == (0, date(2026, 12, 1))
    checkins.move_check_in(book, key, date(2026, 12, 3))
    assert told() == (1, date(2026, 12, 3))
    assert told() == (1, date(2026, 12, 3))
    book.undo()
    assert told() == (2, date(2026, 12, 1))
    with book.change("Hold the book"):
        assert told() == (2, date(2026, 12, 1)), "what is no news needs no write"


def test_two_exports_at_once_never_tell_two_contents_under_one_sequence(book, keys, tmp_path, monkeypatch):
    key = plan(book, keys)
    first, second = tmp_path / "first.ics", tmp_path / "second.ics"
    export_check_in(book, key, first)
    checkins.move_check_in(book, key, date(2026, 12, 3))
    noting = calendar_ledger.noting

    def after_another(path):
        """Let another export tell something else between reading the ledger and noting."""
        monkeypatch.setattr(calendar_ledger, "noting", noting)
        checkins.move_check_in(book, key, date(2026, 12, 4))
        export_check_in(book, key, second)
        return noting(path)

    monkeypatch.setattr(calendar_ledger, "noting", after_another)
    export_check_in(book, key, first)
    told = [read_calendar_file(file).events[0] for file in (first, second)]
    assert sorted((one.sequence, one.day.day) for one in told) == [(1, 4), (2, 3)]
    export_check_in(book, key, second)
    assert read_calendar_file(second).events[0].sequence == 3


def test_the_ledger_is_all_that_is_written_beside(book, keys):
    plan(book, keys)
    with pytest.raises(IntegrityError, match="outside a named change"), calendar_ledger.noting(book.path) as connection:
        connection.execute(update(check_in).values(due_on="2027-01-01"))


def test_a_book_that_cannot_be_written_tells_only_what_is_no_news(book, keys, tmp_path, monkeypatch):
    key = plan(book, keys)
    file = tmp_path / "one.ics"
    export_check_in(book, key, file)
    before = file.read_bytes()
    checkins.move_check_in(book, key, date(2026, 12, 3))
    monkeypatch.setattr(
        "csworkbench.storage.calendar_ledger.book_engine", lambda path, read_only: book_engine(path, read_only=True)
    )
    with pytest.raises(WorkbenchError, match="can't be written"):
        export_check_in(book, key, file)
    assert file.read_bytes() == before


def test_a_cancelled_export_leaves_the_file_as_it_was(book, keys, tmp_path):
    plan(book, keys)
    file = tmp_path / "book.ics"
    export_book(book, file)
    before = file.read_bytes()
    plan(book, keys)
    token = Token()
    token.cancel()
    with pytest.raises(Cancelled):
        export_book(book, file, token=token)
    with pytest.raises(Cancelled):
        export_folder(book, tmp_path / "folder", token=token)
    assert file.read_bytes() == before
    assert not (tmp_path / "folder").exists()


def test_what_is_refused(book, keys, tmp_path):
    with pytest.raises(InvalidInput):
        export_book(book, tmp_path / "book.txt")
    with pytest.raises(NotFound):
        export_series(book, 999, tmp_path / "a.ics")
    file = tmp_path / "no.ics"
    file.write_text("name,day\nAcme,2026-12-01\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="no calendar file"):
        import_calendar(book, file)

"""`checkins`: listed, planned by natural dates, held, moved, cancelled, out to a calendar file and in again."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from csworkbench.domain.contacts import ContactDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.services.accounts import resolve_account
from csworkbench.services.contacts import add_contact
from csworkbench.services.workbench import open_workbench
from csworkbench.storage.lock import BookLock

CLOCK = FixedClock(datetime(2026, 11, 23, 8, 30, tzinfo=UTC), date(2026, 11, 23))


@pytest.fixture
def account(command, demo):
    return command("accounts", "list", "--workbench", demo, "--format", "json", "--limit", "1").data[0]


def test_list(command, demo):
    ended = command("checkins", "list", "--workbench", demo, "--format", "json", "--to", "2026-12-31")
    assert ended.code == 0
    assert ended.data
    assert [row["due_on"] for row in ended.data] == sorted(row["due_on"] for row in ended.data)
    assert {row["state"] for row in ended.data} == {"planned"}
    table = command("checkins", "list", "--workbench", demo)
    assert table.out.splitlines()[0].split()[:3] == ["Id", "Due", "Time"]
    passed = command("checkins", "list", "--workbench", demo, "--passed", "--format", "json").data
    assert all(row["due_on"] < "2026-11-23" for row in passed)


@pytest.mark.parametrize(
    ("when", "day", "time"),
    [("tue 10", "2026-11-24", "10:00"), ("in 2 weeks", "2026-12-07", None), ("2026-12-04 14:30", "2026-12-04", "14:30"),
     ("1st business day of next month", "2026-12-01", None), ("end of month", "2026-11-30", None)],
)  # fmt: skip
def test_plan(command, demo, account, when, day, time):
    ended = command("checkins", "plan", account["id"], when, "--workbench", demo, "--format", "json")
    assert ended.code == 0, ended.err
    (row,) = ended.data
    assert (row["due_on"], row["due_time"], row["account"]) == (day, time, account["name"])


def test_plan_a_series_and_move_it(command, demo, account):
    planned = command("checkins", "plan", account["id"], "2026-12-31", "--repeat", "monthly", "--shift",
                      "modified following", "--workbench", demo, "--format", "json").data  # fmt: skip
    assert [row["scheduled_on"] for row in planned[:3]] == ["2026-12-31", "2027-01-31", "2027-02-28"]
    moved = command("checkins", "move", planned[1]["id"], "2027-01-15", "--scope", "later", "--workbench", demo,
                    "--format", "json")  # fmt: skip
    assert moved.data[0]["due_on"] == "2027-01-15"
    assert command("checkins", "cancel", planned[2]["uid"], "--reason", "Lost", "--scope", "all", "--workbench",
                   demo).code == 0  # fmt: skip
    assert command("undo", "--workbench", demo).code == 0


def test_hold(command, demo, account):
    (row,) = command("checkins", "plan", account["id"], "today", "--workbench", demo, "--format", "json").data
    said = ["--notes", "Went well", "--pulse", "4", "--action", "Send it@fri", "--their-action", "Sign"]
    said += ["--next", "in 3 weeks"]
    ended = command("checkins", "hold", row["id"], *said, "--workbench", demo, "--format", "json")
    assert ended.code == 0, ended.err
    assert ended.data[0]["state"] == "held"
    rows = command("checkins", "list", "--account", account["id"], "--workbench", demo, "--format", "json").data
    assert "2026-12-14" in [one["due_on"] for one in rows]
    history = command("history", "--workbench", demo).out
    assert history.count("Hold check-in") == 1


def person(path, account):
    """Give somebody of the account who may be called any day."""
    with closing(open_workbench(path, CLOCK)) as workbench:
        key = account_id(workbench, account)
        add_contact(workbench, ContactDraft(key, "Zoe Any", email="zoe@any.example"))
    return "zoe@any.example"


def account_id(workbench, account):
    return resolve_account(workbench, str(account["id"]))


def test_past_the_guard_a_reason_is_wanted(command, demo, account):
    who = person(demo, account)
    plan = ["checkins", "plan", account["id"], "--with", who, "--channel", "call", "--workbench", demo]
    first = command(*plan, "2027-03-02", "--reason", "Start", "--format", "json")
    assert first.code == 0, first.err
    refused = command(*plan, "2027-03-03")
    assert (refused.code, "1 business day after the planned call of 2 Mar 2027" in refused.err) == (1, True)
    assert "Next free date" in refused.err
    assert "Say why it is done all the same. Add --reason" in refused.err
    assert command(*plan, "2027-03-03", "--reason", "Outage").code == 0
    (row,) = command(*plan, "2027-05-04", "--reason", "x", "--format", "json").data
    move = ["checkins", "move", row["id"], "2027-03-04", "--workbench", demo, "--format", "json"]
    assert command(*move).code == 1
    assert command(*move, "--reason", "Outage again").data[0]["due_on"] == "2027-03-04"
    overrides = command("cadence", "overrides", "--workbench", demo, "--format", "json").data
    assert {"Outage", "Outage again"} <= {one["reason"] for one in overrides}


def test_a_series_is_asked_about_day_by_day(command, demo, account):
    who = person(demo, account)
    plan = ["checkins", "plan", account["id"], "2027-03-02", "--repeat", "every 2 days", "--with", who]
    refused = command(*plan, "--workbench", demo)
    assert (refused.code, "more days of the series" in refused.err) == (1, True)


def test_miss(command, demo, account):
    (row,) = command("checkins", "plan", account["id"], "today", "--workbench", demo, "--format", "json").data
    assert command("checkins", "miss", row["id"], "--workbench", demo).code == 2, "a reason is needed"
    missed = command("checkins", "miss", row["uid"], "--reason", "Nobody came", "--workbench", demo, "--format", "json")
    assert (missed.data[0]["state"], missed.data[0]["reason"]) == ("missed", "Nobody came")
    again = command("checkins", "miss", row["id"], "--reason", "x", "--workbench", demo)
    assert (again.code, "missed already" in again.err) == (1, True)


def test_out_and_in_again(command, demo, tmp_path):
    file = tmp_path / "book.ics"
    assert command("checkins", "export", file, "--workbench", demo).code == 0
    ended = command("checkins", "import", file, "--workbench", demo, "--format", "json")
    assert ended.code == 0, ended.err
    assert (ended.data["added"], ended.data["updated"], ended.data["left_out"]) == (0, 0, [])
    assert ended.data["unchanged"] == file.read_text(encoding="utf-8").count("BEGIN:VEVENT") > 0
    folder = tmp_path / "folder"
    assert command("checkins", "export", folder, "--folder", "--workbench", demo).code == 0
    again = command("checkins", "export", folder, "--folder", "--workbench", demo)
    assert ": 0 files" in again.err


def test_import_takes_a_calendar_file_for_what_it_is(command, demo, tmp_path):
    file = tmp_path / "book.ics"
    command("checkins", "export", file, "--workbench", demo)
    ended = command("import", file, "--workbench", demo, "--format", "json", "--dry-run")
    assert (ended.code, ended.data["added"], ended.data["dry_run"]) == (0, 0, True)
    assert {line["kind"] for line in ended.data["events"]} == {"unchanged"}
    assert command("import", "check-ins", file, "--workbench", demo).code == 0
    ended = command("import", "accounts", file, "--workbench", demo)
    assert (ended.code, "calendar files" in ended.err) == (2, True)
    assert command("import", "check-ins", "book.csv", "--workbench", demo).code == 2


def test_it_goes_out_while_a_window_has_the_book(command, demo, tmp_path):
    file = tmp_path / "book.ics"
    lock = BookLock.take(demo, "CS Workbench")
    try:
        ended = command("checkins", "export", file, "--workbench", demo)
        assert (ended.code, file.is_file()) == (0, True), ended.err
        assert command("checkins", "import", file, "--workbench", demo).code == 12
    finally:
        lock.release()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("plan", "1", "some day"), 1, "no day"),
        (("plan", "1", "fri", "--repeat", "now and then"), 1, "RFC 5545"),
        (("plan", "1", "fri", "--shift", "following"), 2, "--repeat"),
        (("plan", "1", "fri", "--with", "Nobody At All"), 1, "Nobody"),
        (("move", "999999", "fri"), 1, "no check-in"),
        (("hold", "not-a-uid"), 1, "no check-in"),
        (("cancel", "1"), 2, "--reason"),
        (("export", "x.ics", "--series", "1", "--check-in", "1"), 2, "one of"),
        (("export", "x.txt"), 1, ".ics"),
        (("import", "no-such-file.ics"), 1, "no-such-file.ics"),
        (("list", "--state", "lost"), 2, "lost"),
    ],
)
def test_what_is_refused(command, demo, words, code, said):
    ended = command("checkins", *words, "--workbench", demo)
    assert (ended.code, said in ended.err) == (code, True), ended.err


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["every 2 weeks"], "'every 2 weeks' is a repeat, no day. Give the first day, and the repeat beside it."),
        (["fri", "--repeat", "every 3 moons"], "'every 3 moons' is no repeat. Write daily, weekly, every 2 weeks,"),
        (["fri", "--with", "nobody@x.example"], "Nobody of this account is called 'nobody@x.example'. Write one of: "),
    ],
)
def test_what_is_not_understood_says_what_would_be(command, demo, account, typed, said):
    person(demo, account)
    refused = command("checkins", "plan", account["id"], *typed, "--workbench", demo)
    assert refused.code == 1
    assert said in refused.err

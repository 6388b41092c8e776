"""Commands that write: import, undo and redo, demo; and how failures end."""

from __future__ import annotations

import pytest

from csworkbench.cli import main
from csworkbench.cli.main import run
from csworkbench.infra.tokens import Cancelled
from csworkbench.storage.connection import connect
from csworkbench.storage.lock import BookLock

ACCOUNTS = (
    "Id,Name,ARR,Currency,Renewal\n1,Acme,1200,EUR,2027-03-01\n2,Beta,what,EUR,2027-04-01\n3,Gamma,5,EUR,2027-05-01\n"
)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "accounts.csv"
    path.write_text(ACCOUNTS, "utf-8")
    return path


def test_a_dry_run_counts_and_writes_nothing(command, empty, source):
    before = empty.read_bytes()
    ended = command("import", "accounts", source, "--workbench", empty, "--dry-run", "--format", "json")
    assert ended.code == 0
    assert ended.data["counts"] == {"new": 2, "changed": 0, "unchanged": 0, "rejected": 1, "skipped": 0}
    assert (ended.data["dry_run"], ended.data["errors"][0]["first_rows"]) == (True, [3])
    assert empty.read_bytes() == before


def test_rejects_are_mended_and_come_in_and_undo_takes_them_back(command, empty, source, tmp_path):
    rejects = tmp_path / "rejects.csv"
    ended = command("import", "accounts", source, "--workbench", empty, "--rejects", rejects)
    assert ended.code == 0
    assert ended.out.split()[2:] == ["new", "2", "changed", "0", "unchanged", "0", "rejected", "1", "skipped", "0"]
    assert "rows 3" in ended.err
    assert f"1 rows were rejected; they are in {rejects}" in ended.err
    rejects.write_text(rejects.read_text("utf-8-sig").replace("what", "77"), "utf-8")
    mended = command("import", "accounts", rejects, "--workbench", empty, "--format", "json")
    assert mended.data["counts"] == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 0, "skipped": 0}
    assert len(command("accounts", "list", "--workbench", empty, "--format", "json").data) == 3

    undone = command("undo", "--workbench", empty)
    assert (undone.code, undone.out, undone.err) == (0, "", "Undid: Import accounts from rejects.csv\n")
    assert len(command("accounts", "list", "--workbench", empty, "--format", "json").data) == 2
    assert command("redo", "--workbench", empty).code == 0
    assert len(command("accounts", "list", "--workbench", empty, "--format", "json").data) == 3
    history = command("history", "--workbench", empty, "--format", "json").data
    assert [row["name"] for row in history][:2] == [
        "Import accounts from rejects.csv",
        "Import accounts from accounts.csv",
    ]
    assert command("redo", "--workbench", empty).code == 1


def test_nothing_that_could_be_imported_ends_with_1(command, empty, tmp_path):
    source = tmp_path / "contacts.csv"
    source.write_text("Account,Name\nNobody,Ann\n", "utf-8")
    ended = command("import", "contacts", source, "--workbench", empty)
    assert ended.code == 1
    assert "Nothing could be imported" in ended.err


def test_options_reach_the_import(command, empty, tmp_path):
    source = tmp_path / "a.txt"
    source.write_bytes("Firma;Wert;Start\nMüller;1.234;03.04.2026\nBär;2.500;05.06.2026\n".encode("cp1252"))
    words = ["--map", "Firma=name", "--map", "Wert=arr", "--map", "Start=onboarded_on", "--currency", "chf"]
    words += ["--encoding", "cp1252", "--delimiter", ";", "--decimal-mark", ",", "--date-order", "dmy"]
    ended = command("import", "accounts", source, "--workbench", empty, *words, "--set", "tier=A", "--format", "json")
    assert ended.data["counts"]["new"] == 2
    rows = command("accounts", "list", "--workbench", empty, "--sort", "name", "--format", "json").data
    assert [(row["name"], row["arr"], row["currency"], row["tier"]) for row in rows] == [
        ("Bär", 2500, "CHF", "A"), ("Müller", 1234, "CHF", "A"),
    ]  # fmt: skip
    for bad in (["--delimiter", ";;"], ["--currency", "euros"], ["--date-order", "ydm"], ["--dry-run", "--new"]):
        assert command("import", "accounts", source, "--workbench", empty, *bad).code == 2


def test_a_book_is_made_for_an_import_only_when_asked(command, source, tmp_path):
    path = tmp_path / "new.cswb"
    assert command("import", "accounts", source, "--workbench", path).code == 1
    assert not path.exists()
    assert command("import", "accounts", source, "--workbench", path, "--new").code == 0


def test_rejects_never_overwrite_the_file_they_come_from_nor_go_nowhere(command, empty, source, tmp_path):
    for rejects in (source, tmp_path / "no" / "r.csv"):
        ended = command("import", "accounts", source, "--workbench", empty, "--rejects", rejects)
        assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert source.read_text("utf-8") == ACCOUNTS
    assert command("accounts", "list", "--workbench", empty, "--format", "json").data == []


def test_a_locked_book_is_read_but_not_written(command, demo, source):
    lock = BookLock.take(demo, "CS Workbench")
    try:
        ends = [
            command("import", "accounts", source, "--workbench", demo),
            command("undo", "--workbench", demo),
            command("redo", "--workbench", demo),
            command("health", "recompute", "--workbench", demo),
        ]
        assert command("import", "accounts", source, "--workbench", demo, "--dry-run").code == 0
        assert command("history", "--workbench", demo).code == 0
    finally:
        lock.release()
    for ended in ends:
        assert (ended.code, ended.out, ended.err.count("\n")) == (12, "", 1)
        assert "CS Workbench (process" in ended.err


def test_a_newer_a_damaged_and_a_missing_book_have_their_own_codes(command, empty, tmp_path):
    connection = connect(empty)
    connection.execute("PRAGMA user_version = 900")
    connection.close()
    damaged = tmp_path / "damaged.cswb"
    damaged.write_bytes(b"no book at all" * 1000)
    codes = {}
    for name, path in (("newer", empty), ("damaged", damaged), ("missing", tmp_path / "none.cswb")):
        ended = command("accounts", "list", "--workbench", path)
        codes[name] = ended.code
        assert (ended.out, ended.err.count("\n")) == ("", 1)
    assert codes == {"newer": 3, "damaged": 13, "missing": 1}
    assert damaged.read_bytes() == b"no book at all" * 1000


def test_a_demo_is_made_whole_or_not_at_all_and_never_over_a_file(command, tmp_path, monkeypatch):
    path = tmp_path / "d.cswb"
    made = command("demo", path, "--accounts", 5, "--seed", 2, "--as-of", "2026-11-23")
    assert (made.code, made.out) == (0, "")
    assert len(command("accounts", "list", "--workbench", path, "--format", "json").data) == 5
    before = path.read_bytes()
    assert command("demo", path, "--accounts", 5).code == 1
    assert path.read_bytes() == before

    def cancelled(token, *_):
        raise Cancelled

    monkeypatch.setattr("csworkbench.cli.output.ConsoleToken.report", cancelled)
    stopped = command("demo", tmp_path / "e.cswb", "--accounts", 3)
    assert (stopped.code, stopped.err) == (1, "cancelled; nothing was changed\n")
    assert [one.name for one in tmp_path.glob("*e.cswb*")] == []
    assert command("demo", tmp_path / "e.cswb", "--accounts", 100_001).code == 2


def test_an_unexpected_failure_is_one_line_with_the_place_of_the_log(command, demo, monkeypatch, tmp_path):
    def broken(*_):
        raise ZeroDivisionError("secret name")

    monkeypatch.setattr("csworkbench.services.history.list_history", broken)
    ended = command("history", "--workbench", demo)
    log = tmp_path / "data" / "logs" / "csworkbench.log"
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"csworkbench failed unexpectedly (ZeroDivisionError). Details are in {log}.\n"
    assert "ZeroDivisionError" in log.read_text("utf-8")
    assert "secret" not in log.read_text("utf-8")


@pytest.mark.parametrize("error", [KeyboardInterrupt, Cancelled])
def test_a_cancelled_command_says_that_nothing_was_changed(command, demo, monkeypatch, error):
    def cancelled(*_):
        raise error

    monkeypatch.setattr("csworkbench.services.history.list_history", cancelled)
    ended = command("history", "--workbench", demo)
    assert (ended.code, ended.err.strip()) == (1, main.CANCELLED_WORDS)


@pytest.mark.parametrize("words", [["no-such-word"], ["demo"], ["health", "show"], ["import", "invoices", "x"],
                                   ["--workbench", "x", "history"], ["open", "a", "--workbench", "b"]])  # fmt: skip
def test_wrong_usage_ends_with_2(command, words):
    assert command(*words).code == 2


def test_the_window_is_opened_with_the_book_that_is_named(tmp_path):
    asked = []

    def window(path, theme):
        asked.append((path, theme))
        return 0

    for words in (["--workbench", "a"], ["open", "--workbench", "a"], ["open", "a", "--theme", "dark"], []):
        assert run(window, words) == 0
    assert [(path and path.name, theme) for path, theme in asked] == [
        ("a", ""), ("a", ""), ("a", "dark"), (None, ""),
    ]  # fmt: skip


def test_a_failed_selftest_ends_with_14(command, monkeypatch):
    from csworkbench.services.selftest import CheckResult

    results = [CheckResult("one", ""), CheckResult("two", "it is broken")]
    monkeypatch.setattr("csworkbench.services.selftest.run_selftest", lambda window: results)
    ended = command("selftest")
    assert (ended.code, ended.err) == (14, "two: it is broken\n")
    assert command("selftest-window").code == 1

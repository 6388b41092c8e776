"""Commands that read: lists, health, reports, history."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from csworkbench.infra.clock import as_of_clock
from csworkbench.services.accounts import get_account, resolve_account
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage.lock import BookLock
from tests.cli.conftest import CLOCK

KEYS = {
    "computed_score", "computed_band", "override", "contradictions",
    "account", "uid", "score", "band", "coverage", "model_version", "as_of", "policy", "vetoes", "trend", "factors",
        "change", "oldest_input_on"}  # fmt: skip
FACTOR_KEYS = {"key", "label", "group", "raw", "age_days", "sub_score", "weight", "effective_weight", "contribution",
               "points", "missing_reason"}  # fmt: skip


def scored(command, demo):
    return [row for row in command("accounts", "list", "--workbench", demo, "--format", "json").data if row["score"]]


def test_the_list_of_accounts_is_filtered_sorted_and_cut(command, demo):
    ended = command("accounts", "list", "--workbench", demo, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.data) == 30
    scores = [row["score"] for row in ended.data if row["score"] is not None]
    assert scores == sorted(scores)
    best = command(
        "accounts", "list", "--workbench", demo, "--sort", "score", "--desc", "--limit", 2, "--format", "json"
    )
    assert [row["score"] for row in best.data] == scores[::-1][:2]
    worst = command("accounts", "list", "--workbench", demo, "--where", f"score <= {scores[4]}", "--format", "json")
    assert {row["score"] for row in worst.data} == set(scores[:5])


def test_the_list_as_of_a_past_day_holds_the_figures_of_that_day(command, demo, tmp_path):
    day = "2026-10-01"
    ended = command("accounts", "list", "--workbench", demo, "--as-of", day, "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    assert ended.data == command("accounts", "list", "--workbench", demo, "--as-of", day, "--format", "json").data
    then = command("health", "list", "--workbench", demo, "--as-of", day, "--format", "json").data
    listed = {row["name"]: (row["score"], row["band"]) for row in ended.data if row["band"]}
    assert listed == {row["account"]: (row["score"], row["band"]) for row in then}
    assert listed != {row["name"]: (row["score"], row["band"]) for row in scored(command, demo)}
    assert not (tmp_path / "data" / "past").exists()


def test_the_list_as_of_today_is_the_list(command, demo):
    words = ("accounts", "list", "--workbench", demo, "--format", "json")
    assert command(*words, "--as-of", "2026-11-23").out == command(*words).out


@pytest.mark.parametrize(("day", "words"), [("2026-11-24", "not past yet"), ("1999-01-01", "first day with")])
def test_a_list_of_no_past_day_is_refused(command, demo, tmp_path, day, words):
    ended = command("accounts", "list", "--workbench", demo, "--as-of", day)
    assert (ended.code, ended.out) == (1, "")
    assert words in ended.err
    assert not (tmp_path / "data" / "past").exists()


def test_a_filter_that_can_not_be_understood_is_wrong_usage_and_names_the_column(command, demo):
    ended = command("accounts", "list", "--workbench", demo, "--where", 'band = "at risk" an')
    assert (ended.code, ended.out) == (2, "")
    assert "column 18" in ended.err


def test_a_table_is_one_line_per_account(command, demo):
    lines = command("accounts", "list", "--workbench", demo, "--limit", 3).out.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("Account")


def test_large_amounts_are_printed_in_full(command, empty, tmp_path):
    source = tmp_path / "a.csv"
    source.write_text("Name,ARR,Currency\nAcme,1783720.50,EUR\n", "utf-8")
    assert command("import", "accounts", source, "--workbench", empty).code == 0
    assert " 1783720.5 " in command("accounts", "list", "--workbench", empty).out


def test_csv_has_iso_dates_and_no_formula(command, empty, tmp_path):
    source = tmp_path / "a.csv"
    source.write_text('Name,ARR,Currency,Renewal\n"=HYPERLINK(1)",1200.50,EUR,2027-03-01\n', "utf-8")
    assert command("import", "accounts", source, "--workbench", empty).code == 0
    row = next(csv.DictReader(command("accounts", "list", "--workbench", empty, "--format", "csv").out.splitlines()))
    assert (row["name"], row["arr"], row["renewal_on"]) == ("'=HYPERLINK(1)", "1200.5", "2027-03-01")


def test_health_explains_every_score_with_points_that_add_up(command, demo):
    for row in scored(command, demo):
        ended = command("health", "show", row["id"], "--workbench", demo, "--format", "json")
        assert ended.code == 0
        assert set(ended.data) == KEYS
        assert all(set(factor) == FACTOR_KEYS for factor in ended.data["factors"])
        assert (ended.data["score"], ended.data["band"]) == (row["score"], row["band"])
        assert (ended.data["computed_score"], ended.data["computed_band"]) == (row["score"], row["band"])
        assert sum(factor["points"] for factor in ended.data["factors"]) == ended.data["computed_score"]
        exact = sum(factor["contribution"] for factor in ended.data["factors"])
        assert abs(exact - row["score"]) <= 0.5 + 1e-9
        assert (ended.data["trend"] or {"delta": None})["delta"] == row["trend"]


def test_health_of_one_account_as_a_table_and_by_every_name(command, demo):
    row = scored(command, demo)[0]
    table = command("health", "show", row["name"], "--workbench", demo).out.splitlines()
    assert table[0] == f"{row['name']}: {row['score']} of 100, {row['band']}, as of 2026-11-23"
    assert table[-1].split() == ["Score", str(row["score"])]
    with closing(open_workbench(demo, CLOCK, write=False)) as workbench:
        uid = get_account(workbench, resolve_account(workbench, row["name"])).uid
    by_uid = command("health", "show", uid, "--workbench", demo, "--format", "json").data
    assert (by_uid["account"], by_uid["uid"]) == (row["name"], uid)
    missing = command("health", "show", "No such firm", "--workbench", demo)
    assert (missing.code, missing.out) == (1, "")


def test_health_of_a_past_day_and_of_the_future(command, demo):
    name = scored(command, demo)[0]["id"]
    past = command("health", "show", name, "--workbench", demo, "--as-of", "2026-10-01", "--format", "json")
    assert past.data["as_of"] == "2026-10-01"
    assert command("health", "show", name, "--workbench", demo, "--as-of", "2027-01-01").code == 1
    assert command("health", "show", name, "--workbench", demo, "--as-of", "yesterday").code == 2


def test_the_list_of_health_is_worst_first_in_all_forms(command, demo):
    rows = command("health", "list", "--workbench", demo, "--format", "json").data
    scores = [row["score"] for row in rows if row["score"] is not None]
    assert scores == sorted(scores)
    assert scores == [row["score"] for row in scored(command, demo)]
    text = command("health", "list", "--workbench", demo, "--format", "csv").out
    assert len(text.splitlines()) == len(rows) + 1


def test_health_is_recomputed(command, demo):
    assert command("health", "recompute", "--workbench", demo, "--format", "json").data == {
        "accounts": 30, "as_of": "2026-11-23",
    }  # fmt: skip
    past = command("health", "recompute", "--workbench", demo, "--as-of", "2026-11-01", "--format", "json")
    assert (past.code, past.data["as_of"]) == (0, "2026-11-01")
    assert command("health", "recompute", "--workbench", demo, "--as-of", "2027-11-01").code == 1


@pytest.mark.parametrize(("suffix", "mark"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_a_report_is_written(command, demo, tmp_path, suffix, mark):
    out = tmp_path / f"report.{suffix}"
    ended = command("report", "health", "--workbench", demo, "--out", out)
    assert (ended.code, ended.out) == (0, "")
    assert out.read_bytes().startswith(mark)


def test_a_report_that_can_not_be_written_says_so_in_one_line(command, demo, tmp_path):
    for out in (tmp_path / "r.doc", tmp_path / "no" / "r.csv"):
        ended = command("report", "health", "--workbench", demo, "--out", out)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert command("report", "health", "--workbench", demo, "--out", tmp_path / "r.csv", "--owner", "Nobody").code == 1


def test_an_open_window_is_no_hindrance_to_reading(command, made_books, tmp_path, monkeypatch):
    from csworkbench.cli import book

    path = tmp_path / "demo.cswb"
    path.write_bytes(made_books["demo"])
    monkeypatch.setattr(book, "program_clock", lambda: as_of_clock(date(2026, 11, 25)))
    lock = BookLock.take(path, "CS Workbench")
    try:
        ended = command("accounts", "list", "--workbench", path, "--format", "json")
    finally:
        lock.release()
    assert (ended.code, len(ended.data)) == (0, 30)
    assert "in use by CS Workbench" in ended.err
    assert "as of 2026-11-23" in ended.err
    fresh = command("accounts", "list", "--workbench", path, "--format", "json")
    assert (fresh.code, fresh.err) == (0, "")

"""Overrides on the command line: say one, see it everywhere, end it."""

from __future__ import annotations

import csv
import io

import pytest


@pytest.fixture
def account(command, demo):
    rows = command("health", "list", "--workbench", demo, "--format", "json").data
    return next(row for row in rows if row["band"] == "at risk")


def shown(command, demo, account, *more):
    return command("health", "show", account["id"], "--workbench", demo, *more)


def test_an_override_is_said_seen_everywhere_and_ended(command, demo, account):
    words = ("override", account["id"], "--band", "watch", "--reason", "New sponsor", "--until", "2026-12-12")
    ended = command("health", *words, "--workbench", demo, "--format", "json")
    assert ended.code == 0
    assert (ended.data["band"], ended.data["expires_on"], ended.data["state"]) == ("watch", "2026-12-12", "active")
    assert ended.data["computed_band"] == "at risk"

    found = shown(command, demo, account, "--format", "json").data
    assert (found["score"], found["band"]) == (account["score"], "watch")
    assert (found["computed_score"], found["computed_band"]) == (account["score"], "at risk")
    assert found["override"].startswith("Override: watch until 12 Dec by ")
    assert found["override"].endswith(f": New sponsor; computed {account['score']} at risk")
    printed = shown(command, demo, account).out.splitlines()
    assert found["override"] in printed
    assert printed[0].startswith(f"{account['account']}: {account['score']} of 100, watch, as of "), "as it is shown"

    listed = command("health", "list", "--workbench", demo, "--format", "json").data
    row = next(one for one in listed if one["id"] == account["id"])
    assert (row["band"], row["computed_band"], row["override"]) == ("watch", "at risk", "watch until 2026-12-12")

    lines = command("accounts", "list", "--workbench", demo, "--where", "override <= 2026-12-12", "--format", "json")
    assert [(one["id"], one["override_expires_on"]) for one in lines.data] == [(account["id"], "2026-12-12")]

    overrides = command("health", "overrides", "--workbench", demo, "--format", "csv").out
    (only,) = csv.DictReader(io.StringIO(overrides))
    assert (only["account"], only["band"], only["reason"]) == (account["account"], "watch", "New sponsor")

    ended = command("health", "end-override", account["id"], "--workbench", demo)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"Ended the override of {account['account']} (watch).\n"
    assert shown(command, demo, account, "--format", "json").data["override"] is None
    assert command("health", "overrides", "--workbench", demo, "--format", "json").data == []
    over = command("health", "overrides", "--workbench", demo, "--all", "--format", "json").data
    assert [one["state"] for one in over] == ["withdrawn"]
    assert command("undo", "--workbench", demo).code == 0
    assert shown(command, demo, account, "--format", "json").data["band"] == "watch"


def test_a_score_is_banded_by_the_model(command, demo, account):
    words = ("override", account["id"], "--score", "80", "--reason", "They renewed")
    assert command("health", *words, "--workbench", demo).code == 0
    found = shown(command, demo, account, "--format", "json").data
    assert (found["score"], found["band"], found["computed_score"]) == (80, "healthy", account["score"])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--reason", "x"), 2, "--score or --band"),
        (("--score", "5", "--band", "watch", "--reason", "x"), 2, "--score or --band"),
        (("--score", "101", "--reason", "x"), 2, "101"),
        (("--score", "nan", "--reason", "x"), 2, "nan"),
        (("--band", "insufficient data", "--reason", "x"), 2, "insufficient"),
        (("--band", "watch"), 2, "--reason"),
        (("--band", "watch", "--reason", " "), 1, "Say why"),
        (("--band", "watch", "--reason", "x", "--until", "2026-11-22"), 1, "not before today"),
        (("--band", "watch", "--reason", "x", "--until", "2027-02-22"), 1, "at most 90 days"),
    ],
)
def test_what_can_not_be_said_is_told_and_changes_nothing(command, demo, account, words, code, said):
    ended = command("health", "override", account["id"], *words, "--workbench", demo)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert command("health", "overrides", "--workbench", demo, "--format", "json").data == []


def test_ending_what_is_not_there_is_told(command, demo, account):
    ended = command("health", "end-override", account["id"], "--workbench", demo)
    assert ended.code == 1
    assert "Nothing overrides the health of" in ended.err


def test_what_speaks_against_healthy_accounts_is_found_by_a_filter(command, demo):
    lines = command("accounts", "list", "--workbench", demo, "--format", "json").data
    where = ("--where", "contradictions is not missing")
    found = command("accounts", "list", "--workbench", demo, *where, "--format", "json").data
    assert {one["id"] for one in found} == {one["id"] for one in lines if one["contradictions"]}
    assert found
    assert {one["band"] for one in found} == {"healthy"}
    shown_one = command("health", "show", found[0]["id"], "--workbench", demo, "--format", "json").data
    assert "; ".join(shown_one["contradictions"]) == found[0]["contradictions"]
    text = command("health", "show", found[0]["id"], "--workbench", demo).out
    assert f"Speaks against it: {found[0]['contradictions']}" in text.splitlines()


def test_the_coverage_floor_makes_grey_in_every_list(command, demo):
    lines = command("accounts", "list", "--workbench", demo, "--format", "json").data
    for line in lines:
        if line["coverage"] is not None and line["coverage"] < 0.5:
            assert line["computed_band"] in ("insufficient data", "at risk")
            assert line["band"] != "healthy"

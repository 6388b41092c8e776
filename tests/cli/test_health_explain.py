"""`health explain`: why a score moved, in every form, and what it says to wrong days and names."""

from __future__ import annotations

import csv
import re

import pytest

from csworkbench.cli.health_explain import STEP_COLUMNS


@pytest.fixture
def moved(command, demo):
    """Give key and trend of the account that moved most."""
    rows = command("accounts", "list", "--workbench", demo, "--format", "json", "--limit", "100").data
    told = [row for row in rows if row["trend"] and row["band"] != "insufficient data"]
    row = max(told, key=lambda row: abs(row["trend"]))
    return row["id"], row["trend"], row["score"]


def test_the_steps_add_up_to_the_trend(command, demo, moved):
    key, trend, score = moved
    found = command("health", "explain", key, "--workbench", demo, "--format", "json").data
    assert (found["from"], found["to"]) == ("2026-10-24", "2026-11-23")
    assert found["delta"] == trend == found["after"]["score"] - found["before"]["score"]
    assert found["after"]["score"] == score
    assert sum(step["points"] for step in found["steps"]) == trend == sum(found["causes"].values())
    assert found["words"].startswith(f"{'fell' if trend < 0 else 'rose'} {abs(trend)}: ")
    assert sum(int(number) for number in re.findall(r"\(([+-]\d+)\)", found["words"])) == trend


def test_table_and_csv_say_the_same(command, demo, moved):
    key, trend, _ = moved
    found = command("health", "explain", key, "--workbench", demo, "--format", "json").data
    table = command("health", "explain", key, "--workbench", demo).out.splitlines()
    assert table[0] == f"{found['account']}, from 2026-10-24 to 2026-11-23: {found['words']}"
    assert table[-1].split() == ["Total", str(trend)]
    text = command("health", "explain", key, "--workbench", demo, "--format", "csv").out
    rows = list(csv.DictReader(text.splitlines()))
    assert tuple(rows[0]) == STEP_COLUMNS
    assert sum(int(row["points"]) for row in rows) == trend


def test_show_says_the_same_words(command, demo, moved):
    key, _, _ = moved
    words = command("health", "explain", key, "--workbench", demo, "--format", "json").data["words"]
    assert command("health", "show", key, "--workbench", demo, "--format", "json").data["change"] == {
        "since": "2026-10-24",
        "words": words,
    }
    assert f"Since 2026-10-24: {words}" in command("health", "show", key, "--workbench", demo).out.splitlines()


@pytest.mark.parametrize("days", [("2026-09-01", "2026-10-01"), ("2026-06-01", "2026-11-23")])
def test_any_two_days(command, demo, days):
    rows = command("accounts", "list", "--workbench", demo, "--format", "json", "--limit", "100").data
    told = 0
    for row in rows[:12]:
        arguments = ("--from", days[0], "--to", days[1], "--workbench", demo, "--format", "json")
        found = command("health", "explain", row["id"], *arguments).data
        if found["delta"] is not None:
            told += 1
            assert sum(step["points"] for step in found["steps"]) == found["delta"]
            assert found["delta"] == found["after"]["score"] - found["before"]["score"]
    assert told > 3


def test_a_churned_account_has_nothing_to_tell(command, demo):
    rows = command("accounts", "list", "--workbench", demo, "--format", "json", "--limit", "100").data
    gone = next(row["id"] for row in rows if row["band"] is None)
    ended = command("health", "explain", gone, "--workbench", demo)
    assert (ended.code, ended.out.strip().endswith("churned, so not scored")) == (0, True)
    assert command("health", "explain", gone, "--workbench", demo, "--format", "json").data["steps"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("1", "--to", "2027-01-01"), 1, "in the future"),
        (("1", "--from", "2026-11-02", "--to", "2026-11-01"), 1, "after the last"),
        (("1", "--from", "soon"), 2, "soon"),
        (("1", "--from", "0001-01-01"), 2, ""),
        (("No such firm",), 1, "No such firm"),
    ],
)
def test_wrong_days_and_names_are_told(command, demo, words, code, said):
    ended = command("health", "explain", *words, "--workbench", demo)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err
    assert "unexpectedly" not in ended.err

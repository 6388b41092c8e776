"""Health models on the command line: listed, sent round as files, compared, tried on the book."""

from __future__ import annotations

import csv
import io
import json

import pytest


@pytest.fixture
def file(command, demo, tmp_path):
    """Give the file of the demo's model with usage at a tenth and another age."""
    path = tmp_path / "model.json"
    assert command("health", "model", "export", "--workbench", demo, "--out", path).code == 0
    whole = json.loads(path.read_text("utf-8"))
    whole["model"]["groups"][0]["weight"] = 900
    whole["model"]["at_risk_up_to"] = 60
    path.write_text(json.dumps(whole), "utf-8")
    return path


def test_versions_are_listed_and_shown_in_every_form(command, demo):
    (row,) = command("health", "model", "list", "--workbench", demo, "--format", "json").data
    assert (row["version"], row["name"], row["state"], row["serves"], row["factors"]) == (
        1,
        "Default",
        "in use",
        "everyone",
        10,
    )
    assert "in use" in command("health", "model", "list", "--workbench", demo).out
    model = command("health", "model", "show", "--workbench", demo, "--format", "json").data
    assert [group["key"] for group in model["groups"]][:2] == ["usage", "outcomes"]
    rows = list(
        csv.DictReader(io.StringIO(command("health", "model", "show", "1", "--workbench", demo, "--format", "csv").out))
    )
    assert (rows[0]["key"], rows[0]["share"], rows[0]["curve"]) == (
        "active_ratio",
        "0.21",
        "0 → 0, 0.2 → 30, 0.5 → 70, 0.8 → 100",
    )
    assert "At risk 0..50" in command("health", "model", "show", "default", "--workbench", demo).out


def test_a_file_is_tried_imported_and_exported_again(command, demo, file):
    tried = command("health", "whatif", "--model", file, "--workbench", demo, "--format", "json")
    assert tried.code == 0
    assert tried.data["changed"] == len(tried.data["changes"]) > 0
    before = {row["id"]: row["band"] for row in command("health", "list", "--workbench", demo, "--format", "json").data}

    dry = command("health", "model", "import", file, "--dry-run", "--workbench", demo)
    assert (dry.code, "Usage: weight\n  was  35 (35 %)\n  is   900 (93.26 %)" in dry.out) == (0, True)
    assert "Nothing was saved." in dry.err
    assert len(command("health", "model", "list", "--workbench", demo, "--format", "json").data) == 1

    done = command("health", "model", "import", file, "--workbench", demo, "--format", "json")
    assert (done.code, [row["part"] for row in done.data]) == (0, ["At risk", "Usage: weight"])
    assert "Saved as Default v2" in done.err
    after = {row["id"]: row["band"] for row in command("health", "list", "--workbench", demo, "--format", "json").data}
    changed = {row["account_id"]: row["band_after"] for row in tried.data["changes"]}
    assert {key: band for key, band in after.items() if band != before[key]} == changed
    assert command("health", "model", "diff", 2, file, "--workbench", demo).err == "They do not differ.\n"
    again = command("health", "model", "import", file, "--workbench", demo)
    assert (again.code, "Nothing in it differs from Default v2" in again.err) == (1, True)
    printed = command("health", "model", "export", "2", "--workbench", demo).data
    assert printed["model"]["groups"][0]["weight"] == 900


def test_a_what_if_prints_moves_and_accounts(command, demo, file):
    told = command("health", "whatif", "--model", file, "--workbench", demo, "--limit", 1)
    assert "scored accounts change band" in told.out
    assert "From" in told.out
    rows = list(
        csv.DictReader(
            io.StringIO(command("health", "whatif", "--model", file, "--workbench", demo, "--format", "csv").out)
        )
    )
    assert all(row["band_before"] != row["band_after"] for row in rows)
    assert rows


def test_what_is_wrong_with_a_file_is_said(command, demo, file):
    whole = json.loads(file.read_text("utf-8"))
    whole["model"]["groups"][0]["weight"] = float("nan")
    whole["model"]["watch_up_to"] = 10
    file.write_text(json.dumps(whole), "utf-8")
    for words in (("whatif", "--model", file), ("model", "import", file), ("model", "diff", "1", file)):
        ended = command("health", *words, "--workbench", demo)
        assert (ended.code, "The bands overlap" in ended.err, ended.out) == (1, True, ""), words
    whole["format_version"] = 7
    file.write_text(json.dumps(whole), "utf-8")
    ended = command("health", "whatif", "--model", file, "--workbench", demo)
    assert (ended.code, "written by a newer program (format 7" in ended.err) == (1, True)
    ended = command("health", "model", "show", "Nobody", "--workbench", demo)
    assert (ended.code, "There is no health model 'Nobody'" in ended.err) == (1, True)


def test_a_metric_nobody_imported_is_a_note(command, demo, file):
    whole = json.loads(file.read_text("utf-8"))
    factor = whole["model"]["groups"][0]["factors"][0]
    factor |= {"key": "moon", "signal": ["moon_phase", "newest"]}
    file.write_text(json.dumps(whole), "utf-8")
    ended = command("health", "whatif", "--model", file, "--workbench", demo)
    assert (ended.code, "Note: moon: Nobody has imported moon_phase yet" in ended.err) == (0, True)

"""`health backtest` on the demonstration book, in every form."""

from __future__ import annotations

import csv

import pytest


def test_the_table_says_what_was_flagged_and_what_is_too_little(command, demo):
    ended = command("health", "backtest", "--workbench", demo, "--days", "30,60")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[0].startswith("Backtest of model 1:")
    assert "Flagged is at risk." in lines
    assert [line.split()[0] for line in lines[4:6]] == ["30", "60"]
    assert "What each factor told 60 days before" in lines
    assert "nothing is changed" in ended.out
    assert "they are counted apart" in ended.err or "too few" in ended.err


def test_json_holds_everything_and_csv_a_row_per_horizon(command, demo):
    data = command("health", "backtest", "--workbench", demo, "--format", "json").data
    assert [one["days"] for one in data["horizons"]] == [30, 60, 90]
    rows = list(csv.DictReader(command("health", "backtest", "--workbench", demo, "--format", "csv").out.splitlines()))
    for told, row in zip(data["horizons"], rows, strict=True):
        table = told["confusion"]
        assert [int(row[name]) for name in ("caught", "false_alarms", "missed", "quiet")] == [
            table["caught"], table["false_alarms"], table["missed"], table["quiet"],
        ]  # fmt: skip
        left_out = sum(told["left_out"].values())
        assert sum(int(row[name]) for name in ("churned", "stayed")) + left_out == told["ends"]
    assert data["churned"] + data["stayed"] == data["horizons"][0]["ends"]


def test_what_is_only_assumed_can_be_left_out_and_watch_can_count(command, demo):
    every = command("health", "backtest", "--workbench", demo, "--days", "30", "--format", "json").data
    certain = command(
        "health", "backtest", "--workbench", demo, "--days", "30", "--without-assumed", "--format", "json"
    )
    assert certain.data["is_without_assumed"]
    assert sum(certain.data["horizons"][0]["left_out"].values()) > sum(every["horizons"][0]["left_out"].values())
    wide = command("health", "backtest", "--workbench", demo, "--days", "30", "--flagged", "watch", "--format", "json")
    both = [one["horizons"][0]["confusion"] for one in (wide.data, every)]
    assert both[0]["caught"] + both[0]["false_alarms"] > both[1]["caught"] + both[1]["false_alarms"]


def test_an_empty_book_is_said(command, empty):
    ended = command("health", "backtest", "--workbench", empty)
    assert ended.code == 0
    assert "There is no ending in the book" in ended.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--days", "soon"], 2, "no list of days"),
        (["--days", "0"], 1, "from 1 to 730"),
        (["--days", "30,30"], 1, "different numbers"),
        (["--model", "7"], 1, "no version 7"),
        (["--against", "1"], 1, "compared with itself"),
        (["--flagged", "healthy"], 2, "healthy"),
    ],
)
def test_wrong_questions_are_answered_plainly(command, demo, words, code, told):
    ended = command("health", "backtest", "--workbench", demo, *words)
    assert (ended.code, ended.out) == (code, "")
    assert told in ended.err


def test_churn_dates_and_past_use_from_files_are_enough(command, empty, tmp_path):
    """What a lead brings along: accounts, outcomes and use of last year, nothing of it from this book."""
    numbers = range(1, 31)
    (tmp_path / "a.csv").write_text(
        "Id,Name,Onboarded on\n" + "".join(f"A{one},Account {one},2025-01-01\n" for one in numbers), "utf-8"
    )
    (tmp_path / "o.csv").write_text(
        "Account id,Date,Outcome\n"
        + "".join(f"A{one},2026-06-{one:02},{'churned' if one % 2 else 'renewed'}\n" for one in numbers),
        "utf-8",
    )
    months = [f"2026-{month:02}-{day:02}" for month in (1, 2, 3, 4, 5) for day in (1, 15)]
    (tmp_path / "s.csv").write_text(
        "Account id,Date,Active users\n"
        + "".join(
            f"A{one},{day},{50 + (-4 if one % 2 else 2) * place + one % 3}\n"
            for one in numbers
            for place, day in enumerate(months)
        ),
        "utf-8",
    )
    for kind, file in (("accounts", "a"), ("outcomes", "o"), ("signals", "s")):
        assert command("import", kind, tmp_path / f"{file}.csv", "--workbench", empty).code == 0
    data = command("health", "backtest", "--workbench", empty, "--days", "30", "--format", "json").data
    assert (data["churned"], data["stayed"], data["accounts"]) == (15, 15, 30)
    (one,) = data["horizons"]
    trend = next(factor for factor in one["factors"] if factor["key"] == "usage_trend")
    # Use alone is 35 % of the model, less than its floor: grey endings are counted as neither right nor wrong, and what
    # their scores and factors are worth is said apart.
    assert one["left_out"]["insufficient_churned"] + one["left_out"]["insufficient_stayed"] == 30
    assert one["auc"] is None
    assert one["auc_with_grey"]["value"] > 0.9
    assert trend["verdict"] == "carried information"
    assert "insufficient data" in " ".join(one["warnings"])

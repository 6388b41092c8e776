"""`day` on the command line: the list of My day with its terms."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest


def test_my_day_in_its_order_with_terms(command, demo):
    ended = command("day", "--workbench", demo, "--format", "json")
    assert ended.code == 0
    rows = ended.data
    assert rows
    rank = [(not (row["kind"] == "promise" and row["days_late"] > 0), -row["rank"]) for row in rows]
    assert all(one[0] <= other[0] for one, other in pairwise(rank))
    for row in rows:
        assert row["rank"] == pytest.approx(row["risk"] * row["money"] * row["urgency"], abs=2e-4)
        assert row["title"]
        assert row["reason"].endswith(".")
        assert [part.split()[0] for part in row["terms"].split("; ")] == ["Risk", "Money", "Urgency"]
        expected = "today" if row["days_late"] == 0 else "overdue" if row["days_late"] > 0 else "this week"
        assert row["group"] == expected
    listed = list(csv.DictReader(io.StringIO(command("day", "--workbench", demo, "--format", "csv").out)))
    assert [(one["account"], one["title"]) for one in listed] == [(row["account"], row["title"]) for row in rows]
    table = command("day", "--workbench", demo).out.splitlines()
    assert len(table) == len(rows) + 1
    assert "Why" in table[0]


def test_one_owner_me_and_the_team(command, demo):
    def accounts(*words):
        return {(row["account"], row["title"]) for row in command("day", *words, "--workbench", demo,
                                                                  "--format", "json").data}  # fmt: skip

    mine, team = accounts(), accounts("--team")
    owners = {row["owner"] for row in command("accounts", "list", "--workbench", demo, "--format", "json").data}
    assert mine < team
    assert set().union(*(accounts("--owner", owner) for owner in sorted(filter(None, owners)))) == team


def test_as_it_was_known_on_a_past_day(command, demo):
    rows = command("day", "--workbench", demo, "--as-of", "2026-11-02", "--team", "--format", "json").data
    assert rows
    assert all(row["due_on"] is None or row["due_on"] <= "2026-11-08" for row in rows)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--owner", "nobody"), 1, "nobody"),
        (("--owner", "x", "--team"), 2, "not both"),
        (("--as-of", "tomorrow"), 2, "no date"),
        (("--as-of", "2026-12-24"), 1, "not past"),
        (("--format", "xml"), 2, "xml"),
    ],
)
def test_what_can_not_be_shown_is_told(command, demo, words, code, said):
    ended = command("day", *words, "--workbench", demo)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err

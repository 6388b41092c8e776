"""`holidays`: listed by country and year, own days added for whom they are, deleted, undone."""

from __future__ import annotations

import pytest


def own(command, demo):
    return command("holidays", "list", "--workbench", demo, "--format", "json").data


def test_the_holidays_of_a_country(command, demo):
    rows = command("holidays", "list", "--country", "norway", "--year", "2027", "--workbench", demo,
                   "--format", "json").data  # fmt: skip
    assert [(row["source"], row["is_worked"]) for row in rows if row["on"] == "2027-05-17"] == [("holiday", False)]
    table = command("holidays", "list", "--country", "US", "--workbench", demo)
    assert table.out.splitlines()[0].split() == ["Day", "Holiday", "Source", "Worked"]
    assert "2026-11-26" in table.out


def test_own_days_come_and_go(command, demo):
    assert own(command, demo) == []
    owner = command("accounts", "list", "--workbench", demo, "--format", "json", "--limit", "1").data[0]["owner"]
    for words in (
        ("Company holidays", "2026-12-24", "2026-12-31"),
        ("Kick-off", "2027-01-04", "--owner", owner),
        ("Christmas Day", "2026-12-25", "--country", "usa", "--worked"),
    ):
        assert command("holidays", "add", *words, "--workbench", demo).code == 0
    rows = own(command, demo)
    assert [(one["name"], one["whom"], one["is_worked"]) for one in rows] == [
        ("Company holidays", "Everyone", False), ("Christmas Day", "United States", True), ("Kick-off", owner, False),
    ]  # fmt: skip
    assert rows[0]["last_on"] == "2026-12-31"
    listed = command("holidays", "list", "--country", "US", "--workbench", demo, "--format", "json").data
    assert [one["is_worked"] for one in listed if one["on"] == "2026-12-25" and one["source"] == "holiday"] == [True]
    assert command("holidays", "delete", rows[0]["id"], "--workbench", demo).code == 0
    assert [one["name"] for one in own(command, demo)] == ["Christmas Day", "Kick-off"]
    assert command("undo", "--workbench", demo).code == 0
    assert len(own(command, demo)) == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("list", "--year", "2026"), 2, "--country"),
        (("list", "--country", "Atlantis"), 1, "Atlantis"),
        (("add", " ", "2026-12-24"), 1, "what the day is"),
        (("add", "Off", "tomorrow"), 2, "no date"),
        (("add", "Off", "2026-12-24", "2026-12-23"), 1, "before the first"),
        (("add", "Off", "2026-12-24", "--owner", "x", "--country", "NO"), 2, "one of"),
        (("add", "Off", "2026-12-24", "--owner", "Nobody At All"), 1, "Nobody"),
        (("delete", "999"), 1, "closed day"),
    ],
)
def test_what_is_refused(command, demo, words, code, said):
    ended = command("holidays", *words, "--workbench", demo)
    assert (ended.code, said in ended.err) == (code, True), ended.err

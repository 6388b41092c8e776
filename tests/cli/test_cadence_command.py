"""`cadence plan` and `cadence overrides` on the demonstration book."""

from __future__ import annotations


def owner_of(command, demo):
    return command("accounts", "list", "--workbench", demo, "--format", "json").data[0]["owner"]


def test_plan_prints_and_changes_nothing(command, demo):
    owner = owner_of(command, demo)
    before = demo.read_bytes()
    words = (
        "cadence",
        "plan",
        "--workbench",
        demo,
        "--owner",
        owner,
        "--month",
        "2026-12",
        "--time-zone",
        "Europe/Berlin",
    )
    ended = command(*words, "--format", "json")
    assert ended.code == 0, ended.err
    assert ended.data["owner"] == owner
    assert ended.data["planned"]
    assert not ended.data["is_applied"]
    assert all(row["on"].startswith("2026-12") and row["why"] for row in ended.data["planned"])
    table = command(*words)
    assert ended.data["outcome"] in table.err
    assert "Nothing was changed" in table.err
    assert command(*words, "--format", "csv").out.splitlines()[0].startswith("on,at,minutes,account")
    assert demo.read_bytes() == before


def test_apply_schedules_and_undo_takes_it_back(command, demo):
    owner = owner_of(command, demo)
    words = ("cadence", "plan", "--workbench", demo, "--owner", owner, "--month", "2026-12", "--time-zone", "UTC")
    done = command(*words, "--apply", "--format", "json").data
    assert done["is_applied"]
    assert command(*words, "--format", "json").data["planned"] == []
    assert f"Plan {len(done['planned'])} check-ins for 2026-12" in command("undo", "--workbench", demo).err
    assert len(command(*words, "--format", "json").data["planned"]) == len(done["planned"])


def test_a_period_instead_of_a_month_and_another_working_day(command, demo):
    words = ("cadence", "plan", "--workbench", demo, "--owner", owner_of(command, demo), "--time-zone", "UTC")
    days = ("--from", "2026-12-07", "--to", "2026-12-18", "--day-from", "13:00", "--day-to", "16:00")
    found = command(*words, *days, "--format", "json").data
    assert found["planned"]
    assert all("2026-12-07" <= row["on"] <= "2026-12-18" and "13:00" <= row["at"] < "16:00" for row in found["planned"])
    assert found["surely_left"] <= len(found["left"])
    load = found["load"][0]
    assert f"{load['on']}  {load['minutes'] // 60}:{load['minutes'] % 60:02d} h" in command(*words, *days).out
    for wrong in ((), ("--from", "2026-12-07"), (*days, "--month", "2026-12")):
        refused = command(*words, *wrong)
        assert (refused.code, "Give --month, or --from and --to." in refused.err) == (2, True)
    assert "no time of day" in command(*words, "--month", "2026-12", "--day-from", "25:00").err


def test_wrong_words_are_told(command, demo):
    nobody = command("cadence", "plan", "--workbench", demo, "--owner", "Nobody", "--month", "2026-12")
    assert (nobody.code, "no owner 'Nobody'" in nobody.err) == (1, True)
    month = command("cadence", "plan", "--workbench", demo, "--owner", "x", "--month", "2026-13")
    assert (month.code, "is no month" in month.err) == (2, True)


def test_overrides_of_a_book_without_any(command, demo):
    assert command("cadence", "overrides", "--workbench", demo, "--format", "json").data == []


def test_adherence_prints_shares_with_their_definition(command, demo):
    words = ("cadence", "adherence", "--workbench", demo, "--since", "2026-09-01")
    ended = command(*words, "--format", "json")
    assert ended.code == 0, ended.err
    assert "last two-way touch" in ended.data["definition"]
    books = [row for row in ended.data["rows"] if row["group"] == "book"]
    assert [row["month"] for row in books] == ["2026-09", "2026-10", "2026-11"]
    assert all(0 <= row["ideal_share"] <= row["maximum_share"] <= 1 for row in books)
    owner = next(row["name"] for row in ended.data["rows"] if row["group"] == "owner")
    only = command(*words, "--owner", owner, "--format", "json").data["rows"]
    assert {row["name"] for row in only if row["group"] == "owner"} == {owner}
    assert command(*words, "--format", "csv").out.startswith("month,group,name,with_ideal,within_ideal,ideal_share")


def test_asks_count_for_the_guard_and_overrides_are_listed(command, demo):
    account = command("accounts", "list", "--workbench", demo, "--format", "json").data[0]["name"]
    nobody = command("cadence", "ask", account, "--person", "Nobody At All", "--workbench", demo)
    assert nobody.code == 1
    person = nobody.err.split("There are: ")[1].split(",")[0].strip().rstrip(".")
    words = ("cadence", "ask", account, "--person", person, "--workbench", demo, "--kind", "reference")
    assert command(*words, "--reason", "Offered it").code == 0
    again = command(*words)
    assert again.code == 1
    assert "2 asks within 30 days; at most 1 are wanted" in again.err
    assert "Say why" in again.err
    assert command(*words, "--reason", "Offered it again").code == 0
    rows = command("cadence", "overrides", "--workbench", demo, "--format", "json").data
    assert (rows[0]["contact"], rows[0]["act"], rows[0]["reason"]) == (person, "ask", "Offered it again")


def test_languages_of_an_owner(command, demo):
    owner = owner_of(command, demo)
    ended = command("cadence", "languages", "en, de", "--owner", owner, "--workbench", demo)
    assert (ended.code, ended.err.strip()) == (0, f"{owner} speaks en, de.")


def test_limits_are_shown_set_and_taken_back(command, demo):
    words = ("cadence", "limits", "--workbench", demo, "--format", "json")

    def limits():
        return {row["limit"]: row["days"] for row in command(*words).data}

    usual = {"champion": 30, "sponsor": 90, "economic buyer": 120, "end user": 60, "acknowledge": 1, "answer": 5,
             "detractor": 2}  # fmt: skip
    assert limits() == usual
    ended = command(*words, "--set", "champion=45", "--set", "Economic Buyer = 100".replace(" = ", "="))
    assert (ended.code, [row for row in ended.data if row["days"] != row["usual"]]) == (
        0,
        [
            {"limit": "champion", "days": 45, "usual": 30, "about": "days a person of this role may be silent"},
            {"limit": "economic buyer", "days": 100, "usual": 120, "about": "days a person of this role may be silent"},
        ],
    )
    assert "acknowledge" in command("cadence", "limits", "--workbench", demo).out
    assert command("undo", "--workbench", demo).code == 0
    assert limits() == usual


def test_limits_that_can_not_be_are_refused(command, demo):
    for given, code, said in (("champion", 2, "no limit"), ("champion=0", 1, "1 to 1,000"), ("lunch=3", 1, "no limit")):
        ended = command("cadence", "limits", "--workbench", demo, "--set", given)
        assert (ended.code, said in ended.err) == (code, True), ended.err

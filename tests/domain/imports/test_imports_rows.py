from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csworkbench.domain.imports.dates import DateOrder
from csworkbench.domain.imports.finishing import DELETED, EMPTY, NOT_DONE, OPEN_DEAL, deal_fate, signal_points
from csworkbench.domain.imports.kinds import KINDS
from csworkbench.domain.imports.mapping import ColumnMapping, automatic, suggest
from csworkbench.domain.imports.profiles import detect_profile
from csworkbench.domain.imports.results import ConvertedRow, RejectedRow, RowResult, SkippedRow, grouped
from csworkbench.domain.imports.rows import RowConverter
from csworkbench.domain.imports.styles import ColumnStyles, StyleScan
from csworkbench.domain.imports.values import BadValue, Cell


def _convert(kind: str, headers: list[str], *rows: list[Cell], order: DateOrder | None = None) -> list[RowResult]:
    chosen = KINDS[kind]
    profile = detect_profile(headers)
    mapping = automatic(suggest(headers, chosen, profile), chosen)
    scan = StyleScan(headers, mapping)
    for row in rows:
        scan.add(row)
    converter = RowConverter(headers, mapping, scan.result(order), profile)
    return [converter.convert(number, row) for number, row in enumerate(rows, start=2)]


def _values(result: RowResult) -> dict[str, Any]:
    assert isinstance(result, ConvertedRow), result
    return dict(result.values)


def test_account_row() -> None:
    headers = ["account_id", "account_name", "signup_date", "seats", "ARR", "churn_flag", "Tier", "website"]
    row: list[Cell] = ["A-1", "Company", "16-10-2024", "9", "€1.234,50", "FALSE", "tier 2", "https://www.c.example/"]
    values = _values(_convert("accounts", headers, row)[0])
    assert values == {"external_id": "A-1", "name": "Company", "onboarded_on": date(2024, 10, 16), "seats": 9,
                      "arr": Decimal("1234.50"), "currency": "EUR", "status": "active", "tier": "B",
                      "domain": "c.example"}  # fmt: skip


def test_blank_cells_state_nothing() -> None:
    assert _values(_convert("accounts", ["Name", "Country", "Seats"], ["Acme", "", " "])[0]) == {"name": "Acme"}


def test_errors_name_row_column_found_expected_and_fix() -> None:
    result = _convert("accounts", ["Name", "Seats", "ARR"], ["Acme", "nine", "lots"])[0]
    assert isinstance(result, RejectedRow)
    assert [(each.row_number, each.column, each.field, each.found) for each in result.errors] == [
        (2, "Seats", "seats", "nine"),
        (2, "ARR", "arr", "lots"),
    ]
    assert "a number" in result.reason()
    assert "--map" in result.reason()


def test_missing_name_rejects_and_deleted_and_empty_skip() -> None:
    results = _convert("accounts", ["Name", "Country", "IsDeleted"], ["", "FR", ""], ["A", "FR", "TRUE"], ["", "", ""])
    assert isinstance(results[0], RejectedRow)
    assert results[1:] == [SkippedRow(3, DELETED), SkippedRow(4, EMPTY)]


def test_surplus_cells_reject_and_short_rows_are_padded() -> None:
    results = _convert("accounts", ["Name", "Country"], ["A", "FR", "x"], ["A", "FR", " "], ["A"])
    assert isinstance(results[0], RejectedRow)
    assert "2 cells" in results[0].reason()
    assert _values(results[1]) == {"name": "A", "country": "FR"}
    assert _values(results[2]) == {"name": "A"}


def test_errors_are_grouped_by_what_repairs_them() -> None:
    results = _convert("accounts", ["Name", "Seats"], ["A", "x"], ["B", "y"], ["C", "1.5"])
    groups = grouped(error for each in results if isinstance(each, RejectedRow) for error in each.errors)
    assert [(group.count, group.expected, group.first_rows) for group in groups] == [
        (2, "a number", (2, 3)),
        (1, "a whole number", (4,)),
    ]
    assert groups[0].examples == ("x", "y")


def test_ambiguous_dates_block_until_chosen() -> None:
    headers = ["Name", "Renewal Date"]
    mapping = automatic(suggest(headers, KINDS["accounts"]), KINDS["accounts"])
    scan = StyleScan(headers, mapping)
    scan.add(["A", "02/03/2026"])
    assert "--date-order" in scan.result().blocks()[0]
    assert "02/03/2026" in scan.result().blocks()[0]
    assert scan.result(order="dmy").blocks() == []
    assert _values(_convert("accounts", headers, ["A", "02/03/2026"], order="mdy")[0])["renewal_on"] == date(2026, 2, 3)
    scan.add(["B", "02/23/2026"])
    assert scan.result().blocks() == []
    assert scan.result().of("Renewal Date").date_order == "mdy"


def test_ambiguous_marks_block_until_chosen() -> None:
    headers = ["Name", "ARR"]
    mapping = automatic(suggest(headers, KINDS["accounts"]), KINDS["accounts"])
    scan = StyleScan(headers, mapping)
    assert scan.is_needed
    scan.add(["A", "52,000"])
    assert "--decimal-mark" in scan.result().blocks()[0]
    assert scan.result(mark=".").blocks() == []
    scan.add(["B", "1,052,000.00"])
    assert scan.result().blocks() == []


def test_deals_are_settled() -> None:
    headers = ["Id", "AccountId", "Name", "StageName", "Amount", "CloseDate", "IsClosed", "IsWon"]
    results = _convert(
        "contracts",
        headers,
        ["006x0000001YtCr", "001x0000002xLD0AAM", "Widgets", "Closed Won", "500000.0", "2005-11-09", "true", "true"],
        ["2", "001x0000002xLD0AAM", "Lost one", "Closed Lost", "5", "2005-11-09", "1", ""],
        ["3", "001x0000002xLD0AAM", "Open one", "Qualification", "5", "2005-11-09", "", ""],
        ["4", "000000000000000AAA", "Nobody's", "Closed Won", "5", "2005-11-09", "1", "1"],
    )
    won = _values(results[0])
    assert won["external_id"] == "006x0000001YtCrAAK"
    assert (won["product"], won["start_on"], won["amount"]) == ("Widgets", date(2005, 11, 9), Decimal(500000))
    assert "outcome" not in won
    assert {"stage", "is_won", "is_closed"}.isdisjoint(won)
    lost = _values(results[1])
    assert (lost["outcome"], lost["end_on"]) == ("lost", date(2005, 11, 9))
    assert results[2] == SkippedRow(4, OPEN_DEAL)
    assert isinstance(results[3], RejectedRow)


@pytest.mark.parametrize(
    ("values", "fate"),
    [
        ({"stage": "closedwon"}, "won"),
        ({"stage": "closedlost"}, "lost"),
        ({"stage": "Closed - Won"}, "won"),
        ({"is_closed": True, "is_won": False}, "lost"),
        ({"is_closed": True, "is_won": True}, "won"),
        ({"is_closed": False}, "open"),
        ({"stage": "Negotiation/Review"}, "open"),
        ({"close_on": date(2026, 1, 1)}, "open"),
        ({"start_on": date(2026, 1, 1)}, "contract"),
    ],
)
def test_fate_of_a_deal(values: dict[str, Any], fate: str) -> None:
    assert deal_fate(values) == fate


def test_subscription_with_churn_flag_is_lost_at_its_end() -> None:
    headers = ["subscription_id", "account_id", "start_date", "end_date", "plan_tier", "arr_amount", "churn_flag"]
    results = _convert(
        "contracts",
        headers,
        ["S-1", "A-1", "23-12-2023", "28-04-2024", "Enterprise", "33432", "TRUE"],
        ["S-2", "A-1", "23-12-2023", "", "Pro", "10", "FALSE"],
    )
    assert _values(results[0])["outcome"] == "lost"
    assert _values(results[0])["product"] == "Enterprise"
    assert "outcome" not in _values(results[1])


def test_contacts_need_a_person_and_an_account() -> None:
    headers = ["FirstName", "LastName", "Email", "AccountId"]
    results = _convert(
        "contacts",
        headers,
        ["Ann", "Lee", "", "1"],
        ["", "", "b@c.example", "1"],
        ["Bo", "", "", ""],
        ["", "", "", "1"],
    )
    assert _values(results[0])["name"] == "Ann Lee"
    assert _values(results[1])["name"] == "b@c.example"
    assert isinstance(results[2], RejectedRow)
    assert "account" in results[2].reason()
    assert isinstance(results[3], RejectedRow)


def test_signal_rows_give_points() -> None:
    wide = _convert("signals", ["account_id", "date", "logins", "seats"], ["A", "2026-01-02", "5", ""])[0]
    assert isinstance(wide, ConvertedRow)
    assert signal_points(wide) == [("logins", Decimal(5))]
    long = _convert("signals", ["account_id", "date", "metric", "value"], ["A", "2026-01-02", "Active Users", "1.5"])[0]
    assert isinstance(long, ConvertedRow)
    assert signal_points(long) == [("active_users", Decimal("1.5"))]
    assert isinstance(_convert("signals", ["account_id", "date", "logins"], ["A", "2026-01-02", ""])[0], SkippedRow)


def test_feedback_scores_have_kind_and_scale() -> None:
    results = _convert(
        "feedback",
        ["Account", "Date", "NPS", "Comment"],
        ["A", "2026-01-02", "9", ""],
        ["A", "2026-01-02", "11", ""],
        ["A", "2026-01-02", "", "fine"],
        ["A", "2026-01-02", "", ""],
    )
    values = _values(results[0])
    assert (values["kind"], values["score"], values["scale_max"]) == ("NPS", 9, 10)
    assert isinstance(results[1], RejectedRow)
    assert _values(results[2])["words"] == "fine"
    assert isinstance(results[3], SkippedRow)


def test_ticket_days_are_checked() -> None:
    headers = ["ticket_id", "account_id", "submitted_at", "closed_at", "priority"]
    results = _convert(
        "tickets",
        headers,
        ["T-1", "A", "2023-07-27", "2023-07-27 03:00", "medium"],
        ["T-2", "A", "2023-07-27", "2023-07-26", ""],
    )
    assert _values(results[0])["opened_at"] == datetime(2023, 7, 27, 3, tzinfo=UTC)
    assert _values(results[0])["severity"] == "normal"
    assert isinstance(results[1], RejectedRow)


def test_planned_tasks_are_no_touches() -> None:
    headers = ["Id", "AccountId", "ActivityDate", "Subject", "Status", "SystemModstamp", "IsDeleted", "TaskSubtype"]
    results = _convert(
        "touches",
        headers,
        ["1", "A", "2026-01-02", "Call", "Completed", "", "", "Call"],
        ["2", "A", "2026-01-02", "Call", "Not Started", "", "", "Task"],
    )
    assert _values(results[0])["channel"] == "call"
    assert results[1] == SkippedRow(3, NOT_DONE)


def test_churn_events_are_outcomes() -> None:
    headers = ["churn_event_id", "account_id", "churn_date", "reason_code", "feedback_text"]
    results = _convert("outcomes", headers, ["C", "A", "27-10-2024", "pricing", "x"], ["D", "A", "", "pricing", ""])
    assert _values(results[0]) == {"external_id": "C", "account_external_id": "A", "reason": "pricing", "words": "x",
                                   "outcome": "churned", "day": date(2024, 10, 27)}  # fmt: skip
    assert isinstance(results[1], RejectedRow)
    plain = _convert(
        "outcomes", ["Account", "Date", "Outcome"], ["A", "2026-01-02", "closed lost"], ["A", "2026-01-02", ""]
    )
    assert _values(plain[0])["outcome"] == "churned"
    assert isinstance(plain[1], RejectedRow)


def test_constants_fill_what_no_column_does() -> None:
    mapping = ColumnMapping("accounts", {"N": "name"}, {"currency": "eur", "name": "ignored"})
    converter = RowConverter(["N"], mapping, ColumnStyles())
    assert _values(converter.convert(2, ["Acme"])) == {"name": "Acme", "currency": "EUR"}
    with pytest.raises(BadValue):
        RowConverter(["N"], ColumnMapping("accounts", {"N": "name"}, {"tier": "Z"}), ColumnStyles())


@given(
    st.sampled_from(sorted(KINDS)), st.lists(st.text(max_size=12) | st.none() | st.floats() | st.dates(), max_size=14)
)
def test_any_row_ends_in_a_result(kind: str, cells: list[Cell]) -> None:
    headers = [field.name for field in KINDS[kind].fields][:12]
    mapping = ColumnMapping(kind, {header: header for header in headers})
    scan = StyleScan(headers, mapping)
    scan.add(cells)
    result = RowConverter(headers, mapping, scan.result()).convert(7, cells)
    assert result.row_number == 7
    assert not isinstance(result, RejectedRow) or result.reason()

"""What stops an import, what is rejected and mended, links between tables, and cancelling half way."""

from __future__ import annotations

import csv

import pytest

from csworkbench.exchange.readers.errors import ImportFailed
from csworkbench.infra.errors import InvalidInput
from csworkbench.infra.tokens import Cancelled, Token
from csworkbench.services.imports import ImportStopped, apply_import, plan_import, write_rejects
from csworkbench.services.imports.request import ImportRequest


class CancelledLater(Token):
    """A token that is cancelled at its n-th report."""

    def __init__(self, reports: int) -> None:
        super().__init__()
        self._left = reports

    def report(self, text: str, done: int = 0, total: int = 0) -> None:
        self._left -= 1
        if self._left <= 0:
            self.cancel()
        super().report(text, done, total)


def test_a_file_of_another_kind_is_refused_by_name(importing):
    with pytest.raises(ImportStopped, match="of contracts, not of contacts"):
        importing.run("contacts", "Opportunity Name,Stage,Close Date,Account Name\nx,Closed Won,2026-01-01,Acme")
    assert importing.workbench.undo_state().undo_name is None


def test_a_file_without_a_column_for_the_account_is_refused_with_what_to_map(importing):
    with pytest.raises(ImportStopped, match="account_external_id, account_name, account_domain"):
        importing.run("tickets", "Ticket Id,Created Date\n1,2026-01-01")


def test_dates_that_can_be_read_two_ways_wait_for_a_choice(with_accounts):
    content = "Account Id,Date,Logins\nA1,03/04/2026,5\nA1,05/06/2026,6"
    with pytest.raises(ImportStopped, match="date-order"):
        with_accounts.run("signals", content)
    assert with_accounts.counts("signals", content, date_order="dmy") == (2, 0, 0, 0, 0)
    assert with_accounts.rows("SELECT on_day FROM signal_point ORDER BY 1") == [("2026-04-03",), ("2026-06-05",)]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02\xff" * 400])
def test_a_file_that_is_no_table_is_refused(importing, tmp_path, content):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises((ImportFailed, ImportStopped), match=r"odd\.csv"):
        apply_import(importing.workbench, ImportRequest(path, "accounts"))


@pytest.mark.parametrize("reports", [1, 3, 5, 6])
def test_cancelling_at_any_part_leaves_nothing(importing, reports):
    start = importing.dump()
    rows = "\n".join(f"{number},Account {number},{number % 28 + 1}/11/2026" for number in range(9000))
    path = importing.file("Id,Name,Onboarding Date\n" + rows, "large.csv")
    with pytest.raises(Cancelled):
        apply_import(importing.workbench, ImportRequest(path, "accounts", date_order="dmy"), CancelledLater(reports))
    assert importing.dump() == start
    assert importing.workbench.undo_state().undo_name is None


def test_an_import_over_several_parts_is_undone_as_one(importing):
    start = importing.dump()
    rows = "\n".join(f"{number},Account {number},Owner {number % 7}" for number in range(9000))
    assert importing.counts("accounts", "Id,Name,Owner\n" + rows) == (9000, 0, 0, 0, 0)
    assert importing.counts("accounts", "Id,Name,Owner\n" + rows) == (0, 0, 9000, 0, 0)
    importing.workbench.undo()
    assert importing.dump() == start


def test_rejected_rows_are_written_mended_and_imported(with_accounts, tmp_path):
    content = (
        "Event Id,Account Id,Date,Outcome,Reason\nO1,A1,2026-11-01,renewed,=1+1\nO2,A1,soon,reduced,=2+2\n"
        "O3,A1,2026-11-03,what,x"
    )
    result = with_accounts.run("outcomes", content)
    assert (result.counts.new, result.counts.rejected) == (1, 2)
    path = tmp_path / "rejects.csv"
    assert write_rejects(result, path) == 2
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["Row in the file", "Rejected because"]
    assert [row[0] for row in rows[1:]] == ["3", "4"]
    assert rows[1][-1] == "'=2+2"
    assert "date" in rows[1][1]
    assert "one of" in rows[2][1]

    mended = path.read_text("utf-8-sig").replace("soon", "2026-11-02").replace(",what,", ",expanded,")
    assert with_accounts.counts("outcomes", mended) == (2, 0, 0, 0, 0)
    assert with_accounts.rows("SELECT kind, reason FROM outcome ORDER BY id") == [
        ("renewed", "=1+1"), ("reduced", "=2+2"), ("expanded", "x"),
    ]  # fmt: skip
    again = with_accounts.run("outcomes", mended.replace("2026-11-02", "never"))
    write_rejects(again, path)
    assert path.read_text("utf-8-sig").splitlines()[0].count("Rejected because") == 1


def test_a_row_is_too_long_for_its_header_and_keeps_its_surplus(with_accounts, tmp_path):
    result = with_accounts.run("accounts", "Id,Name\nC1,Gamma\nD1,Delta,surplus,more")
    assert (result.counts.new, result.counts.rejected) == (1, 1)
    write_rejects(result, tmp_path / "rejects.csv")
    assert "surplus,more" in (tmp_path / "rejects.csv").read_text("utf-8-sig")


DEALS = (
    "deal_id,property_dealname,property_amount,property_hs_arr\n11,First,100,100\n12,Second,200,200\n13,Third,300,300"
)


def test_a_link_says_whose_a_deal_is(with_accounts):
    link = with_accounts.file("company_id,deal_id,type_id\nA1,11,1\nB1,12,1\nA1,12,1", "deal_company.csv")
    result = with_accounts.run("contracts", DEALS, link=link, currency="EUR")
    assert (result.counts.new, result.counts.rejected) == (2, 1)
    assert any("1 ids of the link belong to several accounts" in note for note in result.notes)
    query = "SELECT a.name, c.arr_minor FROM contract c JOIN account a ON a.id = c.account_id ORDER BY 2"
    assert with_accounts.rows(query) == [("Acme", 10000), ("Beta", 20000)]
    assert result.headers[-1] == "company_id"
    assert result.rejects[0].cells[0] == "13"


def test_a_link_is_refused_where_it_says_nothing(with_accounts):
    link = with_accounts.file("company_id,deal_id\nA1,11", "deal_company.csv")
    with pytest.raises(InvalidInput, match="says itself"):
        with_accounts.run("contracts", "deal_id,company_id,ARR\n11,A1,5", link=link)
    with pytest.raises(InvalidInput, match="no one column"):
        with_accounts.run("tickets", "ticket_id,created_date\n11,2026-01-01", link=link)
    with pytest.raises(InvalidInput, match="belong to no account"):
        with_accounts.run("accounts", "id,name\n11,Acme", link=link)
    with pytest.raises(InvalidInput, match="external_id"):
        with_accounts.run("contracts", "product,ARR\nSuite,5", link=link)


def test_a_bad_mapping_or_value_is_said(with_accounts):
    with pytest.raises(InvalidInput, match="no field 'colour'"):
        with_accounts.run("accounts", "Name,Shade\nAcme,red", choices=("Shade=colour",))
    with pytest.raises(InvalidInput, match="no column 'Hue'"):
        with_accounts.run("accounts", "Name,Shade\nAcme,red", choices=("Hue=segment",))
    with pytest.raises(InvalidInput, match="FIELD=VALUE"):
        with_accounts.run("accounts", "Name\nAcme", constants=("colour=red",))
    with pytest.raises(InvalidInput, match="import kind"):
        plan_import(with_accounts.workbench, ImportRequest(with_accounts.folder / "x.csv", "invoices"))


def test_a_value_for_the_whole_file_fills_a_field_without_a_column(with_accounts):
    content = "Account Id,Date,Score,Comment\nA1,2026-11-01,4,Good"
    assert with_accounts.counts("feedback", content, constants=("kind=CSAT",)) == (1, 0, 0, 0, 0)
    assert with_accounts.rows("SELECT kind, score, scale_max FROM feedback") == [("CSAT", 4, 5)]


def touched(importing) -> set[int] | None:
    """Give the accounts that the last change names, None for "all"."""
    change = importing.workbench.last_change
    assert change is not None
    return change.accounts


def test_a_small_import_names_its_accounts_and_a_large_one_says_all(importing):
    rows = "\n".join(f"A{number},Account {number}" for number in range(40))
    importing.run("accounts", "Id,Name\n" + rows)
    assert touched(importing) is None
    found = dict(importing.rows("SELECT name, id FROM account"))
    importing.run("accounts", "Id,Name,Tier\nA3,Account 3,A\nN1,Newcomer,B")
    newcomer = importing.rows("SELECT id FROM account WHERE name = 'Newcomer'")[0][0]
    assert touched(importing) == {found["Account 3"], newcomer}
    importing.run("tickets", "Account Id,Ticket Id,Opened At\nA5,T1,2026-11-02\nA5,T2,2026-11-03")
    assert touched(importing) == {found["Account 5"]}
    importing.run("signals", "Account Id,Day,Metric,Value\nA7,2026-11-02,logins,4")
    assert touched(importing) == {found["Account 7"]}
    assert importing.rows("SELECT count(*) FROM account_line") == [(41,)]


def test_the_search_index_knows_every_imported_row_as_it_is_in_the_end(importing):
    rows = [f"A{number},Account {number}" for number in range(4200)]
    again = ["A3,Renamed Early", "A4199,Renamed Late"]
    importing.run("accounts", "Id,Name\n" + "\n".join(rows + again))
    for index in ("account_words", "account_parts"):
        importing.rows(f"SELECT count(*) FROM {index}")
        with importing.workbench.derived_write() as connection:
            connection.exec_driver_sql(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    found = importing.rows("SELECT rowid FROM account_words WHERE account_words MATCH 'renamed'")
    assert len(found) == 2
    assert importing.rows("SELECT rowid FROM account_words WHERE account_words MATCH '\"account 3\"'") == []
    importing.workbench.undo()
    assert importing.rows("SELECT rowid FROM account_words WHERE account_words MATCH 'account'") == []


def test_a_file_of_blank_lines_and_one_of_a_huge_cell_are_taken(importing):
    assert importing.counts("accounts", "Id,Name,Notes\nA1,Acme,\n" + "\n" * 100_000 + "A2,Globex,") == (2, 0, 0, 0, 0)
    assert importing.counts("accounts", f"Id,Name,Notes\nA3,Initech,{'x' * 1_000_000}") == (1, 0, 0, 0, 0)


def test_too_many_columns_are_refused_with_their_number(importing):
    columns = ",".join(["Name", *(f"C{number}" for number in range(9_999))])
    with pytest.raises(ImportFailed, match="10,000 columns are more than the 2,000"):
        importing.run("accounts", columns + "\n" + ",".join(["Acme"] * 10_000))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_names_survive_every_encoding(importing, encoding):
    path = importing.folder / "names.csv"
    path.write_bytes("Id,Name,Country\nA1,Färber,DE\nA2,Ha\0ns,DE\n".encode(encoding))
    apply_import(importing.workbench, ImportRequest(path, "accounts"))
    assert importing.rows("SELECT name FROM account ORDER BY id") == [("Färber",), ("Hans",)]

"""Each kind of import: what is new, changed, unchanged; done again it changes nothing, and undo leaves no trace."""

from __future__ import annotations

import pytest

FILES = {
    "contacts": (
        "Contact Id,Account Id,Name,Email,Job Title\nC1,A1,Ann Berg,ann@acme.example,CTO\n"
        "C2,B1,Bo Cay,bo@beta.example,",
        ("CTO", "CIO"),
        "contact",
    ),
    "contracts": (
        "Subscription Id,Account Id,Plan,ARR,Currency,Start Date,End Date\n"
        "S1,A1,Suite,1200,EUR,2026-01-01,2026-12-31\nS2,B1,Suite,800,EUR,2026-02-01,2027-01-31",
        ("1200", "1300"),
        "contract",
    ),
    "signals": (
        "Account Id,Date,Active Users\nA1,2026-11-01,10\nA1,2026-11-08,12\nB1,2026-11-01,3\nB1,2026-11-08,4",
        ("12", "13"),
        "signal_point",
    ),
    "tickets": (
        "Ticket Id,Account Id,Created Date,Priority,Subject\n"
        "T1,A1,2026-11-01 09:00,high,Broken\nT2,B1,2026-11-02 09:00,low,Slow",
        ("Broken", "Mended"),
        "ticket",
    ),
    "feedback": (
        "Response Id,Account Id,Date,NPS,Comment\nR1,A1,2026-11-01,9,Good\nR2,B1,2026-11-02,3,Bad",
        ("Good", "Great"),
        "feedback",
    ),
    "touches": (
        "Activity Id,Account Id,Activity Date,Channel,Subject\nX1,A1,2026-11-01,call,Hello\nX2,B1,2026-11-02,email,Hi",
        ("Hello", "Good day"),
        "touch",
    ),
    "outcomes": (
        "Event Id,Account Id,Date,Outcome,Reason\nO1,A1,2026-11-01,renewed,\nO2,B1,2026-11-02,reduced,Budget",
        ("Budget", "Price"),
        "outcome",
    ),
}


@pytest.mark.parametrize("kind", FILES)
def test_new_then_unchanged_then_changed_then_undone(with_accounts, kind):
    content, (before, after), table = FILES[kind]
    number = content.count("\n")
    start = with_accounts.dump()

    assert with_accounts.counts(kind, content) == (number, 0, 0, 0, 0)
    assert with_accounts.rows(f"SELECT count(*) FROM {table}") == [(number,)]
    filled = with_accounts.dump()
    assert with_accounts.counts(kind, content) == (0, 0, number, 0, 0)
    assert with_accounts.dump() == filled
    assert with_accounts.counts(kind, content.replace(before, after)) == (0, 1, number - 1, 0, 0)
    changed = with_accounts.dump()
    assert changed != filled

    assert with_accounts.workbench.undo().name == f"Import {kind} from file.csv"
    assert with_accounts.dump() == filled
    with_accounts.workbench.undo()
    assert with_accounts.dump() == start
    for _ in range(2):
        with_accounts.workbench.redo()
    assert with_accounts.dump() == changed


def test_accounts_new_unchanged_changed_undone(importing):
    start = importing.dump()
    content = "Id,Name,Domain,Owner,ARR,Currency,Renewal\nA1,Acme,acme.example,Maya,1200,EUR,2027-03-01\nB1,Beta,,,,,"
    assert importing.counts("accounts", content) == (2, 0, 0, 0, 0)
    assert importing.rows("SELECT arr_minor, currency, end_on FROM contract") == [(120000, "EUR", "2027-03-01")]
    assert importing.counts("accounts", content) == (0, 0, 2, 0, 0)
    assert importing.counts("accounts", content.replace("Maya", "Tom")) == (0, 1, 1, 0, 0)
    assert importing.rows("SELECT name FROM owner ORDER BY id") == [("Maya",), ("Tom",)]
    for _ in range(2):
        importing.workbench.undo()
    assert importing.dump() == start


def test_an_account_is_found_by_id_then_domain_then_exact_normalised_name(importing):
    importing.run("accounts", "Id,Name,Domain\nA1,Acme,acme.example\nB1,Beta,beta.example")
    importing.run("accounts", "Name\nGamma GmbH")
    assert importing.counts("accounts", "Id,Name,Domain\nA1,Renamed,beta.example") == (0, 1, 0, 0, 0)
    assert importing.counts("accounts", "Name,Website\nBeta two,https://www.BETA.example/x") == (0, 0, 0, 1, 0)
    assert importing.counts("accounts", "Name,Notes\n gamma  GMBH ,seen") == (0, 1, 0, 0, 0)
    assert importing.counts("accounts", "Name\nGamma") == (1, 0, 0, 0, 0)
    assert importing.rows("SELECT name FROM account ORDER BY id") == [
        ("Renamed",), ("Beta",), ("gamma  GMBH",), ("Gamma",),
    ]  # fmt: skip


def test_a_name_that_two_accounts_have_is_refused(importing):
    importing.run("accounts", "Id,Name\n1,Acme\n2,Acme")
    result = importing.run("accounts", "Name,Notes\nAcme,which one?")
    assert (result.counts.rejected, result.counts.total) == (1, 1)
    assert "only one account" in result.errors[0].expected
    contacts = importing.run("contacts", "Account,Name\nAcme,Ann Berg")
    assert (contacts.counts.rejected, importing.rows("SELECT * FROM contact")) == (1, [])


def test_two_rows_of_one_source_with_different_ids_stay_two_accounts(importing):
    assert importing.counts("accounts", "Id,Name\n1,Acme\n2,Acme") == (2, 0, 0, 0, 0)
    assert importing.counts("accounts", "Id,Name\n1,Acme\n2,Acme") == (0, 0, 2, 0, 0)


def test_a_row_that_stands_twice_in_one_file_makes_one_account(importing):
    assert importing.counts("accounts", "Id,Name\n1,Acme\n1,Acme") == (1, 0, 1, 0, 0)
    assert importing.counts("accounts", "Name,Notes\nBeta,\nbeta,more") == (1, 1, 0, 0, 0)
    assert importing.rows("SELECT name FROM account ORDER BY id") == [("Acme",), ("beta",)]


def test_accounts_that_share_a_web_address_are_not_merged(importing):
    content = "Name,Website\nNorth,zendesk.example\nSouth,zendesk.example\nWest,zendesk.example"
    assert importing.counts("accounts", content) == (3, 0, 0, 0, 0)
    assert importing.counts("accounts", content) == (0, 0, 3, 0, 0)


def test_a_refused_row_leaves_nothing_behind(importing):
    start = importing.dump()
    content = "Id,Name,Owner,Pulse,Engagement model\n1,Acme,Maya,9,\n2,Beta,Tom,,no such model"
    result = importing.run("accounts", content)
    assert (result.counts.rejected, result.counts.total) == (2, 2)
    after = importing.dump()
    assert (after["account"], after["owner"], after["pulse"]) == (start["account"], start["owner"], start["pulse"])


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("contracts", "Account Id,ARR,Seats\nA1,100,-5"),
        ("contracts", "Account Id,ARR,Notice days\nA1,100,5000"),
        ("contracts", "Account Id,ARR,Start Date,End Date\nA1,100,2026-12-31,2026-01-01"),
        ("feedback", "Account Id,Kind,Date,Score\nA1,complaint,2026-11-01,4"),
        ("feedback", "Account Id,Date,NPS\nA1,2026-11-01,11"),
        ("tickets", "Account Id,Created Date,Closed Date\nA1,2026-11-02,2026-11-01"),
    ],
)
def test_what_the_book_would_not_store_is_a_rejected_row(with_accounts, kind, content):
    assert with_accounts.counts(kind, content) == (0, 0, 0, 1, 0)


def test_signals_of_subscriptions_add_up_to_the_account_and_gauges_of_one_take_the_last(with_accounts):
    with_accounts.run(
        "contracts", "Subscription Id,Account Id,Plan,ARR,Currency\nS1,A1,One,1,EUR\nS2,A1,Two,1,EUR\nS3,B1,One,1,EUR"
    )
    result = with_accounts.run(
        "signals",
        "Subscription Id,Usage Date,Usage Count,Active Users\n"
        "S1,2026-11-01,5,7\nS2,2026-11-01,6,3\nS1,2026-11-01,1,8\nS3,2026-11-01,2,2",
    )
    assert (result.unit, result.counts.new) == ("points", 4)
    assert any("added up to their accounts" in note for note in result.notes)
    query = """SELECT a.name, s.metric, p.value FROM signal_point p JOIN signal_series s ON s.id = p.series_id
        JOIN account a ON a.id = s.account_id ORDER BY 1, 2"""
    assert with_accounts.rows(query) == [
        ("Acme", "active_users", 11.0), ("Acme", "usage_count", 12.0),
        ("Beta", "active_users", 2.0), ("Beta", "usage_count", 2.0),
    ]  # fmt: skip


def test_a_churn_makes_no_account_churned_whose_contract_runs_on(with_accounts):
    with_accounts.run(
        "contracts",
        "Subscription Id,Account Id,ARR,Currency,Start Date,End Date\nS1,A1,10,EUR,2026-01-01,2027-12-31\n"
        "S2,B1,10,EUR,2025-01-01,2025-12-31",
    )
    result = with_accounts.run("outcomes", "Account Id,Churn Date,Reason\nA1,2026-06-01,Price\nB1,2026-01-05,Price")
    assert result.counts.new == 2
    assert any("1 accounts with a churn" in note for note in result.notes)
    assert with_accounts.rows("SELECT name, status, status_on FROM account ORDER BY id") == [
        ("Acme", "active", None), ("Beta", "churned", "2026-01-05"),
    ]  # fmt: skip


def test_ratings_of_tickets_without_ids_are_not_taken_for_one_another(with_accounts):
    first = "Account Id,Created Date,Subject,CSAT\nA1,2026-11-01,Broken,4"
    other = "Account Id,Created Date,Subject,CSAT\nA1,2026-11-02,Slow,2"
    with_accounts.run("tickets", first)
    with_accounts.run("tickets", other)
    assert with_accounts.counts("tickets", first) == (0, 0, 1, 0, 0)
    assert with_accounts.rows("SELECT score FROM feedback ORDER BY id") == [(4,), (2,)]


def test_open_deals_and_deleted_rows_are_passed_over_and_said(with_accounts):
    result = with_accounts.run(
        "contracts",
        "Opportunity Id,Account Id,Opportunity Name,Stage,Amount,Close Date,Is Deleted\n"
        "1,A1,Won one,Closed Won,100,2026-10-01,false\n2,A1,Open one,Proposal,100,2026-12-01,false\n"
        "3,A1,Gone,Closed Won,100,2026-10-01,true\n4,B1,Lost one,Closed Lost,100,2026-10-01,false",
        currency="EUR",
    )
    assert (result.counts.new, result.counts.skipped) == (2, 2)
    assert sorted(result.skips.values()) == [1, 1]
    assert with_accounts.rows("SELECT product, outcome FROM contract ORDER BY id") == [
        ("Won one", None), ("Lost one", "lost"),
    ]  # fmt: skip


def test_one_name_under_two_domains_stays_two_accounts(importing):
    content = "Name,Website\nAcme,acme.example\nAcme,acme.fr\nACME ,acme.it"
    assert importing.counts("accounts", content) == (3, 0, 0, 0, 0)
    assert importing.rows("SELECT domain FROM account ORDER BY 1") == [("acme.example",), ("acme.fr",), ("acme.it",)]
    assert importing.counts("accounts", content) == (0, 0, 3, 0, 0)


def test_a_name_that_several_accounts_have_is_refused_without_a_domain(importing):
    found = importing.run("accounts", "Name,Website\nAcme,acme.example\nAcme,acme.fr\nAcme,")
    assert (found.counts.new, found.counts.rejected) == (2, 1)
    assert "only one account of the book has" in found.errors[0].expected


def test_a_third_account_of_one_name_is_told_by_its_id(importing):
    importing.run("accounts", "Id,Name\nA1,Acme\nA2,Acme")
    assert importing.counts("accounts", "Id,Name\nA3,Acme\nA1,Acme") == (1, 0, 1, 0, 0)


def test_a_row_that_changes_only_the_parent_is_changed(importing):
    importing.run("accounts", "Id,Name,Parent Id\nA1,Child,\nA2,Mother,\nA3,Aunt,")
    assert importing.counts("accounts", "Id,Name,Parent Id\nA1,Child,A2\nA2,Mother,\nA3,Aunt,") == (0, 1, 2, 0, 0)
    assert importing.counts("accounts", "Id,Name,Parent Id\nA1,Child,A2\nA2,Mother,\nA3,Aunt,") == (0, 0, 3, 0, 0)


def test_a_parent_that_is_new_further_down_makes_its_child_changed(importing):
    importing.run("accounts", "Id,Name\nA1,Child")
    assert importing.counts("accounts", "Id,Name,Parent Id\nA1,Child,A9\nA9,Mother,") == (1, 1, 0, 0, 0)
    query = "SELECT p.name FROM account c JOIN account p ON p.id = c.parent_id"
    assert importing.rows(query) == [("Mother",)]


@pytest.mark.parametrize("ids", [",,", "X1,,", "X1,X2,X3"])
def test_a_source_s_own_id_goes_before_what_others_call_the_record(importing, ids):
    others = ids.split(",")
    rows = "\n".join(f"37{at},{other},Company {at}" for at, other in enumerate(others))
    importing.run("accounts", "id,external_id,name\n" + rows)
    found = importing.rows("SELECT value FROM external_id WHERE record_table = 'account' ORDER BY 1")
    assert found == [("370",), ("371",), ("372",)]
    ticket = "id,external_id,organization_id,created_at,subject\n9,,371,2026-11-02,Slow"
    assert importing.counts("tickets", ticket) == (1, 0, 0, 0, 0)

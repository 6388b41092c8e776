"""Accounts: what is written can be undone, what can't be stored is refused, lists come in order."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from sqlalchemy import insert, select

from csworkbench.domain.accounts import SORTS, AccountDraft, AccountQuery
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.uid import new_uid
from csworkbench.services import accounts, contacts
from csworkbench.storage.tables.accounts import external_id
from csworkbench.storage.tables.derived import account_line
from csworkbench.storage.tables.money import contract
from tests.book_state import check_undo, state_of

KNOWN = "2026-01-01T00:00:00.000Z"


def add(workbench, name, **fields):
    return accounts.add_account(workbench, AccountDraft(name=name, **fields))


def add_contract(workbench, account_id, arr_minor, currency, end_on):
    row = {"uid": new_uid(), "account_id": account_id, "product": "Suite", "arr_minor": arr_minor, "currency": currency}
    with workbench.change("Add contract") as change:
        change.connection.execute(insert(contract), row | {"end_on": end_on, "known_at": KNOWN})


def add_external(workbench, table, record_id, value):
    row = {"uid": new_uid(), "record_table": table, "record_id": record_id, "source": "crm", "value": value}
    with workbench.change("Add external id") as change:
        change.connection.execute(insert(external_id), row)


def test_an_account_is_added_as_given_and_tidied(workbench):
    me = accounts.add_owner(workbench, " Maya Chen ", "")
    model = accounts.list_engagement_models(workbench)[0]
    draft = AccountDraft(
        name=" Acme ", domain="https://www.ACME.example/shop", owner_id=me, tier="A", segment=" ", currency="eur",
        engagement_model_id=model.id, onboarded_on=date(2026, 1, 5), notes="Key: 'x'; --",
    )  # fmt: skip
    account_id = check_undo(workbench, "Add account Acme", lambda: accounts.add_account(workbench, draft))
    row = accounts.get_account(workbench, account_id)
    assert (row.name, row.domain, row.segment, row.currency, row.status) == (
        "Acme",
        "acme.example",
        None,
        "EUR",
        "active",
    )
    assert (row.owner_id, row.engagement_model_id, row.onboarded_on) == (me, model.id, date(2026, 1, 5))
    line = accounts.load_account_lines(workbench, [account_id])[0]
    assert (line.name, line.owner_name, line.engagement_model) == ("Acme", "Maya Chen", model.name)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "), ("name", None), ("name", "x" * 201), ("tier", "D"), ("lifecycle", "gone"), ("status", "dead"),
        ("domain", "not a host"), ("currency", "EURO"), ("ideal_days", 0), ("maximum_days", 1001), ("ideal_days", True),
        ("ideal_days", "7"), ("onboarded_on", "yesterday"), ("onboarded_on", date(1066, 1, 1)),
        ("owner_id", 99), ("engagement_model_id", 99), ("colour", "red"), ("notes", "x" * 100_001), ("name_key", "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_refused_with_its_field(workbench, field, value):
    account_id = add(workbench, "Acme")
    before = state_of(workbench)
    with pytest.raises(InvalidInput) as refused:
        accounts.edit_account(workbench, account_id, **{field: value})
    assert refused.value.field == field
    assert state_of(workbench) == before


def test_the_ideal_interval_stays_under_the_maximum(workbench):
    account_id = add(workbench, "Acme", maximum_days=30)
    with pytest.raises(InvalidInput, match="over the maximum"):
        accounts.edit_account(workbench, account_id, ideal_days=31)
    accounts.edit_account(workbench, account_id, ideal_days=31, maximum_days=40)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"tier": "B"}, "Edit tier of Acme"),
        ({"name": "Acme Two"}, "Edit name of Acme"),
        ({"owner_id": 1}, "Edit owner of Acme"),
        ({"tier": "A", "notes": "x"}, "Edit tier and notes of Acme"),
        ({"tier": "A", "notes": "x", "country": "DE"}, "Edit details of Acme"),
        ({"status": "in notice"}, "Edit status of Acme"),
    ],
)
def test_an_edit_is_named_and_undone(workbench, fields, name):
    accounts.add_owner(workbench, "Maya")
    account_id = add(workbench, "Acme")
    check_undo(workbench, name, lambda: accounts.edit_account(workbench, account_id, **fields))
    row = accounts.get_account(workbench, account_id)
    assert {field: getattr(row, field) for field in fields} == fields


def test_an_edit_that_changes_nothing_leaves_no_trace(workbench):
    account_id = add(workbench, "Acme", tier="A")
    before = state_of(workbench)
    accounts.edit_account(workbench, account_id, tier="A", status="active")
    assert state_of(workbench) == before
    assert workbench.undo_state().undo_name == "Add account Acme"


def test_a_bulk_edit_is_one_change_and_dates_only_new_statuses(workbench):
    ids = [add(workbench, f"Account {number}") for number in range(3)]
    accounts.edit_account(workbench, ids[0], status="churned")
    workbench.clock = type(workbench.clock)(workbench.clock.instant, date(2026, 12, 1))
    check_undo(
        workbench, "Set status of 3 accounts", lambda: accounts.edit_accounts(workbench, ids, "status", "churned")
    )
    days = [accounts.get_account(workbench, one).status_on for one in ids]
    assert days == [date(2026, 11, 23), date(2026, 12, 1), date(2026, 12, 1)]
    check_undo(workbench, "Set tier of 3 accounts", lambda: accounts.edit_accounts(workbench, ids, "tier", "C"))
    assert [line.tier for line in accounts.load_account_lines(workbench, ids)] == ["C", "C", "C"]


@pytest.mark.parametrize("field", ["name", "domain", "ideal_days"])
def test_what_each_account_has_of_its_own_is_not_set_for_many(workbench, field):
    with pytest.raises(InvalidInput):
        accounts.edit_accounts(workbench, [add(workbench, "Acme")], field, "x")


def test_a_deleted_account_comes_back_with_all_that_hung_on_it(workbench):
    account_id = add(workbench, "Acme")
    keeper = add(workbench, "Keeper")
    person = contacts.add_contact(workbench, ContactDraft(account_id, "Ann", roles=("champion",)))
    add_contract(workbench, account_id, 100, "EUR", "2027-01-01")
    for table, key, value in (("account", account_id, "A1"), ("contact", person, "C1"), ("account", keeper, "A2")):
        add_external(workbench, table, key, value)
    check_undo(workbench, "Delete account Acme", lambda: accounts.delete_account(workbench, account_id))
    with workbench.read() as connection:
        assert connection.execute(select(external_id.c.value)).scalars().all() == ["A2"]
    with pytest.raises(NotFound):
        accounts.get_account(workbench, account_id)
    assert accounts.find_accounts(workbench, AccountQuery()) == [keeper]
    workbench.undo()
    assert accounts.find_accounts(workbench, AccountQuery(text="ann")) == [account_id]


def test_an_account_is_found_by_what_names_it(workbench):
    acme = add(workbench, "Acme Logistics", domain="acme.example")
    add(workbench, "Borealis One")
    add(workbench, "Borealis Two")
    uid = accounts.get_account(workbench, acme).uid
    add_external(workbench, "account", acme, "001-XYZ")
    for typed in (uid, str(acme), "acme  LOGISTICS", "acme.example", "001-XYZ", "acm"):
        assert accounts.resolve_account(workbench, typed) == acme
    with pytest.raises(NotFound, match=r"several accounts: Borealis One, Borealis Two"):
        accounts.resolve_account(workbench, "borealis")
    with pytest.raises(NotFound, match="Did you mean Acme Logistics"):
        accounts.resolve_account(workbench, "Acme Logistic Ltd")
    for typed in ('"', "zzz", "é" * 300, "*", "1" * 40):
        with pytest.raises(NotFound):
            accounts.resolve_account(workbench, typed)


def test_the_owner_who_is_me_is_one(workbench):
    maya = accounts.add_owner(workbench, "Maya")
    tom = check_undo(workbench, "Add owner Tom", lambda: accounts.add_owner(workbench, "Tom", "tom@example.com"))
    assert [owner.id for owner in accounts.list_owners(workbench) if owner.is_me] == [maya]
    check_undo(workbench, "Work as Tom", lambda: accounts.choose_me(workbench, tom))
    assert [owner.id for owner in accounts.list_owners(workbench) if owner.is_me] == [tom]
    with pytest.raises(NotFound):
        accounts.choose_me(workbench, OwnerId(99))
    with pytest.raises(InvalidInput):
        accounts.add_owner(workbench, " ")


def _fill_lines(workbench, values):
    for number in range(len(values)):
        add(workbench, f"Account {number}")
    with workbench.derived_write() as connection:
        for number, line in enumerate(values, 1):
            connection.execute(account_line.update().where(account_line.c.account_id == number).values(line))


def test_every_order_has_blanks_last_and_ties_by_key(workbench):
    numbers, texts = (5, None, 9, 5, None), ("b", None, "c", "b", None)
    days = ("2026-02-01", None, "2026-03-01", "2026-02-01", None)
    columns = {
        "owner_name": texts, "score": numbers, "trend": numbers, "arr_minor": numbers, "renewal_on": days,
        "next_check_in_on": days, "last_contact_on": days, "tier": texts, "segment": texts, "lifecycle": texts,
        "country": texts, "engagement_model": texts,
    }  # fmt: skip
    _fill_lines(workbench, [{name: cells[at] for name, cells in columns.items()} for at in range(5)])
    for sort, text in itertools.product(set(SORTS) - {"name", "status"}, ("", "account")):
        query = AccountQuery(sort=sort, text=text)
        assert accounts.find_accounts(workbench, query) == [1, 4, 3, 2, 5], sort
        downwards = AccountQuery(sort=sort, text=text, descending=True)
        assert accounts.find_accounts(workbench, downwards) == [3, 4, 1, 5, 2], sort
    with pytest.raises(InvalidInput) as refused:
        accounts.find_accounts(workbench, AccountQuery(sort="uid; DROP TABLE account"))
    assert refused.value.field == "sort"


def test_names_sort_without_case(workbench):
    ids = {name: add(workbench, name) for name in ("beta", "Alpha", "Ärger", "ALBA")}
    found = accounts.find_accounts(workbench, AccountQuery(sort="name"))
    assert found == [ids["ALBA"], ids["Alpha"], ids["beta"], ids["Ärger"]]


def test_a_walk_of_the_index_sorts_nothing(workbench):
    from csworkbench.storage.line_rows import order_by

    with workbench.read() as connection:
        for sort, descending in itertools.product(("name", "score", "arr", "renewal", "owner"), (False, True)):
            statement = f"EXPLAIN QUERY PLAN SELECT account_id FROM account_line{order_by(sort, descending=descending)}"
            plan = " ".join(row[3] for row in connection.exec_driver_sql(statement))
            assert "USING COVERING INDEX" in plan, (sort, plan)
            assert "TEMP B-TREE" not in plan, (sort, plan)


def test_owner_filter_and_text_narrow_together(workbench):
    maya, tom = accounts.add_owner(workbench, "Maya"), accounts.add_owner(workbench, "Tom")
    add(workbench, "Northwind", owner_id=maya, tier="A")
    other = add(workbench, "Northern Lights", owner_id=tom, tier="A")
    add(workbench, "Northgate", owner_id=tom, tier="B")
    query = AccountQuery(text="nor", filter="tier = A", sort="name", owner_id=tom)
    assert accounts.find_accounts(workbench, query) == [other]
    with pytest.raises(InvalidInput) as refused:
        accounts.find_accounts(workbench, AccountQuery(filter="tierr = A"))
    assert refused.value.field == "filter"
    assert "column 1" in refused.value.message


def test_lines_come_in_the_order_asked_for(workbench):
    ids = [add(workbench, name) for name in ("One", "Two", "Three")]
    lines = accounts.load_account_lines(workbench, [ids[2], AccountId(99), ids[0]])
    assert [line.account_id for line in lines] == [ids[2], ids[0]]
    assert len(lines[0].sparkline) == 26


def test_segments_in_use(workbench):
    for name, segment in (("One", "SMB"), ("Two", "Enterprise"), ("Three", "SMB"), ("Four", None)):
        add(workbench, name, segment=segment)
    assert accounts.list_segments(workbench) == ["Enterprise", "SMB"]


def test_the_key_figures_add_up_by_currency(workbench):
    one, two, three = (add(workbench, name) for name in ("One", "Two", "Three"))
    add_contract(workbench, one, 100_00, "EUR", "2027-02-21")
    add_contract(workbench, two, 50_00, "EUR", "2027-02-22")
    add_contract(workbench, three, 7_00, "USD", "2026-12-01")
    found = accounts.portfolio_totals(workbench)
    assert found.accounts == 3
    assert found.arr_minor == {"EUR": 150_00, "USD": 7_00}
    assert (found.renewals, found.renewals_arr_minor) == (2, {"EUR": 100_00, "USD": 7_00})
    assert (found.at_risk, found.at_risk_arr_minor) == (0, {})

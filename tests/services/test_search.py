"""Search: by beginnings, by parts, in names, people and notes; nothing typed is syntax."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from csworkbench.domain.accounts import AccountDraft, AccountQuery
from csworkbench.domain.contacts import ContactDraft
from csworkbench.infra.clock import FixedClock
from csworkbench.infra.uid import new_uid
from csworkbench.services import contacts
from csworkbench.services.accounts import add_account, edit_account, find_accounts
from csworkbench.services.search import search
from csworkbench.services.workbench import closing, open_workbench
from csworkbench.storage.tables.engagement import touch
from csworkbench.storage.tables.feedback import feedback
from tests.conftest import BOOK_INSTANT

DAY, MOMENT = "2026-11-20", "2026-11-20T09:00:00.000Z"


@pytest.fixture(scope="module")
def filled(book_template, tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "book.cswb"
    path.write_bytes(book_template.read_bytes())
    with closing(open_workbench(path, FixedClock(BOOK_INSTANT))) as workbench:
        _fill(workbench)
        yield workbench


def _fill(workbench):
    northwind = add_account(workbench, AccountDraft(name="Northwind Traders", domain="northwind.example"))
    zoe = add_account(workbench, AccountDraft(name="Zoë & Söhne"))
    add_account(workbench, AccountDraft(name="Umbra"))
    contacts.add_contact(workbench, ContactDraft(zoe, "Jonas Weber", email="jw@soehne.example"))
    base = {"account_id": northwind, "known_at": MOMENT}
    note = {
        "uid": new_uid(), "happened_on": DAY, "happened_at": MOMENT, "channel": "call", "direction": "inbound",
        "kind": "other", "notes": "They re-key about twenty orders; the sync drops umbrella items",
    }  # fmt: skip
    said = {
        "uid": new_uid(), "kind": "complaint", "state": "new", "said_on": DAY, "said_at": MOMENT,
        "words": "Orders vanish every night",
    }  # fmt: skip
    with workbench.change("Fill") as change:
        change.connection.execute(insert(touch), base | note)
        change.connection.execute(insert(feedback), base | said)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("n", ["Northwind Traders"]), ("tr", ["Northwind Traders"]), ("rt", []), ("rth", ["Northwind Traders"]),
        ("NORTHWIND.EX", ["Northwind Traders"]), ("zoe", ["Zoë & Söhne"]), ("sohne", ["Zoë & Söhne"]),
        ("ë & s", ["Zoë & Söhne"]), ("weber", ["Zoë & Söhne"]), ("je", []), ("jo", ["Zoë & Söhne"]),
        ("weber zoe", ["Zoë & Söhne"]), ("weber umbra", []), ("twenty", ["Northwind Traders"]), ("wenty", []),
        ("umbr", ["Northwind Traders", "Umbra"]), ("twenty north", ["Northwind Traders"]), ("", None), (" & ", None),
    ],
)  # fmt: skip
def test_which_accounts_a_text_finds(filled, typed, expected):
    names = {1: "Northwind Traders", 2: "Zoë & Söhne", 3: "Umbra"}
    found = [names[one] for one in find_accounts(filled, AccountQuery(text=typed, sort="name"))]
    assert found == (["Northwind Traders", "Umbra", "Zoë & Söhne"] if expected is None else expected)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("abnorth\"*()-:^+{}'\\é ,ANDORNEAR\0\u0301"), max_size=24))
def test_no_text_is_an_error(filled, typed):
    assert set(find_accounts(filled, AccountQuery(text=typed))) <= {1, 2, 3}
    assert len(search(filled, typed, 3)) <= 15


def test_hits_say_what_they_are_and_where(filled):
    assert [(hit.kind, hit.account_name) for hit in search(filled, "orders", 5)] == [
        ("touch", "Northwind Traders"),
        ("feedback", "Northwind Traders"),
    ]
    note = search(filled, "twent", 5)[0]
    assert (note.title, note.id, note.account_id) == ("Call, 2026-11-20", 1, 1)
    assert "twenty orders" in note.excerpt
    person = search(filled, "web jon", 5)[0]
    assert (person.kind, person.title, person.account_name) == ("contact", "Jonas Weber", "Zoë & Söhne")
    assert [hit.kind for hit in search(filled, "umbr", 5)] == ["account", "touch"]
    assert search(filled, " ", 5) == []
    assert len(search(filled, "o", 1)) <= 5


def test_a_name_that_begins_with_the_word_comes_first(workbench):
    for name in ("New Acme", "Acme of the North"):
        add_account(workbench, AccountDraft(name=name))
    assert [hit.title for hit in search(workbench, "acme", 5)] == ["Acme of the North", "New Acme"]


def test_the_index_follows_edits_and_undo(workbench):
    account_id = add_account(workbench, AccountDraft(name="Before"))
    edit_account(workbench, account_id, name="Afterwards")
    assert find_accounts(workbench, AccountQuery(text="before")) == []
    assert find_accounts(workbench, AccountQuery(text="afterw")) == [account_id]
    workbench.undo()
    assert find_accounts(workbench, AccountQuery(text="before")) == [account_id]

"""People: added, edited, gone, deleted, and all of it undone."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.ids import AccountId, ContactId
from csworkbench.infra.errors import InvalidInput, NotFound
from csworkbench.infra.uid import new_uid
from csworkbench.services import contacts
from csworkbench.services.accounts import add_account
from csworkbench.storage.tables.engagement import touch, touch_person
from tests.book_state import check_undo, state_of


@pytest.fixture
def acme(workbench):
    return add_account(workbench, AccountDraft(name="Acme"))


def test_a_contact_is_added_edited_marked_and_deleted(workbench, acme):
    draft = ContactDraft(acme, " Ann Berg ", email="ann@acme.example", roles=("sponsor", "champion"), title=" ")
    ann = check_undo(workbench, "Add Ann Berg to Acme", lambda: contacts.add_contact(workbench, draft))
    row = contacts.list_contacts(workbench, acme)[0]
    assert (row.name, row.roles, row.title, row.do_not_contact) == ("Ann Berg", ("champion", "sponsor"), None, False)
    check_undo(
        workbench,
        "Edit Ann Berg",
        lambda: contacts.edit_contact(workbench, ann, roles=(), do_not_contact=True, influence=5, title="COO"),
    )
    row = contacts.list_contacts(workbench, acme)[0]
    assert (row.roles, row.do_not_contact, row.influence, row.title) == ((), True, 5, "COO")
    check_undo(workbench, "Mark Ann Berg as left", lambda: contacts.mark_left(workbench, ann))
    assert contacts.list_contacts(workbench, acme)[0].left_on == date(2026, 11, 23)
    check_undo(workbench, "Delete Ann Berg", lambda: contacts.delete_contact(workbench, ann))
    assert contacts.list_contacts(workbench, acme) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "), ("roles", ("king",)), ("email", "nobody"), ("preferred_channel", "pigeon"), ("influence", 6),
        ("sentiment", 0), ("colour", "red"),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_refused_with_its_field(workbench, acme, field, value):
    ann = contacts.add_contact(workbench, ContactDraft(acme, "Ann"))
    before = state_of(workbench)
    with pytest.raises(InvalidInput) as refused:
        contacts.edit_contact(workbench, ann, **{field: value})
    assert refused.value.field == field
    assert state_of(workbench) == before


def test_people_with_roles_come_first_and_those_who_left_last(workbench, acme):
    zoe = contacts.add_contact(workbench, ContactDraft(acme, "Zoe", roles=("champion",)))
    bob = contacts.add_contact(workbench, ContactDraft(acme, "bob"))
    ann = contacts.add_contact(workbench, ContactDraft(acme, "Ann"))
    gone = contacts.add_contact(workbench, ContactDraft(acme, "Aaron", roles=("sponsor",)))
    contacts.mark_left(workbench, gone, date(2026, 11, 1))
    assert [row.id for row in contacts.list_contacts(workbench, acme)] == [zoe, ann, bob, gone]


def test_only_a_two_way_touch_is_heard(workbench, acme):
    ann = contacts.add_contact(workbench, ContactDraft(acme, "Ann"))
    for day, is_two_way in (("2026-11-02", 1), ("2026-11-20", 0)):
        row = {
            "uid": new_uid(), "account_id": acme, "happened_on": day, "happened_at": f"{day}T09:00:00.000Z",
            "channel": "email", "direction": "outbound", "is_two_way": is_two_way, "kind": "other",
            "known_at": f"{day}T09:00:00.000Z",
        }  # fmt: skip
        with workbench.change("Log touch") as change:
            key = change.connection.execute(insert(touch).returning(touch.c.id), row).scalar_one()
            change.connection.execute(insert(touch_person), {"touch_id": key, "contact_id": ann})
    assert contacts.list_contacts(workbench, acme)[0].heard_on == date(2026, 11, 2)


def test_who_is_not_there_is_not_found(workbench, acme):
    for write in (contacts.mark_left, contacts.delete_contact, contacts.edit_contact):
        with pytest.raises(NotFound):
            write(workbench, ContactId(99))
    with pytest.raises(NotFound):
        contacts.add_contact(workbench, ContactDraft(AccountId(99), "Ann"))

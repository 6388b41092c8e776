"""The history of one account."""

from __future__ import annotations

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.services import accounts, contacts, history


def test_an_account_knows_its_own_changes_newest_first(workbench):
    acme = accounts.add_account(workbench, AccountDraft(name="Acme"))
    other = accounts.add_account(workbench, AccountDraft(name="Other"))
    contacts.add_contact(workbench, ContactDraft(acme, "Ann"))
    accounts.edit_accounts(workbench, [acme, other], "tier", "A")
    history.undo(workbench)
    rows = history.account_history(workbench, acme)
    assert [(row.name, row.state) for row in rows] == [
        ("Set tier of 2 accounts", "undone"),
        ("Add Ann to Acme", "done"),
        ("Add account Acme", "done"),
    ]
    assert [row.name for row in history.account_history(workbench, other, 1)] == ["Set tier of 2 accounts"]
    assert history.undo_state(workbench).redo_name == "Set tier of 2 accounts"
    history.redo(workbench)
    assert accounts.get_account(workbench, other).tier == "A"
    assert len(history.list_history(workbench)) == 5  # the birth of the book among them

"""A book with one account for the forms."""

from __future__ import annotations

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.ids import AccountId
from csworkbench.services.accounts import add_account
from csworkbench.services.contacts import add_contact
from tests.ui.books import OpenBook


@pytest.fixture
def acme(book: OpenBook) -> AccountId:
    """Give an account with two people."""
    account_id = add_account(book.workbench, AccountDraft(name="Acme & Sons"))
    add_contact(book.workbench, ContactDraft(account_id=account_id, name="Ada Byron", roles=("champion",)))
    add_contact(book.workbench, ContactDraft(account_id=account_id, name="Ben Okri"))
    return account_id

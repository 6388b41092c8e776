"""A book with one lively account for the account page."""

from __future__ import annotations

from datetime import date

import pytest

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.domain.ids import AccountId
from csworkbench.domain.touches import TouchDraft
from csworkbench.services.accounts import add_account
from csworkbench.services.actions import add_action
from csworkbench.services.checkins import schedule_check_in
from csworkbench.services.contacts import add_contact
from csworkbench.services.feedback import log_feedback
from csworkbench.services.touches import log_touch
from tests.ui.books import OpenBook


@pytest.fixture
def northwind(book: OpenBook) -> AccountId:
    """Give an account with people, a promise, a check-in, feedback and touches."""
    wb = book.workbench
    key = add_account(wb, AccountDraft(name="Northwind <b>Traders</b>", segment="Mid-market"))
    add_contact(wb, ContactDraft(account_id=key, name="Ada Byron", roles=("champion",)))
    add_action(wb, ActionDraft(account_id=key, title="Send the price list", due_on=date(2026, 11, 20)))
    schedule_check_in(wb, CheckInDraft(account_id=key, due_on=date(2026, 11, 18)))
    log_touch(wb, TouchDraft(account_id=key, happened_on=date(2026, 11, 2), channel="call", notes="Kick-off"))
    log_feedback(wb, FeedbackDraft(account_id=key, kind="complaint", words="Sync is slow", said_on=date(2026, 11, 14)))
    return key

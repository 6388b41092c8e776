"""A book of six accounts with everything the list can show, and the page over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId, OwnerId
from csworkbench.domain.touches import TouchDraft
from csworkbench.services.accounts import add_account, add_owner
from csworkbench.services.checkins import schedule_check_in
from csworkbench.services.touches import log_touch
from csworkbench.ui.accounts.page import AccountsPage
from csworkbench.ui.bridge.places import FormRequest
from tests.ui.books import OpenBook

NAMES = ("Umbra Health", "Blue Yonder Air", "Fabrikam Foods", "Zenith & Co", "Contoso Retail", "Acme Logistics")


@dataclass
class Portfolio:
    """An open book with accounts, by name."""

    book: OpenBook
    ids: dict[str, AccountId]
    maya: OwnerId
    jonas: OwnerId
    forms: list[FormRequest] = field(default_factory=list)


@pytest.fixture
def portfolio(book: OpenBook) -> Portfolio:
    """Three accounts of each of two owners; blanks in every column."""
    wb = book.workbench
    maya, jonas = add_owner(wb, "Maya Chen"), add_owner(wb, "Jonas Weber")
    details = (
        (maya, "A", "Enterprise", "onboarding"),
        (maya, "B", None, None),
        (maya, None, "SMB", "value"),
        (jonas, "A", "SMB", None),
        (jonas, "C", "Enterprise", "renewing"),
        (None, None, None, None),
    )
    ids = {
        name: add_account(wb, AccountDraft(name, owner_id=owner, tier=tier, segment=segment, lifecycle=lifecycle))
        for name, (owner, tier, segment, lifecycle) in zip(NAMES, details, strict=True)
    }
    for at, name in enumerate(NAMES[:4]):
        log_touch(wb, TouchDraft(account_id=ids[name], happened_on=date(2026, 11, 3 + 4 * at), channel="call"))
    for name, day in (("Umbra Health", 18), ("Fabrikam Foods", 23), ("Contoso Retail", 27)):
        schedule_check_in(wb, CheckInDraft(account_id=ids[name], due_on=date(2026, 11, day)))
    made = Portfolio(book, ids, maya, jonas)
    book.workspace.set_form_opener(made.forms.append)
    return made


@pytest.fixture
def page(portfolio: Portfolio, qtbot: QtBot) -> AccountsPage:
    """The page over the portfolio, shown and ready, sorted by name."""
    portfolio.book.workspace.settings.set("accounts/sort", "name")
    return shown_page(portfolio.book, qtbot)


def shown_page(book: OpenBook, qtbot: QtBot) -> AccountsPage:
    """Make a page as the shell does."""
    made = AccountsPage(book.workspace)
    qtbot.addWidget(made)
    book.workspace.hub.changed.connect(made.refresh)
    made.resize(1254, 642)
    made.on_workbench_ready()
    with qtbot.waitExposed(made):
        made.show()
    made.on_shown()
    made.focus_body()
    return made

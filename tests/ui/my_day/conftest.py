"""A book with something of each kind to do, and the page over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId, ActionId, CheckInId
from csworkbench.services.accounts import add_account, add_owner
from csworkbench.services.actions import add_action
from csworkbench.services.checkins import schedule_check_in
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.my_day.page import MyDayPage
from tests.ui.books import OpenBook


@dataclass
class Day:
    """An open book with things to do."""

    book: OpenBook
    umbra: AccountId
    zava: AccountId
    late: CheckInId
    timed: CheckInId
    promise: ActionId
    forms: list[FormRequest] = field(default_factory=list)


@pytest.fixture
def day(book: OpenBook) -> Day:
    """Maya (me) has an overdue check-in, one today at 10:30 and a promise for Friday; Jonas has a check-in."""
    wb = book.workbench
    maya, jonas = add_owner(wb, "Maya Chen"), add_owner(wb, "Jonas Weber")
    umbra = add_account(wb, AccountDraft("Umbra Health", owner_id=maya))
    zava = add_account(wb, AccountDraft("Zava", owner_id=jonas))
    late = schedule_check_in(wb, CheckInDraft(umbra, date(2026, 11, 19)))
    timed = schedule_check_in(wb, CheckInDraft(umbra, date(2026, 11, 23), due_time="10:30", agenda="SSO rollout"))
    promise = add_action(wb, ActionDraft(umbra, "Send the price list", due_on=date(2026, 11, 27)))
    schedule_check_in(wb, CheckInDraft(zava, date(2026, 11, 24)))
    made = Day(book, umbra, zava, late, timed, promise)
    book.workspace.set_form_opener(made.forms.append)
    return made


@pytest.fixture
def page(day: Day, qtbot: QtBot) -> MyDayPage:
    """The page over the day."""
    return shown_page(day.book, qtbot)


def shown_page(book: OpenBook, qtbot: QtBot) -> MyDayPage:
    """Make a page as the shell does."""
    made = MyDayPage(book.workspace)
    qtbot.addWidget(made)
    book.workspace.hub.changed.connect(made.refresh)
    made.resize(1254, 642)
    made.on_workbench_ready()
    with qtbot.waitExposed(made):
        made.show()
    made.on_shown()
    made.focus_body()
    return made

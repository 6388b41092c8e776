"""A book with check-ins of this week and the next, and the calendar over it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.contacts import ContactDraft
from csworkbench.domain.ids import AccountId, CheckInId, ContactId, OwnerId
from csworkbench.services.accounts import add_account, add_owner, choose_me
from csworkbench.services.actions import add_action
from csworkbench.services.checkins import get_check_in, schedule_check_in
from csworkbench.services.contacts import add_contact
from csworkbench.ui.bridge.places import FormRequest
from csworkbench.ui.calendar.grid_view import GridView
from csworkbench.ui.calendar.page import CalendarPage
from tests.ui.books import OpenBook

MONDAY = date(2026, 11, 23)


@dataclass
class Desk:
    """An open book: Maya (me) owns Umbra and Coho, Jonas owns Zava; Rao works at Umbra."""

    book: OpenBook
    maya: OwnerId
    umbra: AccountId
    coho: AccountId
    zava: AccountId
    rao: ContactId
    late: CheckInId
    timed: CheckInId
    plain: CheckInId
    forms: list[FormRequest] = field(default_factory=list)

    def due(self, key: CheckInId) -> tuple[date, str | None]:
        """Give day and time of a check-in as they are stored."""
        row = get_check_in(self.book.workbench, key)
        return row.due_on, row.due_time


@pytest.fixture
def desk(book: OpenBook) -> Desk:
    """Umbra has one overdue and one today at 10:30, Coho one on Wednesday, Zava one on Tuesday."""
    wb = book.workbench
    maya, jonas = add_owner(wb, "Maya Chen"), add_owner(wb, "Jonas Weber")
    choose_me(wb, maya)
    umbra = add_account(wb, AccountDraft("Umbra Health", owner_id=maya))
    coho = add_account(wb, AccountDraft("Coho Winery", owner_id=maya))
    zava = add_account(wb, AccountDraft("Zava", owner_id=jonas))
    rao = add_contact(wb, ContactDraft(umbra, "Dr. Rao"))
    late = schedule_check_in(wb, CheckInDraft(umbra, date(2026, 11, 19)))
    timed = schedule_check_in(wb, CheckInDraft(umbra, MONDAY, due_time="10:30", minutes=60, contact_ids=(int(rao),)))
    plain = schedule_check_in(wb, CheckInDraft(coho, date(2026, 11, 25), agenda="Harvest"))
    schedule_check_in(wb, CheckInDraft(zava, date(2026, 11, 24)))
    add_action(wb, ActionDraft(coho, "Send the price list", due_on=date(2026, 11, 27)))
    made = Desk(book, maya, umbra, coho, zava, rao, late, timed, plain)
    book.workspace.set_form_opener(made.forms.append)
    return made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> CalendarPage:
    """Give the page over the desk, as the shell makes it."""
    made = CalendarPage(desk.book.workspace)
    qtbot.addWidget(made)
    desk.book.workspace.hub.changed.connect(made.refresh)
    made.resize(1254, 642)
    made.on_workbench_ready()
    with qtbot.waitExposed(made):
        made.show()
    made.on_shown()
    made.focus_body()
    return made


def press(qtbot: QtBot, page: CalendarPage, keys: str) -> None:
    """Press keys in the view on show, several with "; " between them."""
    for part in keys.split("; "):
        qtbot.keySequence(page.body.current_view, part)


def spot(view: GridView, key: CheckInId) -> QPoint:
    """Give the middle of a check-in's block in the viewport."""
    block = next(one for one in view.blocks if one.item is not None and one.item.check_in_id == key)
    return block.rect.center().toPoint()


def to_global(widget: QWidget, at: QPoint) -> QPoint:
    """Give a point of a widget on the screen."""
    return widget.mapToGlobal(at)

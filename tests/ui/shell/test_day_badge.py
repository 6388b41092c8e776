"""The badge of My day over a real book: it counts what is due, whatever page is on top."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.actions import ActionDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.feedback_items import FeedbackDraft
from csworkbench.services.accounts import add_account, add_owner
from csworkbench.services.actions import add_action, complete_action
from csworkbench.services.checkins import schedule_check_in
from csworkbench.services.day import my_day, snooze
from csworkbench.services.day_done import due_count
from csworkbench.services.feedback import log_feedback
from csworkbench.ui.bridge.page import Page
from csworkbench.ui.my_day.day_entries import day_words
from csworkbench.ui.shell.day_badge import DayBadge
from csworkbench.ui.shell.entries import PageEntry
from csworkbench.ui.shell.rail import Rail
from tests.ui.books import OpenBook

TODAY = date(2026, 11, 23)


def _no_page(workspace: object, parent: QWidget) -> Page:
    raise AssertionError("the badge needs no page")


def test_the_badge_follows_the_book(book: OpenBook, qtbot: QtBot):
    workspace, wb = book.workspace, book.workbench
    maya = add_owner(wb, "Maya Chen")
    acme = add_account(wb, AccountDraft("Acme", owner_id=maya))
    promise = add_action(wb, ActionDraft(acme, "Send the price list", due_on=TODAY))
    schedule_check_in(wb, CheckInDraft(acme, TODAY - timedelta(days=3)))
    schedule_check_in(wb, CheckInDraft(acme, TODAY + timedelta(days=2)))
    log_feedback(wb, FeedbackDraft(acme, "complaint", TODAY - timedelta(days=20), "Sync is slow"))
    rail = Rail(workspace.theme, [PageEntry("my_day", "My day", "day", _no_page)], QMenu())
    qtbot.addWidget(rail)
    DayBadge(workspace, rail).count()
    assert rail.button("my_day").accessibleDescription() == "3 things due"
    workspace.change(rail, lambda book, _token: complete_action(book, promise))
    assert rail.button("my_day").accessibleDescription() == "2 things due"
    workspace.undo.undo()
    assert rail.button("my_day").accessibleDescription() == "3 things due"


def test_the_count_is_that_of_the_page(book: OpenBook):
    wb = book.workbench
    maya, jonas = add_owner(wb, "Maya Chen"), add_owner(wb, "Jonas Weber")
    for place, owner in enumerate((maya, maya, jonas, None)):
        key = add_account(wb, AccountDraft(f"Account {place}", owner_id=owner))
        for days in (-9, 0, 3, 30):
            schedule_check_in(wb, CheckInDraft(key, TODAY + timedelta(days=days)))
            add_action(wb, ActionDraft(key, "Promise", due_on=TODAY + timedelta(days=days)))
        add_action(wb, ActionDraft(key, "Promise without a day"))
        add_action(wb, ActionDraft(key, "Theirs without a day", side="theirs"))
        log_feedback(wb, FeedbackDraft(key, "complaint", TODAY - timedelta(days=20), "Sync is slow"))
        log_feedback(wb, FeedbackDraft(key, "NPS", TODAY, score=9))
    for owner_id in (None, maya, jonas):
        items = my_day(wb, owner_id).items
        assert day_words(items, TODAY).startswith(f"{due_count(wb, owner_id)} things due"), owner_id
    first = next(item for item in my_day(wb, maya).items if item.due_on == TODAY)
    before = due_count(wb, maya)
    snooze(wb, first.kind, int(first.target_id or 0), TODAY + timedelta(days=4), "Later")
    assert due_count(wb, maya) == before - 1


def test_more_than_the_badge_says_is_not_counted(book: OpenBook, qtbot: QtBot):
    workspace, wb = book.workspace, book.workbench
    acme = add_account(wb, AccountDraft("Acme"))
    rail = Rail(workspace.theme, [PageEntry("my_day", "My day", "day", _no_page)], QMenu())
    qtbot.addWidget(rail)
    badge = DayBadge(workspace, rail)
    for number in (99, 1, 2):
        for _ in range(number):
            add_action(wb, ActionDraft(acme, "Promise", due_on=TODAY))
        badge.count()
        said = rail.button("my_day").accessibleDescription()
        assert said == ("99 things due" if number == 99 else "at least 100 things due")
    assert due_count(wb) == 102
    assert due_count(wb, most=5) == 5

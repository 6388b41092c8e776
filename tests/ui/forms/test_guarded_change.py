"""Changes without a form of their own: past the fatigue guard a short form says so and wants a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.domain.touches import TouchDraft
from csworkbench.services.checkins import get_check_in, move_check_in, schedule_check_in
from csworkbench.services.contacts import list_contacts
from csworkbench.services.fatigue import list_overrides
from csworkbench.services.touches import log_touch
from csworkbench.ui.bridge.workspace import BookWork
from csworkbench.ui.forms.form import stored
from csworkbench.ui.forms.guarded_change import ReasonForm, change_guarded
from tests.ui.books import OpenBook


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def planned(book: OpenBook, acme: AccountId) -> CheckInId:
    """A check-in with Ada, who was called today."""
    ada = list_contacts(book.workbench, acme)[0].id
    log_touch(book.workbench, TouchDraft(acme, date(2026, 11, 23), contact_ids=(ada,)))
    return schedule_check_in(book.workbench, CheckInDraft(acme, date(2026, 12, 1), contact_ids=(ada,)))


def to(key: CheckInId, day: date) -> Callable[[str], BookWork]:
    return lambda reason: stored(move_check_in, key, day, override_reason=reason)


def forms() -> list[ReasonForm]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, ReasonForm) and w.isVisible()]


def test_within_the_limits_it_is_just_done(qtbot: QtBot, book: OpenBook, owner: QWidget, planned: CheckInId) -> None:
    done: list[Any] = []
    change_guarded(book.workspace, owner, to(planned, date(2026, 12, 2)), on_success=done.append)
    assert get_check_in(book.workbench, planned).due_on == date(2026, 12, 2)
    assert (len(done), forms()) == (1, [])


def test_past_them_it_is_done_with_a_reason(qtbot: QtBot, book: OpenBook, owner: QWidget, planned: CheckInId) -> None:
    done: list[Any] = []
    change_guarded(book.workspace, owner, to(planned, date(2026, 11, 24)), on_success=done.append)
    (form,) = forms()
    assert "1 business day after the call of 23 Nov" in form.said.text()
    assert "Next free date: 26 Nov 2026." in form.said.text()
    assert get_check_in(book.workbench, planned).due_on == date(2026, 12, 1)
    field = form.fields.widget("override_reason")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert form.fields.error_of("override_reason") == "Say why it is done all the same."
    qtbot.keyClicks(field, "Outage")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert get_check_in(book.workbench, planned).due_on == date(2026, 11, 24)
    assert [row.reason for row in list_overrides(book.workbench)] == ["Outage"]
    assert len(done) == 1


def test_left_it_stays_as_it_was(qtbot: QtBot, book: OpenBook, owner: QWidget, planned: CheckInId) -> None:
    left: list[bool] = []
    change_guarded(book.workspace, owner, to(planned, date(2026, 11, 24)), on_left=lambda: left.append(True))
    qtbot.keyClick(forms()[0], Qt.Key.Key_Escape)
    assert (left, forms()) == ([True], [])
    assert get_check_in(book.workbench, planned).due_on == date(2026, 12, 1)
    assert list_overrides(book.workbench) == []


def test_another_error_is_told_as_ever(qtbot: QtBot, book: OpenBook, owner: QWidget) -> None:
    change_guarded(book.workspace, owner, to(CheckInId(999), date(2026, 12, 2)))
    assert [type(one).__name__ for one in book.failures] == ["NotFound"]
    assert forms() == []

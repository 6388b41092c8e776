"""Reminders over a real book: told in the window, put off, gone with their cause, no timer left behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QSystemTrayIcon, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.domain.accounts import AccountDraft
from csworkbench.domain.checkins import CheckInDraft
from csworkbench.domain.history import ChangeSet
from csworkbench.domain.ids import AccountId, CheckInId
from csworkbench.infra.settings import Settings
from csworkbench.services.accounts import add_account
from csworkbench.services.checkins import complete_check_in, move_check_in, schedule_check_in
from csworkbench.ui.bridge.actions import ActionRegistry
from csworkbench.ui.bridge.reminder_settings import (
    LEAD,
    ON,
    QUIET,
    QUIET_FROM,
    QUIET_TO,
    TRAY,
    keep_put_off,
    load_put_off,
)
from csworkbench.ui.settings.reminders_view import RemindersView
from csworkbench.ui.shell.reminders import LONGEST_MS, Reminders
from csworkbench.ui.shell.tray import Tray
from tests.ui.books import OpenBook

TODAY = date(2026, 11, 23)


@dataclass
class HandClock:
    """A clock that a test moves."""

    instant: datetime
    day: date = TODAY

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.day


class NoticeBox(QWidget):
    """A window that shows notices."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)

    def show_notice(self, bar: QWidget) -> None:
        self.column.insertWidget(0, bar)
        bar.show()


class SpyTray(Tray):
    """A tray that is there or not, and keeps what it was told."""

    has_tray = True

    def tell(self, title: str, words: str) -> bool:
        self.told = [*getattr(self, "told", []), words]
        return self.has_tray


@dataclass
class Stage:
    """A book with a check-in at 10:30, at 09:00 now."""

    book: OpenBook
    clock: HandClock
    window: NoticeBox
    reminders: Reminders
    tray: SpyTray
    acme: AccountId
    key: CheckInId
    opened: list[AccountId] = field(default_factory=list)

    def at(self, hour: int, minute: int) -> list[str]:
        self.clock.instant = datetime(2026, 11, 23, hour, minute, tzinfo=UTC)
        self.reminders.look()
        return [bar.label.text() for bar in self.reminders.bars]


@pytest.fixture
def stage(book: OpenBook, qtbot: QtBot) -> Iterator[Stage]:
    clock = HandClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    book.workspace.clock = clock
    book.workbench.clock = clock
    acme = add_account(book.workbench, AccountDraft("Acme"))
    draft = CheckInDraft(acme, TODAY, agenda="SSO rollout", due_time="10:30", time_zone="UTC", minutes=30)
    key = schedule_check_in(book.workbench, draft)
    window = NoticeBox()
    qtbot.addWidget(window)
    tray = SpyTray(book.workspace.theme, window)
    reminders = Reminders(book.workspace, window, window, tray)
    made = Stage(book, clock, window, reminders, tray, acme, key)
    book.workspace.account_asked.connect(made.opened.append)
    reminders.read()
    yield made
    window.close()
    assert reminders.waits_ms == -1


def local(minutes: int = 0) -> str:
    return f"{(datetime(2026, 11, 23, 10, 30, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone():%H:%M}"


def test_it_is_told_ten_minutes_ahead_and_counts_down(stage: Stage):
    assert stage.at(10, 19) == []
    assert 0 < stage.reminders.waits_ms <= LONGEST_MS
    assert stage.at(10, 20) == [f"{local()} Acme, in 10 minutes: SSO rollout"]
    assert stage.at(10, 25) == [f"{local()} Acme, in 5 minutes: SSO rollout"]
    assert stage.at(10, 30) == [f"{local()} Acme, now: SSO rollout"]
    assert stage.at(11, 0) == []
    assert stage.reminders.waits_ms == -1


def test_dismissed_is_dismissed(stage: Stage, qtbot: QtBot):
    stage.at(10, 20)
    (bar,) = stage.reminders.bars
    qtbot.mouseClick(bar.dismiss, Qt.MouseButton.LeftButton)
    assert stage.at(10, 29) == []
    assert stage.reminders.waits_ms == -1


def test_put_off_it_comes_again(stage: Stage, qtbot: QtBot):
    stage.at(10, 20)
    qtbot.mouseClick(stage.reminders.bars[0].snooze, Qt.MouseButton.LeftButton)
    assert stage.at(10, 24) == []
    assert stage.at(10, 25) == [f"{local()} Acme, in 5 minutes: SSO rollout"]


def restarted(stage: Stage) -> Stage:
    """Give the stage after the program was left and started again."""
    stage.reminders.stop()
    for bar in list(stage.reminders.bars):
        bar.hide()
    workspace = stage.book.workspace
    workspace.settings = Settings(workspace.settings._path)
    workspace.actions = ActionRegistry(workspace.theme, workspace)
    stage.reminders = Reminders(workspace, stage.window, stage.window, stage.tray)
    stage.reminders.read()
    return stage


def test_what_was_dismissed_stays_so_when_the_program_starts_again(stage: Stage, qtbot: QtBot):
    stage.at(10, 20)
    qtbot.mouseClick(stage.reminders.bars[0].dismiss, Qt.MouseButton.LeftButton)
    assert restarted(stage).at(10, 25) == []
    later = TODAY + timedelta(days=1)
    stage.book.workspace.change(stage.window, lambda wb, _token: move_check_in(wb, stage.key, later))
    stage.book.workspace.change(stage.window, lambda wb, _token: move_check_in(wb, stage.key, TODAY, "11:00"))
    assert len(stage.at(10, 55)) == 1, "moved, it is told anew"


def test_put_off_it_comes_at_its_time_after_a_restart(stage: Stage, qtbot: QtBot):
    stage.at(10, 20)
    qtbot.mouseClick(stage.reminders.bars[0].snooze, Qt.MouseButton.LeftButton)
    assert restarted(stage).at(10, 24) == []
    assert stage.at(10, 25) == [f"{local()} Acme, in 5 minutes: SSO rollout"]
    assert restarted(stage).at(10, 26) == [f"{local()} Acme, in 4 minutes: SSO rollout"], "nobody acted on it"


def test_another_book_knows_nothing_of_it(stage: Stage, qtbot: QtBot):
    stage.at(10, 20)
    qtbot.mouseClick(stage.reminders.bars[0].dismiss, Qt.MouseButton.LeftButton)
    settings, path = stage.book.workspace.settings, stage.book.workspace.path
    assert list(load_put_off(settings, path).values()) == [None]
    assert load_put_off(settings, path.with_name("other.cswb")) == {}


def test_what_is_long_over_is_not_kept_for_ever(stage: Stage):
    settings, path = stage.book.workspace.settings, stage.book.workspace.path
    begins = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
    put_off = {(stage.key, begins): None, (stage.key, begins + timedelta(days=2)): begins}
    keep_put_off(settings, path, put_off, begins)
    assert load_put_off(settings, path) == put_off
    keep_put_off(settings, path, put_off, begins + timedelta(days=4))
    assert load_put_off(settings, path) == {(stage.key, begins + timedelta(days=2)): begins}


def test_damaged_settings_count_as_absent(stage: Stage):
    settings, path = stage.book.workspace.settings, stage.book.workspace.path
    keep_put_off(settings, path, {(stage.key, stage.clock.now()): None}, stage.clock.now())
    (name,) = [one for one in settings._values if one.startswith("reminders/of_")]
    settings.set(name, ["x", "1", "1 yesterday", "1 2026-11-23T10:30:00", *settings.texts(name)])
    assert list(load_put_off(settings, path)) == [(stage.key, stage.clock.now())]


def test_after_sleep_it_is_told_exactly_once(stage: Stage):
    stage.at(9, 10)
    stage.clock.instant = datetime(2026, 11, 23, 10, 45, tzinfo=UTC)
    for wake in (QEvent(QEvent.Type.WindowActivate), QEvent(QEvent.Type.WindowActivate)):
        QApplication.sendEvent(stage.window, wake)
    stage.reminders.look()
    assert [bar.label.text() for bar in stage.reminders.bars] == [f"{local()} Acme, since 15 minutes: SSO rollout"]
    assert len(stage.tray.told) == 1


def test_slept_through_it_is_not_told_at_all(stage: Stage):
    stage.at(9, 10)
    assert stage.at(11, 30) == []
    assert not hasattr(stage.tray, "told")


def test_after_midnight_the_check_ins_of_the_new_day_are_told(stage: Stage):
    tomorrow = TODAY + timedelta(days=1)
    draft = CheckInDraft(stage.acme, tomorrow + timedelta(days=1), due_time="00:05", time_zone="UTC", agenda="Early")
    schedule_check_in(stage.book.workbench, draft)
    stage.clock.day = tomorrow
    stage.book.workspace.hub.publish(ChangeSet(0, "", frozenset({"account_line"}), None))
    stage.clock.instant = datetime(2026, 11, 24, 23, 55, tzinfo=UTC)
    stage.reminders.look()
    assert [bar.appointment.words for bar in stage.reminders.bars] == ["Early"]


@pytest.mark.parametrize(
    ("zone", "day", "time", "at"),
    [
        ("Europe/Oslo", date(2027, 3, 28), "02:30", datetime(2027, 3, 28, 1, 20, tzinfo=UTC)),
        ("Europe/Oslo", date(2026, 10, 25), "02:30", datetime(2026, 10, 25, 0, 20, tzinfo=UTC)),
        ("Asia/Kolkata", date(2026, 11, 24), "00:10", datetime(2026, 11, 23, 18, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 10, 4), "02:15", datetime(2026, 10, 3, 15, 35, tzinfo=UTC)),
    ],
)
def test_in_the_zone_of_the_check_in_when_clocks_change(stage: Stage, zone: str, day: date, time: str, at: datetime):
    stage.clock.day = day
    schedule_check_in(stage.book.workbench, CheckInDraft(stage.acme, day, due_time=time, time_zone=zone, agenda="Far"))
    stage.reminders.read()
    for minutes, expected in ((-1, []), (0, ["Far"]), (1, ["Far"])):
        stage.clock.instant = at + timedelta(minutes=minutes)
        stage.reminders.look()
        assert [bar.appointment.words for bar in stage.reminders.bars] == expected


def test_open_shows_the_account(stage: Stage, qtbot: QtBot):
    stage.at(10, 20)
    qtbot.mouseClick(stage.reminders.bars[0].open, Qt.MouseButton.LeftButton)
    assert stage.opened == [stage.acme]
    assert stage.at(10, 21) == []


def test_the_one_that_begins_first_stands_first(stage: Stage):
    for time in ("10:25", "10:28"):
        draft = CheckInDraft(stage.acme, TODAY, agenda=time, due_time=time, time_zone="UTC")
        schedule_check_in(stage.book.workbench, draft)
    stage.reminders.read()
    stage.at(10, 20)
    shown = sorted(stage.reminders.bars, key=stage.window.column.indexOf)
    assert [bar.appointment.words for bar in shown] == ["10:25", "10:28", "SSO rollout"]


def test_f6_goes_to_the_reminder_and_back(stage: Stage, qtbot: QtBot):
    line = QLineEdit()
    stage.window.column.addWidget(line)
    with qtbot.waitActive(stage.window):
        stage.window.show()
        stage.window.activateWindow()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_F6)
    assert stage.book.toasts.said[-1] == "No check-in begins soon."
    stage.at(10, 20)
    qtbot.keyClick(line, Qt.Key.Key_F6)
    (bar,) = stage.reminders.bars
    assert QApplication.focusWidget() is bar.open
    qtbot.keyClick(bar.open, Qt.Key.Key_Tab)
    qtbot.keyClick(bar.snooze, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is bar.dismiss
    qtbot.keyClick(bar.dismiss, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is line
    assert stage.at(10, 25) == []


def test_never_for_what_is_done(stage: Stage):
    workspace = stage.book.workspace
    stage.at(10, 20)
    workspace.change(stage.window, lambda wb, _token: complete_check_in(wb, stage.key, None))
    assert stage.reminders.bars == []
    assert stage.at(10, 28) == []
    workspace.undo.undo()
    assert stage.at(10, 29) == [f"{local()} Acme, in 1 minute: SSO rollout"]


def test_one_that_is_moved_away_goes(stage: Stage):
    stage.at(10, 20)
    tomorrow = TODAY + timedelta(days=1)
    stage.book.workspace.change(stage.window, lambda wb, _token: move_check_in(wb, stage.key, tomorrow))
    assert stage.reminders.bars == []


@pytest.mark.parametrize("has_tray", [True, False])
def test_the_tray_is_told_too_and_without_one_nothing_is_lost(stage: Stage, has_tray: bool):
    stage.tray.has_tray = has_tray
    assert len(stage.at(10, 20)) == 1
    assert stage.tray.told == [f"{local()} Acme, in 10 minutes: SSO rollout"]


def test_the_tray_can_be_left_out(stage: Stage):
    stage.book.workspace.settings.set(TRAY, False)
    assert len(stage.at(10, 20)) == 1
    assert not hasattr(stage.tray, "told")


def test_without_a_tray_no_sign_is_made(book: OpenBook, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: False))
    tray = Tray(book.workspace.theme, book.workspace)
    assert tray.tell("Check-in", "Acme") is False
    assert not tray.findChildren(QSystemTrayIcon)
    tray.stop()


def test_quiet_hours_and_switching_off(stage: Stage):
    settings = stage.book.workspace.settings
    local_hour = datetime(2026, 11, 23, 10, 20, tzinfo=UTC).astimezone().hour
    settings.set(QUIET, True)
    settings.set(QUIET_FROM, f"{local_hour:02}:00")
    settings.set(QUIET_TO, f"{(local_hour + 1) % 24:02}:00")
    assert stage.at(10, 20) == []
    settings.set(QUIET, False)
    settings.set(ON, False)
    assert stage.at(10, 21) == []
    settings.set(ON, True)
    settings.set(LEAD, 5)
    assert stage.at(10, 24) == []
    assert len(stage.at(10, 25)) == 1


def test_a_check_in_without_a_time_is_not_told(stage: Stage):
    schedule_check_in(stage.book.workbench, CheckInDraft(stage.acme, TODAY))
    stage.reminders.read()
    assert stage.at(9, 30) == []


def test_the_settings_are_kept_at_once(book: OpenBook, qtbot: QtBot):
    settings = book.workspace.settings
    view = RemindersView(book.workspace)
    qtbot.addWidget(view)
    assert (view.is_on.isChecked(), view.lead.value(), view.quiet_from.isEnabled()) == (True, 10, False)
    view.lead.setValue(15)
    view.is_quiet.setChecked(True)
    view.quiet_to.setCurrentText("08:30")
    again = RemindersView(book.workspace)
    qtbot.addWidget(again)
    assert (again.lead.value(), again.quiet_to.currentText(), again.quiet_from.currentText()) == (15, "08:30", "19:00")
    again.is_on.setChecked(False)
    assert not settings.flag(ON, True)
    assert not again.lead.isEnabled()

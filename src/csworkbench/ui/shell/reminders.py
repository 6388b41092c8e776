"""Reminds of check-ins a few minutes before they begin: in the window always, in the tray if there is one.

One timer waits for the next one; it stops with the window. What is done, moved or cancelled is not told any more: the
list is read anew after each change, and a bar that speaks of such a check-in goes. What was dismissed or put off stays
so when the program is started again; what was told and not acted on is told again then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from csworkbench.domain.reminders import Appointment, due_reminders, next_look, told_words
from csworkbench.ui.bridge.reminder_settings import TRAY, Key, keep_put_off, load_put_off, reminder_rules
from csworkbench.ui.bridge.workspace import Workspace
from csworkbench.ui.shell.reminder_bar import SNOOZE_MINUTES, ReminderBar
from csworkbench.ui.shell.tray import Tray

if TYPE_CHECKING:
    from csworkbench.domain.history import ChangeSet
    from csworkbench.infra.tokens import Token
    from csworkbench.services.workbench import Workbench

LONGEST_MS = 60 * 1000
"""While a bar is on show or one is awaited, the clock is looked at this often: machines sleep and clocks are set."""
TABLES = frozenset({"check_in", "check_in_person", "account", "account_line", "contact", "owner"})


class NoticeWindow(Protocol):
    """What shows the bars."""

    def show_notice(self, bar: QWidget) -> None:
        """Put a bar above the pages."""
        ...


class Reminders(QObject):
    """Belongs to one window.

    Signals:
        raise_asked: the person clicked the message in the tray.
    """

    raise_asked = Signal()

    def __init__(self, workspace: Workspace, window: QWidget, notices: NoticeWindow, tray: Tray | None = None) -> None:
        """Begin when the book is open; of a past day nothing is told."""
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._notices = notices
        self._tray = tray or Tray(workspace.theme, self)
        self._tray.clicked.connect(self.raise_asked)
        self._appointments: Sequence[Appointment] = ()
        self._told: set[Key] = set()
        self._came_from: QWidget | None = None
        self._put_off = load_put_off(workspace.settings, workspace.path)
        self.bars: list[ReminderBar] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        if workspace.past is None:
            workspace.workbench_ready.connect(self.read)
            workspace.me_changed.connect(self.read)
            workspace.hub.changed.connect(self._on_changed)
            window.installEventFilter(self)
            workspace.actions.add(
                "reminders.focus",
                "Go to the reminder",
                self.focus_bar,
                owner=window,
                shortcut="F6",
                words="notification snooze dismiss check-in",
                is_everywhere=True,
            )

    @property
    def waits_ms(self) -> int:
        """Milliseconds until it looks again; -1 when nothing is awaited."""
        return self._timer.interval() if self._timer.isActive() else -1

    def read(self) -> None:
        """Ask the book what is planned."""
        self._workspace.read(self, _upcoming, self._on_read, on_failure=self._on_failed, latest="reminders")

    def focus_bar(self) -> None:
        """Take the focus to the reminder of what begins first; it goes back when the person has chosen."""
        if not self.bars:
            self._workspace.say("No check-in begins soon.")
            return
        focus = QApplication.focusWidget()
        if focus is not None and not any(bar.isAncestorOf(focus) for bar in self.bars):
            self._came_from = focus
        min(self.bars, key=lambda bar: bar.appointment.begins).open.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def look(self) -> None:
        """Tell what is due, and wait for the next."""
        workspace = self._workspace
        now, rules = workspace.clock.now(), reminder_rules(workspace.settings)
        # Each goes above those before it: the one that begins first stands first.
        for one in reversed(due_reminders(self._appointments, now, rules, self._settled())):
            self._told.add((one.check_in_id, one.begins))
            self._tell(one, now)
        self._refresh_bars(now)
        awaited = next_look(self._appointments, now, rules, self._settled())
        if awaited is None and not self.bars:
            self._timer.stop()
            return
        left = LONGEST_MS if awaited is None else round((awaited - now).total_seconds() * 1000) + 50
        self._timer.start(max(50, min(left, LONGEST_MS)))

    def stop(self) -> None:
        """Tell nothing more."""
        self._timer.stop()
        self._tray.stop()
        self._appointments = ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the window wakes, and stop when it is closed."""
        if event.type() == QEvent.Type.WindowActivate and self._workspace.is_ready:
            self.look()
        elif event.type() == QEvent.Type.Close:
            self.stop()
        return False

    def _tell(self, one: Appointment, now: datetime) -> None:
        words = told_words(one, now)
        bar = ReminderBar(self._workspace.theme, one, words)
        bar.opened.connect(partial(self._on_opened, bar))
        bar.snoozed.connect(partial(self._on_snoozed, bar))
        bar.dismissed.connect(partial(self._on_dismissed, bar))
        self.bars.append(bar)
        self._notices.show_notice(bar)
        if self._workspace.settings.flag(TRAY, True) and not self._window.isActiveWindow():
            self._tray.tell("Check-in", words)

    def _refresh_bars(self, now: datetime) -> None:
        planned = {(one.check_in_id, one.begins) for one in self._appointments if now < one.ends}
        for bar in list(self.bars):
            one = bar.appointment
            if (one.check_in_id, one.begins) in planned:
                bar.say(told_words(one, now))
            else:
                self._drop(bar)

    def _drop(self, bar: ReminderBar) -> None:
        if bar in self.bars:
            self.bars.remove(bar)
            self._give_focus_back(bar)
            bar.hide()
            bar.deleteLater()

    def _give_focus_back(self, bar: ReminderBar) -> None:
        focus, before = QApplication.focusWidget(), self._came_from
        if focus is not None and bar.isAncestorOf(focus) and before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settled(self) -> dict[Key, datetime | None]:
        """Give what is not to be told, or not yet: what is on show, was dismissed or put off."""
        return {**self._put_off, **dict.fromkeys(self._told)}

    def _put_off_until(self, bar: ReminderBar, until: datetime | None) -> None:
        one, workspace = bar.appointment, self._workspace
        key = (one.check_in_id, one.begins)
        self._told.discard(key)
        self._put_off[key] = until
        keep_put_off(workspace.settings, workspace.path, self._put_off, workspace.clock.now())
        self._drop(bar)

    def _on_dismissed(self, bar: ReminderBar) -> None:
        self._put_off_until(bar, None)
        self.look()

    def _on_opened(self, bar: ReminderBar) -> None:
        self._put_off_until(bar, None)
        self._workspace.open_account(bar.appointment.account_id)

    def _on_snoozed(self, bar: ReminderBar) -> None:
        self._put_off_until(bar, self._workspace.clock.now() + timedelta(minutes=SNOOZE_MINUTES))
        self.look()

    def _on_changed(self, change: ChangeSet) -> None:
        if change.tables & TABLES:
            self.read()

    def _on_read(self, appointments: Sequence[Appointment]) -> None:
        self._appointments = appointments
        self._told &= {(one.check_in_id, one.begins) for one in appointments}
        self.look()

    def _on_failed(self, _error: BaseException) -> None:
        """Keep what is known; the pages say what is wrong with the book."""


def _upcoming(workbench: Workbench, _token: Token) -> list[Appointment]:
    from csworkbench.services.accounts import list_owners
    from csworkbench.services.day.reminding import upcoming

    me = next((owner for owner in list_owners(workbench) if owner.is_me), None)
    return upcoming(workbench, None if me is None else me.id)

"""Notices that another day has begun: at midnight, after sleep, and when the clock was set."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csworkbench.infra.clock import Clock
from csworkbench.infra.midnight import until_midnight

LONGEST_MS = 10 * 60 * 1000
"""A timer stands still while the machine sleeps, and clocks are set: the day is looked at this often anyway."""
AFTER_MS = 50
"""Timers may come a little early; the day is looked at when it has surely begun."""


class DayTurn(QObject):
    """Watches the clock for one window.

    Signals:
        turned: the `date` it is now; once per change, whichever way the clock went.
    """

    turned = Signal(object)

    def __init__(self, clock: Clock, window: QWidget, parent: QObject | None = None) -> None:
        """Watch from now on; the window's waking up is a reason to look."""
        super().__init__(parent or window)
        self._clock = clock
        self._today: date = clock.today()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        window.installEventFilter(self)
        self._wait()

    @property
    def today(self) -> date:
        """The day that was told last."""
        return self._today

    @property
    def waits_ms(self) -> int:
        """Milliseconds until it looks again; -1 when it was stopped."""
        return self._timer.interval() if self._timer.isActive() else -1

    def look(self) -> None:
        """Look what day it is, and tell when it is another one."""
        self._wait()
        today = self._clock.today()
        if today != self._today:
            self._today = today
            self.turned.emit(today)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the window is shown or comes to the front: the machine may have slept meanwhile."""
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.Show):
            self.look()
        return False

    def _wait(self) -> None:
        left = round(until_midnight(self._clock).total_seconds() * 1000) + AFTER_MS
        self._timer.start(min(left, LONGEST_MS))

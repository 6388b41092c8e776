"""Another day: told at midnight, after sleep, and when the clock is set; no timer is left behind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from csworkbench.app.day_turn import AFTER_MS, LONGEST_MS, DayTurn
from csworkbench.infra.midnight import next_midnight


class HandClock:
    """A clock that a test moves; its days are those of the machine."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return self.instant.astimezone().date()


@pytest.fixture
def clock():
    return HandClock(datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture
def watch(qtbot, clock):
    window = QWidget()
    qtbot.addWidget(window)
    turn = DayTurn(clock, window)
    told: list[date] = []
    turn.turned.connect(told.append)
    yield window, turn, told
    turn.stop()
    assert turn.waits_ms == -1


def test_it_waits_for_midnight_but_looks_at_least_every_ten_minutes(watch, clock):
    _, turn, told = watch
    assert turn.waits_ms == LONGEST_MS
    clock.instant = next_midnight(clock) - timedelta(seconds=90)
    turn.look()
    assert turn.waits_ms == 90_000 + AFTER_MS
    assert told == []


def test_right_after_midnight_it_tells_once(watch, clock):
    _, turn, told = watch
    before = clock.today()
    clock.instant = next_midnight(clock)
    turn.look()
    turn.look()
    assert told == [before + timedelta(days=1)]
    assert turn.today == told[0]


def test_the_timer_itself_tells(watch, clock, qtbot):
    _, turn, told = watch
    clock.instant = next_midnight(clock) - timedelta(milliseconds=30)
    turn.look()
    assert told == []
    with qtbot.waitSignal(turn.turned, timeout=5000):
        clock.instant += timedelta(milliseconds=40)
    assert len(told) == 1


@pytest.mark.parametrize("kind", [QEvent.Type.WindowActivate, QEvent.Type.Show])
def test_after_sleep_it_tells_when_the_window_wakes(watch, clock, kind):
    window, _, told = watch
    clock.instant += timedelta(days=3)
    QApplication.sendEvent(window, QEvent(kind))
    assert told == [clock.today()]


def test_a_clock_set_back_is_told_too(watch, clock):
    _, turn, told = watch
    clock.instant -= timedelta(days=1)
    turn.look()
    assert told == [clock.today()]

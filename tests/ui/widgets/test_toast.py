from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from csworkbench.infra.clock import FixedClock
from csworkbench.ui.theme.theme import Theme
from csworkbench.ui.widgets import toast as toast_module
from csworkbench.ui.widgets.toast import SHOWN_MS, ToastHost


@pytest.fixture
def host(theme: Theme, clock: FixedClock, qtbot: QtBot) -> ToastHost:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    line = QLineEdit(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    return ToastHost(theme, clock, window)


def test_three_at_most_and_all_are_remembered(host: ToastHost, clock: FixedClock) -> None:
    for number in range(10):
        host.show_toast(f"Saved {number}")
    assert [toast.text for toast in host.toasts()] == ["Saved 7", "Saved 8", "Saved 9"]
    assert [record.text for record in host.records] == [f"Saved {number}" for number in range(10)]
    assert host.records[0].at == clock.now()


def test_undo_is_called_once_and_ends_the_toast(host: ToastHost, qtbot: QtBot) -> None:
    calls: list[str] = []
    toast = host.show_toast("Check-in moved", lambda: calls.append("undo"))
    button = toast.buttons[0]
    assert button.text() == "Undo"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    button.click()
    assert calls == ["undo"]
    assert host.toasts() == []
    assert not host.isVisible()


def test_only_the_newest_offers_a_way_back(host: ToastHost) -> None:
    host.show_toast("Overrode health", lambda: None)
    host.show_toast("Saved report.csv", lambda: None, "Show folder")
    host.show_toast("Undone: override health", lambda: None, "Redo")
    assert [toast.text for toast in host.toasts()] == ["Saved report.csv", "Undone: override health"]
    assert len(host.records) == 3


def test_toast_lasts_at_least_five_seconds_then_goes(
    host: ToastHost, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SHOWN_MS >= 5000
    monkeypatch.setattr(toast_module, "SHOWN_MS", 20)
    toast = host.show_toast("Saved")
    with qtbot.waitSignal(toast.closed, timeout=2000):
        pass
    assert host.toasts() == []


def test_mouse_and_focus_stop_the_time(host: ToastHost, qtbot: QtBot) -> None:
    toast = host.show_toast("Check-in moved", lambda: None)
    seen: list[bool] = []
    seen.append(toast.is_running)
    where = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(where, where, where))
    seen.append(toast.is_running)
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    seen.append(toast.is_running)
    toast.buttons[0].setFocus()
    seen.append(toast.is_running)
    toast.buttons[0].clearFocus()
    seen.append(toast.is_running)
    assert seen == [True, False, True, False, True]


def test_toasts_stay_in_the_corner(host: ToastHost) -> None:
    host.show_toast("A rather long word on what was done, which runs over more than one single line of text " * 2)
    for width, height in ((900, 600), (1200, 700)):
        host.window().resize(width, height)
        assert host.window().rect().contains(host.geometry())
        assert host.geometry().right() == width - 17


def test_text_is_plain_and_buttons_have_names(host: ToastHost) -> None:
    toast = host.show_toast("<b>Acme</b> moved", lambda: None)
    assert [button.accessibleName() for button in toast.buttons] == ["Undo: <b>Acme</b> moved", "Close message"]
    assert all(min(button.sizeHint().width(), button.sizeHint().height()) >= 24 for button in toast.buttons)

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer

from csworkbench.ui.bridge.heartbeat import Heartbeat


def test_it_sees_a_stall(qapp, qtbot):
    beat = Heartbeat()
    beat.start()
    qtbot.waitUntil(lambda: beat.beats >= 3)
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < 80:
        pass
    qtbot.waitUntil(lambda: beat.longest_ms >= 80)
    assert beat.stop() >= 80

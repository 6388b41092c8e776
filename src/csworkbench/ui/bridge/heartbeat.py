"""The heartbeat: measures how long the event loop was deaf."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer

BEAT_MS = 5


class Heartbeat(QObject):
    """Beats every 5 ms and remembers the longest gap between beats."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start still; `start` begins to measure."""
        super().__init__(parent)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._on_beat)
        self.longest_ms = 0.0
        self.beats = 0

    def start(self) -> None:
        """Measure from now on."""
        self.longest_ms = 0.0
        self.beats = 0
        self._clock.start()
        self._timer.start()

    def stop(self) -> float:
        """Stop; give the longest gap in milliseconds."""
        if self._timer.isActive():
            self._on_beat()
            self._timer.stop()
        return self.longest_ms

    def _on_beat(self) -> None:
        gap = self._clock.nsecsElapsed() / 1e6
        self._clock.restart()
        self.beats += 1
        self.longest_ms = max(self.longest_ms, gap)
